"""Rows as they stand before and after an import; the difference is what undo needs."""

import json
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from doorstep.categories.models import Proposal
from doorstep.pairing.models import Pairing
from doorstep.people.models import Group, Helper, Skill
from doorstep.register.models import Access, Consent, Home, Household, Member
from doorstep.sync.choices import ImportedAct
from doorstep.sync.models import ImportedChange

type Values = tuple[Any, ...]
type Snapshot = dict[type[Model], dict[Any, Values]]

# every table an import writes, with the way from it to the village; rows of the lower end last
TABLES: dict[type[Model], str] = {
    Proposal: "household__village__in",
    Pairing: "household__village__in",
    Access: "household__village__in",
    Consent: "household__village__in",
    Home: "household__village__in",
    Member: "household__village__in",
    Household: "village__in",
    Helper: "team__place__in",
    Skill: "",
    Group: "village__in",
}
COUNTERS = frozenset({"version", "caseload_revision"})  # only ever rise, undo or not


def snapshot(village_ids: Collection[UUID]) -> Snapshot:
    """The rows of some villages, by table and key, as tuples in the order of `columns_of`; a
    helper's skills stand last."""
    taken: Snapshot = {}
    for model in TABLES:
        taken[model] = dict(_rows(model, village_ids))
    return taken


def changes_since(before: Snapshot, village_ids: Collection[UUID]) -> Iterator[ImportedChange]:
    """Unsaved rows: what was made since, and what was changed with its values before.

    What belongs to a household that was made goes with it and has no row of its own. The present
    rows are read as they are compared: a large village is not held in memory twice.
    """
    order = 0
    for model in TABLES:
        columns = columns_of(model)
        owner = columns.index("household_id") if "household_id" in columns else None
        for key, values in _rows(model, village_ids):
            former = before[model].get(key)
            household = key if model is Household else None if owner is None else values[owner]
            if former == values or (owner is not None and household not in before[Household]):
                continue
            yield ImportedChange(
                order=order,
                model=model._meta.label_lower,
                row_id=str(key),
                act=ImportedAct.MADE if former is None else ImportedAct.CHANGED,
                before={} if former is None else differing(columns, former, values),
                household_id=household,
            )
            order += 1


def columns_of(model: type[Model]) -> list[str]:
    """What is kept of a table's rows: its columns but the counters; of a helper the skills too."""
    columns = [one.attname for one in model._meta.concrete_fields if one.name not in COUNTERS]
    return [*columns, "skills"] if model is Helper else columns


def _rows(model: type[Model], village_ids: Collection[UUID]) -> Iterator[tuple[Any, Values]]:
    way = TABLES[model]
    columns = [column for column in columns_of(model) if column != "skills"]
    place = columns.index(model._meta.pk.attname)
    rows = model._default_manager.filter(**({way: list(village_ids)} if way else {}))
    skills = _skills(village_ids) if model is Helper else None
    for values in rows.order_by().values_list(*columns).iterator(chunk_size=2000):
        key = values[place]
        yield key, values if skills is None else (*values, skills.get(key, []))


def _skills(village_ids: Collection[UUID]) -> dict[Any, list[str]]:
    skills: dict[Any, list[str]] = {}
    held = Helper.skills.through.objects.filter(helper__team__place__in=list(village_ids))
    for helper, skill in held.order_by("skill").values_list("helper", "skill"):
        skills.setdefault(helper, []).append(skill)
    return skills


def differing(columns: list[str], former: Values, values: Values) -> dict[str, Any]:
    """The former values of the columns that differ, as JSON holds them."""
    pairs = zip(columns, former, values, strict=True)
    changed = {column: old for column, old, new in pairs if old != new}
    return as_json(list(changed), list(changed.values()))


def as_json(columns: Collection[str], values: Collection[Any]) -> dict[str, Any]:
    """A row's values by column, as JSON holds them."""
    row = dict(zip(columns, values, strict=True))
    plain: dict[str, Any] = json.loads(json.dumps(row, cls=DjangoJSONEncoder))
    return plain
