"""Claims: the list with its clocks, one with its stages, the decision, and the letter."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.funds import actions
from doorstep.funds.choices import ClaimState
from doorstep.funds.models import Claim
from doorstep.funds.paths import DECISION
from doorstep.funds.queries import (
    claim_line,
    claim_lines,
    claims_for,
    get_claim_for,
    keeps_money,
    may_decide_claim,
    may_pay_claim,
    needs_to_pay,
    payment_rows,
    payments_for,
    postings_of,
)
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.kit.money import money_text
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.money.claim_forms import (
    ClaimForm,
    ConfirmForm,
    DecideForm,
    RecipientsForm,
    StageForm,
)
from doorstep.office.money.doors import above_claims, frame, money_place
from doorstep.office.money.payments import need_words
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Place
from doorstep.people.queries import has_duty, has_role
from doorstep.register.models import Member
from doorstep.register.queries import households_seen_whole, with_head

PAGE = 50
STATES = (ClaimState.OPEN, ClaimState.GRANTED, ClaimState.REFUSED, ClaimState.WITHDRAWN)


class StageDayUnreadable(Refused):
    message = gettext_lazy("“%(text)s” is no day; the stage was not noted.")


@screen
def claims(request: HttpRequest) -> HttpResponse:
    """The claims, open ones first, the oldest on top, each with its clock."""
    account, today, place = asker(request), clock.today(), _place(request)
    keeps = keeps_money(account, place, today)
    order = Case(*(When(state=state, then=Value(at)) for at, state in enumerate(STATES)))
    found = claims_for(account, today).order_by(order, "opened_on", "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    lines = claim_lines(page.object_list, today)
    context = frame(
        place,
        "office:claims",
        has_tabs=keeps,
        page=page,
        lines=[(line, _code(line.claim)) for line in lines],
        coordinates=has_role(account, Role.COORDINATOR, place, today),
    )
    return render(request, "office/money/claims.html", context)


@screen
def claim_new(request: HttpRequest) -> HttpResponse:
    """Opens a claim for an open need, by the coordinator."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    needs = needs_to_pay(asker(request), village, today)
    form = ClaimForm(
        request.POST or None,
        needs=needs.filter(household__isnull=False, closed_on=None),
        words=need_words,
        initial={"need": request.GET.get("need"), "is_found": "asked"},
    )
    made: list[Claim] = []

    def save(given: dict[str, Any]) -> None:
        need = given.pop("need")
        made.append(actions.open_claim(need, by=asker(request), on=today, **given))

    answer = fill(
        request,
        form,
        save,
        heading=_("Open a claim"),
        lead=_("It has its stages and its clocks; a second person decides it."),
        act=_("Open the claim"),
        done=_("The claim is open."),
        back=reverse("office:claims"),
        trail=above_claims(),
        place=village,
    )
    return redirect("office:claim", made[0].pk) if made else answer


@screen
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """One claim: its stages with their days, what was paid, and what can be done next."""
    account, today = asker(request), clock.today()
    claim = get_claim_for(account, claim_id, today)
    line = claim_line(claim, today)
    coordinates = has_role(account, Role.COORDINATOR, claim.place, today)
    is_decision = line.next is not None and line.next.key == DECISION
    hangs = line.next is not None and line.next.hangs_on(today)
    paid = postings_of(payments_for(account, today).filter(claim=claim)).order_by("on", "number")
    context = {
        "place": claim.place,
        "today": today,
        "claim": claim,
        "line": line,
        "code": _code(claim),
        "household": _seen_whole(request, claim),
        "recipients": [
            row.member for row in claim.recipients.select_related("member") if row.member
        ],
        "rows": payment_rows(account, paid, today),
        "coordinates": coordinates,
        "pays": keeps_money(account, claim.place, today) and may_pay_claim(account, line),
        "stage_form": StageForm(initial={"done_on": today}),
        "decides": is_decision and not hangs and may_decide_claim(account, claim, today),
        "is_decision": is_decision,
        "confirms": line.confirm_due_on is not None and may_decide_claim(account, claim, today),
    }
    return render(request, "office/money/claim.html", context)


