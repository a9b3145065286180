"""Days, weeks, money and counts as people of each language write them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, npgettext_lazy, pgettext

from doorstep.kit.days import day_text, short_day_text
from doorstep.kit.figures import Unit
from doorstep.kit.money import money_text
from doorstep.kit.weeks import Week

COUNTED: dict[str, Any] = {
    Unit.HOUSEHOLD: ngettext_lazy("%(n)s household", "%(n)s households", "n"),
    Unit.PERSON: ngettext_lazy("%(n)s person", "%(n)s persons", "n"),
    Unit.PERSON_TIME: ngettext_lazy("%(n)s person-time", "%(n)s person-times", "n"),
    Unit.SESSION: ngettext_lazy("%(n)s session", "%(n)s sessions", "n"),
    Unit.CASE: ngettext_lazy("%(n)s case", "%(n)s cases", "n"),
    Unit.NEED: ngettext_lazy("%(n)s need", "%(n)s needs", "n"),
    Unit.VISIT: ngettext_lazy("%(n)s visit", "%(n)s visits", "n"),
    Unit.PROPOSAL: ngettext_lazy("%(n)s proposal", "%(n)s proposals", "n"),
    Unit.DECISION: ngettext_lazy("%(n)s decision", "%(n)s decisions", "n"),
    Unit.PAIR: ngettext_lazy("%(n)s pair", "%(n)s pairs", "n"),
    Unit.FORM: ngettext_lazy("%(n)s form", "%(n)s forms", "n"),
    Unit.VILLAGE: ngettext_lazy("%(n)s village", "%(n)s villages", "n"),
    Unit.STATION: ngettext_lazy("%(n)s station", "%(n)s stations", "n"),
    Unit.POST: ngettext_lazy("%(n)s post", "%(n)s posts", "n"),
    Unit.TEAM: ngettext_lazy("%(n)s team", "%(n)s teams", "n"),
    Unit.MINUTE: ngettext_lazy("%(n)s minute", "%(n)s minutes", "n"),
    Unit.BOARD: ngettext_lazy("%(n)s board", "%(n)s boards", "n"),
    Unit.TRIP: ngettext_lazy("%(n)s trip", "%(n)s trips", "n"),
    Unit.KILOGRAM: ngettext_lazy("%(n)s kg", "%(n)s kg", "n"),
    Unit.MEASURE: ngettext_lazy("%(n)s work measure", "%(n)s work measures", "n"),
    Unit.CHECK: ngettext_lazy("%(n)s check", "%(n)s checks", "n"),
    Unit.PROBLEM: ngettext_lazy("%(n)s problem", "%(n)s problems", "n"),
    Unit.SAMPLE: ngettext_lazy("%(n)s sample", "%(n)s samples", "n"),
    Unit.KILOWATT: ngettext_lazy("%(n)s kW", "%(n)s kW", "n"),
    Unit.KILOWATT_HOUR: ngettext_lazy("%(n)s kWh", "%(n)s kWh", "n"),
    Unit.TONNE: ngettext_lazy("%(n)s t", "%(n)s t", "n"),
    Unit.POINT: ngettext_lazy("%(n)s point", "%(n)s points", "n"),
    Unit.SWAP: ngettext_lazy("%(n)s swap", "%(n)s swaps", "n"),
    "sheet": ngettext_lazy("%(n)s sheet", "%(n)s sheets", "n"),
    "round": ngettext_lazy("%(n)s round", "%(n)s rounds", "n"),
    "pair_of_households": ngettext_lazy("%(n)s pair", "%(n)s pairs", "n"),
    "notice": ngettext_lazy("%(n)s list", "%(n)s lists", "n"),
    "loan": ngettext_lazy("%(n)s loan", "%(n)s loans", "n"),
    "request": ngettext_lazy("%(n)s request", "%(n)s requests", "n"),
    "consent": ngettext_lazy("%(n)s consent", "%(n)s consents", "n"),
    "posting": ngettext_lazy("%(n)s posting", "%(n)s postings", "n"),
    "entry": ngettext_lazy("%(n)s entry", "%(n)s entries", "n"),  # of the trail; no figure
}
DAYS = npgettext_lazy("late by", "%(n)s day", "%(n)s days", "n")


def weekday_text(day: date) -> str:
    """星期一 · Monday."""
    return dateformat.format(day, "l")


def day_week_text(day: date) -> str:
    """2026年11月23日（第48周） · 23 November 2026 (week 48)."""
    return _("%(day)s (week %(number)s)") % {
        "day": day_text(day),
        "number": Week.of(day).number,
    }


def week_text(week: Week) -> str:
    """2026年第48周 · Week 48 of 2026."""
    return _("Week %(number)s of %(year)s") % {"number": week.number, "year": week.year}


def span_text(first: date, last: date) -> str:
    """11月23日至29日 · 23 to 29 November; years only where they differ from one another."""
    if first.year != last.year:
        return _("%(from)s to %(to)s") % {"from": day_text(first), "to": day_text(last)}
    if first.month != last.month:
        start, end = short_day_text(first), short_day_text(last)
    else:
        start = dateformat.format(first, pgettext("start of days in one month", "j"))
        end = dateformat.format(last, pgettext("end of days in one month", "j F"))
    return _("%(from)s to %(to)s") % {"from": start, "to": end}


class Grouped(int):
    """A number that is written with its thousands apart, also by gettext, which chooses by it."""

    def __str__(self) -> str:
        return f"{int(self):,}"


def number_text(count: float | Decimal | None) -> str:
    """A whole number alone, its thousands apart: 1,098; nothing for none."""
    return "" if count is None else f"{round(count):,}"


def counted_text(count: int, unit: str) -> str:
    """A number with its measure word: 31 件 · 1,098 needs; ValueError for an unknown unit."""
    if unit == Unit.FEN:
        return money_text(count)
    if unit not in COUNTED:
        raise ValueError(f"not a unit: {unit!r}")
    return str(COUNTED[unit] % {"n": Grouped(count)})


def short_text(count: int, unit: str) -> str:
    """A number alone, for a place that is narrow: 1,098; money in whole yuan, ¥2,523."""
    return f"¥{count / 100:,.0f}" if unit == Unit.FEN else number_text(count)


def due_text(on: date, today: date) -> str:
    """How far off a deadline is: 逾期 2 天, 今天, 明天, 星期四, 12月9日."""
    left = (on - today).days
    if left < 0:
        return _("overdue by %(days)s") % {"days": DAYS % {"n": -left}}
    if left == 0:
        return _("today")
    if left == 1:
        return _("tomorrow")
    if Week.of(on) == Week.of(today):
        return weekday_text(on)
    return near_day_text(on, today)


def near_day_text(on: date, today: date) -> str:
    """A day without its year while that is this one: 12月9日, else 2025年12月9日."""
    return short_day_text(on) if on.year == today.year else day_text(on)
