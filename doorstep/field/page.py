"""The field page itself: one page, its service worker, its manifest. docs/field.md."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doorstep.field.devices import only_if_on

STATIC = Path(__file__).parent / "static" / "field"
BUILT = ("built/app.js", "built/style.css", "built/400.woff2")


@require_GET
@only_if_on
def page(request: HttpRequest) -> HttpResponse:
    """The same for everybody: who looks is known by what lies on the phone alone."""
    if not is_built():
        return render(request, "field/not_built.html", status=503)
    answer = HttpResponse(_html())
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_GET
@only_if_on
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, named by what its version is made of."""
    if not is_built():
        return HttpResponse(status=404)
    answer = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_GET
@only_if_on
def manifest(_request: HttpRequest) -> HttpResponse:
    """So that the page can be put on the phone's first screen."""
    with translation.override("zh-hans"):
        told = {
            "name": _("Field page"),
            "short_name": _("Doorstep"),
            "start_url": reverse("field:page"),
            "scope": reverse("field:page"),
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#f6f4ee",
            "lang": "zh-Hans",
        }
    return JsonResponse(told, content_type="application/manifest+json")


def is_built() -> bool:
    """Whether script/setup has built the page."""
    return all((STATIC / name).is_file() for name in BUILT)


def _html() -> str:
    with translation.override("zh-hans"):
        return render_to_string("field/page.html")


@cache
def _worker() -> str:
    """Once per process: a new version comes with a new start."""
    source = (STATIC / "sw.js").read_text("utf-8")
    html = _html()
    parts = [source.encode(), html.encode(), *((STATIC / name).read_bytes() for name in BUILT)]
    build = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts))
    files = [reverse("field:page"), *(static(f"field/{name}") for name in BUILT)]
    head = f'const BUILD = "{build.hexdigest()[:16]}";\nconst FILES = {json.dumps(files)};\n'
    return head + source
