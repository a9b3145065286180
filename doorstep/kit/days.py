"""Days as people of each language write them."""

from datetime import date

from django.utils import dateformat
from django.utils.translation import pgettext


def day_text(day: date) -> str:
    """2026年11月23日 · 23 November 2026."""
    return dateformat.format(day, pgettext("date format", "j F Y"))


def short_day_text(day: date) -> str:
    """11月23日 · 23 Nov; for days whose year is plain from the page."""
    return dateformat.format(day, pgettext("date format without a year", "j M"))
