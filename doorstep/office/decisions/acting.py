"""What is done about proposals: each loads one, calls one action, and leads back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from doorstep.categories import actions
from doorstep.categories.choices import ProposalSource
from doorstep.categories.models import Proposal
from doorstep.categories.queries import get_objection_for, get_proposal_for
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.method.queries import version_at
from doorstep.office.decisions import reading
from doorstep.office.decisions.forms import AnswerForm, ObjectionForm, ProposeForm
from doorstep.office.decisions.pages import show
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.notices import say_done
from doorstep.people.choices import Duty
from doorstep.people.queries import has_duty
from doorstep.register.queries import get_whole_household_for

VERDICTS = ("accept", "reject", "later")


@screen
@require_POST
def proposal_put(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Puts it to a meeting, after the question whether one is a relative."""
    proposal, today = load(request, proposal_id), clock.today()
    must_coordinate(request, proposal.household.village)
    form = reading.put_form_of(proposal, today, request.POST)

    def save(given: dict[str, Any]) -> None:
        actions.put_proposal(
            proposal,
            given["meeting"],
            by=asker(request),
            on=today,
            is_relative=given["is_relative"],
        )

    done = _("Put to the meeting; somebody else decides there.")
    return _send(request, proposal, form, save, name="put_form", done=done)


@screen
@require_POST
def proposal_decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Accept, reject or later, by another account than the one that put it."""
    proposal, today, by = load(request, proposal_id), clock.today(), asker(request)
    if not has_duty(by, Duty.DECIDES_CATEGORIES, proposal.household.village, today):
        raise NotVisible
    form = reading.decide_form_of(proposal, by, today, request.POST)
    verdict = request.POST.get("verdict", "")

    def save(given: dict[str, Any]) -> None:
        if verdict == "later":
            actions.put_off_proposal(
                proposal, by=by, on=today, is_relative=given["is_relative"], note=given["note"]
            )
            return
        actions.decide_category(
            proposal,
            accept=verdict == "accept",
            by=by,
            on=today,
            is_relative=given["is_relative"],
            note=given["note"],
            need=given.get("need"),
        )

    if verdict not in VERDICTS:
        form.add_error(None, _("Press Accept, Reject or Later."))
    words = {
        "accept": _("Accepted; it is in the minutes."),
        "reject": _("Rejected; it is in the minutes."),
        "later": _("Put off; it stays on the list."),
    }
    done = words.get(verdict, "")
    return _send(request, proposal, form, save, name="decide_form", done=done)


@screen
@require_POST
def proposal_withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Takes an open proposal back."""
    proposal = load(request, proposal_id)
    must_coordinate(request, proposal.household.village)

    def save() -> None:
        note = request.POST.get("note", "")
        actions.withdraw_proposal(proposal, by=asker(request), on=clock.today(), note=note)

    return do(request, save, done=_("Withdrawn; nothing was decided."), back=_page(proposal))


@screen
@require_POST
def proposals_by_rules(request: HttpRequest) -> HttpResponse:
    """Proposes what the method's reasons give; nothing is decided by it."""
    village = village_of(request)
    must_coordinate(request, village)
    count = actions.propose_by_rules(village, by=asker(request), on=clock.today())
    words = ngettext(
        "%(count)s proposal was added; people decide on it.",
        "%(count)s proposals were added; people decide on them.",
        count,
    )
    say_done(request, words % {"count": count} if count else _("The reasons give nothing new."))
    return redirect("office:decisions")


@screen
def proposal_new(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """A proposal by hand, for a household."""
    by, today = asker(request), clock.today()
    household = get_whole_household_for(by, household_id, today)
    must_coordinate(request, household.village)
    version = version_at(household.village, today)
    form = ProposeForm(
        request.POST or None,
        household=household,
        version=version,
        by=by,
        today=today,
        initial={name: request.GET[name] for name in ("kind", "act") if name in request.GET},
    )
    made: list[Proposal] = []

    def save(given: dict[str, Any]) -> None:
        proposed = actions.propose_category(
            household,
            given["kind"],
            act=given["act"],
            source=ProposalSource.PERSON,
            version=version,
            reasons=form.reason_keys(),
            note=given["note"],
            need=given["need"],
            by=by,
            on=today,
        )
        made.append(proposed)

    head = getattr(household, "head_name", "") or ""
    answer = fill(
        request,
        form,
        save,
        heading=_("Propose a category"),
        sub=" ".join(filter(None, [household.code, head])),
        lead=_("A proposal changes nothing. It is put to a meeting, and another person decides."),
        act=_("Propose it"),
        done=_("Proposed. Now put it to a meeting."),
        back=reverse("office:household", args=[household.pk]),
        trail=[(_("Decisions"), reverse("office:decisions"))],
        place=household.village,
    )
    return redirect(_page(made[0])) if made else answer


@screen
@require_POST
def proposal_object(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Records what the household says against it; the clock of the answer starts."""
    proposal = load(request, proposal_id)
    must_coordinate(request, proposal.household.village)
    household = proposal.household
    form = ObjectionForm(request.POST, household=household, auto_id="object-%s")

    def save(given: dict[str, Any]) -> None:
        actions.record_objection(
            proposal,
            member=given["member"],
            text=given["text"],
            by=asker(request),
            on=clock.today(),
        )

    done = _("The objection is on record; the clock of its answer runs.")
    return _send(request, proposal, form, save, name="objection_form", done=done)


@screen
@require_POST
def objection_answer(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """Answers an objection in writing."""
    objection = get_objection_for(asker(request), objection_id, clock.today())
    proposal = load(request, objection.proposal_id)
    form = AnswerForm(request.POST, auto_id="answer-%s")

    def save(given: dict[str, Any]) -> None:
        actions.answer_objection(
            objection,
            answer=given["answer"],
            upheld=given["upheld"],
            is_relative=given["is_relative"],
            by=asker(request),
            on=clock.today(),
        )

    done = _("The answer is on record. Give it to the household in writing.")
    return _send(request, proposal, form, save, name="answer_form", done=done)


def load(request: HttpRequest, proposal_id: UUID) -> Proposal:
    """A proposal that the account may put or decide; else NotVisible."""
    return get_proposal_for(asker(request), proposal_id, clock.today())


def _send(
    request: HttpRequest,
    proposal: Proposal,
    form: forms.Form,
    save: Callable[[dict[str, Any]], Any],
    *,
    name: str,
    done: str,
) -> HttpResponse:
    """Saves a form of the proposal's page, or shows that page with what was refused."""
    if form.is_valid():
        try:
            with transaction.atomic():
                save(form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, done)
            is_listed = request.POST.get("from") == "list" or name == "decide_form"
            return redirect(reverse("office:decisions") if is_listed else _page(proposal))
    proposal.refresh_from_db()
    return show(request, proposal, **{name: form})


def _page(proposal: Proposal) -> str:
    return reverse("office:proposal", args=[proposal.pk])
