"""A visit is recorded: once, whatever the network does, with all that follows from it."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from doorstep.kit import rows
from doorstep.method.choices import ServiceKind
from doorstep.people.actions import audit, told_together, with_trail
from doorstep.people.models import Account, Helper
from doorstep.register.actions import touch_caseload
from doorstep.register.models import Household
from doorstep.visits.actions.guards import (
    VisitIdTaken,
    guard_in_team,
    guard_on_register,
    guard_report,
    known_services,
)
from doorstep.visits.actions.outcomes import (
    apply_changes,
    close_needs,
    raise_needs,
    record_errands,
)
from doorstep.visits.choices import Channel, Mode, PartOfDay, Result
from doorstep.visits.models import ServiceGiven, Visit
from doorstep.visits.queries import Ground, ground_of
from doorstep.visits.rules import Change, ClosedNeed, NewNeed, digest


def write_visit(
    *,
    id: UUID,  # noqa: A002 - minted once by whoever made the form
    household: Household,
    helper: Helper,
    on: date,
    mode: Mode | str,
    result: Result | str,
    by: Account,
    today: date,
    part_of_day: PartOfDay | str = "",
    services: Sequence[str] = (),
    no_change: bool = False,
    needs_raised: Sequence[NewNeed] = (),
    needs_closed: Sequence[ClosedNeed] = (),
    changes: Sequence[Change] = (),
    note: str = "",
    next_on: date | None = None,
    answers: Mapping[str, str] | None = None,
    channel: Channel | str = Channel.OFFICE,
    ground: Ground | None = None,
) -> tuple[Visit, bool]:
    """Records a visit and what follows from it; answers (visit, is_new). For who undoes all of the
    transaction, or to a savepoint before, where it is refused; else `record_visit`.

    `answers` are those to the method's own questions, by key. The same id with the same content
    again answers the visit there is and writes nothing. `today` is the day of recording; `ground`
    is what was asked before in this transaction. VisitIdTaken (the id stands for other content),
    VisitInFuture, HouseholdClosed, HouseholdNotYetRegistered, HelperNotInTeam, NoSuchService,
    NobodyMet, ChangedYetNoChange, NextVisitNotLater, TextTooLong, NoSuchMember, NoSuchNeed,
    ValueMissing, and what needs and register refuse.
    """
    note = note.strip()
    content = digest(
        {
            "household": household.pk,
            "helper": helper.pk,
            "on": on,
            "mode": mode,
            "result": result,
            "part_of_day": part_of_day,
            "services": sorted(set(services)),
            "no_change": no_change,
            "needs_raised": list(needs_raised),
            "needs_closed": list(needs_closed),
            "changes": list(changes),
            "note": note,
            "next_on": next_on,
            **({"answers": dict(answers)} if answers else {}),
        }
    )
    guard_report(
        on=on,
        today=today,
        result=result,
        services=services,
        no_change=no_change,
        has_changes=bool(changes),
        next_on=next_on,
        note=note,
    )
    ground = ground or ground_of(household, helper, id, on)
    if ground.is_recorded:  # what arrives a second time was valid when it was recorded
        return _recorded_before(id, content), False
    guard_on_register(ground.household, on)
    guard_in_team(ground.is_in_team, helper, household, on)
    kinds = known_services(household, services, on, ground.version_id)
    visit = Visit(
        id=id,
        household=household,
        helper=helper,
        on=on,
        part_of_day=PartOfDay(part_of_day) if part_of_day else "",
        mode=Mode(mode),
        result=Result(result),
        no_change=no_change,
        note=note,
        next_on=next_on,
        answers=dict(answers or {}),
        channel=Channel(channel),
        recorded_by=by,
        recorded_on=today,
        digest=content,
    )
    with told_together():
        _write(visit, _services(visit, kinds))
        record_errands(visit, kinds, by=by, standing=ground)
        raise_needs(visit, needs_raised, by=by, standing=ground)
        close_needs(visit, needs_closed, by=by)
        apply_changes(visit, changes, by=by)
        audit(
            "record_visit",
            visit,
            by=by,
            on=today,
            household_id=household.pk,
            place=household.village_id,
            detail={"channel": str(channel)},
        )
        touch_caseload(household)
    return visit, True


record_visit = transaction.atomic(write_visit)


def _recorded_before(pk: UUID, content: str) -> Visit:
    """The visit under an id that is taken. VisitIdTaken by other content."""
    recorded = Visit.objects.get(pk=pk)
    if recorded.digest != content:
        raise VisitIdTaken
    return recorded


def _write(visit: Visit, services: list[ServiceGiven]) -> None:
    """The visit with its ticks, with the trail: nothing that follows from it reads its rows."""
    if len(services) > rows.FEW:
        rows.insert(services)
        services = []
    with_trail(("visit", visit.pk), *(rows.inserting(some) for some in ([visit], services) if some))


def write_services(visit: Visit, kinds: dict[str, ServiceKind]) -> None:
    """The ticks of a visit."""
    rows.insert(_services(visit, kinds))


def _services(visit: Visit, kinds: dict[str, ServiceKind]) -> list[ServiceGiven]:
    return [ServiceGiven(visit_id=visit.pk, service=key, kind=kind) for key, kind in kinds.items()]
