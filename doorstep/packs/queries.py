"""The weekly pack of a team, frozen from rows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from doorstep.categories.models import Proposal
from doorstep.figures.queries import get_figure, measure_all, rows_of
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.meetings.models import AgendaItem, Decision, Meeting
from doorstep.meetings.queries import open_decisions
from doorstep.method.choices import CadenceKind, Urgency
from doorstep.method.queries import adopted_on, category_types, version_at
from doorstep.needs.models import Need
from doorstep.needs.queries import count_sealed
from doorstep.packs.value import Cell, Number, Section, WeekPack, Words
from doorstep.people.models import Place, Team
from doorstep.people.queries import Scope, scope_of
from doorstep.register.choices import NOT_USED
from doorstep.register.models import Household
from doorstep.visits.models import WeeklyNote
from doorstep.visits.queries import due_list, remaining

COVERAGE = (
    "households",
    "coverage.contact",
    "coverage.contact.left",
    "coverage.on_site",
    "coverage.on_site.left",
    "refused",
)
NEEDS = ("needs_open", "needs_overdue", "needs_urgent", "needs_raised", "needs_closed")
CATEGORIES = (
    "category.green",
    "category.blue",
    "category.orange",
    "category.red",
    "not_reviewed",
    "proposals_waiting",
    "categories_ending",
)
DECISIONS = ("decisions_open", "decisions_overdue")
SENT = ("submissions_held",)
WORK = (
    "contacts",
    "policy_sessions",
    "disputes_mediated",
    "hazards_found",
    "hazards_closed",
    "relief_contacts",
    "errands_done",
    "temporary_jobs",
)


def week_pack(team: Team, week: Week, *, until: date | None = None) -> WeekPack:
    """The pack that reports a week to the meeting of the Monday after and plans the week after;
    `until` is the last day that counts in a week that still runs.

    It holds household codes and no names; sealed needs are a count alone. Households that are to
    be erased or kept for the law alone stay in its numbers, and no list names them.
    """
    place, whole = team.place, Period.of_week(week)
    period = Period(whole.from_on, min(whole.to_on, until or whole.to_on))
    scope = scope_of(place)
    return WeekPack(
        team=team.code,
        place_name=place.name,
        is_invented=place.is_invented,
        week=str(week),
        from_on=period.from_on,
        to_on=period.to_on,
        meeting_on=week.shift(1).start_on,
        planned_week=str(week.shift(1)),
        sections=(
            Section("coverage", _numbers(COVERAGE, scope, period)),
            _not_reached(scope, period),
            _needs(scope, period),
            _categories(scope, period),
            _decisions(team, scope, period),
            Section("work", _numbers(WORK, scope, period)),
            Section("sent", _numbers(SENT, scope, period)),
            _notes(team, week),
            _plan(scope, week, period.to_on),
        ),
    )


def follows_method(place: Place, day: date) -> bool:
    """Whether the place had begun to follow a method by a day: before, nothing is reported."""
    begun = adopted_on(place)
    return begun is not None and begun <= day


def day_reported(meeting: Meeting, today: date) -> date:
    """The day as of which a meeting hears what is left: the one before, or today until then."""
    return min(meeting.on - timedelta(days=1), today)


def not_reached_before(meeting: Meeting, today: date) -> int:
    """How many contacts were left on the day a meeting reports; none where none were due yet."""
    place, day = meeting.team.place, day_reported(meeting, today)
    if not follows_method(place, day):
        return 0
    return len(remaining(scope_of(place), CadenceKind.CONTACT, day))


def _numbers(keys: Iterable[str], scope: Scope, period: Period) -> tuple[Number, ...]:
    return tuple(
        Number(
            key=measured.figure.key,
            value=measured.value,
            unit=str(get_figure(measured.figure.key).unit.value),
            url=measured.url,
        )
        for measured in measure_all(keys, scope, period)
    )


def _not_reached(scope: Scope, period: Period) -> Section:
    """Households whose weekly contact is still due at the week's end, and why."""
    rows, unused = remaining(scope, CadenceKind.CONTACT, period.to_on), _not_used(scope)
    return Section(
        "not_reached",
        columns=("code", "group", "last_on", "why"),
        rows=tuple(
            (row.code, row.group, row.last_on, row.why)
            for row in rows
            if row.household_id not in unused
        ),
    )


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The items of an agenda in its order, without those about a household that nobody finds any
    more, also of a meeting that was held."""
    unused = Household.objects.filter(village=meeting.team.place, closed_because__in=NOT_USED)
    return list(meeting.items.exclude(household_code__in=unused.values("code")))


def _not_used(scope: Scope) -> set[UUID]:
    """Those whom nobody finds any more, not in a week when they were on the register either."""
    unused = Household.objects.filter(closed_because__in=NOT_USED)
    return set(unused.in_villages(scope.village_ids).values_list("pk", flat=True))


def _needs(scope: Scope, period: Period) -> Section:
    day, unused = period.to_on, _not_used(scope)
    live = Need.objects.in_villages(scope.village_ids).open_on(day)
    pressing = live.unsealed().select_related("household", "owner")
    rows = [
        (
            need.household.code if need.household else "",
            need.kind,
            need.urgency,
            need.deadline_on,
            max(0, (day - need.deadline_on).days),
            need.owner.name if need.owner else "",
        )
        for need in pressing
        if need.household_id not in unused
        and (need.deadline_on < day or need.urgency == Urgency.URGENT)
    ]
    sealed = Number("needs_sealed", count_sealed(scope, day), "need", "")
    return Section(
        "needs",
        figures=(*_numbers(NEEDS, scope, period), sealed),
        columns=("code", "need_kind", "urgency", "deadline_on", "days_late", "owner"),
        rows=tuple(rows),
    )


def _categories(scope: Scope, period: Period) -> Section:
    """What waits for a decision, and what ends by itself within two weeks."""
    day, unused = period.to_on, _not_used(scope)
    types = category_types(version_at(scope.place, day))
    waiting = rows_of(get_figure("proposals_waiting"), scope, period)
    waiting = waiting.select_related("version", "meeting").order_by("household__code", "kind")
    rows: list[tuple[Cell, ...]] = [
        (
            proposal.household.code,
            Words.of(types[proposal.kind].names),
            proposal.act,
            tuple(Words.of(row["names"], row["number"]) for row in proposal.reasons),
            _meeting_day(proposal, day),
        )
        for proposal in waiting
        if proposal.household_id not in unused
    ]
    ending = rows_of(get_figure("categories_ending"), scope, period)
    rows += [
        (category.household.code, Words.of(types[category.kind].names), "", "", category.end_on)
        for category in ending.order_by("household__code", "kind")
        if category.household_id not in unused
    ]
    return Section(
        "categories",
        figures=_numbers(CATEGORIES, scope, period),
        columns=("code", "service", "act", "reasons", "due_on"),
        rows=tuple(rows),
    )


def _meeting_day(proposal: Proposal, day: date) -> date | None:
    """The day of the meeting with which a proposal lies, as it stood on a day."""
    is_put = proposal.meeting and proposal.put_on and proposal.put_on <= day
    return proposal.meeting.on if is_put and proposal.meeting else None


def _decisions(team: Team, scope: Scope, period: Period) -> Section:
    """Open decisions, and those closed in the week."""
    closed = Decision.objects.filter(
        meeting__team=team, closed_on__gte=period.from_on, closed_on__lte=period.to_on
    ).select_related("owner")
    decisions = [*open_decisions(team, period.to_on), *closed]
    return Section(
        "decisions",
        figures=_numbers(DECISIONS, scope, period),
        columns=("text", "owner", "due_on", "state"),
        rows=tuple(
            (row.text, row.owner.name, row.due_on, _state_on(row, period.to_on))
            for row in decisions
        ),
    )


def _state_on(decision: Decision, day: date) -> str:
    closed = decision.closed_on is not None and decision.closed_on <= day
    return decision.state if closed else "open"


def _notes(team: Team, week: Week) -> Section:
    notes = WeeklyNote.objects.filter(helper__team=team, week_on=week.start_on)
    return Section(
        "notes",
        columns=("helper", "note"),
        rows=tuple(
            (note.helper.name, note.text)
            for note in notes.select_related("helper").order_by("helper__name")
        ),
    )


def _plan(scope: Scope, week: Week, day: date) -> Section:
    """Who is due in the week after, as it stood on a day at the end of this one, by group. Helpers
    see their own part on their own page only."""
    codes: dict[tuple[str, str], list[str]] = defaultdict(list)
    unused = _not_used(scope)
    for row in due_list(scope, day, tuple(CadenceKind), by=week.shift(1).end_on):
        if row.household_id not in unused:
            codes[row.group, row.duty].append(row.code)
    return Section(
        "plan",
        columns=("group", "duty", "how_many", "codes"),
        rows=tuple(
            (group, duty, len(found), " ".join(found)) for (group, duty), found in codes.items()
        ),
    )
