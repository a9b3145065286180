"""A helper's caseload as it stands on a day: what a device holds, state and no history.

The same rows for the field page and for Collect; a fixed number of queries, however many
households.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, Window
from django.db.models.functions import RowNumber

from doorstep.method.choices import STATED_FACTS, FactKind, NeedKind, ServiceKind, Urgency
from doorstep.method.queries import NoMethodAdopted, services_of, version_at
from doorstep.method.rules import season_on
from doorstep.needs.choices import Outcome
from doorstep.needs.models import Need
from doorstep.people.models import Helper, Place
from doorstep.people.queries import scope_of
from doorstep.register.models import Absence, Home, Member
from doorstep.register.queries import households_with, with_head
from doorstep.sync.models import RegisterProposal
from doorstep.visits.choices import Mode, PartOfDay, Result
from doorstep.visits.models import Visit
from doorstep.visits.queries import duties_of

LAST_VISITS = 6
DAYS_BACK = 366
DAYS_OF_ANSWERS = 30


@dataclass(frozen=True)
class Caseload:
    """The households of a helper on a day; `cursor` changes whenever any of it does."""

    helper: Helper
    day: date
    cursor: str
    households: tuple[dict[str, Any], ...]


def cursor_of(helper: Helper, day: date) -> str:
    """What a device says it has: the caseload's revision and the day, for what is due passes with
    the days."""
    return f"{helper.caseload_revision}.{day:%Y%m%d}"


def caseload_of(helper: Helper, day: date) -> Caseload:
    """Everything a visit needs, by household, in the order of codes; eleven queries."""
    rows = list(with_head(households_with(helper, day)).select_related("group").order_by("code"))
    ids = [row.pk for row in rows]
    village = helper.team.place
    members, homes = _members(ids, day), _homes(ids, day)
    needs, visits = _needs(ids, day), _visits(ids, day)
    answers = _answers(helper, ids, day)
    away, duties = _away(ids, day), duties_of(scope_of(village), ids, day) if ids else {}
    season = _season(village, day)
    households = tuple(
        {
            "id": str(row.pk),
            "code": row.code,
            "head": getattr(row, "head_name", "") or "",
            "group": row.group.name if row.group else "",
            "phone": row.phone,
            "languages": row.languages,
            "best_time": row.best_time,
            "version": row.version,
            "home": _home(homes[row.pk], season),
            "homes": {name: _degrees(spot) for name, spot in homes[row.pk].items()},
            "members": members[row.pk],
            "needs": needs[row.pk],
            "duties": [
                {"duty": one.duty, "state": one.state, "until": f"{one.until_on}"}
                for one in duties.get(row.pk, ())
            ],
            "away_until": away.get(row.pk, ""),
            "last": visits[row.pk],
            "answers": answers[row.pk],
        }
        for row in rows
    )
    return Caseload(helper, day, cursor_of(helper, day), households)


def form_choices(village: Place, day: date) -> dict[str, Any]:
    """The closed lists of the forms as the village's method has them, each with its names by
    language where the method gives them; an empty catalogue where none is followed yet."""
    try:
        services = services_of(version_at(village, day))
    except NoMethodAdopted:
        services = []
    return {
        "services": [
            {"key": one.key, "names": one.names, "kind": ServiceKind(one.kind).value}
            for one in services
        ],
        "modes": Mode.values,
        "results": Result.values,
        "parts": PartOfDay.values,
        "need_kinds": NeedKind.values,
        "urgencies": Urgency.values,
        "outcomes": Outcome.values,
        "facts": [FactKind(fact).value for fact in STATED_FACTS],
    }


def _season(village: Place, day: date) -> str:
    try:
        return season_on(day, version_at(village, day))
    except NoMethodAdopted:
        return ""


def _members(ids: Iterable[UUID], day: date) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows = Member.objects.filter(Q(left_on=None) | Q(left_on__gt=day), household__in=list(ids))
    for one in rows.filter(joined_on__lte=day).order_by("household", "order", "id"):
        found[one.household_id].append(
            {
                "id": str(one.pk),
                "name": one.name,
                "relation": one.relation,
                "birth_year": one.birth_year,
            }
        )
    return found


def _homes(ids: Iterable[UUID], day: date) -> dict[UUID, dict[str, tuple[Decimal, Decimal]]]:
    found: dict[UUID, dict[str, tuple[Decimal, Decimal]]] = defaultdict(dict)
    rows = Home.objects.filter(
        Q(end_on=None) | Q(end_on__gt=day), household__in=list(ids), start_on__lte=day
    )
    for one in rows:
        found[one.household_id][one.season] = (one.lat, one.lon)
    return found


def _home(homes: dict[str, tuple[Decimal, Decimal]], season: str) -> list[float] | None:
    """Where they live in the season, else where their other home is; to about 100 m."""
    spot = homes.get(season) or next(iter(homes.values()), None)
    return _degrees(spot) if spot else None


def _degrees(spot: tuple[Decimal, Decimal]) -> list[float]:
    return [float(spot[0]), float(spot[1])]


def _answers(helper: Helper, ids: Iterable[UUID], day: date) -> dict[UUID, list[dict[str, str]]]:
    """What became lately of what this helper proposed for the register, the latest first."""
    found: dict[UUID, list[dict[str, str]]] = defaultdict(list)
    since = day - timedelta(days=DAYS_OF_ANSWERS)
    rows = RegisterProposal.objects.filter(
        household__in=list(ids), helper=helper, settled_on__gt=since, settled_on__lte=day
    )
    for one in rows.order_by("-settled_on", "field", "id"):
        found[one.household_id].append(
            {
                "field": one.field,
                "member": str(one.member_id) if one.member_id else "",
                "state": one.state,
                "why": one.settled_why,
                "on": f"{one.settled_on}",
            }
        )
    return found


def _needs(ids: Iterable[UUID], day: date) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows = Need.objects.filter(household__in=list(ids)).open_on(day).unsealed()
    for one in rows.order_by("deadline_on", "id"):
        found[one.household_id].append(  # type: ignore[index]
            {
                "id": str(one.pk),
                "kind": one.kind,
                "text": one.text,
                "urgency": one.urgency,
                "deadline": f"{one.deadline_on}",
                "version": one.version,
                "member": str(one.member_id) if one.member_id else "",
            }
        )
    return found


def _visits(ids: Iterable[UUID], day: date) -> dict[UUID, list[dict[str, str]]]:
    """The last visits, newest first, one line each and without the words that were noted."""
    found: dict[UUID, list[dict[str, str]]] = defaultdict(list)
    since = day - timedelta(days=DAYS_BACK)
    rows = Visit.objects.standing().filter(household__in=list(ids), on__gt=since, on__lte=day)
    rank = Window(RowNumber(), partition_by="household", order_by=("-on", "id"))
    last = rows.annotate(rank=rank).filter(rank__lte=LAST_VISITS).order_by("-on", "id")
    for household_id, on, mode, result in last.values_list("household", "on", "mode", "result"):
        found[household_id].append({"on": f"{on}", "mode": mode, "result": result})
    return found


def _away(ids: Iterable[UUID], day: date) -> dict[UUID, str]:
    rows = Absence.objects.filter(household__in=list(ids), start_on__lte=day, end_on__gt=day)
    return {one.household_id: f"{one.end_on}" for one in rows.order_by("end_on")}
