"""The type of a figure: rows and a measure. Rooms list theirs in `figures.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from doorstep.kit.periods import Period


@dataclass(frozen=True)
class Figure:
    """One number, its rows, its drill-down and its export, from one definition.

    `rows(scope, period)` gives the counted rows, already distinct; `scope` is a
    `people.queries.Scope`. `measure` is an aggregate over them (default: how many). `name` is a
    lazy translated sentence, `unit` the lazy measure word. A stock ignores `period.from_on`.
    `label(row)` is one line without a person's name, `url_name` the screen of one row, given the
    row's `pk` (or what `target` returns).
    """

    key: str
    name: Any
    unit: Any
    rows: Callable[[Any, Period], QuerySet[Any]]
    label: Callable[[Any], str]
    url_name: str
    target: Callable[[Any], Any] = lambda row: row.pk
    measure: Any = Count("pk")
    is_stock: bool = False
