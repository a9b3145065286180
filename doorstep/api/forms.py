"""What Collect fetches: forms, and with them the helper's households as a list of entities."""

from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET

from doorstep.api.answers import forms_answer, integrity_answer, manifest_answer, xml_answer
from doorstep.api.devices import for_device, unless_shut_out
from doorstep.kit import clock
from doorstep.method.queries import NoMethodAdopted, version_at
from doorstep.people.actions import system_account
from doorstep.sync.actions import publish_forms
from doorstep.sync.models import Device, PublishedForm
from doorstep.sync.queries import (
    LISTS,
    caseload_of,
    change_token,
    entity_list,
    find_form,
    gone_from,
)

MOST_IDS = 1000


@require_GET
@for_device
@unless_shut_out
def form_list(request: HttpRequest, device: Device) -> HttpResponse:
    """The forms that the helper's village fills in today; none where it follows no method."""
    today = clock.today()
    try:
        version = version_at(device.helper.team.place, today)
    except NoMethodAdopted:
        return forms_answer(request, [])
    forms = publish_forms(version, by=system_account(), on=today)
    return forms_answer(
        request,
        [
            {
                "formID": one.form,
                "name": one.title,
                "version": one.form_version,
                "hash": f"md5:{one.md5}",
                "downloadUrl": _address(request, "form", one.form, one.form_version),
                "manifestUrl": _address(request, "manifest", one.form, one.form_version),
            }
            for one in forms
        ],
    )


@require_GET
@gzip_page
@for_device
@unless_shut_out
def form(request: HttpRequest, _device: Device, name: str, form_version: str) -> HttpResponse:
    """A form, byte for byte as it was published."""
    return xml_answer(_form_or_404(name, form_version).xml.encode())


@require_GET
@for_device
@unless_shut_out
def manifest(request: HttpRequest, device: Device, name: str, form_version: str) -> HttpResponse:
    """The lists that a form chooses from. Their hash changes with the caseload."""
    _form_or_404(name, form_version)
    today = clock.today()
    return manifest_answer(
        request,
        [
            {
                "filename": f"{one}.csv",
                "hash": f"md5:{change_token(device, one, today)}",
                "downloadUrl": _address(request, "list", one),
                "integrityUrl": _address(request, "integrity", one),
            }
            for one in LISTS[name]
        ],
    )


@require_GET
@gzip_page
@for_device
@unless_shut_out
def rows(request: HttpRequest, device: Device, name: str) -> HttpResponse:
    """A list as CSV: the helper's households today, or their open needs, and nobody else's."""
    _list_or_404(name)
    text = entity_list(name, caseload_of(device.helper, clock.today()))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_GET
@for_device
@unless_shut_out
def integrity(request: HttpRequest, device: Device, name: str) -> HttpResponse:
    """Which of the rows a phone has are off its list (`?id=one,other`)."""
    _list_or_404(name)
    asked = [key for text in request.GET.getlist("id") for key in text.split(",")]
    ids = [key for key in map(_key, asked[:MOST_IDS]) if key is not None]
    gone = gone_from(device.helper, name, ids, clock.today())
    answer = integrity_answer((f"{key}", is_gone) for key, is_gone in gone.items())
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _address(request: HttpRequest, view: str, *args: str) -> str:
    """Below the same token, which the address of this request names."""
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    return request.build_absolute_uri(quote(reverse(f"api:{view}", args=[token, *args])))


def _form_or_404(name: str, form_version: str) -> PublishedForm:
    found = find_form(name, form_version)
    if found is None:
        raise Http404
    return found


def _list_or_404(name: str) -> None:
    if not any(name in lists for lists in LISTS.values()):
        raise Http404


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
