"""What was asked, what is due, and the desk's own way to a household."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from doorstep.categories.models import Objection
from doorstep.kit.errors import NotVisible
from doorstep.method.queries import NoMethodAdopted, version_at, working_days_after
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_with_role
from doorstep.register.choices import NOT_USED, ClosedBecause
from doorstep.register.models import Household, Member
from doorstep.register.queries import with_head
from doorstep.rights.choices import DeskState, Keep, RequestKind, RequestOutcome
from doorstep.rights.models import Request
from doorstep.rights.purposes import days_of
from doorstep.rights.rules import ANSWER_DAYS, DAYS_BEFORE_ERASING, DAYS_TO_ERASE, desk_state
from doorstep.sync.queries import mergers_of

_GRANTED = Q(kind=RequestKind.ERASURE, outcome=RequestOutcome.GRANTED)


@dataclass(frozen=True)
class DeskRow:
    """A line of the desk: a request, or an objection that came straight to a category.

    `request_id` None: it is answered where the proposal stands. `erase_from`: it was granted, and
    from that day on it is to be erased.
    """

    request_id: UUID | None
    proposal_id: UUID | None
    household_code: str
    head_name: str
    kind: RequestKind
    who: str
    asked_on: date
    due_on: date
    answered_on: date | None
    outcome: str
    state: DeskState
    household_id: UUID | None = None
    erase_from: date | None = None


def answer_days(village: Place, on: date) -> int:
    """Working days for an answer: the method's, else those that hold without one."""
    try:
        return version_at(village, on).objection_days
    except NoMethodAdopted:
        return ANSWER_DAYS


def requests_for(account: Account, on: date) -> QuerySet[Request]:
    """The requests of the villages that an account coordinates; nobody else has them."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    return _with_people(Request.objects.filter(household__village__in=villages))


def get_request_for(account: Account, request_id: object, on: date) -> Request:
    """A request that the account may answer; else NotVisible."""
    found = requests_for(account, on).filter(pk=request_id).first()
    if found is None:
        raise NotVisible
    return found


def get_desk_household_for(account: Account, household_id: object, on: date) -> Household:
    """A household of a village that the account coordinates, with `head_name`, also one that is
    closed to use: its rights do not end with that. Else NotVisible."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    rows = with_head(Household.objects.filter(village__in=villages, pk=household_id))
    household = rows.select_related("village__parent__parent", "group").first()
    if household is None:
        raise NotVisible
    return household


