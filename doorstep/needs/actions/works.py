"""Works from request to acceptance, and the further households a need's solution serves."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.needs import rules
from doorstep.needs.actions.guards import (
    add_step,
    guard_active,
    guard_is_open,
    lock,
    save,
    write_audit,
)
from doorstep.needs.choices import NeedState, StepKind, WorksState
from doorstep.needs.models import Need, Served, Works
from doorstep.people.models import Account
from doorstep.register.models import Household

MOST_LETTERS_OF_INSPECTOR = 100
STANDS = ("state", "approved_on", "built_on", "accepted_on", "accepted_by")


class NeedAsksForNoWorks(Refused):
    message = _("This need does not ask for works.")


class WorksStateSkipped(Refused):
    message = _("The works stand at “%(now)s”; the next state is “%(next)s”.")


class WorksAcceptedAlready(Refused):
    message = _("The works were accepted on %(day)s; no further state follows.")


class WorksDayTooEarly(Refused):
    message = _("The works came to their present state on %(day)s; the next cannot be earlier.")


class WorksGoWithAnother(Refused):
    message = _("These works go with the request of %(day)s; their state is recorded there.")


class InspectorMissing(Refused):
    message = _("Write who inspected the works and accepted them, in at most 100 characters.")


@transaction.atomic
def advance_works(
    need: Need, *, state: WorksState | str, by: Account, on: date, accepted_by: str = ""
) -> None:
    """Brings works to the next state: approved, built, accepted; none can be skipped.
    Open requests that were joined to this one come along. NeedAsksForNoWorks, WorksGoWithAnother,
    WorksStateSkipped, WorksAcceptedAlready, WorksDayTooEarly, InspectorMissing,
    NeedAlreadyClosed."""
    lock(need, on)
    works = works_of(need)
    if works.joined is not None:
        raise WorksGoWithAnother(day=works.joined.need.raised_on)
    following = rules.next_works_state(works.state)
    if following is None:
        raise WorksAcceptedAlready(day=works.accepted_on)
    if WorksState(state) != following:
        raise WorksStateSkipped(now=WorksState(works.state), next=following)
    guard_is_open(need)
    since = works.built_on or works.approved_on or need.raised_on
    if on < since:
        raise WorksDayTooEarly(day=since)
    accepted_by = accepted_by.strip()
    if following == WorksState.ACCEPTED:
        if not accepted_by or len(accepted_by) > MOST_LETTERS_OF_INSPECTOR:
            raise InspectorMissing
        works.accepted_by = accepted_by
    works.state = following
    setattr(works, f"{following}_on", on)
    concerned = [need, *lock_joined(works)]
    follow(works)
    for one in concerned:
        save(one)
        add_step(one, StepKind(following.value), by=by, on=on)
        write_audit("advance_works", one, by=by, on=on, detail={"state": str(following)})


def works_of(need: Need) -> Works:
    """As the database has them; NeedAsksForNoWorks."""
    works = Works.objects.filter(need=need).select_related("joined__need").first()
    if works is None:
        raise NeedAsksForNoWorks
    return works


def lock_joined(works: Works) -> list[Need]:
    """The open needs whose works go with these, locked, before the trail is."""
    rows = Need.objects.select_for_update(no_key=True, of=("self",))
    return list(rows.filter(works__joined=works, state=NeedState.OPEN).order_by("pk"))


def follow(works: Works) -> None:
    """Saves how works stand, also for the open requests that go with them."""
    stands = {name: getattr(works, name) for name in STANDS}
    Works.objects.filter(pk=works.pk).update(**stands)
    Works.objects.filter(joined=works, need__state=NeedState.OPEN).update(**stands)


def let_joined_go(works: Works, waiting: list[Need]) -> None:
    """Works that end before they were accepted: the request that waits longest takes their place,
    with whom they were to serve; the other ones go with it."""
    if not waiting or works.state == WorksState.ACCEPTED:
        return
    heir, *others = sorted(waiting, key=lambda need: (need.raised_on, need.pk))
    Works.objects.filter(need=heir).update(joined=None)
    Works.objects.filter(need__in=others).update(joined=heir.works)
    rows = Served.objects.filter(need=works.need_id).values_list("household", flat=True)
    known = Served.objects.filter(need=heir).values_list("household", flat=True)
    wanted = set(rows) - set(known) - {heir.household_id}
    Served.objects.bulk_create([Served(need=heir, household_id=one) for one in sorted(wanted)])


@transaction.atomic
def add_served(need: Need, households: Iterable[Household], *, by: Account, on: date) -> None:
    """Names further households that the solution serves; one named already is left as it is.
    HouseholdClosedAlready, HouseholdNotRegisteredYet."""
    lock(need, on)
    added = link_served(need, households, on=on)
    if added:
        save(need)
        add_step(need, StepKind.SERVED, by=by, on=on)
        write_audit("add_served", need, by=by, on=on, detail={"count": added})


def link_served(need: Need, households: Iterable[Household], *, on: date) -> int:
    """The rows of `add_served` without its history; how many were new."""
    wanted = {household.pk: household for household in households}
    if not wanted:
        return 0
    served = set(Served.objects.filter(need=need).values_list("household", flat=True))
    for known in {*served, need.household_id}:  # the need's own household is served anyway
        if known is not None:
            wanted.pop(known, None)
    for household in wanted.values():
        guard_active(household, on)
    Served.objects.bulk_create(
        [Served(need=need, household=household) for household in wanted.values()]
    )
    return len(wanted)
