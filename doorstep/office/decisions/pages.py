"""Decisions (议定): the proposals that wait, one a row, and the page of one."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstep.categories.choices import ProposalSource, ProposalState
from doorstep.categories.models import Category, Proposal
from doorstep.categories.queries import (
    get_proposal_for,
    objections_for,
    open_proposals_for,
    proposal_rows,
)
from doorstep.figures.queries import figure_url, get_figure, measure
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.needs.queries import needs_for
from doorstep.office.decisions import reading
from doorstep.office.decisions.forms import AnswerForm, ObjectionForm, coming_meetings
from doorstep.office.doors import asker, screen, village_of
from doorstep.people.choices import Duty, Role
from doorstep.people.queries import has_duty, has_role, scope_of, somebody_holds
from doorstep.register.queries import get_whole_household_for

PAGE = 50


@screen
def decisions(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, what ends soon, what the household contests."""
    account, today, village = asker(request), clock.today(), village_of(request)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    decides = has_duty(account, Duty.DECIDES_CATEGORIES, village, today)
    if not (coordinates or decides):
        raise NotVisible
    waiting = open_proposals_for(account, today).filter(household__village=village)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    table = reading.table_of(village, today)
    period = Period(today, today)
    objections = objections_for(account, today).filter(household__village=village)
    context = {
        "place": village,
        "today": today,
        "page": page,
        "waiting": reading.waiting_rows(page.object_list, by=account, decides=decides, today=today),
        "coming": list(coming_meetings(village, today)) if coordinates else [],
        "coordinates": coordinates,
        "decides": decides,
        "nobody_decides": not somebody_holds(Duty.DECIDES_CATEGORIES, village, today),
        "table": table,
        "minutes": reading.minutes_beside(table),
        "ending": reading.ending_soon(village, today) if coordinates else [],
        "objections": objections.filter(answered_on=None),
        "not_reviewed": measure(get_figure("not_reviewed"), scope_of(village), period).value,
        "not_reviewed_url": figure_url("not_reviewed", village, period),
    }
    return render(request, "office/decisions/list.html", context)


@screen
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal with its reasons as facts and numbers, and what may be done about it."""
    found = get_proposal_for(asker(request), proposal_id, clock.today())
    return show(request, found)


def show(request: HttpRequest, proposal: Proposal, **forms: Any) -> HttpResponse:
    """The page of a proposal; `forms` are those that were refused, with what was typed."""
    account, today, village = asker(request), clock.today(), proposal.household.village
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    decides = has_duty(account, Duty.DECIDES_CATEGORIES, village, today)
    is_open = proposal.state in reading.OPEN_STATES
    barred = reading.why_not(proposal, account, today) if is_open else ""
    may_decide = is_open and decides and not barred
    need = proposal.need_id and needs_for(account, today).filter(pk=proposal.need_id).first()
    context = {
        "place": village,
        "today": today,
        "proposal": proposal,
        "row": proposal_rows([proposal])[0],
        "household": get_whole_household_for(account, proposal.household_id, today),
        "source": ProposalSource(proposal.source).label,
        "reasons": reading.reason_facts(proposal),
        "category": Category.objects.filter(proposal=proposal).first(),
        "need": need or None,
        "coordinates": coordinates,
        "decides": decides,
        "is_open": is_open,
        "may_object": coordinates and proposal.state not in _NOT_FOLLOWED,
        "why_not": barred,
        "put_form": reading.put_form_of(proposal, today) if coordinates and is_open else None,
        "decide_form": reading.decide_form_of(proposal, account, today) if may_decide else None,
        "objections": _objections(proposal) if coordinates else [],
        "objection_form": ObjectionForm(household=proposal.household, auto_id="object-%s"),
        "answer_form": AnswerForm(auto_id="answer-%s"),
        "minutes": reading.minutes_beside(proposal.meeting),
    }
    status = 422 if forms else 200
    return render(request, "office/decisions/proposal.html", context | forms, status=status)


_NOT_FOLLOWED = (ProposalState.REJECTED, ProposalState.WITHDRAWN)


def _objections(proposal: Proposal) -> list[Any]:
    rows = proposal.objections.select_related("member", "recorded_by", "answered_by")
    return list(rows.order_by("made_on", "id"))
