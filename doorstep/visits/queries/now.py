"""How the duties towards certain households stand: one household's page, one page of a list."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from doorstep.method.choices import CadenceKind, Every
from doorstep.people.queries import Scope
from doorstep.visits.choices import DutyState
from doorstep.visits.figures.duties import with_duties
from doorstep.visits.rules import window


@dataclass(frozen=True)
class DutyNow:
    """One duty towards a household; `until_on` is the last day of its week, month or quarter."""

    duty: CadenceKind
    every: Every
    state: DutyState
    until_on: date

    @property
    def is_left(self) -> bool:
        return self.state == DutyState.LEFT


def duties_of(
    scope: Scope, household_ids: Collection[UUID], day: date
) -> dict[UUID, list[DutyNow]]:
    """The duties by household, the contact first; one query and the method's cadences."""
    found: dict[UUID, list[DutyNow]] = defaultdict(list)
    if not household_ids:
        return found
    rows = with_duties(scope, tuple(CadenceKind), day).filter(pk__in=list(household_ids))
    columns = [f"{column}_{duty}" for duty in CadenceKind for column in ("every", "state")]
    for row in rows.values("pk", *columns):
        for duty in CadenceKind:
            every, state = Every(row[f"every_{duty}"]), DutyState(row[f"state_{duty}"])
            days = window(every, day)
            if days is not None:
                found[row["pk"]].append(DutyNow(duty, every, state, days.to_on))
    return found
