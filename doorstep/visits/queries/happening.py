"""Reads what is said to have happened while a plan runs: from a file or a form, by plain names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from doorstep.kit.text import printable
from doorstep.people.models import Helper, Place, live_on
from doorstep.register.choices import Season
from doorstep.register.models import Home, Household
from doorstep.visits.choices import EventKind
from doorstep.visits.models import PlannedRoute, VisitPlan
from doorstep.visits.queries.refused_events import (
    EventBeforePlan,
    EventDayBeyond,
    EventDayPast,
    EventDayTooLate,
    EventDayUnread,
    EventHasMore,
    EventHomeTwice,
    EventHomeUnknown,
    EventKindMissing,
    EventKindUnknown,
    EventLacks,
    EventNamesNobody,
    EventNamesTwo,
    EventPointUnread,
    EventUpsideDown,
    EventValueUnread,
)

NEEDED: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.HELPER_AWAY: ("helper", "from", "until"),
    EventKind.HELPER_GONE: ("helper", "from"),
    EventKind.ROAD_CLOSED: ("from", "until"),
    EventKind.CAMP_MOVED: ("household", "from"),
    EventKind.HOUSEHOLD_ADDED: ("household",),
    EventKind.URGENT_NEED: ("household",),
}
ALLOWED: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.ROAD_CLOSED: ("households", "group", "to_households", "to_group", "helper"),
    EventKind.CAMP_MOVED: ("home", "lat", "lon"),
    EventKind.URGENT_NEED: ("on",),
}
LISTS = ("households", "to_households")
FEW = 20  # names said in an error
MOST_LETTERS = 200  # of a field or of what stands in it


@dataclass(frozen=True)
class Happening:
    """What happened, by rows of the village."""

    kind: EventKind
    from_on: date
    until_on: date | None = None  # not inside
    helper: Helper | None = None
    households: tuple[Household, ...] = ()
    others: tuple[Household, ...] = ()  # at the other end of a closed road; none: everywhere
    is_of_group: bool = False  # a group's road
    inside: frozenset[Any] = frozenset()  # helpers who live on the households' side, by id
    home: tuple[float, float] | None = None  # where the camp is now
    days: tuple[date, ...] = ()  # on which somebody has to go


def read_happening(plan: VisitPlan, told: Mapping[str, Any], on: date) -> Happening:
    """What a file or form says, checked against the village of a running plan; EventRefused names
    the field and the mend."""
    for field, value in told.items():
        _check_plain(field, value)
    kind = _kind(told)
    known = ("kind", *NEEDED[kind], *ALLOWED.get(kind, ()))
    given = {field: value for field, value in told.items() if value not in (None, "", [])}
    for field in sorted(set(given) - set(known)):
        raise EventHasMore(field=field, kind=kind.value, known=", ".join(known[1:]))
    for field in NEEDED[kind]:
        if field not in given:
            raise EventLacks(field=field, kind=kind.value)
    reader = _Reader(plan, given, kind, on)
    return reader.read()


def living_with(place: Place, households: Iterable[Household]) -> frozenset[Any]:
    """The helpers of a village who live in the groups of households, by id."""
    groups = {one.group_id for one in households if one.group_id}
    helpers = Helper.objects.filter(team__place=place, group__in=groups)
    return frozenset(helpers.values_list("pk", flat=True))


def _check_plain(field: str, value: Any) -> None:
    """EventValueUnread for what neither a name nor a number nor a day can be: true, a table, half a
    character, pages of text."""
    values = value if isinstance(value, list | tuple) and field in LISTS else [value]
    for one in [field, *values]:
        is_plain = isinstance(one, str | int | float | date | None) and not isinstance(one, bool)
        text = str(one) if is_plain else ""
        if not is_plain or len(text) > MOST_LETTERS or printable(text) != text:
            raise EventValueUnread(field=printable(field)[:MOST_LETTERS], most=MOST_LETTERS)


def _kind(told: Mapping[str, Any]) -> EventKind:
    kind, known = told.get("kind"), ", ".join(EventKind.values)
    if kind in (None, "", []):
        raise EventKindMissing(field="kind", known=known)
    if kind not in EventKind.values:
        raise EventKindUnknown(field="kind", kind=kind, known=known)
    return EventKind(kind)


class _Reader:
    """The fields of one event."""

    def __init__(
        self, plan: VisitPlan, given: Mapping[str, Any], kind: EventKind, on: date
    ) -> None:
        self.plan, self.given, self.kind, self.on = plan, given, kind, on
        self.place: Place = plan.place

    def read(self) -> Happening:
        from_on = self._day("from") if "from" in self.given else self.on
        until_on = self._until(from_on) if "until" in self.given else None
        helper = self._helper() if "helper" in self.given else None
        if self.kind == EventKind.ROAD_CLOSED:
            return self._road(from_on, until_on, helper)
        households = (self._household(),) if "household" in self.given else ()
        home = self._home(households[0]) if self.kind == EventKind.CAMP_MOVED else None
        days: tuple[date, ...] = ()
        if self.kind == EventKind.URGENT_NEED:
            days = self._days()
            from_on, until_on = days[0], days[-1] + timedelta(days=1)
        return Happening(self.kind, from_on, until_on, helper, households, home=home, days=days)

    def _road(self, from_on: date, until_on: date | None, helper: Helper | None) -> Happening:
        here = self._some("households", "group")
        if not here:
            raise EventLacks(field="households", kind=self.kind.value)
        there = self._some("to_households", "to_group")
        of_group = "group" in self.given
        inside = living_with(self.place, here) if of_group else frozenset[Any]()
        return Happening(self.kind, from_on, until_on, helper, here, there, of_group, inside)

    def _day(self, field: str) -> date:
        value = self.given[field]
        if isinstance(value, datetime):
            value = value.date()
        if not isinstance(value, date):
            try:
                value = date.fromisoformat(str(value))
            except ValueError:
                raise EventDayUnread(field=field, value=value) from None
        if value < self.on:
            raise EventDayPast(field=field, day=value, today=self.on)
        if field != "until" and value > self.plan.end_on:
            raise EventDayBeyond(field=field, day=value, last=self.plan.end_on)
        return value

    def _until(self, from_on: date) -> date:
        until = self._day("until")
        if until <= from_on:
            raise EventUpsideDown(**{"field": "until", "until": until, "from": from_on})
        if until <= self.plan.start_on:
            raise EventBeforePlan(field="until", first=self.plan.start_on)
        return until

    def _days(self) -> tuple[date, ...]:
        """Today and tomorrow where both lie in one week; else the day that is named."""
        tomorrow = self.on + timedelta(days=1)
        if self.plan.start_on > tomorrow:
            raise EventBeforePlan(field="on", first=self.plan.start_on)
        if "on" in self.given:
            day = self._day("on")
            if day > tomorrow:
                raise EventDayTooLate(field="on", day=day)
            if day < self.plan.start_on:
                raise EventBeforePlan(field="on", first=self.plan.start_on)
            return (day,)
        if self.plan.start_on == tomorrow:
            return (tomorrow,)
        is_same_week = tomorrow.weekday() != 0 and tomorrow <= self.plan.end_on
        return (self.on, tomorrow) if is_same_week else (self.on,)

    def _helper(self) -> Helper:
        """By name; who has left the team counts as long as the plan sends them."""
        name = str(self.given["helper"])
        team = Helper.objects.filter(live_on(self.on), team__place=self.place)
        sent = Helper.objects.filter(
            pk__in=PlannedRoute.objects.filter(plan=self.plan).values("helper")
        )
        known = {one.pk: one for one in [*team, *sent]}
        found = [one for one in known.values() if name in (one.name, str(one.pk))]
        return self._only("helper", name, found, sorted(one.name for one in known.values()))

    def _household(self, field: str = "household", code: Any = None) -> Household:
        name = str(self.given[field] if code is None else code)
        rows = Household.objects.filter(village=self.place).active_on(self.on)
        found = list(rows.filter(code=name))
        if not found:
            return self._only(field, name, found, list(rows.values_list("code", flat=True)[:FEW]))
        return found[0]

    def _some(self, field: str, group: str) -> tuple[Household, ...]:
        """Households by code, and all of a group."""
        codes = self.given.get(field, [])
        codes = codes if isinstance(codes, list | tuple) else [codes]
        found = {one.pk: one for one in (self._household(field, code) for code in codes)}
        if group in self.given:
            name = str(self.given[group])
            rows = Household.objects.filter(village=self.place).active_on(self.on)
            own = rows.filter(group__name=name)
            known = [str(one) for one in self.place.groups.values_list("name", flat=True)[:FEW]]
            if not own.exists():
                self._only(group, name, [], known)
            found |= {one.pk: one for one in own}
        return tuple(sorted(found.values(), key=lambda one: one.code))

    def _only[Row](self, field: str, name: str, found: list[Row], known: list[str]) -> Row:
        told = {"field": field, "name": name, "place": self.place.name}
        if not found:
            raise EventNamesNobody(**told, known=", ".join(known[:FEW]) or "–")
        if len(found) > 1:
            raise EventNamesTwo(**told)
        return found[0]

    def _home(self, household: Household) -> tuple[float, float]:
        if "lat" in self.given or "lon" in self.given:
            if "home" in self.given:
                raise EventHomeTwice(field="home")
            return self._degrees("lat", 90), self._degrees("lon", 180)
        season = str(self.given.get("home", ""))
        if not season:
            raise EventLacks(field="home", kind=self.kind.value)
        if season not in Season.values:
            raise EventNamesNobody(
                field="home", name=season, place=self.place.name, known=", ".join(Season.values)
            )
        home = Home.objects.filter(live_on(self.on), household=household, season=season).first()
        if home is None:
            raise EventHomeUnknown(field="home", code=household.code, home=Season(season))
        return float(home.lat), float(home.lon)

    def _degrees(self, field: str, most: int) -> float:
        value = self.given.get(field)
        if value is None:
            raise EventLacks(field=field, kind=self.kind.value)
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if not -most <= number <= most:
            raise EventPointUnread(field=field, value=value, least=-most, most=most)
        return number