@screen
def claim_recipients(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """For which members the claim is made."""
    claim, today = _own(request, claim_id), clock.today()
    of_household = Member.objects.filter(household=claim.household_id, left_on=None)
    named = claim.recipients.values_list("member", flat=True)
    form = RecipientsForm(
        request.POST or None, members=of_household, initial={"members": list(named)}
    )
    return fill(
        request,
        form,
        lambda given: actions.name_recipients(claim, given["members"], by=asker(request), on=today),
        heading=_("For whom"),
        sub=f"{_code(claim)} · {claim.get_path_display()}",
        act=_("Keep it so"),
        done=_("It is noted for whom the claim is."),
        back=_page(claim),
        trail=above_claims((_code(claim), _page(claim))),
        place=claim.place,
    )


@screen
@require_POST
def claim_stage(request: HttpRequest, claim_id: UUID, key: str) -> HttpResponse:
    """Notes that the next stage is passed."""
    claim = _own(request, claim_id)
    form = StageForm(request.POST)

    def save() -> None:
        form.is_valid()
        day, note = form.cleaned_data.get("done_on"), request.POST.get("note", "")
        if day is None:
            raise StageDayUnreadable(text=request.POST.get("done_on", ""))
        actions.pass_stage(
            claim, key=key, done_on=day, note=note, by=asker(request), on=clock.today()
        )

    return do(request, save, done=_("The stage is noted."), back=_page(claim))


@screen
@require_POST
def claim_papers(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The papers that were to come later have come."""
    claim = _own(request, claim_id)

    def save() -> None:
        actions.hand_in_papers(claim, by=asker(request), on=clock.today())

    return do(request, save, done=_("The papers are here."), back=_page(claim))


@screen
@require_POST
def claim_withdraw(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """The household does not want it any more."""
    claim = _own(request, claim_id)

    def save() -> None:
        actions.withdraw_claim(claim, by=asker(request), on=clock.today())

    return do(request, save, done=_("The claim is withdrawn."), back=_page(claim))


@screen
def claim_decide(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Grants or refuses, by a second person."""
    account, today = asker(request), clock.today()
    claim = get_claim_for(account, claim_id, today)
    if not may_decide_claim(account, claim, today):
        raise NotVisible
    form = DecideForm(request.POST or None)

    def save(given: dict[str, Any]) -> None:
        told = {"is_relative": given["is_relative"], "reasons": given["reasons"]}
        if given["outcome"] == "granted":
            actions.grant_claim(claim, amount=given["amount"], by=account, on=today, **told)
        else:
            actions.refuse_claim(claim, by=account, on=today, **told)

    return fill(
        request,
        form,
        save,
        heading=_("Decide the claim"),
        sub=f"{_code(claim)} · {claim.get_path_display()}",
        act=_("Decide it"),
        done=_("The claim is decided. Print the letter for the household."),
        back=_page(claim),
        trail=above_claims((_code(claim), _page(claim))),
        place=claim.place,
    )


@screen
def claim_confirm(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Confirms aid that comes before the decision, by a second person."""
    account, today = asker(request), clock.today()
    claim = get_claim_for(account, claim_id, today)
    if not may_decide_claim(account, claim, today):
        raise NotVisible
    return fill(
        request,
        ConfirmForm(request.POST or None),
        lambda given: actions.confirm_aid_first(claim, by=account, on=today, **given),
        heading=_("Confirm the aid that comes first"),
        sub=f"{_code(claim)} · {money_text(claim.amount or 0)}",
        lead=_("The claim itself goes on and is decided once its stages are done."),
        act=_("Confirm it"),
        done=_("The aid that comes first is confirmed."),
        back=_page(claim),
        trail=above_claims((_code(claim), _page(claim))),
        place=claim.place,
    )


@screen
def claim_letter(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """What was decided and why, for the household, in writing."""
    claim = _own(request, claim_id)
    if claim.state not in (ClaimState.GRANTED, ClaimState.REFUSED):
        return redirect("office:claim", claim.pk)
    context = {"place": claim.place, "claim": claim, "household": _seen_whole(request, claim)}
    return render(request, "office/money/claim_letter.html", context)


def _own(request: HttpRequest, claim_id: UUID) -> Claim:
    claim = get_claim_for(asker(request), claim_id, clock.today())
    must_coordinate(request, claim.place)
    return claim


def _place(request: HttpRequest) -> Place:
    """The place of the list: that of the money one keeps, else a village one decides in."""
    try:
        return money_place(request)
    except NotVisible:
        village = village_of(request)
        if not has_duty(asker(request), Duty.DECIDES_CATEGORIES, village, clock.today()):
            raise
        return village


def _seen_whole(request: HttpRequest, claim: Claim) -> Any:
    seen = households_seen_whole(asker(request), clock.today())
    return with_head(seen.filter(pk=claim.household_id)).first()


def _code(claim: Claim) -> str:
    """The household's code: whoever finds the claim may know it."""
    return claim.household.code if claim.household else _("a household that was erased")


def _page(claim: Claim) -> str:
    return reverse("office:claim", args=[claim.pk])
