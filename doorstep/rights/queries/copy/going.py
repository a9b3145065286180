"""Who goes there and what was done at the door: pairs, visits, services, wishes."""

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.method.queries import NoMethodAdopted, version_at
from doorstep.pairing.models import Pairing, PairingOffer
from doorstep.pairing.queries import words_of
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading
from doorstep.sync.queries import via_text
from doorstep.visits.models import (
    CadenceWish,
    EventHousehold,
    PlanEvent,
    PlannedVisit,
    RoundRow,
    ServiceGiven,
    Takeover,
    UnplannedVisit,
    Visit,
)
from doorstep.visits.queries import answers_told, service_names

Rows = Iterable[Sequence[Cell]]


def _pairs(reading: Reading) -> Rows:
    rows = reading.household.pairings.select_related("helper", "offer__plan")
    for one in rows.order_by("start_on", "order", "id"):
        why = _(", ").join(words_of(one.offer)) if one.offer else ""
        yield one.helper.name, via_text(one), why, one.start_on, one.end_on


def _offers(reading: Reading) -> Rows:
    rows = PairingOffer.objects.filter(household=reading.household)
    for one in rows.select_related("plan", "helper").order_by("plan__made_on", "order", "id"):
        state, why = str(one.plan.get_state_display()), _(", ").join(words_of(one))
        yield one.plan.made_on, one.helper.name, why, state


def _visits(reading: Reading) -> Rows:
    given = Prefetch("services", ServiceGiven.objects.order_by("service"))
    rows = reading.household.visits.select_related("helper", "recorded_by").prefetch_related(given)
    visits = list(rows.order_by("on", "id"))
    names, answers = _services(reading, visits), answers_told(visits, reading.household.village)
    for one in visits:
        yield (
            one.on,
            str(one.get_part_of_day_display()),
            str(one.get_mode_display()),
            str(one.get_result_display()),
            one.helper.name,
            _(", ").join(names[row.service] for row in one.services.all()),
            one.no_change or None,
            one.note,
            "; ".join(f"{question}: {answer}" for question, answer in answers[one]),
            one.next_on,
            one.recorded_by.name,
            one.recorded_on,
            (one.is_void and one.joined_to_id is None) or None,
            one.joined_to_id is not None or None,
        )


def _services(reading: Reading, visits: Sequence[Visit]) -> dict[str, str]:
    keys = {row.service for one in visits for row in one.services.all()}
    try:
        return service_names(version_at(reading.household.village, reading.on), keys)
    except NoMethodAdopted:
        return {key: key for key in keys}


def _wishes(reading: Reading) -> Rows:
    for one in reading.household.cadences.order_by("start_on", "id"):
        kind, every = str(one.get_kind_display()), str(one.get_every_display())
        yield kind, every, one.start_on, one.end_on, one.reason


def _rounds(reading: Reading) -> Rows:
    rows = RoundRow.objects.filter(household=reading.household).select_related("paper__helper")
    for one in rows.order_by("paper__week_on", "paper__number", "id"):
        paper = one.paper
        yield paper.code, paper.week_on, paper.helper.name, paper.back_on


def _planned(reading: Reading) -> Rows:
    rows = PlannedVisit.objects.filter(household=reading.household)
    rows = rows.select_related("route__helper", "route__plan")
    for one in rows.order_by("route__plan__made_on", "route__on", "id"):
        plan, helper = one.route.plan, one.route.helper.name
        when = one.route.on, str(one.get_part_of_day_display()), str(one.get_mode_display())
        yield plan.made_on, *when, helper, "", str(plan.get_state_display())
    left = UnplannedVisit.objects.filter(household=reading.household).select_related("plan")
    for row in left.order_by("plan__made_on", "week_on", "id"):
        when_not = row.week_on, "", str(row.get_mode_display())
        why = str(row.get_why_display())
        yield row.plan.made_on, *when_not, "", why, str(row.plan.get_state_display())


