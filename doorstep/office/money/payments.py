"""Payments: the list, one with its cause, the form that records it, its reversal and receipt."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.activities.models import Activity
from doorstep.funds import actions
from doorstep.funds.models import Claim, ClosedYear, Commitment, Payment, Programme
from doorstep.funds.queries import (
    ClaimLine,
    activities_to_pay,
    balances,
    claim_line,
    claims_for,
    claims_to_pay,
    closed_years,
    commitments_to_pay,
    get_payment_for,
    keeps_money,
    ledger_of,
    money_reach,
    needs_to_pay,
    payment_rows,
    payments_for,
    postings_of,
    programmes_for,
    programmes_paying_at,
    told_of,
    years_to_close,
)
from doorstep.kit import clock
from doorstep.kit.money import money_text
from doorstep.needs.models import Need
from doorstep.needs.queries import needs_for
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.money.doors import above_programme, frame, money_place, must_keep_money
from doorstep.office.money.forms import BecauseForm, PaymentForm
from doorstep.people.models import Place
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole, with_head

PAGE = 50


@screen
def payments(request: HttpRequest) -> HttpResponse:
    """What was paid at the place, and below a town at its villages; reversals too; of a year where
    `?year=` names one in which something moved."""
    account, place, today = asker(request), money_place(request), clock.today()
    here = Q(place=place) | Q(place__parent=place)
    rows = postings_of(payments_for(account, today).filter(here))
    years = [f"{day.year}" for day in rows.dates("on", "year", order="DESC")]
    year = request.GET.get("year", "")
    if year in years:
        rows = rows.filter(on__year=int(year))
    page = Paginator(rows.order_by("-on", "-number", "pk"), PAGE).get_page(request.GET.get("page"))
    shown = payment_rows(account, page.object_list, today)
    context = frame(place, "office:payments", page=page, rows=shown, years=years, year=year)
    return render(request, "office/money/payments.html", context)


@screen
def payment_new(request: HttpRequest) -> HttpResponse:
    """A payment; `?cause=need:<id>` chooses what it is for."""
    place, account, today = money_place(request), asker(request), clock.today()
    causes, rows = _causes(request, place)
    form = PaymentForm(
        request.POST or None,
        programmes=programmes_for(account, today) & programmes_paying_at(place, today),
        causes=causes,
        households=households_of(request, place),
        initial={"paid_on": today, "paid_from": "bank", "cause": request.GET.get("cause", "")},
    )
    made: list[Payment] = []

    def save(given: dict[str, Any]) -> None:
        programme: Programme = given.pop("programme")
        cause = rows[given.pop("cause")]
        if isinstance(cause, Claim):
            given["claim"], cause = cause, cause.need
        made.append(actions.pay(programme, cause=cause, by=account, on=today, **given))

    answer = fill(
        request,
        form,
        save,
        heading=_("Record a payment"),
        lead=_("Every payment has one cause and one programme. It is never changed afterwards."),
        act=_("Record the payment"),
        done=_("The payment is in the ledger."),
        back=reverse("office:payments"),
        trail=above_programme(),
        place=place,
    )
    return redirect("office:payment", made[0].pk) if made else answer


@screen
def payment(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """One payment with its postings; who was paid only for those who may know."""
    account, today = asker(request), clock.today()
    payment = get_payment_for(account, payment_id, today)
    rows = payment_rows(account, postings_of(payments_for(account, today).filter(pk=payment.pk))
                        .order_by("number"), today)  # fmt: skip
    need = payment.need if payment.need_id else None
    may_open_need = need is not None and needs_for(account, today).filter(pk=need.pk).exists()
    context = {
        "place": payment.place,
        "today": today,
        "payment": payment,
        "row": rows[0],
        "rows": rows,
        "need": need if may_open_need else None,
        "claim": claims_for(account, today).filter(pk=payment.claim_id).first(),
        "keeps": keeps_money(account, payment.place, today),
        "form": BecauseForm(),
    }
    return render(request, "office/money/payment.html", context)


@screen
@require_POST
def payment_reverse(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Takes a payment back, with the reason; both stay."""
    payment = _own(request, payment_id)
    because = request.POST.get("because", "")

    def save() -> None:
        actions.reverse_payment(payment, because=because, by=asker(request), on=clock.today())

    back = reverse("office:payment", args=[payment.pk])
    return do(
        request, save, done=_("The payment is reversed; both stand in the ledger."), back=back
    )


