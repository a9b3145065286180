"""What the named safeguarding person reads and writes; for everybody else it is not there."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, screen
from doorstep.office.notices import say_done
from doorstep.office.safeguarding.forms import AnswerForm, EndForm, NoteForm, RaiseForm, ReasonForm
from doorstep.people.models import Account, Place
from doorstep.register.models import Household, Member
from doorstep.rights.queries import erased_from
from doorstep.safeguarding import actions
from doorstep.safeguarding.queries import (
    damaged_villages,
    get_guarded_need_for,
    get_safeguarding_need_for,
    guarded_villages,
    household_by_code,
    member_named,
    named_villages,
    needs_guarded,
    unvouched_for,
)
from doorstep.safeguarding.rules import Entry, SafeguardingNeed


@dataclass(frozen=True)
class Line:
    """A need as a line of the list; no words of it."""

    need: SafeguardingNeed
    household: Household | None
    village: Place | None
    erased_from: date | None  # the first day on which everything of the household may go
    is_mine: bool
    is_relatives: bool


@screen
def safeguarding(request: HttpRequest) -> HttpResponse:
    """The named person's needs, the first due first."""
    account, today = asker(request), clock.today()
    if not named_villages(account, today).exists():
        raise NotVisible
    lines = _lines(account, today)
    context = {
        "account": account,
        "open": [line for line in lines if line.need.is_open],
        "closed": [line for line in lines if not line.need.is_open],
        "unvouched": unvouched_for(account, today),
        "damaged": damaged_villages(account, today),
        "today": today,
    }
    return render(request, "office/safeguarding/list.html", context)


@screen
def safeguarding_new(request: HttpRequest) -> HttpResponse:
    """Writes down what the named person was told directly."""
    account, today = asker(request), clock.today()
    must_guard(account, today)
    sent = request.POST if request.method == "POST" else None
    form = RaiseForm(sent, villages=guarded_villages(account, today))
    if form.is_valid():
        values = form.cleaned_data
        try:
            _raise(account, dict(values), today)
        except NotVisible:
            words = _("No household has the code %(codes)s. Mend or remove it.")
            form.add_error("code", words % {"codes": values["code"]})
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("It is written down; only you read it."))
            return redirect("office:safeguarding")
    context = {
        "form": form,
        "heading": _("Write down a need"),
        "act": _("Record it"),
        "back": reverse("office:safeguarding"),
        "steps": [(_("Safeguarding"), reverse("office:safeguarding"))],
    }
    return render(request, "office/fill.html", context, status=422 if form.is_bound else 200)


@screen
def safeguarding_need(request: HttpRequest, safeguarding_id: UUID) -> HttpResponse:
    """One need: whom it concerns and when it is due; its words open with a reason."""
    account, today = asker(request), clock.today()
    need = get_guarded_need_for(account, safeguarding_id, today)
    return _show(request, need)


@screen
@require_POST
def safeguarding_answer(request: HttpRequest, safeguarding_id: UUID) -> HttpResponse:
    """Whether the named person is a relative; one who is finds nothing here any more."""
    account, today = asker(request), clock.today()
    need = get_guarded_need_for(account, safeguarding_id, today)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, need, answer=form)
    is_relative = form.cleaned_data["is_relative"]
    actions.answer_relative(need, is_relative=is_relative, by=account, on=today)
    if is_relative:
        say_done(request, _("Another safeguarding person is needed for this one."))
        return redirect("office:safeguarding")
    return redirect("office:safeguarding-need", need.id)


@screen
@require_POST
def safeguarding_open(request: HttpRequest, safeguarding_id: UUID) -> HttpResponse:
    """The words, on the page that answers the reason and on no other."""
    account, today = asker(request), clock.today()
    need = get_safeguarding_need_for(account, safeguarding_id, today)
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            told = actions.open_safeguarding_need(need, reason=reason, by=account, on=today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _show(request, need, told=told)
    return _show(request, need, reason=form)


@screen
@require_POST
def safeguarding_note(request: HttpRequest, safeguarding_id: UUID) -> HttpResponse:
    """What was done, and when to come back."""
    account, today = asker(request), clock.today()
    need = get_safeguarding_need_for(account, safeguarding_id, today)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            actions.note_safeguarding_need(need, by=account, on=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The note is written."))
            return redirect("office:safeguarding-need", need.id)
    return _show(request, need, note=form)


@screen
@require_POST
def safeguarding_close(request: HttpRequest, safeguarding_id: UUID) -> HttpResponse:
    """It is closed; who closed it can still read it."""
    account, today = asker(request), clock.today()
    need = get_safeguarding_need_for(account, safeguarding_id, today)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            actions.close_safeguarding_need(need, by=account, on=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The need is closed."))
            return redirect("office:safeguarding")
    return _show(request, need, end=form)


def must_guard(account: Account, today: date) -> None:
    """NotVisible unless the account is the safeguarding person of some village."""
    if not guarded_villages(account, today).exists():
        raise NotVisible


def _lines(account: Account, today: date) -> list[Line]:
    needs = needs_guarded(account, today)
    ids = [need.household_id for need in needs]
    known = {one.pk: one for one in Household.objects.filter(pk__in=ids).select_related("village")}
    villages = Place.objects.in_bulk([need.place_id for need in needs])
    return [
        Line(
            need=need,
            household=(household := known.get(need.household_id)),
            village=villages.get(need.place_id),
            erased_from=erased_from(household) if household else None,
            is_mine=need.is_for(account.pk),
            is_relatives=need.answers.get(account.pk) is True,
        )
        for need in needs
    ]


def _raise(account: Account, values: dict[str, Any], today: date) -> None:
    household = household_by_code(account, values.pop("village"), values.pop("code"), today)
    member = member_named(household, values.pop("who"), today)
    actions.raise_safeguarding_need(household, member=member, by=account, on=today, **values)


def _show(
    request: HttpRequest, need: SafeguardingNeed, *, told: tuple[Entry, ...] = (), **refused: Any
) -> HttpResponse:
    account, today = asker(request), clock.today()
    household = (
        Household.objects.filter(pk=need.household_id).select_related("village", "group").first()
    )
    member = Member.objects.filter(pk=need.member_id).first() if need.member_id else None
    names = Account.objects.in_bulk({entry.by for entry in told})
    context = {
        "need": need,
        "household": household,
        "village": Place.objects.filter(pk=need.place_id).first(),
        "erased_from": erased_from(household) if household else None,
        "member": member,
        "is_mine": need.is_for(account.pk),
        "told": [(entry, names.get(entry.by)) for entry in told],
        "today": today,
        "answer": AnswerForm(),
        "reason": ReasonForm(auto_id="reason-%s"),
        "note": NoteForm(auto_id="note-%s"),
        "end": EndForm(auto_id="end-%s"),
        **refused,
    }
    status = 422 if refused else 200
    return render(request, "office/safeguarding/need.html", context, status=status)
