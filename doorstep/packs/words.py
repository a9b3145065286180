"""The words of a pack in the reader's language: titles, column heads, cells."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.categories.choices import ProposalAct
from doorstep.figures.queries import ALL_FIGURES
from doorstep.kit.days import day_text
from doorstep.kit.figures import Unit
from doorstep.kit.names import name_in
from doorstep.kit.text import printable
from doorstep.meetings.choices import DecisionState
from doorstep.method.choices import CadenceKind, NeedKind, Urgency
from doorstep.packs.value import Cell, Number, Section, WeekPack, Words
from doorstep.visits.choices import Why

TITLES = {
    "coverage": gettext_lazy("How many households were reached"),
    "not_reached": gettext_lazy("Not reached yet"),
    "needs": gettext_lazy("Needs overdue and urgent"),
    "categories": gettext_lazy("Categories and proposals"),
    "decisions": gettext_lazy("Decided earlier"),
    "work": gettext_lazy("Done this week"),
    "sent": gettext_lazy("Sent by helpers' devices"),
    "notes": gettext_lazy("Notes of the helpers"),
    "plan": gettext_lazy("Next week's plan"),
}
HEADS = {
    "code": pgettext_lazy("column", "Household"),
    "group": pgettext_lazy("column", "Group"),
    "duty": pgettext_lazy("column", "Due"),
    "last_on": pgettext_lazy("column", "Last visit"),
    "why": pgettext_lazy("column", "Why not"),
    "need_kind": pgettext_lazy("column", "Need"),
    "urgency": pgettext_lazy("column", "Urgency"),
    "deadline_on": pgettext_lazy("column", "Deadline"),
    "days_late": pgettext_lazy("column", "Days late"),
    "owner": pgettext_lazy("column", "Owner"),
    "service": pgettext_lazy("column", "Service"),
    "act": pgettext_lazy("column", "Proposed"),
    "reasons": pgettext_lazy("column", "Reasons"),
    "text": pgettext_lazy("column", "What"),
    "note": pgettext_lazy("column", "Note"),
    "due_on": pgettext_lazy("column", "Due on"),
    "state": pgettext_lazy("column", "State"),
    "helper": pgettext_lazy("column", "Helper"),
    "how_many": pgettext_lazy("column", "How many"),
    "codes": pgettext_lazy("column", "Households"),
}


def pack_title(pack: WeekPack) -> str:
    """The title on every form of the pack."""
    return _("%(place)s: pack for the weekly meeting") % {"place": pack.place_name}


def pack_subtitle(pack: WeekPack) -> str:
    """Which week is reported, for which meeting, planning which week."""
    return _("%(week)s (%(from)s to %(to)s) · for the meeting on %(on)s · plans %(next)s") % {
        "week": _week_text(pack.week),
        "from": day_text(pack.from_on),
        "to": day_text(pack.to_on),
        "on": day_text(pack.meeting_on),
        "next": _week_text(pack.planned_week),
    }


def _week_text(week: str) -> str:
    year, number = week.split("-W")
    return _("Week %(number)s of %(year)s") % {"number": int(number), "year": year}


def section_title(section: Section) -> str:
    """The heading of a section."""
    return str(TITLES[section.key])


def column_head(column: str) -> str:
    """The heading of a column."""
    return str(HEADS[column])


def number_name(number: Number) -> str:
    """A figure's own name, or that of the one number without a figure."""
    figure = ALL_FIGURES.get(number.key)
    return str(figure.name) if figure else _("Sealed needs, as a count alone")


def unit_word(number: Number) -> str:
    """The measure word of a number: 1 visit, 2 visits."""
    return Unit(number.unit).word(number.value)


def cell_text(column: str, value: Cell) -> str:
    """One cell as people read it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Words):
        return words_text(value)
    if isinstance(value, tuple):
        return _("; ").join(words_text(words) for words in value) or "–"
    reader = _READERS.get(column)
    return str(reader(value)) if reader else printable(str(value))


def words_text(words: Words) -> str:
    """A name of the method, with its number where that says more than that it holds."""
    name = name_in(dict(words.names))
    if words.number is not None and words.number > 1:
        return _("%(name)s (%(number)s)") % {"name": name, "number": words.number}
    return name


_READERS: dict[str, Callable[[Any], Any]] = {
    "duty": lambda value: CadenceKind(value).label,
    "why": lambda value: Why(value).label,
    "need_kind": lambda value: NeedKind(value).label,
    "urgency": lambda value: Urgency(value).label,
    "act": lambda value: ProposalAct(value).label,
    "state": lambda value: DecisionState(value).label,
}
