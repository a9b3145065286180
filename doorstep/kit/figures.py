"""The type of a figure: rows and a measure. Rooms list theirs in `figures.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import npgettext_lazy

from doorstep.kit.periods import Period


class Unit(StrEnum):
    """What is counted. Persons, person-times, events and cases are never mixed."""

    HOUSEHOLD = "household"
    PERSON = "person"
    PERSON_TIME = "person-time"
    SESSION = "session"
    CASE = "case"
    NEED = "need"
    VISIT = "visit"
    PROPOSAL = "proposal"
    DECISION = "decision"
    PAIR = "pair"
    FORM = "form"
    VILLAGE = "village"
    FEN = "fen"  # money: a sum of whole fen
    STATION = "station"
    POST = "post"
    TEAM = "team"
    MINUTE = "minute"
    BOARD = "board"
    TRIP = "trip"
    KILOGRAM = "kilogram"
    MEASURE = "measure"
    CHECK = "check"
    PROBLEM = "problem"
    SAMPLE = "sample"
    KILOWATT = "kW"
    KILOWATT_HOUR = "kWh"
    TONNE = "t"
    POINT = "point"
    SWAP = "swap"

    def word(self, count: int) -> str:
        """The measure word beside a number: 1 visit, 2 visits."""
        return str(_WORDS[self] % count)


_WORDS: dict[Unit, Any] = {
    Unit.HOUSEHOLD: npgettext_lazy("measure word", "household", "households"),
    Unit.PERSON: npgettext_lazy("measure word", "person", "persons"),
    Unit.PERSON_TIME: npgettext_lazy("measure word", "person-time", "person-times"),
    Unit.SESSION: npgettext_lazy("measure word", "session", "sessions"),
    Unit.CASE: npgettext_lazy("measure word", "case", "cases"),
    Unit.NEED: npgettext_lazy("measure word", "need", "needs"),
    Unit.VISIT: npgettext_lazy("measure word", "visit", "visits"),
    Unit.PROPOSAL: npgettext_lazy("measure word", "proposal", "proposals"),
    Unit.DECISION: npgettext_lazy("measure word", "decision", "decisions"),
    Unit.PAIR: npgettext_lazy("measure word", "pair", "pairs"),
    Unit.FORM: npgettext_lazy("measure word", "form", "forms"),
    Unit.VILLAGE: npgettext_lazy("measure word", "village", "villages"),
    Unit.FEN: npgettext_lazy("measure word", "fen", "fen"),
    Unit.STATION: npgettext_lazy("measure word", "station", "stations"),
    Unit.POST: npgettext_lazy("measure word", "post", "posts"),
    Unit.TEAM: npgettext_lazy("measure word", "team", "teams"),
    Unit.MINUTE: npgettext_lazy("measure word", "minute", "minutes"),
    Unit.BOARD: npgettext_lazy("measure word", "board", "boards"),
    Unit.TRIP: npgettext_lazy("measure word", "trip", "trips"),
    Unit.KILOGRAM: npgettext_lazy("measure word", "kilogram", "kilograms"),
    Unit.MEASURE: npgettext_lazy("measure word", "measure", "measures"),
    Unit.CHECK: npgettext_lazy("measure word", "check", "checks"),
    Unit.PROBLEM: npgettext_lazy("measure word", "problem", "problems"),
    Unit.SAMPLE: npgettext_lazy("measure word", "sample", "samples"),
    Unit.KILOWATT: npgettext_lazy("measure word", "kW", "kW"),
    Unit.KILOWATT_HOUR: npgettext_lazy("measure word", "kWh", "kWh"),
    Unit.TONNE: npgettext_lazy("measure word", "t", "t"),
    Unit.POINT: npgettext_lazy("measure word", "point", "points"),
    Unit.SWAP: npgettext_lazy("measure word", "swap", "swaps"),
}
HOW_MANY = Count("pk")


@dataclass(frozen=True)
class Figure:
    """One number, its rows, its drill-down and its export, from one definition.

    `rows(scope, period)` gives the counted rows, each once; `scope` is a `people.queries.Scope`.
    `measure` is an aggregate over them (default: how many), or a
    function of them where no database has one (a median). `name` is a lazy translated sentence.
    A stock is as of `period.to_on`. `label(row)` is one line without a person's name; `url_name`
    is the screen that shows a row ("": none does), given `target(row)` (default: its primary key);
    `household` is the way from a row to the household it speaks of, as a filter writes it ("": to
    none). A guarded figure counts households, persons or their cases and leaves the team through
    `figures.disclose`
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
            if row is None:
                return None
        return row.pk if last == "pk" else getattr(row, f"{last}_id")
