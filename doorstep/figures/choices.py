"""Closed lists of figures: who reads a print, and the tables that leave the team."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Circle(TextChoices):
    """Who reads a print; the town reads both."""

    TOWN = "town", pgettext_lazy("readers", "the town")
    PUBLIC = "public", pgettext_lazy("readers", "everybody")


class NoticeColumn(TextChoices):
    """What a notice-board list may show of a household, beside its code or masked name."""

    GROUP = "group", pgettext_lazy("column", "Group")
    ITEM = "item", pgettext_lazy("column", "Item")
    SUM = "sum", pgettext_lazy("column", "Sum")


@dataclass(frozen=True)
class Line:
    """A cell of a printed table. Its key is a figure's, or that of a cell which no figure counts:
    the sum of its parts, else the rest of its whole; such a cell has a name of its own."""

    key: str
    name: Any = None
    parts: tuple["Line", ...] = ()


# What may be printed outside the team, as tables. Each figure stands in one place, and no printed
# number is another's sum or difference except inside a table: that is why needs raised and closed
# are not here beside those open, and why a total is told in every table with the same households.
HOUSEHOLDS = "households"
TABLES: dict[str, Line] = {
    "categories": Line(
        HOUSEHOLDS,
        parts=(
            Line("category.green"),
            Line(
                "category.any",
                _("Households with a special need"),
                (Line("category.blue"), Line("category.orange"), Line("category.red")),
            ),
        ),
    ),
    "contact": Line(
        HOUSEHOLDS,
        parts=(
            Line("coverage.contact"),
            Line("coverage.contact.none", _("All other households")),
        ),
    ),
    "on_site": Line(
        HOUSEHOLDS,
        parts=(
            Line("coverage.on_site"),
            Line("coverage.on_site.none", _("All other households")),
        ),
    ),
    "contacts": Line(
        "contacts",
        parts=(
            Line("on_site_visits"),
            Line("contacts.else", _("Contacts by phone and otherwise")),
        ),
    ),
    "services": Line(
        "services_given",
        parts=(Line("relief_contacts"), Line("services.else", _("Other services given"))),
    ),
    "needs": Line(
        "needs_open",
        parts=(Line("needs_overdue"), Line("needs.in_time", _("Needs open and in time"))),
    ),
    "hazards": Line("hazards_closed"),
    "errands": Line("errands_done"),
    "disputes": Line("disputes_mediated"),
    "jobs": Line("temporary_jobs"),
    "stars": Line("stars_shown"),
}


TITLES: dict[str, Any] = {
    "categories": _("Households with and without a special need"),
    "contact": _("Households contacted in the last week of the month"),
    "on_site": _("Households visited in the month"),
}


def lines_of(line: Line, depth: int = 0) -> Iterable[tuple[Line, int]]:
    """(line, depth) from the top down."""
    yield line, depth
    for part in line.parts:
        yield from lines_of(part, depth + 1)
