"""What was done with one unit or with several, and a village's turn; one act each."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from doorstep.campaigns import actions
from doorstep.campaigns.choices import Pace, UnitState
from doorstep.campaigns.models import CampaignUnit, Deed
from doorstep.campaigns.queries import (
    can_take_back,
    get_campaign_for,
    get_deed_for,
    get_unit_for,
    leads_campaign,
    unit_line,
    unit_lines,
    units_for,
)
from doorstep.funds.actions import take_back_unpaid_unit
from doorstep.kit import clock
from doorstep.kit.days import day_text
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.campaigns.forms import ManyForm, MoveForm, TurnForm
from doorstep.office.campaigns.pages import title_of_many
from doorstep.office.campaigns.reading import above_campaign, acts_for, by_village, page_of
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.notices import say_refused
from doorstep.people.actions import told_together
from doorstep.people.models import Account

PLAIN = {
    "build": actions.build_unit,
    "take_up": actions.take_up_unit,
}
REASONED = {
    "send_back": actions.send_back_unit,
    "excuse": actions.excuse_unit,
    "explain": actions.explain_unit,
}
OF_MANY = {"build": [UnitState.NOT_BEGUN, UnitState.SENT_BACK], "accept": [UnitState.BUILT]}


class NothingTicked(Refused):
    message = gettext_lazy("Nothing is ticked; nothing was changed.")


@screen
def campaign_unit_move(request: HttpRequest, campaign_unit_id: UUID) -> HttpResponse:
    """What was done with a unit."""
    account, today = asker(request), clock.today()
    unit = get_unit_for(account, campaign_unit_id, today)
    acts = acts_for(account, unit, today)
    if unit.campaign.pace != Pace.ONCE:
        raise NotVisible
    line = unit_line(account, unit, today)
    if not acts:  # accepted meanwhile, by another window or somebody else
        words = _("%(code)s is “%(state)s” since %(day)s; nothing more is entered for it.")
        told = {"code": line.code, "state": line.state_label, "day": day_text(unit.state_on)}
        say_refused(request, words % told)
        return redirect(_unit_page(unit))
    return fill(
        request,
        MoveForm(request.POST or None, acts=acts, initial={"done_on": today}),
        lambda given: _move(request, unit, given),
        heading=_("What was done"),
        sub=" · ".join(filter(None, [line.code, line.who, line.village])),
        act=_("Save it"),
        done=_("It is noted."),
        back=_unit_page(unit),
        trail=[*above_campaign(unit.campaign), (line.code, _unit_page(unit))],
        place=unit.place,
    )


@screen
def campaign_many(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Several units at once: `?act=build`, or `accept` by who leads the campaign."""
    account, today = asker(request), clock.today()
    campaign = get_campaign_for(account, campaign_id, today)
    act = request.GET.get("act", "build")
    if act not in OF_MANY or campaign.pace != Pace.ONCE:
        raise NotVisible
    if act == "accept" and not leads_campaign(account, campaign, today):
        raise NotVisible
    rows = units_for(account, today).filter(campaign=campaign, state__in=OF_MANY[act])
    rows, village, others = by_village(request, rows, act=act)
    units = {str(one.pk): one for one in rows}
    lines = unit_lines(account, units.values(), today)
    choices = [(str(one.unit_id), " · ".join(filter(None, [one.who, one.code]))) for one in lines]
    form = ManyForm(request.POST or None, choices=choices, initial={"done_on": today})

    def save(given: dict[str, Any]) -> None:
        told = {"done_on": given["done_on"], "by": account, "on": today}
        chosen = sorted(given["units"])  # one order of locks
        with told_together():
            for key in chosen:
                if act == "accept":
                    actions.accept_unit(units[key], **told)
                else:
                    actions.build_unit(units[key], **told)

    return fill(
        request,
        form,
        save,
        heading=title_of_many(act),
        sub=" · ".join(filter(None, [campaign.title, village])),
        beside=others,
        act=_("Save it"),
        done=_("It is noted."),
        back=page_of(campaign),
        trail=above_campaign(campaign),
        place=campaign.place,
    )


@screen
def campaign_turn(request: HttpRequest, campaign_unit_id: UUID) -> HttpResponse:
    """A village had its turn."""
    account, today = asker(request), clock.today()
    unit = get_unit_for(account, campaign_unit_id, today)
    counts_trips = unit.campaign.pace == Pace.TRIPS

    def save(given: dict[str, Any]) -> None:
        given["trips"] = given.get("trips") or 1
        actions.record_deed(unit, by=account, on=today, **given)

    return fill(
        request,
        TurnForm(request.POST or None, counts_trips=counts_trips, initial={"done_on": today}),
        save,
        heading=_("Enter trips") if counts_trips else _("Enter a turn"),
        sub=f"{unit.place.name} · {unit.campaign.title}",
        act=_("Save it"),
        done=_("It is noted."),
        back=page_of(unit.campaign),
        trail=above_campaign(unit.campaign),
        place=unit.place,
    )


@screen
@require_POST
def deeds_take_back(request: HttpRequest, campaign_unit_id: UUID) -> HttpResponse:
    """Takes back the turns that are ticked, all for one reason; of several, all or none."""
    account, today = asker(request), clock.today()
    unit = get_unit_for(account, campaign_unit_id, today)
    named = [_deed_of(account, unit, key) for key in request.POST.getlist("deed")]
    ticked = {one.pk: one for one in named}
    deeds = [ticked[key] for key in sorted(ticked)]  # one order of locks
    because = request.POST.get("because", "")

    def save() -> None:
        if not deeds:
            raise NothingTicked
        with told_together():
            for deed in deeds:
                actions.take_back_deed(deed, because=because, by=account, on=today)

    done = ngettext("%(n)s turn is taken back.", "%(n)s turns are taken back.", len(deeds))
    return do(request, save, done=done % {"n": len(deeds)}, back=_unit_page(unit))


@screen
@require_POST
def campaign_unit_back(request: HttpRequest, campaign_unit_id: UUID) -> HttpResponse:
    """Takes back what was entered last, with the reason; of what is accepted by who leads it."""
    account, today = asker(request), clock.today()
    unit = get_unit_for(account, campaign_unit_id, today)
    if not can_take_back(account, unit, today):
        raise NotVisible
    note = request.POST.get("because", "")

    def save() -> None:
        take_back_unpaid_unit(unit, note=note, by=account, on=today)

    return do(request, save, done=_("It is taken back."), back=_unit_page(unit))


def _move(request: HttpRequest, unit: CampaignUnit, given: dict[str, Any]) -> None:
    act = given["act"]
    told = {"done_on": given["done_on"], "by": asker(request), "on": clock.today()}
    if act in PLAIN:
        PLAIN[act](unit, **told)
    elif act == "accept":
        actions.accept_unit(unit, note=given["note"], **told)
    else:
        REASONED[act](unit, because=given["because"], note=given["note"], **told)


def _unit_page(unit: CampaignUnit) -> str:
    return reverse("office:campaign-unit", args=[unit.pk])


def _deed_of(account: Account, unit: CampaignUnit, key: str) -> Deed:
    """A turn of the unit; NotVisible for any other."""
    try:
        deed = get_deed_for(account, UUID(key), clock.today())
    except ValueError as error:
        raise NotVisible from error
    if deed.unit_id != unit.pk:
        raise NotVisible
    return deed
