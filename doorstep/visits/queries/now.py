"""How the duties towards certain households stand: one household's page, one page of a list."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from doorstep.method.choices import CadenceKind, Every
from doorstep.people.queries import Scope
from doorstep.visits.choices import DutyState
from doorstep.visits.figures.duties import with_duty
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
    """The duties by household, the contact first; one query a duty and the method's cadences."""
    found: dict[UUID, list[DutyNow]] = defaultdict(list)
    if not household_ids:
        return found
    for duty in CadenceKind:
        rows = with_duty(scope, duty, day).filter(pk__in=list(household_ids))
        for pk, every, state in rows.values_list("pk", "every", "state"):
            days = window(every, day)
            if days is not None:
                found[pk].append(DutyNow(duty, Every(every), DutyState(state), days.to_on))
    return found
