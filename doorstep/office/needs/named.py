"""Sealed needs, as the mediator reads them whom they are named to; for others they are absent."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.needs import actions
from doorstep.needs.models import Need
from doorstep.needs.queries import (
    NeedWords,
    get_named_need_for,
    get_sealed_need_for,
    is_mediator,
    mediators_at,
    needs_named_to,
    sealed_needs_for,
)
from doorstep.office.doors import asker, screen
from doorstep.office.needs.forms import CloseForm, NoteForm, OpenSealedForm, PassOnForm
from doorstep.office.notices import say_done
from doorstep.stations.queries import open_disputes


@screen
def needs_named(request: HttpRequest) -> HttpResponse:
    """What lies with this mediator, the first due first; what was closed stays below."""
    account, today = asker(request), clock.today()
    found = sealed_needs_for(account, today).select_related("household", "place")
    if not (is_mediator(account, today) or found.exists()):
        raise NotVisible
    context = {
        "account": account,
        "disputes": len(open_disputes(account, today, clock.now())),
        "open": list(found.filter(closed_on=None)),
        "closed": list(found.exclude(closed_on=None).order_by("-closed_on", "id")),
        "today": today,
    }
    return render(request, "office/needs/named_list.html", context)


@screen
def need_named(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Whose it is and by when; its words open with a reason."""
    return _show(request, get_sealed_need_for(asker(request), need_id, clock.today()))


@screen
@require_POST
def need_named_open(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """The words, on the page that answers the reason and on no other."""
    account, today = asker(request), clock.today()
    need = get_sealed_need_for(account, need_id, today)
    form = OpenSealedForm(request.POST, need=need, today=today, key="reason")
    if form.is_valid():
        try:
            words = actions.open_sealed_need(need, by=account, on=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _show(request, need, words=words)
    return _show(request, need, reason=form)


@screen
@require_POST
def need_named_note(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """A note of the mediator, sealed as the need is."""
    account, today = asker(request), clock.today()
    need = get_named_need_for(account, need_id, today)
    form = NoteForm(request.POST, need=need, today=today, key="note")
    if form.is_valid():
        try:
            actions.note_need(need, by=account, on=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The note stands in the record."))
            return redirect("office:need-named", need.pk)
    return _show(request, need, note=form)


@screen
@require_POST
def need_named_close(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """It is closed; the mediator can still read it."""
    account, today = asker(request), clock.today()
    need = get_named_need_for(account, need_id, today)
    form = CloseForm(request.POST, need=need, today=today, key="close")
    if form.is_valid():
        try:
            actions.close_need(need, by=account, on=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The need is closed."))
            return redirect("office:needs-named")
    return _show(request, get_named_need_for(account, need_id, today), close=form)


@screen
@require_POST
def need_named_pass(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Another mediator takes it over, as where this one is a relative."""
    account, today = asker(request), clock.today()
    need = get_named_need_for(account, need_id, today)
    form = PassOnForm(request.POST, others=_others(need, today))
    if form.is_valid():
        try:
            actions.name_mediator(need, by=account, on=today, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("It is handed over."))
            return redirect("office:needs-named")
    return _show(request, need, pass_on=form)


def _others(need: Need, today: Any) -> Any:
    return mediators_at(need.place, today).exclude(pk=need.mediator_id)


def _show(
    request: HttpRequest, need: Need, *, words: NeedWords | None = None, **refused: Any
) -> HttpResponse:
    account, today = asker(request), clock.today()
    others = _others(need, today)
    given: dict[str, Any] = {"need": need, "today": today}
    context = {
        "need": need,
        "today": today,
        "words": words,
        "is_mine": needs_named_to(account, today).filter(pk=need.pk).exists(),
        "has_others": others.exists(),
        "reason": OpenSealedForm(**given, key="reason"),
        "note": NoteForm(**given, key="note"),
        "close": CloseForm(**given, key="close"),
        "pass_on": PassOnForm(others=others),
        **refused,
    }
    status = 422 if refused else 200
    return render(request, "office/needs/named.html", context, status=status)