def _plan_events(reading: Reading) -> Rows:
    household = reading.household
    about = Q(household=household) | Q(ends__household=household)
    events = PlanEvent.objects.filter(about).distinct().select_related("plan", "helper")
    for one in events.order_by("plan__made_on", "id"):
        helper = one.helper.name if one.helper else ""
        what = str(one.get_kind_display())
        yield one.plan.made_on, what, helper, one.from_on, one.until_on
    taken = Takeover.objects.filter(household=reading.household).select_related("plan", "helper")
    for row in taken.order_by("plan__made_on", "order", "id"):
        stands_in = row.until_on is not None
        what = _("was to stand in") if stands_in else _("was to be paired")
        yield row.plan.made_on, what, row.helper.name, row.from_on, row.until_on


PARTS = (
    Part(
        "pairs",
        gettext_lazy("Helpers"),
        (Pairing,),
        (
            ("helper", gettext_lazy("Helper")),
            ("via", gettext_lazy("From where it is known")),
            ("why", gettext_lazy("Why")),
            ("start_on", gettext_lazy("Since")),
            ("end_on", gettext_lazy("Until")),
        ),
        _pairs,
    ),
    Part(
        "offers",
        gettext_lazy("Helpers that were proposed"),
        (PairingOffer,),
        (
            ("made_on", gettext_lazy("Proposed")),
            ("helper", gettext_lazy("Helper")),
            ("why", gettext_lazy("Why")),
            ("state", gettext_lazy("State")),
        ),
        _offers,
    ),
    Part(
        "visits",
        gettext_lazy("Visits"),
        (Visit, ServiceGiven),
        (
            ("on", gettext_lazy("Day")),
            ("part_of_day", gettext_lazy("Part of the day")),
            ("mode", gettext_lazy("How")),
            ("result", gettext_lazy("Result")),
            ("helper", gettext_lazy("Helper")),
            ("services", pgettext_lazy("visit", "What was done")),
            ("no_change", gettext_lazy("No change")),
            ("note", gettext_lazy("Note")),
            ("answers", gettext_lazy("Questions of this place")),
            ("next_on", gettext_lazy("Next visit")),
            ("recorded_by", gettext_lazy("Recorded by")),
            ("recorded_on", gettext_lazy("Recorded on")),
            ("is_void", gettext_lazy("Replaced by a correction")),
            ("joined", gettext_lazy("Told by another record of the same visit")),
        ),
        _visits,
    ),
    Part(
        "plan_events",
        gettext_lazy("Changes of plans"),
        (PlanEvent, EventHousehold, Takeover),
        (
            ("made_on", gettext_lazy("Proposed")),
            ("why", gettext_lazy("Why")),
            ("helper", gettext_lazy("Helper")),
            ("from_on", gettext_lazy("Since")),
            ("until_on", gettext_lazy("Until")),
        ),
        _plan_events,
    ),
    Part(
        "planned",
        gettext_lazy("Visits in plans"),
        (PlannedVisit, UnplannedVisit),
        (
            ("made_on", gettext_lazy("Proposed")),
            ("on", gettext_lazy("Day")),
            ("part_of_day", gettext_lazy("Part of the day")),
            ("mode", gettext_lazy("How")),
            ("helper", gettext_lazy("Helper")),
            ("why", gettext_lazy("Why not")),
            ("state", gettext_lazy("State")),
        ),
        _planned,
    ),
    Part(
        "wishes",
        gettext_lazy("Own wishes for visits"),
        (CadenceWish,),
        (
            ("kind", gettext_lazy("What")),
            ("every", gettext_lazy("How often")),
            ("start_on", gettext_lazy("Since")),
            ("end_on", gettext_lazy("Until")),
            ("reason", gettext_lazy("In their words")),
        ),
        _wishes,
    ),
    Part(
        "rounds",
        gettext_lazy("Sheets of paper with the household on them"),
        (RoundRow,),
        (
            ("code", gettext_lazy("Code")),
            ("week_on", gettext_lazy("Week from")),
            ("helper", gettext_lazy("Helper")),
            ("back_on", gettext_lazy("Counted back")),
        ),
        _rounds,
    ),
)
