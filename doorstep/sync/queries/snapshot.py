"""Rows as they stand before and after an import; the difference is what undo needs."""

import json
from collections.abc import Collection
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

type Values = dict[str, Any]
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
    """The rows of some villages, by table and key; a helper's skills among its values."""
    taken: Snapshot = {}
    for model, way in TABLES.items():
        fields = [one.attname for one in model._meta.concrete_fields if one.name not in COUNTERS]
        rows = model._default_manager.filter(**({way: list(village_ids)} if way else {}))
        key = model._meta.pk.attname
        taken[model] = {values[key]: values for values in rows.order_by().values(*fields)}
    skills = Helper.skills.through.objects.filter(helper__in=list(taken[Helper]))
    for values in taken[Helper].values():
        values["skills"] = []
    for helper, skill in skills.order_by("skill").values_list("helper", "skill"):
        taken[Helper][helper]["skills"].append(skill)
    return taken


def changes_between(before: Snapshot, after: Snapshot) -> list[ImportedChange]:
    """Unsaved rows: what was made, and what was changed with its values before."""
    changes: list[ImportedChange] = []
    for model in TABLES:
        for key, values in after[model].items():
            former = before[model].get(key)
            if former == values:
                continue
            changed = {} if former is None else _differing(former, values)
            household = key if model is Household else values.get("household_id")
            changes.append(
                ImportedChange(
                    order=len(changes),
                    model=model._meta.label_lower,
                    row_id=str(key),
                    act=ImportedAct.MADE if former is None else ImportedAct.CHANGED,
                    before=json.loads(json.dumps(changed, cls=DjangoJSONEncoder)),
                    household_id=household,
                )
            )
    return changes


def _differing(former: Values, values: Values) -> Values:
    return {name: old for name, old in former.items() if values[name] != old}
