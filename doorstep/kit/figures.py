"""The type of a figure: rows and a measure. Rooms list theirs in `figures.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, TextChoices
from django.utils.translation import pgettext_lazy

from doorstep.kit.periods import Period


class Unit(TextChoices):
    """What is counted. Persons, person-times, events and cases are never mixed."""

    HOUSEHOLD = "household", pgettext_lazy("measure word", "households")
    PERSON = "person", pgettext_lazy("measure word", "persons")
    PERSON_TIME = "person-time", pgettext_lazy("measure word", "person-times")
    SESSION = "session", pgettext_lazy("measure word", "sessions")
    CASE = "case", pgettext_lazy("measure word", "cases")
    NEED = "need", pgettext_lazy("measure word", "needs")
    VISIT = "visit", pgettext_lazy("measure word", "visits")
    PROPOSAL = "proposal", pgettext_lazy("measure word", "proposals")
    DECISION = "decision", pgettext_lazy("measure word", "decisions")
    PAIR = "pair", pgettext_lazy("measure word", "pairs")


HOW_MANY = Count("pk")


@dataclass(frozen=True)
class Figure:
    """One number, its rows, its drill-down and its export, from one definition.

    `rows(scope, period)` gives the counted rows, each once; `scope` is a `people.queries.Scope`.
    `measure` is an aggregate over them (default: how many). `name` is a lazy translated sentence.
    A stock is as of `period.to_on`. `label(row)` is one line without a person's name; `url_name`
    is the screen that shows a row, given `target(row)` (default: its primary key); `household` is
    the way from a row to the household it speaks of, as a filter writes it ("": to none). A guarded
    figure counts households, persons or their cases and leaves the team through `figures.disclose`
    alone; events and works are free.
    """

    key: str
    name: Any
    unit: Unit
    rows: Callable[[Any, Period], QuerySet[Any]]
    label: Callable[[Any], str]
    url_name: str
    target: Callable[[Any], Any] = lambda row: row.pk
    measure: Any = HOW_MANY
    is_stock: bool = False
    is_guarded: bool = True
    household: str = "household"

    def household_of(self, row: Any) -> Any:
        """The id of the household a row speaks of; None for none."""
        if not self.household:
            return None
        *way, last = self.household.split("__")
        for name in way:
            row = getattr(row, name)
        return row.pk if last == "pk" else getattr(row, f"{last}_id")
