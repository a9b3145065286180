"""Handing samples over, several at once: all or none, and each by whoever holds it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.office.doors import asker, screen, village_of
from doorstep.office.filling import fill
from doorstep.office.notices import say_refused
from doorstep.office.samples.forms import HandOverForm, ReceiveForm
from doorstep.office.samples.frame import above_sample, must_go_out, ticked
from doorstep.people.queries import helpers_at
from doorstep.samples import actions
from doorstep.samples.models import Lab, Sample
from doorstep.samples.queries import standings_of


@screen
def sample_hand_over(request: HttpRequest) -> HttpResponse:
    """Somebody takes the ticked samples from their holder."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_go_out(request, village)
    if not request.GET.getlist("sample"):
        return _nothing_ticked(request)
    samples = ticked(request, village)
    form = HandOverForm(
        request.POST or None,
        givers=_holders(samples),
        helpers=helpers_at(village, today).order_by("name", "pk"),
        initial={"handed_on": today},
    )
    return _fill(
        request,
        samples,
        form,
        lambda given: actions.hand_over_samples(samples, by=account, on=today, **given),
        heading=_("Hand samples over"),
        act=_("Record the handing over"),
        done=_("The handing over is recorded."),
    )


@screen
def sample_receive(request: HttpRequest) -> HttpResponse:
    """A laboratory received the ticked samples."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_go_out(request, village)
    if not request.GET.getlist("sample"):
        return _nothing_ticked(request)
    samples = ticked(request, village)
    form = ReceiveForm(
        request.POST or None,
        givers=_holders(samples),
        labs=Lab.objects.filter(place=village),
        initial={"received_on": today},
    )

    def save(given: dict[str, Any]) -> None:
        values = dict(given)
        actions.receive_samples(samples, values.pop("lab"), by=account, on=today, **values)

    return _fill(
        request,
        samples,
        form,
        save,
        heading=_("Received by the laboratory"),
        act=_("Record that it was received"),
        done=_("It is recorded; results can come in."),
    )


def _nothing_ticked(request: HttpRequest) -> HttpResponse:
    say_refused(request, _("Tick the samples first."))
    return redirect("office:samples")


def _holders(samples: list[Sample]) -> list[str]:
    """Who has the ticked samples: one name, as a rule."""
    return list(dict.fromkeys(one.holder for one in standings_of(samples, clock.today())))


def _fill(
    request: HttpRequest,
    samples: list[Sample],
    form: Any,
    save: Callable[[dict[str, Any]], Any],
    **more: Any,
) -> HttpResponse:
    codes = _(", ").join(one.code for one in samples)
    return fill(
        request,
        form,
        save,
        sub=codes,
        lead=_("Every sample that is not with who hands over is named, and nothing is recorded."),
        back=reverse("office:samples"),
        trail=above_sample(),
        place=samples[0].place,
        **more,
    )