@screen
def payment_receipt(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """The receipt to print; a POST gives it its number, a look at one that has none leads back."""
    payment = _own(request, payment_id)
    if request.method == "POST":
        return do(
            request,
            lambda: actions.give_receipt(payment, by=asker(request), on=clock.today()),
            done=_("The receipt has its number. Print it and have it signed."),
            back=reverse("office:payment-receipt", args=[payment.pk]),
        )
    receipt = getattr(payment, "receipt", None)
    if receipt is None:
        return redirect("office:payment", payment.pk)
    postings = postings_of(Payment.objects.filter(pk=payment.pk))
    rows = payment_rows(asker(request), postings, clock.today())
    context = {
        "place": payment.place,
        "payment": payment,
        "receipt": receipt,
        "row": next(one for one in rows if not one.is_reversal),
        "back": next((one for one in rows if one.is_reversal), None),
    }
    return render(request, "office/money/receipt.html", context)


@screen
def ledger(request: HttpRequest) -> HttpResponse:
    """The balances of the place's headings, which together are 0, and its postings; their words
    where the reader may know who was paid."""
    place, today = money_place(request), clock.today()
    page = Paginator(ledger_of(place), PAGE).get_page(request.GET.get("page"))
    stands = balances(place, today)
    told = told_of(asker(request), page, today)
    lines = [(one, one.pk in told) for one in page]
    context = frame(
        place,
        "office:ledger",
        page=page,
        lines=lines,
        balances=stands,
        years=[(one, *_reopening(request, one)) for one in closed_years(place)],
        can_close=bool(years_to_close(place, today)),
        sum=sum(one.amount for one in stands),
    )
    return render(request, "office/money/ledger.html", context)


def _reopening(request: HttpRequest, closed: ClosedYear) -> tuple[bool, bool]:
    """Whether somebody who keeps the money asked for it, and whether that was somebody else."""
    by = closed.asked_by
    is_asked = by is not None and keeps_money(by, closed.place, clock.today())
    return is_asked, is_asked and by != asker(request)


def _own(request: HttpRequest, payment_id: UUID) -> Payment:
    payment = get_payment_for(asker(request), payment_id, clock.today())
    must_keep_money(request, payment.place)
    return payment


def households_of(request: HttpRequest, place: Place) -> QuerySet[Household]:
    """The households of a village that the account sees whole, with `head_name`."""
    seen = households_seen_whole(asker(request), clock.today()).filter(village=place)
    return with_head(Household.objects.filter(pk__in=seen.values("pk"))).order_by("code")


type Causes = list[tuple[str, list[tuple[str, str]]]]


def _causes(request: HttpRequest, place: Place) -> tuple[Causes, dict[str, Any]]:
    """What can be paid for, in groups, and the row of each key."""
    account, today = asker(request), clock.today()
    needs = list(needs_to_pay(account, place, today))
    activities = list(activities_to_pay(place, today))
    commitments = list(commitments_to_pay(place, today.year, today))
    claims = claims_to_pay(account, place, today)
    seen = money_reach(account, today).seen
    groups: Causes = [
        (_("Claims"), [(f"claim:{one.claim.pk}", _claim_words(one)) for one in claims]),
        (_("Needs"), [(f"need:{one.pk}", need_words(one)) for one in needs]),
        (_("Activities"), [(f"activity:{one.pk}", _activity_words(one)) for one in activities]),
        (
            _("Commitments"),
            [(f"commitment:{one.pk}", _commitment_words(one, seen)) for one in commitments],
        ),
    ]
    found = [*(one.claim for one in claims), *needs, *activities, *commitments]
    asked = _asked_claim(request, place)
    if asked is not None and asked not in found:  # the act says why it cannot be paid
        line = claim_line(asked, today)
        groups.append((_("Cannot be paid now"), [(f"claim:{asked.pk}", _claim_words(line))]))
        found.append(asked)
    keys = [key for _name, rows in groups for key, _words in rows]
    return groups, dict(zip(keys, found, strict=True))


def _asked_claim(request: HttpRequest, place: Place) -> Claim | None:
    """The claim that was sent as the cause, where the account sees it and it lies here."""
    kind, _colon, key = request.POST.get("cause", "").partition(":")
    try:
        claim_id = UUID(key)
    except ValueError:
        return None
    here = Q(place=place) | Q(place__parent=place)
    rows = claims_for(asker(request), clock.today()).filter(here, need__isnull=False)
    return rows.filter(pk=claim_id).first() if kind == "claim" else None


def _claim_words(line: ClaimLine) -> str:
    claim = line.claim
    code = claim.household.code if claim.household else claim.place.name
    left = _("%(amount)s left") % {"amount": money_text(line.left)}
    return " · ".join([code, str(claim.get_path_display()), left])


def need_words(need: Need) -> str:
    """A need as a line of a list: whose, of which kind, in words."""
    where = need.household.code if need.household else need.place.name
    return " · ".join(filter(None, [where, str(need.get_kind_display()), need.text]))


def _activity_words(activity: Activity) -> str:
    return f"{activity.on} · {activity.title}"


def _commitment_words(commitment: Commitment, seen: frozenset[UUID]) -> str:
    """A commitment as a line of a list; its sum where the money of its place is seen."""
    words = [commitment.programme.name, str(commitment.year)]
    if commitment.programme.place_id in seen:
        words.append(money_text(commitment.amount))
    return " · ".join([*words, *([commitment.note] if commitment.note else [])])
