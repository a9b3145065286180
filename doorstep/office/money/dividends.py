"""Dividends: what each member of a village is paid, their receipts, and taking one back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.funds import actions
from doorstep.funds.models import Dividend
from doorstep.funds.queries import (
    MemberDue,
    dividend_paid,
    dividend_payments,
    dues_of_dividend,
    get_dividend_for,
    payment_rows,
    postings_of,
)
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.kit.money import fen_of
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do
from doorstep.office.money.cooperatives import at_village
from doorstep.office.money.doors import must_keep_money
from doorstep.office.money.project_forms import PaidOnForm
from doorstep.office.notices import say_done
from doorstep.people.models import Place
from doorstep.register.models import Household

RECEIPTS = "?receipts=yes"


@screen
@require_POST
def dividend_reverse(request: HttpRequest, dividend_id: UUID) -> HttpResponse:
    """Takes a dividend back, with the reason."""
    dividend = get_dividend_for(asker(request), dividend_id, clock.today())
    must_keep_money(request, dividend.cooperative.place)
    because = request.POST.get("because", "")
    return do(
        request,
        lambda: actions.reverse_dividend(
            dividend, because=because, by=asker(request), on=clock.today()
        ),
        done=_("The dividend is taken back; both rows stay."),
        back=reverse("office:cooperative", args=[dividend.cooperative_id]),
    )


@screen
def dividend_pay(request: HttpRequest, dividend_id: UUID, code: str) -> HttpResponse:
    """Pays a dividend to the members of one village, each in a line with an equal share to begin
    with; a line left blank is not paid. `?receipts=` is about the receipts of those who were."""
    account, today = asker(request), clock.today()
    dividend = get_dividend_for(account, dividend_id, today)
    _cooperative, village = at_village(request, dividend.cooperative_id, code)
    if "receipts" in request.GET:
        return _receipts(request, dividend, village)
    dues = dues_of_dividend(dividend, village)
    typed = {one.household.pk: request.POST.get(_name(one), "").strip() for one in dues}
    form = PaidOnForm(request.POST or None, initial={"paid_on": today})
    wrong: dict[UUID, str] = {}
    refused = ""
    if request.method == "POST":
        amounts, wrong = _amounts(dues, typed)
        if form.is_valid() and not wrong:
            paid_on = form.cleaned_data["paid_on"]
            try:
                actions.pay_dividend(dividend, amounts, paid_on=paid_on, by=account, on=today)
            except Refused as error:
                refused = str(error)
            else:
                say_done(request, _("The dividend is paid; each member has a payment."))
                return redirect(request.path)
    is_wrong = request.method == "POST"
    context = {
        "place": village,
        "today": today,
        "dividend": dividend,
        "paid": dividend_paid(dividend),
        "lines": [
            (one, typed[one.household.pk] if is_wrong else _first(one), wrong.get(one.household.pk))
            for one in dues
        ],
        "has_open": any(not one.paid for one in dues),
        "form": form,
        "refused": refused,
        "receipts": RECEIPTS if dividend_payments(dividend, village).exists() else "",
    }
    status = 422 if is_wrong else 200
    return render(request, "office/money/dividend_pay.html", context, status=status)


def _receipts(request: HttpRequest, dividend: Dividend, village: Place) -> HttpResponse:
    """The receipts of a village's members to print; a POST gives those their number that have
    none."""
    payments = dividend_payments(dividend, village)
    if request.method == "POST":
        return do(
            request,
            lambda: actions.give_receipts(payments, by=asker(request), on=clock.today()),
            done=_("The receipts have their numbers. Print them and have them signed."),
            back=f"{request.path}{RECEIPTS}",
        )
    postings = postings_of(payments.filter(receipt__isnull=False))
    rows = payment_rows(
        asker(request), postings.order_by("payment__receipt__number"), clock.today()
    )
    if not rows:
        return redirect(request.path)
    context = {"place": village, "rows": rows, "way_back": request.path}
    return render(request, "office/money/receipts.html", context)


def _amounts(
    dues: list[MemberDue], typed: dict[UUID, str]
) -> tuple[dict[Household, int], dict[UUID, str]]:
    """What was typed, in fen, and by household what is wrong with it."""
    amounts, wrong = {}, {}
    for one in dues:
        if typed[one.household.pk]:
            try:
                amounts[one.household] = fen_of(typed[one.household.pk])
            except Refused as error:
                wrong[one.household.pk] = str(error)
    return amounts, wrong


def _name(due: MemberDue) -> str:
    return f"amount-{due.household.pk}"


def _first(due: Any) -> str:
    return "" if due.paid else f"{due.share / 100:.2f}"
