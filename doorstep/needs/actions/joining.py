"""Several requests of the same works, and what the households served say to them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from doorstep.kit.days import day_text
from doorstep.kit.errors import Refused
from doorstep.needs.actions.guards import add_step, guard_is_open, lock, save, write_audit
from doorstep.needs.actions.works import follow, link_served, works_of
from doorstep.needs.choices import StepKind, WorksState
from doorstep.needs.models import Need, Served, Works
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household


class WorksOfAnotherKind(Refused):
    message = _("Only requests for works of one kind in one village are the same works.")


class WorksBegunAlready(Refused):
    message = _("These works are %(state)s already; only a request that still waits can join.")


class WorksOverAlready(Refused):
    message = _("Those works were accepted on %(day)s; what is asked for now are other works.")


class WorksNotYetAccepted(Refused):
    message = _("The works are not accepted yet; the households are asked after that.")


class NotServedByThese(Refused):
    message = _("Household %(code)s is not among those that these works serve.")


class ServedSaidAlready(Refused):
    message = _("The household has confirmed these works already.")


@transaction.atomic
def join_works(need: Need, into: Need, *, by: Account, on: date) -> None:
    """A request for the same works as another one: it stays its household's need, with its own
    deadline and end; the works are counted once, where they were asked for first, and what becomes
    of them there is recorded here too. NeedAsksForNoWorks, WorksOfAnotherKind, WorksBegunAlready,
    WorksOverAlready, NeedAlreadyClosed, DayBeforeRaising, HouseholdClosedAlready."""
    joined = works_of(into).joined
    into = into if joined is None else joined.need  # requests go with the first one alone
    for one in sorted({into, need}, key=lambda one: one.pk):  # two joined crosswise do not wait
        lock(one, on)
    guard_is_open(into)
    guard_is_open(need)
    works, first = works_of(need), works_of(into)
    same = works.pk != first.pk and works.kind == first.kind and need.place_id == into.place_id
    if not same or first.joined_id is not None:
        raise WorksOfAnotherKind
    if first.accepted_on is not None:
        raise WorksOverAlready(day=first.accepted_on)
    if works.state != WorksState.REQUESTED or works.joined_id is not None:
        raise WorksBegunAlready(state=WorksState(works.state).label)
    asking = [*need.served.all(), *([need.household] if need.household else [])]
    added = link_served(into, asking, on=on)
    Works.objects.filter(joined=works).update(joined=first)
    Works.objects.filter(pk=works.pk).update(joined=first)
    follow(first)
    save(need)
    words = now("Goes with the request of %(day)s.") % {"day": day_text(into.raised_on)}
    add_step(need, StepKind.NOTE, by=by, on=on, text=words)
    if added:
        save(into)
        add_step(into, StepKind.SERVED, by=by, on=on)
    write_audit("join_works", need, by=by, on=on)


@transaction.atomic
def confirm_served(
    need: Need, household: Household, *, confirmed: bool, by: Account, on: date
) -> None:
    """What a household served says to works that are accepted; a "no" may become a "yes" later.
    NeedAsksForNoWorks, WorksNotYetAccepted, NotServedByThese, ServedSaidAlready,
    HouseholdClosedAlready."""
    guard_open(household, on)
    lock(need, on)
    works = works_of(need)
    if works.accepted_on is None or on < works.accepted_on:
        raise WorksNotYetAccepted
    row = Served.objects.filter(need=need, household=household).first()
    if row is None:
        raise NotServedByThese(code=household.code)
    if row.confirmed:
        raise ServedSaidAlready
    row.confirmed, row.confirmed_on = confirmed, on
    row.save(update_fields=["confirmed", "confirmed_on"])
    audit(
        "confirm_served",
        need,
        by=by,
        on=on,
        household_id=household.pk,
        place=need.place_id,
        detail={"confirmed": confirmed},
    )
