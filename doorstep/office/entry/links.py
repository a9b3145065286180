"""Pages that a secret link opens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def tells_no_address(view: View) -> View:
    """The browser tells nobody the page's whole address, not even this server when it asks for a
    style: a proxy before it keeps the address a request came from. The host alone is told, which
    the check of a form's origin needs."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return answer
