"""What stands on the command line, read; what cannot be is said in the terminal's language."""

import argparse
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _


def number_of[Number: (int, float)](text: str, kind: type[Number]) -> Number:
    """A number of the command line."""
    try:
        return kind(text)
    except ValueError:
        told = _("“%(text)s” is no whole number") if kind is int else _("“%(text)s” is no number")
        raise argparse.ArgumentTypeError(told % {"text": text}) from None


def number_within[Number: (int, float)](
    text: str, kind: type[Number], least: Number, most: Number
) -> Number:
    """A number from one to another, both inside."""
    value = number_of(text, kind)
    if not least <= value <= most:
        told = {"text": text, "least": least, "most": most}
        raise argparse.ArgumentTypeError(_("%(text)s is not %(least)s to %(most)s") % told)
    return value


def whole_of(text: str) -> int:
    """Any whole number."""
    return number_of(text, int)


def day_of(text: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = _("“%(text)s” is no day such as 2026-11-30") % {"text": text}
        raise argparse.ArgumentTypeError(told) from None


def path_of(text: str) -> Path:
    """A file or folder. An empty name, as of a variable that was never set, would be the folder
    that one stands in."""
    if not text:
        raise argparse.ArgumentTypeError(_("the name of a file is missing"))
    return Path(text)
