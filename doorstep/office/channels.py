"""Where messages of a village go, by e-mail or to a group's robot: counts and links alone."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do
from doorstep.office.notices import say_done, say_refused
from doorstep.people.actions import add_channel, end_channel, send_test
from doorstep.people.models import NoticeChannel
from doorstep.people.queries import find_channel, open_channels

# Whose servers are known. A webhook to any other address would let this screen call what stands in
# the network beside the program: such a one is added by whoever looks after the server.
FROM_A_SCREEN = ("mailtos", "dingtalk", "wecombot", "feishu", "lark")


class ChannelForm(forms.Form):
    """Who reads it, by which address, and what is told. The address is never shown again."""

    name = forms.CharField(label=gettext_lazy("Who reads it"), max_length=60)
    address = forms.CharField(
        label=gettext_lazy("Address for messages"),
        help_text=gettext_lazy(
            "As Apprise writes it: mailtos:// for e-mail, dingtalk://, wecombot:// or feishu:// "
            "for a group's robot. Whoever knows it can write there: it is kept sealed and shown "
            "nowhere."
        ),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    site = forms.CharField(
        label=gettext_lazy("Where its links lead"),
        help_text=gettext_lazy("The address of this program, as those who read it reach it."),
        max_length=200,
    )
    urgent = forms.BooleanField(
        label=gettext_lazy("How many urgent needs came in, at once"), required=False
    )
    daily = forms.BooleanField(
        label=gettext_lazy("How many households are still due, once a day"), required=False
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if address.partition("://")[0].lower() not in FROM_A_SCREEN:
            raise forms.ValidationError(
                _(
                    "This screen takes e-mail (mailtos://) and the robots of DingTalk, WeCom and "
                    "Feishu. Any other webhook is added at the server: doorstep add-channel."
                )
            )
        return address


@screen
def channels(request: HttpRequest) -> HttpResponse:
    """The channels in use, and one more."""
    village, account = village_of(request), asker(request)
    must_coordinate(request, village)
    form = ChannelForm(
        request.POST if request.method == "POST" else None,
        initial={"site": request.build_absolute_uri("/").rstrip("/")},
        label_suffix="",
    )
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            add_channel(village, **given, by=account, on=clock.today())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The channel is added. Send a test to see that it arrives."))
            return redirect("office:channels")
    context = {
        "place": village,
        "form": form,
        "found": open_channels().filter(place=village).select_related("added_by"),
    }
    return render(request, "office/channels.html", context, status=422 if form.is_bound else 200)


@require_POST
@screen
def channel_test(request: HttpRequest, channel_id: UUID) -> HttpResponse:
    """Sends a message that says nothing but that it arrives."""
    channel = _load(request, channel_id)
    if send_test(channel):
        say_done(request, _("The test was taken by the other side: %(name)s.") % {"name": channel})
    else:
        say_refused(
            request,
            _(
                "The test did not arrive at: %(name)s. Nothing is lost: what waits is sent again "
                "the next time. Where it keeps failing, end the channel and add it anew."
            )
            % {"name": channel},
        )
    return redirect("office:channels")


@require_POST
@screen
def channel_end(request: HttpRequest, channel_id: UUID) -> HttpResponse:
    """Nothing goes out by it any more; its address is destroyed."""
    channel = _load(request, channel_id)
    return do(
        request,
        lambda: end_channel(channel, by=asker(request), on=clock.today()),
        done=_("The channel is ended and its address destroyed."),
        back=reverse("office:channels"),
    )


def _load(request: HttpRequest, channel_id: UUID) -> NoticeChannel:
    """A channel in use of a village that the account coordinates; else NotVisible."""
    channel = find_channel(channel_id)
    must_coordinate(request, channel.place)
    return channel
