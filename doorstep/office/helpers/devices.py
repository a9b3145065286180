"""A helper's devices: given with a slip that is shown once, shut out, wiped."""

from secrets import token_urlsafe
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.entry.queries import instance
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do
from doorstep.office.helpers.pages import load, trail_here
from doorstep.office.qr import qr
from doorstep.people.models import Helper
from doorstep.sync.actions import give_device, revoke_device
from doorstep.sync.choices import DeviceKind
from doorstep.sync.models import Device
from doorstep.sync.queries import devices_for, get_device_for
from doorstep.sync.rules import collect_settings

HERE = ("localhost", "127.0.0.1", "[::1]")


class DeviceForm(forms.Form):
    """Which device it is; the slip says whose."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What runs on it"),
        help_text=gettext_lazy(
            "ODK Collect is an app for Android phones that cannot keep the field page. What it has "
            "fetched cannot be wiped from here."
        ),
        choices=DeviceKind.choices,
        initial=DeviceKind.FIELD,
        widget=forms.RadioSelect,
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the device"),
        help_text=gettext_lazy("So that it is known again when it is lost: “black phone”."),
        max_length=60,
    )


@screen
def helper_devices(request: HttpRequest, helper_id: UUID) -> HttpResponse:
    """The devices of a helper; giving one is answered by the slip with its link, shown this
    once."""
    _must_be_on()
    helper, by, on = load(request, helper_id), asker(request), clock.today()
    form = DeviceForm(request.POST or None, label_suffix="")
    if form.is_valid():
        name, kind = form.cleaned_data["name"], form.cleaned_data["kind"] or DeviceKind.FIELD
        try:
            device, token = give_device(helper, kind=kind, name=name, by=by, on=on)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            slip = _collect_slip if kind == DeviceKind.COLLECT else _slip
            return slip(request, device, token)
    devices = devices_for(by, on).filter(helper=helper)
    context = {
        "helper": helper,
        "devices": devices,
        "has_collect": any(one.kind == DeviceKind.COLLECT for one in devices),
        "form": form,
        "act": _("Give the device"),
        "back": reverse("office:helper", args=[helper.pk]),
        "steps": [*trail_here(), (helper.name, reverse("office:helper", args=[helper.pk]))],
        "place": helper.team.place,
        # browsers keep a page on a phone over HTTPS alone
        "is_plain": not request.is_secure() and request.get_host().rsplit(":", 1)[0] not in HERE,
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/helpers/devices.html", context, status=status)


@screen
@require_POST
def device_shut_out(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """A device gets no caseload any more; what it still sends waits for the coordinator."""
    return _revoke(request, device_id, wipe=False, done=_("%(name)s is shut out."))


@screen
@require_POST
def device_wipe(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """The same, and at its next call the device deletes what it holds."""
    done = _("%(name)s is shut out, and deletes its households as soon as it calls.")
    return _revoke(request, device_id, wipe=True, done=done)


def _revoke(request: HttpRequest, device_id: UUID, *, wipe: bool, done: str) -> HttpResponse:
    _must_be_on()
    by, on = asker(request), clock.today()
    device = get_device_for(by, device_id, on)
    if device.kind == DeviceKind.COLLECT:  # nothing of ours on it hears of a wipe
        wipe = False
        done = _(
            "%(name)s is shut out. What lies on it must be deleted by hand: send what is finished, "
            "then delete the app."
        )
    return do(
        request,
        lambda: revoke_device(device, by=by, on=on, wipe=wipe),
        done=done % {"name": device.name},
        back=_address(device.helper),
    )


def _slip(request: HttpRequest, device: Device, token: str) -> HttpResponse:
    """The token is kept nowhere, so this page cannot be shown again. It stands after the "#":
    browsers send that part to no server, and so it comes into no log."""
    link = f"{request.build_absolute_uri(reverse('field:page'))}#{token}"
    context = {"device": device, "link": link, "code": qr(link), "back": _address(device.helper)}
    return render(request, "office/helpers/device_slip.html", context)


def _collect_slip(request: HttpRequest, device: Device, token: str) -> HttpResponse:
    """Collect takes its settings from a picture, the address with the token among them; so that
    nobody reads it there, they have a password of their own."""
    form_list = request.build_absolute_uri(reverse("api:form-list", args=[token]))
    password = token_urlsafe(6)
    settings = collect_settings(
        form_list.removesuffix("/formList"),
        name=f"{_('Doorstep')} · {device.helper.team.place.name}",
        password=password,
    )
    context = {
        "device": device,
        "settings": settings,
        "code": qr(settings),
        "password": password,
        "back": _address(device.helper),
    }
    return render(request, "office/helpers/collect_slip.html", context)


def _address(helper: Helper) -> str:
    return reverse("office:helper-devices", args=[helper.pk])


def _must_be_on() -> None:
    """NotVisible while the field page is switched off."""
    if not instance().has_field_page:
        raise NotVisible
