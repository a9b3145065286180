"""Claims with their clocks, as those who handle them see them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum, prefetch_related_objects

from doorstep.funds import rules
from doorstep.funds.choices import ClaimCause, ClaimPath, ClaimState, Clock
from doorstep.funds.models import Claim, ClaimStage, Posting
from doorstep.funds.paths import PathOfClaim, Stage, paths
from doorstep.kit.errors import NotVisible
from doorstep.kit.names import name_in
from doorstep.method.queries import special_days
from doorstep.method.rules import add_working_days
from doorstep.needs.models import Need
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import has_duty, has_role, reach_of
from doorstep.register.models import Household
from doorstep.register.queries import households_for

STANDING = (ClaimState.OPEN, ClaimState.GRANTED)

type Calendar = Mapping[date, bool]  # days that differ from their weekday → whether worked


@dataclass(frozen=True)
class StageLine:
    """A stage of a claim: done, next with its last day, or later; `not_before` while a list hangs
    out."""

    key: str
    name: str
    done: ClaimStage | None
    due_on: date | None
    not_before: date | None
    is_next: bool

    def hangs_on(self, day: date) -> bool:
        """Whether the list before it still hangs out on a day."""
        return self.not_before is not None and day < self.not_before


@dataclass(frozen=True)
class ClaimLine:
    """A claim with its clocks on a day, and fen paid on it."""

    claim: Claim
    stages: tuple[StageLine, ...]
    whole_due_on: date
    papers_due_on: date | None
    confirm_due_on: date | None  # until when a second person confirms aid that comes first
    clock: Clock
    paid: int

    @property
    def next(self) -> StageLine | None:
        return next((one for one in self.stages if one.is_next), None)

    @property
    def is_payable(self) -> bool:
        """Whether anything can be paid on it now."""
        return self.claim.state in STANDING and self.left > 0 and not self.waits_for_second

    @property
    def waits_for_second(self) -> bool:
        """Whether its aid is paid only once a second person has confirmed it."""
        return self.confirm_due_on is not None and path_of(self.claim).aid_first_most is None

    @property
    def left(self) -> int:
        """What can still be paid on it, once aid that comes first is confirmed where it has to."""
        return (self.claim.amount or 0) - self.paid


def paid_unconfirmed(claim: Claim) -> int:
    """Fen that a claim's household was paid first on open claims, this one or others, which no
    second person has confirmed."""
    rows = Posting.objects.filter(
        payment__claim__household=claim.household_id,
        payment__claim__state=ClaimState.OPEN,
        payment__claim__aid_confirmed_on=None,
    )
    return rows.aggregate(sum=Sum("amount"))["sum"] or 0


def claims_for(account: Account, on: date) -> QuerySet[Claim]:
    """The claims of the villages that the account coordinates, or decides in; of a town, those
    whose need lies with it. None of a household that is out of use."""
    reach = reach_of(account, on)
    villages = reach.by_role.get(Role.COORDINATOR, frozenset())
    villages |= reach.by_duty.get(Duty.DECIDES_CATEGORIES, frozenset())
    towns = reach.by_role.get(Role.TOWN, frozenset())
    escalated = Need.objects.filter(place__in=towns).escalated_on(on).values("pk")
    seen = Q(place__in=villages)
    if towns:
        mine = households_for(account, on).values("pk")
        seen |= Q(place__in=towns, need__in=escalated, household__in=mine)
    used = Q(household=None) | Q(household__in=Household.objects.in_use())
    rows = Claim.objects.filter(seen, used).exclude(need__sealed=True)
    return rows.select_related(
        "place", "household", "need", "opened_by", "decided_by", "aid_confirmed_by"
    )


def get_claim_for(account: Account, claim_id: object, on: date) -> Claim:
    """A claim as `claims_for`; else NotVisible."""
    claim = claims_for(account, on).filter(pk=claim_id).first()
    if claim is None:
        raise NotVisible
    return claim


def may_decide_claim(account: Account, claim: Claim, on: date) -> bool:
    """Whether an account may decide a claim by where it stands; the second person is asked for by
    the act."""
    return has_duty(account, Duty.DECIDES_CATEGORIES, claim.place, on) or has_role(
        account, Role.TOWN, claim.place, on
    )


def path_of(claim: Claim) -> PathOfClaim:
    """The stages and limits of a claim."""
    return paths()[ClaimPath(claim.path)]


def passed_stages(claim: Claim) -> list[ClaimStage]:
    """The stages a claim has passed, in order."""
    return list(claim.stages.all())


def next_stage(claim: Claim) -> tuple[Stage | None, date]:
    """The stage that comes next (None after the last), and the first day on which it can be."""
    passed = passed_stages(claim)
    since = passed[-1].done_on if passed else claim.opened_on
    if passed:
        since += timedelta(days=path_of(claim).notice_days(passed[-1].key))
    return path_of(claim).after(len(passed)), since


def claim_paid(claim: Claim) -> int:
    """Fen paid on a claim and not reversed."""
    rows = Posting.objects.filter(payment__claim=claim)
    return rows.aggregate(sum=Sum("amount"))["sum"] or 0


def payable_since(claim: Claim) -> date:
    """The first day on which a claim that is open or granted is paid: aid that comes first from its
    opening, or from its confirmation where its path names no sum; anything else once granted."""
    if not claim.is_aid_first:
        return claim.closed_on or claim.opened_on
    if path_of(claim).aid_first_most is None:
        return claim.aid_confirmed_on or claim.closed_on or claim.opened_on
    return claim.opened_on


def claim_that_stands(need: Need) -> Claim | None:
    """A claim for this need that is open, or granted and not paid whole yet."""
    standing = need.claims.filter(state__in=STANDING)
    for claim in standing.order_by("opened_on", "pk"):
        if claim.state == ClaimState.OPEN or claim_paid(claim) < (claim.amount or 0):
            return claim
    return None


def same_cause_this_year(need: Need, path: ClaimPath, cause: ClaimCause, on: date) -> Claim | None:
    """A claim of the household for the same cause on the same path, opened in the same year and
    neither refused nor withdrawn."""
    rows = Claim.objects.filter(household=need.household_id, path=path, cause=cause)
    standing = rows.filter(state__in=STANDING)
    return standing.filter(opened_on__year=on.year).first()


def claims_to_pay(account: Account, place: Place, on: date) -> list[ClaimLine]:
    """The claims of a place, or of the villages of a town, on which something is left to pay."""
    payable = Q(state=ClaimState.GRANTED) | Q(state=ClaimState.OPEN, is_aid_first=True)
    here = Q(place=place) | Q(place__parent=place)
    rows = claims_for(account, on).filter(payable, here, need__isnull=False)
    lines = claim_lines(rows.order_by("place__code", "opened_on", "pk"), on)
    return [one for one in lines if may_pay_claim(account, one)]


def may_pay_claim(account: Account, line: ClaimLine) -> bool:
    """Whether an account that keeps the money can pay on a claim now: not who confirmed aid that
    comes first."""
    confirmer = line.claim.aid_confirmed_by_id
    is_confirmer = line.claim.state == ClaimState.OPEN and confirmer == account.pk
    return line.is_payable and not is_confirmer


def claim_lines(claims: Iterable[Claim], today: date) -> list[ClaimLine]:
    """Claims with their clocks, in their order; three queries and the calendar."""
    listed = list(claims)
    prefetch_related_objects(listed, "stages")
    rows = Posting.objects.filter(payment__claim__in=listed).order_by()
    paid = dict(rows.values_list("payment__claim").annotate(sum=Sum("amount")))
    calendar = special_days()
    return [_line(one, today, paid.get(one.pk, 0), calendar) for one in listed]


def claim_line(claim: Claim, today: date) -> ClaimLine:
    """One claim with its clocks on a day."""
    return _line(claim, today, claim_paid(claim), special_days())


def _line(claim: Claim, today: date, paid: int, calendar: Calendar) -> ClaimLine:
    path, is_open = path_of(claim), claim.state == ClaimState.OPEN
    lines = tuple(_stage_lines(claim, path, calendar, is_open=is_open))
    whole = add_working_days(claim.opened_on, path.whole_days, calendar)
    papers = None
    if claim.is_aid_first and claim.papers_on is None and claim.state in STANDING:
        papers = add_working_days(claim.opened_on, path.papers_days, calendar)
    due = [one.due_on for one in lines if one.is_next and one.due_on]
    dues = [*due, whole] if is_open else []
    confirm = None
    if is_open and claim.is_aid_first and claim.aid_confirmed_on is None:
        confirm = add_working_days(claim.opened_on, path.papers_days, calendar)
    dues += [day for day in (papers, confirm) if day is not None]
    clock = rules.clock_on(min(dues), today) if dues else Clock.STOPPED
    return ClaimLine(claim, lines, whole, papers, confirm, clock, paid)


def _stage_lines(
    claim: Claim, path: PathOfClaim, calendar: Calendar, *, is_open: bool
) -> Iterator[StageLine]:
    passed = passed_stages(claim)
    since, not_before = claim.opened_on, None
    for number, stage in enumerate(path.stages):
        done = passed[number] if number < len(passed) else None
        is_next = is_open and number == len(passed)
        start = max(since, not_before) if not_before else since
        yield StageLine(
            key=stage.key,
            name=name_in(stage.names),
            done=done,
            due_on=add_working_days(start, stage.days, calendar) if is_next else None,
            not_before=not_before if is_next else None,
            is_next=is_next,
        )
        if done is not None:
            since = done.done_on
            hangs = stage.notice_days
            not_before = done.done_on + timedelta(days=hangs) if hangs else None
