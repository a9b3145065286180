"""The bridge to the planner: a village as a plain problem, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from doorstep import planner
from doorstep.categories.queries import shown_category
from doorstep.kit.names import name_in
from doorstep.method.choices import PreferenceKind, Urgency
from doorstep.method.models import Preference, Version
from doorstep.method.queries import version_at
from doorstep.needs.models import Need
from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing
from doorstep.pairing.rules import urgency_points, weights_of
from doorstep.people.models import Helper, Place, Skill, live_on
from doorstep.people.queries import helpers_at
from doorstep.planner.roles import seated
from doorstep.register.models import Declined, Home, Household

IN_HOUSEHOLD = (
    PreferenceKind.HAS_SKILL,
    PreferenceKind.BORN_ON_OR_AFTER,
    PreferenceKind.HOURS_AT_LEAST,
)


def helper_key(helper: Helper) -> str:
    """How the planner calls a helper; by name first, so that equal villages give equal plans."""
    return f"{helper.name} {helper.pk}"


def helper_id_of(key: str) -> UUID:
    """The helper whom the planner calls so."""
    return UUID(key.rsplit(" ", 1)[1])


def build_problem(place: Place, on: date) -> planner.PairingProblem:
    """A village on a day: its households by code, its helpers with room by `helper_key`.

    A household's several homes count by their mean distance: a pair lasts longer than a season.
    Pairs that a person named stay.
    """
    version = version_at(place, on)
    preferences = list(Preference.objects.filter(version=version).order_by("order", "pk"))
    helpers = list(
        helpers_at(place, on)
        .filter(most_households__gt=0)  # who only stands in takes no place
        .prefetch_related("skills")
        .order_by("name", "pk")
    )
    return planner.PairingProblem(
        households=tuple(_households(place, on, version, preferences, helpers)),
        helpers=tuple(_helper(helper) for helper in helpers),
        weights=weights_of(
            version.weights, {row.kind: row.points for row in preferences if not row.category}
        ),
    )


def _households(
    place: Place,
    on: date,
    version: Version,
    preferences: Sequence[Preference],
    helpers: Sequence[Helper],
) -> Iterable[planner.Household]:
    keys = {helper.pk: helper_key(helper) for helper in helpers}
    homes = _homes(place, on)
    current, named = _pairs(place, on, keys)
    declined = _declined(place, on, keys)
    room = {keys[helper.pk]: helper.most_households for helper in helpers}
    team = {keys[helper.pk]: _helper(helper) for helper in helpers}
    for row in _rows(place, on):
        urgency = _urgency(row)
        locked = _locked(named[row.pk], declined[row.pk], row.helpers_wanted, room)
        household = planner.Household(
            key=row.code,
            homes=tuple(homes[row.pk]),
            helpers_wanted=row.helpers_wanted,
            languages=frozenset(row.languages),
            must_share_language=bool(version.weights.get("language_required")),
            roles=_roles(preferences, row.shown_kind, row.helpers_wanted),
            preferences=tuple(_preferences(preferences, row.shown_kind, on)),
            declined=declined[row.pk],
            current=tuple(current[row.pk]),
            urgency=urgency_points(urgency, version.weights),
        )
        yield with_named(household, locked, team)


def with_named(
    row: planner.Household, locked: frozenset[str], team: Mapping[str, planner.Helper]
) -> planner.Household:
    """A household with the helpers whom a person named, at most as many as it wants: they stay,
    whatever they speak and are good at. A language that one of them lacks then has a price, as
    elsewhere, and the place of one who brings no skill that is asked for asks for none."""
    held = [team[key] for key in sorted(locked)]
    return replace(
        row,
        locked=locked,
        must_share_language=row.must_share_language
        and all(row.languages & helper.languages for helper in held),
        roles=tuple(seated(row.roles, [helper.skills for helper in held])[0]) if row.roles else (),
    )


def _roles(preferences: Iterable[Preference], kind: str, wanted: int) -> tuple[frozenset[str], ...]:
    """The skills of which a household of a category needs one helper each, as many as it has
    helpers; its other places ask for none. Asked for of all and of the category, it is one."""
    rows = [
        str(row.value)
        for row in preferences
        if row.kind == PreferenceKind.ONE_HAS_SKILL and row.category in ("", kind)
    ]
    asked = [frozenset({skill}) for skill in dict.fromkeys(rows)]
    return (*asked, *[frozenset[str]()] * wanted)[:wanted] if asked else ()


def skills_missing(household: Household, on: date) -> list[str]:
    """The skills of which the method asks one helper of a household, and which nobody has who goes
    there on a day; none where nobody goes."""
    live = Pairing.objects.live_on(on).filter(household=household).exclude(via=PairingVia.STAND_IN)
    helpers = live.values("helper")
    if not helpers:
        return []
    row: Any = shown_category(Household.objects.filter(pk=household.pk), on).get()
    asked = Preference.objects.filter(
        version=version_at(household.village, on),
        kind=PreferenceKind.ONE_HAS_SKILL,
        category__in=("", row.shown_kind),
    )
    values = dict.fromkeys(str(one.value) for one in asked.order_by("order", "pk"))
    keys = list(values)[: row.helpers_wanted]
    held = set(Skill.objects.filter(helpers__in=helpers).values_list("pk", flat=True))
    names = dict(Skill.objects.filter(pk__in=keys).values_list("pk", "names"))
    return [name_in(names[key]) or key for key in keys if key in names and key not in held]


def _rows(place: Place, on: date) -> Iterable[Any]:
    needs = Need.objects.open_on(on).unsealed().filter(household=OuterRef("pk"))
    households = Household.objects.filter(village=place).active_on(on)
    return (
        shown_category(households, on)
        .annotate(
            has_urgent=Exists(needs.filter(urgency=Urgency.URGENT)),
            has_soon=Exists(needs.filter(urgency=Urgency.SOON)),
        )
        .order_by("code", "pk")
    )


def _urgency(row: Any) -> str:
    if row.has_urgent:
        return Urgency.URGENT
    return Urgency.SOON if row.has_soon else Urgency.ORDINARY


def _helper(helper: Helper) -> planner.Helper:
    known = helper.home_lat is not None and helper.home_lon is not None
    return planner.Helper(
        key=helper_key(helper),
        home=(float(helper.home_lat or 0), float(helper.home_lon or 0)) if known else None,
        languages=frozenset(helper.languages),
        skills=frozenset(skill.pk for skill in helper.skills.all()),
        birth_year=helper.birth_year,
        weekly_hours=None if helper.weekly_hours is None else float(helper.weekly_hours),
        most_households=helper.most_households,
    )


def _preferences(
    preferences: Iterable[Preference], kind: str, on: date
) -> Iterable[planner.Preference]:
    """What the method prefers for a household of a category; an age becomes a year of birth."""
    for row in preferences:
        if row.kind not in IN_HOUSEHOLD or row.category not in ("", kind):
            continue
        value: str | float = row.value
        if row.kind == PreferenceKind.BORN_ON_OR_AFTER:
            value = on.year - int(row.value)
        elif row.kind == PreferenceKind.HOURS_AT_LEAST:
            value = float(row.value)
        yield planner.Preference(str(row.pk), row.kind, value, row.points)  # type: ignore[arg-type]


def _homes(place: Place, on: date) -> dict[UUID, list[tuple[float, float]]]:
    homes: dict[UUID, list[tuple[float, float]]] = defaultdict(list)
    rows = Home.objects.filter(live_on(on), household__village=place).order_by("season")
    for household, lat, lon in rows.values_list("household", "lat", "lon"):
        homes[household].append((float(lat), float(lon)))
    return homes


def _pairs(
    place: Place, on: date, keys: Mapping[UUID, str]
) -> tuple[dict[UUID, list[str]], dict[UUID, list[str]]]:
    """Present helpers by household, and of these the ones that a person named."""
    current: dict[UUID, list[str]] = defaultdict(list)
    named: dict[UUID, list[str]] = defaultdict(list)
    rows = Pairing.objects.live_on(on).filter(household__village=place, helper__in=keys)
    rows = rows.exclude(via=PairingVia.STAND_IN).order_by("order", "start_on", "pk")
    for household, helper, via in rows.values_list("household", "helper", "via"):
        current[household].append(keys[helper])
        if via == PairingVia.PERSON:
            named[household].append(keys[helper])
    return current, named


def _declined(place: Place, on: date, keys: Mapping[UUID, str]) -> dict[UUID, frozenset[str]]:
    declined: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    rows = Declined.objects.filter(live_on(on), household__village=place, helper__in=keys)
    for household, helper in rows.values_list("household", "helper"):
        declined[household] |= {keys[helper]}
    return declined


def _locked(
    named: Iterable[str], declined: frozenset[str], wanted: int, room: dict[str, int]
) -> frozenset[str]:
    """The named helpers that can stay: as many as are wanted, while the helper has places.
    `room` is lowered by them."""
    locked: list[str] = []
    for key in named:
        if key not in declined and len(locked) < wanted and room[key] > 0:
            room[key] -= 1
            locked.append(key)
    return frozenset(locked)
