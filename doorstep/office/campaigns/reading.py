"""Campaigns in words: the rule that made a list, days left, and what can be done with a unit."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doorstep.campaigns.choices import UnitState
from doorstep.campaigns.models import Campaign, CampaignUnit
from doorstep.campaigns.queries import can_accept
from doorstep.campaigns.rules import ALL_YEAR, SETTLED, can_follow, rule_of
from doorstep.people.models import Account, Place


def above_campaigns(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back to the list of campaigns, and to one of them."""
    return [(_("Campaigns"), reverse("office:campaigns")), *more]


def above_campaign(campaign: Campaign) -> list[tuple[str, str]]:
    """The way back to one campaign."""
    return above_campaigns((campaign.title, page_of(campaign)))


def page_of(campaign: Campaign) -> str:
    """The address of a campaign."""
    return reverse("office:campaign", args=[campaign.pk])


def days_left(campaign: Campaign, today: date) -> str:
    """How long there is; "" for a campaign that comes again or is over."""
    if campaign.deadline_on is None or campaign.ended_on is not None:
        return ""
    days = (campaign.deadline_on - today).days
    if days < 0:
        return ngettext("%(n)s day over", "%(n)s days over", -days) % {"n": -days}
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def rule_words(campaign: Campaign) -> list[str]:
    """What made the list, line by line."""
    rule = rule_of(campaign.rule)
    if rule is None:
        return [_("from the file “%(name)s”") % {"name": campaign.rule.get("name", "")}]
    names = dict(Place.objects.filter(code__in=rule.villages).values_list("code", "name"))
    lines = [_("from the register on the day it began")]
    told: tuple[tuple[Any, str], ...] = (
        (
            rule.villages,
            _("villages: %(names)s")
            % {"names": _(", ").join(names.get(code, code) for code in rule.villages)},
        ),
        (rule.groups, _("groups: %(names)s") % {"names": _(", ").join(rule.groups)}),
        (rule.lives == ALL_YEAR, _("in one home all the year")),
        (rule.people_from is not None, _("at least %(n)s live there") % {"n": rule.people_from}),
        (rule.people_to is not None, _("at most %(n)s live there") % {"n": rule.people_to}),
        (rule.age_from is not None, _("from the age of %(n)s") % {"n": rule.age_from}),
        (rule.age_to is not None, _("up to the age of %(n)s") % {"n": rule.age_to}),
    )
    return [*lines, *(words for holds, words in told if holds)]


def by_village(
    request: HttpRequest, units: QuerySet[CampaignUnit], **query: str
) -> tuple[QuerySet[CampaignUnit], str, list[tuple[str, str]]]:
    """The units of one village, `?village=` or the first that has any, by code; its name, and
    (name, address) of the other villages that have some: no page ticks a whole town at once."""
    ordered = units.order_by("place__code", "household__code", "pk")
    found = dict(ordered.values_list("place__code", "place__name"))
    asked = request.GET.get("village", "")
    chosen = asked if asked in found else next(iter(found), "")
    others = [
        (name, f"?{urlencode({**query, 'village': code})}")
        for code, name in found.items()
        if code != chosen
    ]
    return ordered.filter(place__code=chosen), found.get(chosen, ""), others


def acts_for(account: Account, unit: CampaignUnit, today: date) -> list[tuple[str, str]]:
    """What the account can do with a unit as it stands: (act, words)."""
    words = {
        UnitState.BUILT: ("build", _("It is built")),
        UnitState.ACCEPTED: ("accept", _("It is accepted")),
        UnitState.SENT_BACK: ("send_back", _("It is sent back")),
        UnitState.EXCUSED: ("excuse", _("It is excused")),
        UnitState.NOT_BEGUN: ("take_up", _("It is to be done after all")),
    }
    leads = (UnitState.ACCEPTED, UnitState.SENT_BACK)
    found = [
        act
        for state, act in words.items()
        if can_follow(unit.state, state)
        and (state not in leads or can_accept(account, unit, today))
    ]
    if unit.state not in SETTLED:
        found.append(("explain", _("It is still left, and why")))
    return found
