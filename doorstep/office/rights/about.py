"""What a request can be about: categories that stand or wait, pairs, and what is agreed to."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from doorstep.categories.choices import ProposalState
from doorstep.categories.models import Category, Proposal
from doorstep.categories.queries import proposal_rows
from doorstep.office.wording import day_text
from doorstep.pairing.models import Pairing
from doorstep.register.models import Household
from doorstep.register.queries import standing_consents

NOTHING: dict[str, Any] = {"proposal": None, "pairing": None, "consent": None}
Group = tuple[str, list[tuple[str, str]]]


def about_choices(household: Household, today: date) -> list[Group]:
    """The choices in groups; a category that has ended is not told any more."""
    groups = [
        (_("Categories and proposals"), _proposals(household, today)),
        (_("Helpers"), _pairings(household)),
        (_("What was agreed to; an objection withdraws it at once"), _consents(household)),
    ]
    return [group for group in groups if group[1]]


def chosen_about(household: Household, chosen: str) -> dict[str, Any]:
    """What was chosen, as `record_request` takes it."""
    kind, _dot, key = chosen.partition(".")
    tables = {
        "proposal": household.proposals,
        "pairing": household.pairings,
        "consent": household.consents,
    }
    if kind not in tables:
        return NOTHING
    return NOTHING | {kind: tables[kind].filter(pk=key).first()}


def _proposals(household: Household, today: date) -> list[tuple[str, str]]:
    live = Category.objects.live_on(today).values("proposal")
    stands = ~Q(state=ProposalState.ACCEPTED) | Q(pk__in=live)
    found = Proposal.objects.filter(stands, household=household)
    related = ("household", "meeting", "put_by")
    rows = proposal_rows(found.select_related(*related).order_by("-made_on", "id"))
    return [
        (
            f"proposal.{row.id}",
            " · ".join((row.name, str(row.act.label), str(row.state.label), day_text(row.made_on))),
        )
        for row in rows
    ]


def _pairings(household: Household) -> list[tuple[str, str]]:
    rows = Pairing.objects.filter(household=household).select_related("helper")
    return [
        (f"pairing.{row.pk}", f"{row.helper.name} · {day_text(row.start_on)}")
        for row in rows.order_by("-start_on", "order")
    ]


def _consents(household: Household) -> list[tuple[str, str]]:
    return [
        (f"consent.{row.pk}", f"{row.get_purpose_display()} · {day_text(row.given_on)}")
        for row in standing_consents(household)
    ]
