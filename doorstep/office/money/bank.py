"""The bank's files beside the ledger: what matches, and what stands on one side alone."""

from collections import defaultdict
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.funds import actions
from doorstep.funds.choices import BankColumnMeaning
from doorstep.funds.models import Posting, StatementRow
from doorstep.funds.queries import (
    LedgerMove,
    StatementColumnsMissing,
    get_bank_column_for,
    get_statement_for,
    get_statement_row_for,
    matched_rows,
    statements_for,
    sure_rows,
    told_moves,
    without_undone,
)
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do
from doorstep.office.headings import say_meaning
from doorstep.office.money.doors import above_bank, frame, money_place
from doorstep.office.notices import say_done

PAGE = 50


class BankFileForm(forms.Form):
    """A file of the bank."""

    file = forms.FileField(
        label=gettext_lazy("The bank's file"),
        help_text=gettext_lazy(
            "CSV, xlsx or xls, with day, amount and reference; of each movement only these and the "
            "balance after it are kept."
        ),
    )


@screen
def bank(request: HttpRequest) -> HttpResponse:
    """The files that were read, the latest first, and what no file has a row for yet."""
    place, today = money_place(request), clock.today()
    found = statements_for(asker(request), today).filter(place=place).order_by("-to_on", "pk")
    moves = without_undone(told_moves(place, today))
    context = frame(
        place,
        "office:bank",
        page=Paginator(found, PAGE).get_page(request.GET.get("page")),
        columns=[(one, one.get_meaning_display()) for one in place.bank_columns.all()],
        moves=moves[:PAGE],
        more=max(0, len(moves) - PAGE),
    )
    return render(request, "office/money/bank.html", context)


@screen
def bank_read(request: HttpRequest) -> HttpResponse:
    """Reads a file; one that cannot be read is said, and nothing is kept of it but its headings,
    to be explained where nobody knows them."""
    place, today = money_place(request), clock.today()
    form = BankFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            made = actions.read_bank_file(
                place, name=sent.name, data=sent.read(), by=asker(request), on=today
            )
        except Refused as refused:
            form.add_error("file", str(refused))
            if isinstance(refused, StatementColumnsMissing):
                actions.note_bank_headings(place, refused.headings, by=asker(request), on=today)
        else:
            say_done(request, _("The file is read; what is plain is matched."))
            return redirect("office:statement", made.pk)
    context = {
        "place": place,
        "form": form,
        "unsaid": list(place.bank_columns.filter(meaning="")) if form.is_bound else [],
        "steps": above_bank(),
        "back": reverse("office:bank"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/money/bank_read.html", context, status=status)


@screen
def bank_heading(request: HttpRequest, bank_column_id: UUID) -> HttpResponse:
    """Says what a heading of the bank's files means."""
    account, today = asker(request), clock.today()
    column = get_bank_column_for(account, bank_column_id, today)
    return say_meaning(
        request,
        column,
        BankColumnMeaning.choices,
        lambda meaning: actions.name_bank_heading(column, meaning, by=account, on=today),
        lambda: actions.forget_bank_heading(column, by=account, on=today),
        back=f"{reverse('office:bank')}?place={column.place.code}",
        trail=above_bank(),
        place=column.place,
    )


@screen
def statement(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """One file: its rows that are in no posting, the postings of its days without a row, and what
    is matched."""
    account, today = asker(request), clock.today()
    statement = get_statement_for(account, statement_id, today)
    sure = sure_rows(statement)
    open_rows = list(sure.filter(posting=None))
    doubles = statement.rows.filter(posting=None).exclude(double_of=None)
    by_amount: dict[int, list[LedgerMove]] = defaultdict(list)
    for move in told_moves(statement.place, today):
        by_amount[move.amount].append(move)
    context = {
        "place": statement.place,
        "today": today,
        "statement": statement,
        "open_rows": [(row, by_amount.get(row.amount, [])) for row in open_rows],
        "doubles": list(doubles.select_related("double_of__statement", "double_of__posting")),
        "moves": without_undone(told_moves(statement.place, statement.to_on, statement.from_on)),
        "page": Paginator(matched_rows(statement), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "office/money/statement.html", context)


@screen
@require_POST
def bank_row_match(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Says which posting a row is."""
    row = get_statement_row_for(asker(request), row_id, clock.today())
    key = _uuid(request.POST.get("posting", ""))
    posting = Posting.objects.filter(pk=key, place=row.statement.place).first()

    def save() -> None:
        if posting is None:
            raise PostingMissing
        actions.match_bank_row(row, posting, by=asker(request), on=clock.today())

    return do(request, save, done=_("The row is matched."), back=_page(row))


@screen
@require_POST
def bank_row_double(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Says whether a row is one of an earlier file."""
    row = get_statement_row_for(asker(request), row_id, clock.today())
    said = request.POST.get("is_double")
    is_double = said == "yes"

    def save() -> None:
        if said not in ("yes", "no"):
            raise AnswerMissing
        actions.decide_double(row, is_double=is_double, by=asker(request), on=clock.today())

    return do(
        request,
        save,
        done=_("The row counts no more.") if is_double else _("The row counts as a movement."),
        back=_page(row),
    )


@screen
@require_POST
def bank_row_part(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Takes a row and its posting apart."""
    row = get_statement_row_for(asker(request), row_id, clock.today())

    def save() -> None:
        actions.part_bank_row(row, by=asker(request), on=clock.today())

    return do(request, save, done=_("The two are apart."), back=_page(row))


class AnswerMissing(Refused):
    message = gettext_lazy(
        "Say whether it is the same movement or another one; nothing was changed."
    )


class PostingMissing(Refused):
    message = gettext_lazy("Choose the posting that the row is.")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(row: StatementRow) -> str:
    return reverse("office:statement", args=[row.statement_id])
