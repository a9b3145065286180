"""Answers as ODK Collect reads them: XML, with the version of OpenRosa."""

import hashlib
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse

XFORMS_LIST = "http://openrosa.org/xforms/xformsList"
XFORMS_MANIFEST = "http://openrosa.org/xforms/xformsManifest"
RESPONSE = "http://openrosa.org/http/response"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
VERSION = ("X-OpenRosa-Version", "1.0")
Fields = dict[str, str]


def forms_answer(request: HttpRequest, forms: Iterable[Fields]) -> HttpResponse:
    """The list of forms."""
    rows = "".join(f"<xform>{_elements(form)}</xform>" for form in forms)
    return unless_known(request, f'{HEAD}<xforms xmlns="{XFORMS_LIST}">{rows}</xforms>')


def manifest_answer(request: HttpRequest, files: Iterable[Fields]) -> HttpResponse:
    """The files of a form: entity lists all of them."""
    rows = "".join(f'<mediaFile type="entityList">{_elements(one)}</mediaFile>' for one in files)
    return unless_known(request, f'{HEAD}<manifest xmlns="{XFORMS_MANIFEST}">{rows}</manifest>')


def integrity_answer(gone: Iterable[tuple[str, bool]]) -> HttpResponse:
    """Of rows asked for: whether each is off the list."""
    rows = "".join(
        f"<entity id={quoteattr(key)}><deleted>{'true' if is_gone else 'false'}</deleted></entity>"
        for key, is_gone in gone
    )
    return xml_answer(f"{HEAD}<data><entities>{rows}</entities></data>")


def said(words: str, status: int) -> HttpResponse:
    """Words for the person with the phone."""
    text = f'{HEAD}<OpenRosaResponse xmlns="{RESPONSE}"><message>{escape(words)}</message>'
    return xml_answer(f"{text}</OpenRosaResponse>", status)


def unless_known(request: HttpRequest, text: str) -> HttpResponse:
    """304 where the phone says that it has exactly this."""
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    is_known = request.headers.get("If-None-Match") == tag
    answer = xml_answer("", 304) if is_known else xml_answer(text)
    answer.headers["ETag"] = tag
    return answer


def xml_answer(text: str | bytes, status: int = 200) -> HttpResponse:
    """XML in UTF-8. A phone keeps it and asks each time whether it still holds."""
    answer = HttpResponse(text, content_type="text/xml; charset=utf-8", status=status)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _elements(fields: Fields) -> str:
    return "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
