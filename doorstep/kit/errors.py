"""The two ways in which the product says no."""

from datetime import date
from typing import Any

from django.db.models import Choices

from doorstep.kit.days import day_text


class Refused(Exception):
    """Something was asked for that cannot be done; nothing was changed.

    A subclass names the fact (`NeedAlreadyClosed`); its message is a sentence for the person who
    asked, in that person's language: what is wrong, where, and what to do. `message` may be lazy;
    what it names of a closed list is given as that choice and told by its label.
    """

    message: Any = ""

    def __init__(self, message: Any = None, /, **params: Any) -> None:
        if message is not None:
            self.message = message
        self.params = params
        super().__init__(self.message)

    def __str__(self) -> str:
        text = str(self.message)
        told = {name: _told(value) for name, value in self.params.items()}
        return text % told if told else text


def _told(value: Any) -> Any:
    if isinstance(value, Choices):
        return value.label
    return day_text(value) if isinstance(value, date) else value


class NotVisible(Exception):
    """The object does not exist, or the asker may not see it: both look the same from outside."""
