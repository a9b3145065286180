"""Applications: who may read them, and what each waits for by when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.method.queries import working_days_after
from doorstep.people.models import Account, Place
from doorstep.register.choices import NOT_USED, ConsentPurpose
from doorstep.register.queries import consenting
from doorstep.stars.choices import UNDER_WAY, NextStep, StarStep
from doorstep.stars.models import StarApplication, StarObjection
from doorstep.stars.queries.reach import star_reach

DAYS_TO_GIVE = 10  # working days after the answer, to an objection too, or after the notice
DAYS_TO_ANSWER = 15  # working days after an objection was made


@dataclass(frozen=True)
class StarLine:
    """An application as a line: what comes next, and by when; None where nothing does."""

    application: StarApplication
    next_step: NextStep | None
    by_on: date | None

    def is_late(self, on: date) -> bool:
        """Whether the day went by."""
        return self.by_on is not None and self.by_on < on


def star_applications_for(account: Account, on: date) -> QuerySet[StarApplication]:
    """Households' applications in villages where the account records or reviews, and those of
    villages that it coordinates or whose town it is; not of households to be erased or kept."""
    reach = star_reach(account, on)
    of_households = Q(household__isnull=False, place__in=reach.read)
    of_villages = Q(household=None) & (
        Q(place__in=reach.recorded) | Q(star_set__place__in=reach.towns)
    )
    rows = StarApplication.objects.filter(of_households | of_villages)
    # a household that is open has no word why it was closed
    return rows.exclude(household__closed_because__in=NOT_USED).select_related(
        "star_set__place", "place__parent", "household", "member", "meeting", "recorded_by",
        "reviewed_by", "confirmed_by", "objection", "star",
    )  # fmt: skip


def get_star_application_for(
    account: Account, star_application_id: object, on: date
) -> StarApplication:
    """One of `star_applications_for`; else NotVisible."""
    found = star_applications_for(account, on).filter(pk=star_application_id).first()
    if found is None:
        raise NotVisible
    return found


def under_way(place: Place | None, on: date) -> QuerySet[StarApplication]:
    """What waits for an answer, for its star or for the answer to an objection at a village (None:
    anywhere); of households that left the register nothing does."""
    waits = Q(step__in=UNDER_WAY) | Q(
        step=StarStep.NOT_MET, objection__isnull=False, objection__answered_on=None
    )
    here = Q(household=None) | Q(household__closed_on=None) | Q(household__closed_on__gt=on)
    rows = StarApplication.objects.filter(waits, here)
    return rows.filter(place=place) if place is not None else rows


def star_lines(account: Account, place: Place, on: date) -> list[StarLine]:
    """What is under way at a place, or below a town, as far as the account reads it: what is due
    first on top, never by merit."""
    mine = star_applications_for(account, on).filter(Q(place=place) | Q(star_set__place=place))
    rows = mine.filter(pk__in=under_way(None, on).values("pk"))
    shown = set(consenting(ConsentPurpose.STAR, on).values_list("pk", flat=True))
    lines = [line_of(one, is_shown=one.household_id in shown, on=on) for one in rows]
    return sorted(lines, key=lambda one: (one.by_on or date.max, str(one.application)))


def line_of(application: StarApplication, *, is_shown: bool, on: date) -> StarLine:
    """What an application waits for on a day; `is_shown`: its household agrees to be shown."""
    step = next_of(application, is_shown=is_shown, on=on)
    return StarLine(application, step, _by_when(application, step))


def next_of(application: StarApplication, *, is_shown: bool, on: date) -> NextStep | None:
    """What comes next on a day; a village hears no neighbours and hangs nothing up."""
    match application.step:
        case StarStep.APPLIED:
            return NextStep.ASSESS
        case StarStep.ASSESSED:
            return NextStep.REVIEW if application.of_village else NextStep.HEAR
        case StarStep.HEARD:
            return NextStep.REVIEW
        case StarStep.REVIEWED:
            return NextStep.CONFIRM
        case StarStep.MET:
            return NextStep.POST if is_shown and not application.of_village else NextStep.GIVE
        case StarStep.POSTED:
            hangs = application.posted_until is not None and on < application.posted_until
            return NextStep.HANG if is_shown and hangs else NextStep.GIVE
        case StarStep.NOT_MET if open_objection(application) is not None:
            return NextStep.ANSWER
    return None


def open_objection(application: StarApplication) -> StarObjection | None:
    """The objection that waits for its answer."""
    found: StarObjection | None = getattr(application, "objection", None)
    return found if found is not None and found.answered_on is None else None


def object_until(application: StarApplication) -> date | None:
    """The last day for an objection; None while nothing is answered, or where criteria are met."""
    if application.step != StarStep.NOT_MET or application.decided_on is None:
        return None
    return working_days_after(application.decided_on, application.star_set.objection_days)


def _by_when(application: StarApplication, step: NextStep | None) -> date | None:
    if step is None:
        return None
    if step == NextStep.ANSWER:
        objection = open_objection(application)
        return objection.due_on if objection else None
    if step == NextStep.HANG:
        return application.posted_until
    if step in (NextStep.POST, NextStep.GIVE):
        answered: StarObjection | None = getattr(application, "objection", None)
        answered_on = answered.answered_on if answered else None
        since = application.posted_until or answered_on or application.decided_on
        return working_days_after(since or application.asked_on, DAYS_TO_GIVE)
    return application.due_on
