"""Programmes: the list with what is committed, paid and left, one with its years, and its forms."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from doorstep.funds import actions, rules
from doorstep.funds.models import Commitment, Posting, Programme
from doorstep.funds.queries import (
    get_programme_for,
    keeps_money,
    payment_rows,
    payments_for,
    postings_of,
    programme_lines,
    years_of,
)
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.money.doors import above_programme, frame, money_place, must_keep_money
from doorstep.office.money.forms import CommitForm, EndForm, ProgrammeForm, ReceiveForm

PAGE = 50


@screen
def money(request: HttpRequest) -> HttpResponse:
    """The programmes that pay here, with what is committed, paid and left of a year."""
    place, today = money_place(request), clock.today()
    year = _year(request, today)
    context = frame(
        place,
        "office:money",
        year=year,
        years=[today.year + 1 - back for back in range(4)],
        lines=programme_lines(asker(request), place, year, today),
    )
    return render(request, "office/money/list.html", context)


@screen
def programme_new(request: HttpRequest) -> HttpResponse:
    """A programme of the place."""
    place, today = money_place(request), clock.today()
    form = ProgrammeForm(request.POST or None, initial={"start_on": date(today.year, 1, 1)})
    return fill(
        request,
        form,
        lambda given: actions.found_programme(place, by=asker(request), on=today, **given),
        heading=_("New programme"),
        lead=_("Money that somebody gives for a purpose. What it may pay is committed by year."),
        act=_("Found it"),
        done=_("The programme is founded. Commit money to a year, so that it can pay."),
        back=reverse("office:money"),
        trail=above_programme(),
        place=place,
    )


@screen
def programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One programme: its years, its commitments, what came in and what was paid."""
    account, today = asker(request), clock.today()
    programme = get_programme_for(account, programme_id, today)
    paid = postings_of(payments_for(account, today).filter(programme=programme))
    page = Paginator(paid.order_by("-on", "-number", "pk"), PAGE).get_page(request.GET.get("page"))
    income = Posting.objects.filter(income__programme=programme).select_related("reversed_by")
    context = {
        "place": programme.place,
        "today": today,
        "programme": programme,
        "years": years_of(programme),
        "commitments": programme.commitments.select_related("reversed_by"),
        "income": income,
        "page": page,
        "rows": payment_rows(account, page.object_list, today),
        "keeps": keeps_money(account, programme.place, today),
    }
    return render(request, "office/money/programme.html", context)


@screen
def programme_commit(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Commits money to a year."""
    programme, today = _own(request, programme_id), clock.today()
    form = CommitForm(request.POST or None, initial={"year": today.year, "decided_on": today})
    return fill(
        request,
        form,
        lambda given: actions.commit_money(programme, by=asker(request), on=today, **given),
        heading=_("Commit money"),
        lead=_("It adds to what is committed for that year already."),
        act=_("Commit it"),
        done=_("The money is committed."),
        **_beside(programme),
    )


@screen
def programme_receive(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Enters money that came in."""
    programme, today = _own(request, programme_id), clock.today()
    form = ReceiveForm(request.POST or None, initial={"received_on": today, "into": "bank"})
    return fill(
        request,
        form,
        lambda given: actions.receive_money(programme, by=asker(request), on=today, **given),
        heading=_("Money that came in"),
        act=_("Enter it"),
        done=_("It is in the ledger."),
        **_beside(programme),
    )


@screen
def programme_end(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The last day on which it pays."""
    programme, today = _own(request, programme_id), clock.today()
    return fill(
        request,
        EndForm(request.POST or None, initial={"last_on": today}),
        lambda given: actions.end_programme(programme, by=asker(request), on=today, **given),
        heading=_("End the programme"),
        lead=_("It pays until that day. What was committed and paid stays on record."),
        act=pgettext("money", "End it"),
        done=_("The programme ends on that day."),
        **_beside(programme),
    )


@screen
@require_POST
def commitment_reverse(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """Takes a commitment back, with the reason."""
    found = Commitment.objects.filter(pk=commitment_id).select_related("programme__place").first()
    if found is None:
        raise NotVisible
    must_keep_money(request, found.programme.place)
    because = request.POST.get("because", "")

    def save() -> None:
        actions.reverse_commitment(found, because=because, by=asker(request), on=clock.today())

    return do(request, save, done=_("The commitment is taken back."), back=_page(found.programme))


@screen
@require_POST
def income_reverse(request: HttpRequest, posting_id: UUID) -> HttpResponse:
    """Takes back money that was entered as come in."""
    rows = Posting.objects.filter(pk=posting_id, income__isnull=False)
    posting = rows.select_related("place", "income").first()
    if posting is None or posting.income is None:
        raise NotVisible
    must_keep_money(request, posting.place)
    because = request.POST.get("because", "")

    def save() -> None:
        actions.reverse_income(posting, because=because, by=asker(request), on=clock.today())

    income = posting.income
    if income.programme_id is not None:
        back = reverse("office:programme", args=[income.programme_id])
    else:
        back = reverse("office:cooperative", args=[income.cooperative_id])
    return do(request, save, done=_("It is taken back."), back=back)


def _own(request: HttpRequest, programme_id: UUID) -> Programme:
    programme = get_programme_for(asker(request), programme_id, clock.today())
    must_keep_money(request, programme.place)
    return programme


def _beside(programme: Programme) -> dict[str, Any]:
    trail = [*above_programme(), (programme.name, _page(programme))]
    return {"back": _page(programme), "trail": trail, "place": programme.place}


def _page(programme: Programme) -> str:
    return reverse("office:programme", args=[programme.pk])


def _year(request: HttpRequest, today: date) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    return year if rules.is_year(year) else today.year
