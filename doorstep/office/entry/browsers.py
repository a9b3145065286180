"""What a browser itself carries, signed: whom it knows, whether it is shared, whether it is awake.

Nothing of this is stored on the server: no hour of anybody's work is kept there.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from doorstep.people.rules import token_digest

KNOWN, SHARED, AWAKE = "doorstep_known", "doorstep_shared", "doorstep_awake"  # also the salts
YEAR = int(timedelta(days=365).total_seconds())
KNOWN_MOST = 20  # people whom one browser remembers


def knows_anybody(request: HttpRequest) -> bool:
    """Whether somebody signed in at this browser before."""
    return _name(KNOWN) in request.COOKIES


def known_nonce(request: HttpRequest, login: str) -> str:
    """What this browser was given when that login signed in here; "" for a stranger."""
    return str(_known(request).get(_mark(login), ""))


def know(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Makes the browser known to a login: strangers' wrong passwords do not count for it."""
    known = _known(request)
    nonce = known.pop(_mark(login), None) or secrets.token_hex(8)
    kept = dict([*known.items(), (_mark(login), nonce)][-KNOWN_MOST:])
    _put(response, KNOWN, signing.dumps(kept, salt=KNOWN), YEAR)


def shared_browser(request: HttpRequest) -> str:
    """The hash that names this browser while it is marked as shared; else ""."""
    named = _read(request, SHARED, YEAR)
    return token_digest(named) if isinstance(named, str) else ""


def mark_shared(request: HttpRequest, response: HttpResponse, is_shared: bool) -> None:
    """Marks the browser as shared, or takes the mark away."""
    if not is_shared:
        response.delete_cookie(_name(SHARED), samesite="Lax")
    elif not shared_browser(request):
        _put(response, SHARED, signing.dumps(secrets.token_hex(16), salt=SHARED), YEAR)


def is_awake(request: HttpRequest, sign_in: str, minutes: int) -> bool:
    """Whether this sign-in was used here within the last minutes."""
    return bool(_read(request, AWAKE, minutes * 60) == sign_in)


def stay_awake(response: HttpResponse, sign_in: str) -> None:
    """Notes in the browser that it is being used."""
    _put(response, AWAKE, signing.dumps(sign_in, salt=AWAKE), None)


def _name(cookie: str) -> str:
    return f"{settings.COOKIE_PREFIX}{cookie}"


def _known(request: HttpRequest) -> dict[str, str]:
    known = _read(request, KNOWN, YEAR)
    return known if isinstance(known, dict) else {}


def _mark(login: str) -> str:
    """A login as the cookie names it: who reads the cookie learns no login."""
    return salted_hmac(KNOWN, login.strip().lower(), algorithm="sha256").hexdigest()[:16]


def _read(request: HttpRequest, name: str, age: int) -> Any:
    try:
        return signing.loads(request.COOKIES.get(_name(name), ""), salt=name, max_age=age)
    except signing.BadSignature:
        return None


def _put(response: HttpResponse, name: str, value: str, age: int | None) -> None:
    response.set_cookie(
        _name(name),
        value,
        max_age=age,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
