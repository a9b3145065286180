"""Changes to the register that helpers propose: accepted, one or all that nobody else touched, or
declined."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.held.forms import DeclineForm
from doorstep.office.wording import day_text
from doorstep.people.choices import SpokenLanguage
from doorstep.register.choices import Relation
from doorstep.register.rules import is_child
from doorstep.sync import actions
from doorstep.sync.choices import ProposedField
from doorstep.sync.queries import (
    Proposed,
    as_proposed,
    get_register_proposal_for,
    register_proposals_for,
)
from doorstep.sync.rules.proposing import Merge


@dataclass(frozen=True)
class Row:
    """A proposal as people read it."""

    said: Proposed
    base: str
    ours: str
    theirs: str


def held_tabs() -> list[tuple[str, str]]:
    """The two lists of what came in and waits for a person."""
    return [
        (_("Waiting to be mended"), reverse("office:held")),
        (_("Changes to the register"), reverse("office:register-proposals")),
    ]


@screen
def register_proposals(request: HttpRequest) -> HttpResponse:
    """What waits: what only the helper changed, and what both changed, side by side."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_coordinate(request, village)
    rows = [
        _row(one, today) for one in as_proposed(register_proposals_for(account, village, today))
    ]
    context = {
        "place": village,
        "tabs": held_tabs(),
        "tab": reverse("office:register-proposals"),
        "alone": [row for row in rows if row.said.how != Merge.BOTH],
        "both": [row for row in rows if row.said.how == Merge.BOTH],
    }
    return render(request, "office/held/proposals.html", context)


@screen
@require_POST
def register_proposals_accept(request: HttpRequest) -> HttpResponse:
    """Accepts all that were on the page and that only the helper changed."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_coordinate(request, village)
    shown = request.POST.getlist("proposal")
    waiting = {str(one.pk): one for one in register_proposals_for(account, village, today)}
    rows = [waiting[key] for key in shown if key in waiting]
    return do(
        request,
        lambda: actions.accept_alone(rows, by=account, on=today),
        done=_("They stand in the register now."),
        back=reverse("office:register-proposals"),
    )


@screen
@require_POST
def register_proposal_accept(request: HttpRequest, register_proposal_id: UUID) -> HttpResponse:
    """The register says from now on what the helper says."""
    account, today = asker(request), clock.today()
    proposal = get_register_proposal_for(account, register_proposal_id, today)
    return do(
        request,
        lambda: actions.accept_proposal(proposal, by=account, on=today),
        done=_("It stands in the register now."),
        back=reverse("office:register-proposals"),
    )


@screen
def register_proposal_decline(request: HttpRequest, register_proposal_id: UUID) -> HttpResponse:
    """The register stays as it is, and the helper reads why."""
    account, today = asker(request), clock.today()
    proposal = get_register_proposal_for(account, register_proposal_id, today)
    field = ProposedField(proposal.field).label
    member = proposal.member.name if proposal.member is not None else ""
    return fill(
        request,
        DeclineForm(request.POST or None, label_suffix=""),
        lambda values: actions.decline_proposal(proposal, why=values["why"], by=account, on=today),
        heading=_("Keep the register's"),
        sub=" · ".join(filter(None, [proposal.household.code, member, str(field)])),
        act=_("Decline"),
        done=_("The register stays as it is."),
        back=reverse("office:register-proposals"),
        trail=[(_("Changes to the register"), reverse("office:register-proposals"))],
        place=proposal.household.village,
    )


def _row(said: Proposed, today: date) -> Row:
    field, member = said.proposal.field, said.proposal.member
    is_of_a_child = member is not None and (
        member.sealed_name or is_child(member.birth_year, member.birth_month, today)
    )
    if field == ProposedField.NAME and is_of_a_child:
        own = _("a child's own name, which is kept sealed")
        return Row(said, str(said.base), said.ours, own)
    if field == ProposedField.JOINED:
        return Row(said, "–", "–", _person(said.theirs, today))
    return Row(said, *(_told(field, value) for value in (said.base, said.ours, said.theirs)))


def _person(person: dict[str, Any], today: date) -> str:
    """Somebody who joined; a child under fourteen without the own name."""
    year = person["birth_year"]
    name = _("a child") if is_child(year, None, today) else person["name"]
    return f"{name} · {year}" if year else str(name)


def _told(field: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if field == ProposedField.LANGUAGES:
        known = SpokenLanguage.values
        return _(", ").join(
            str(SpokenLanguage(one).label) if one in known else str(one) for one in value
        )
    if field == ProposedField.RELATION:
        return str(Relation(value).label)
    return day_text(date.fromisoformat(value)) if field == ProposedField.LEFT else str(value)