def find_desk_household(account: Account, village: Place, code: str, on: date) -> Household | None:
    """The household of a village with a code, for who coordinates that village."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    return Household.objects.filter(village__in=villages, village=village, code=code).first()


def desk_row(request: Request, on: date) -> DeskRow:
    """One request as a line of the desk says it."""
    return _row(request, on)


def open_rows(village: Place, on: date) -> list[DeskRow]:
    """What waits for an answer, the next due first: requests, and objections without one."""
    in_use = ~Q(household__closed_because__in=NOT_USED)  # else what was contested has ended
    requests = _requests_at(village).filter(Q(objection=None) | in_use, done_on=None)
    objections = _objections_alone(village).filter(in_use, answered_on=None)
    rows = [_row(one, on) for one in requests] + [_objection_row(one, on) for one in objections]
    return sorted(rows, key=lambda row: (row.due_on, row.household_code))


def late_rows(village: Place, on: date) -> list[DeskRow]:
    """What should have been answered before that day, and what should have been erased."""
    rows = [*open_rows(village, on), *erasing_rows(village, on)]
    return [row for row in rows if row.state == DeskState.OVERDUE]


def answered_rows(village: Place, on: date) -> QuerySet[Request]:
    """The answered requests, the latest first; `rows_of` makes lines of a page of them."""
    return _requests_at(village).exclude(done_on=None).order_by("-done_on", "id")


def rows_of(requests: QuerySet[Request] | list[Request], on: date) -> list[DeskRow]:
    """Requests as lines, in their order."""
    return [_row(one, on) for one in requests]


def requests_of(household: Household, on: date) -> list[DeskRow]:
    """What a household asked for, the latest first."""
    rows = household.requests.select_related("household", "member", "objection")
    return [_row(one, on) for one in rows.order_by("-asked_on", "id")]


def kept_households(village: Place) -> QuerySet[Request]:
    """Requests after which a household is kept and not used, the earliest end of it first."""
    kept = Request.objects.filter(household__village=village, outcome=RequestOutcome.KEPT)
    return kept.select_related("household").order_by("kept_until", "id")


def erasing_rows(village: Place, on: date) -> list[DeskRow]:
    """Erasures that were granted and are still to be carried out, the next due first; `due_on` is
    the last day for it, `erase_from` the first."""
    granted = _requests_at(village).filter(_GRANTED)
    rows = [_erasing_row(one, on) for one in granted]
    return sorted(rows, key=lambda row: (row.due_on, row.household_code))


def erased_from(household: Household) -> date | None:
    """The first day on which everything of a household may go: some working days after its erasure
    was granted, the day until which a law has it kept, or years after it was closed. None while it
    is in use."""
    if household.closed_on is None:
        return None
    if household.closed_because == ClosedBecause.ERASING:
        return working_days_after(_granted_on(household), DAYS_BEFORE_ERASING)
    kept = household.requests.filter(outcome=RequestOutcome.KEPT).order_by("kept_until").last()
    if kept is not None:
        return kept.kept_until
    return household.closed_on + timedelta(days=days_of(Keep.HOUSEHOLD) + 1)


def is_granted(household: Household) -> bool:
    """Whether an erasure was granted, or was asked for and forbidden by a law."""
    kept = household.requests.filter(outcome=RequestOutcome.KEPT)
    return household.closed_because == ClosedBecause.ERASING or kept.exists()


def is_to_erase(household: Household, on: date) -> bool:
    """Whether a granted request for an erasure that has waited its days, or a law's day that is
    over, lets it be erased."""
    first = erased_from(household) if is_granted(household) else None
    return first is not None and first <= on


def _granted_on(household: Household) -> date:
    """The day on which its erasure was granted; of a double, the one of what it was merged into."""
    granted = household.requests.filter(_GRANTED).order_by("answered_on").last()
    if granted is not None and granted.answered_on is not None:
        return granted.answered_on
    kept = [merge.kept for merge in mergers_of(household) if merge.gone_id == household.pk]
    days = [_granted_on(one) for one in kept if one.closed_on is not None]
    return max(days, default=household.closed_on or date.max)


def _with_people(requests: QuerySet[Request]) -> QuerySet[Request]:
    related = (
        "household__village__parent__parent", "household__group", "member", "recorded_by",
        "answered_by", "objection__proposal", "objection__answered_by", "consent", "proposal",
        "pairing__helper",
    )  # fmt: skip
    return requests.select_related(*related)


def _requests_at(village: Place) -> QuerySet[Request]:
    """With `done_on`: the day of the answer, which for an objection to a category is its own."""
    heads = Member.objects.filter(household=OuterRef("household"), relation="head", left_on=None)
    rows = Request.objects.filter(household__village=village).annotate(
        done_on=Coalesce(F("answered_on"), F("objection__answered_on")),
        head_name=Subquery(heads.values("name")[:1]),
    )
    return rows.select_related("household", "member", "objection")


def _objections_alone(village: Place) -> QuerySet[Objection]:
    heads = Member.objects.filter(household=OuterRef("household"), relation="head", left_on=None)
    asked = Request.objects.exclude(objection=None).values("objection")
    rows = Objection.objects.filter(~Q(pk__in=asked), household__village=village)
    rows = rows.annotate(head_name=Subquery(heads.values("name")[:1]))
    return rows.select_related("household", "member")


def _row(request: Request, on: date) -> DeskRow:
    done_on, outcome = request.answered_on, str(request.get_outcome_display())
    if request.objection is not None and request.objection.answered_on:
        done_on, upheld = request.objection.answered_on, request.objection.upheld
        outcome = str((RequestOutcome.GRANTED if upheld else RequestOutcome.REFUSED).label)
    return DeskRow(
        request_id=request.pk,
        proposal_id=None,
        household_code=request.household.code,
        head_name=getattr(request, "head_name", "") or "",
        kind=RequestKind(request.kind),
        who=request.asker_name or (request.member.name if request.member else ""),
        asked_on=request.asked_on,
        due_on=request.due_on,
        answered_on=done_on,
        outcome=outcome,
        state=desk_state(request.due_on, done_on, on),
    )


def _erasing_row(request: Request, on: date) -> DeskRow:
    granted_on = request.answered_on or on
    due_on = working_days_after(granted_on, DAYS_TO_ERASE)
    return replace(
        _row(request, on),
        due_on=due_on,
        state=desk_state(due_on, None, on),
        household_id=request.household_id,
        erase_from=working_days_after(granted_on, DAYS_BEFORE_ERASING),
    )


def _objection_row(objection: Objection, on: date) -> DeskRow:
    return DeskRow(
        request_id=None,
        proposal_id=objection.proposal_id,
        household_code=objection.household.code,
        head_name=getattr(objection, "head_name", "") or "",
        kind=RequestKind.OBJECTION,
        who=objection.member.name if objection.member else "",
        asked_on=objection.made_on,
        due_on=objection.due_on,
        answered_on=objection.answered_on,
        outcome="",
        state=desk_state(objection.due_on, objection.answered_on, on),
    )
