"""A household's sealed fields: kept by who serves it, opened by who was named, with a reason."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.needs.actions import open_need_words
from doorstep.needs.queries import get_need_for, has_sealed_words, may_open_words, needs_of
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do
from doorstep.office.households.changes import answer, load, page_of, posted
from doorstep.office.households.pages import frame, opened
from doorstep.office.sealed.forms import LetForm, ReasonForm, SealForm
from doorstep.people.queries import accounts_serving, serves
from doorstep.register import actions as register
from doorstep.register.models import Household, SealedField
from doorstep.register.queries import (
    get_sealed_field_for,
    get_whole_household_for,
    is_sealing,
    may_open_sealed,
    sealed_fields_of,
    sealed_grants_of,
)
from doorstep.sync.queries import held_about


@screen
def sealed(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """What is sealed, for who opens it: kinds and days. For others, how to keep something."""
    return _page(request, opened(request, household_id))


@screen
def sealed_new(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Keeps something sealed; who writes it down does not read it again for that."""
    account, today = asker(request), clock.today()
    household = get_whole_household_for(account, household_id, today)
    if not serves(account, household.village, today):
        raise NotVisible
    needs = needs_of(account, household, today).filter(closed_on=None)
    form = SealForm(posted(request), household=household, needs=needs, today=today)

    def save(values: dict[str, Any]) -> None:
        need = values.pop("need")
        register.seal_field(household, need_id=need.pk, by=account, on=today, **values)

    return answer(
        request,
        form,
        save,
        household=household,
        heading=_("Keep something sealed"),
        lead=_(
            "Only for a service that was asked for. It is encrypted, opens to the persons named "
            "for this household with a reason, and is not shown to you again."
        ),
        act=_("Keep it sealed"),
        done=_("It is kept sealed."),
        back=page_of(household, "household-sealed"),
    )


@screen
def sealed_let(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The coordinator names who opens the sealed fields of this household."""
    household, today, by = load(request, household_id), clock.today(), asker(request)
    form = LetForm(posted(request), accounts=accounts_serving(household.village, today))
    return answer(
        request,
        form,
        lambda values: register.let_open_sealed(household, by=by, on=today, **values),
        household=household,
        heading=_("Name who opens the sealed fields"),
        act=_("Let this person open them"),
        done=_("From today on this person opens the sealed fields of this household."),
        back=page_of(household, "household-sealed"),
    )


@screen
@require_POST
def sealed_open(request: HttpRequest, field_id: UUID) -> HttpResponse:
    """The content, on the page that answers the reason and on no other."""
    account, today = asker(request), clock.today()
    field = get_sealed_field_for(account, field_id, today)
    form = ReasonForm(request.POST)
    text = ""
    if form.is_valid():
        try:
            text = register.open_sealed_field(
                field, reason=form.cleaned_data["reason"], by=account, on=today
            )
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, opened(request, field.household_id), field=field, text=text, form=form)


@screen
@require_POST
def sealed_end(request: HttpRequest, field_id: UUID) -> HttpResponse:
    """Deletes what is needed no longer."""
    account, today = asker(request), clock.today()
    field = get_sealed_field_for(account, field_id, today)
    back = page_of(field.household, "household-sealed")
    return do(
        request,
        lambda: register.end_sealed_field(field, by=account, on=today),
        done=_("It is deleted."),
        back=back,
    )


@screen
@require_POST
def need_words(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """The sealed words of a health need, on the page that answers the reason."""
    account, today = asker(request), clock.today()
    need = get_need_for(account, need_id, today)
    if not (has_sealed_words(need) and may_open_words(account, need, today)):
        raise NotVisible
    form = ReasonForm(request.POST)
    words = None
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            words = open_need_words(need, reason=reason, by=account, on=today)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "place": need.place,
        "need": need,
        "words": words,
        "form": form,
        "back": reverse("office:need", args=[need.pk]),
    }
    status = 200 if words else 422
    return render(request, "office/sealed/words.html", context, status=status)


def _page(
    request: HttpRequest,
    household: Household,
    *,
    field: SealedField | None = None,
    text: str = "",
    form: ReasonForm | None = None,
) -> HttpResponse:
    account, today = asker(request), clock.today()
    opens = may_open_sealed(account, household, today)
    context = frame(request, household, "household-record")
    context |= {
        "account": account,
        "named": sealed_grants_of(household, today) if context["coordinates"] else [],
        "is_sealing": is_sealing(household.village_id, today),
        "opens": opens,
        "serves": serves(account, household.village, today),
        "fields": _lines(household, today, field, form) if opens else [],
        "held": held_about(account, household, today) if opens else [],
        "text": text,
        "read": field,
    }
    status = 422 if form is not None and not text else 200
    return render(request, "office/sealed/page.html", context, status=status)


def _lines(
    household: Household, today: date, field: SealedField | None, form: ReasonForm | None
) -> list[tuple[SealedField, ReasonForm]]:
    """Each with its own form; the one that was refused keeps what was typed."""
    return [
        (one, form if form and field == one else ReasonForm(auto_id=f"{one.pk}-%s"))
        for one in sealed_fields_of(household, today)
    ]
