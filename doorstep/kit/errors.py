"""The two ways in which the product says no."""

from datetime import date
from typing import Any

from doorstep.kit.days import day_text


class Refused(Exception):
    """Something was asked for that cannot be done; nothing was changed.

    A subclass names the fact (`NeedAlreadyClosed`); its message is a sentence for the person who
    asked, in that person's language: what is wrong, where, and what to do. `message` may be lazy.
    """

    message: Any = ""

    def __init__(self, message: Any = None, /, **params: Any) -> None:
        if message is not None:
            self.message = message
        self.params = params
        super().__init__(self.message)

    def __str__(self) -> str:
        text = str(self.message)
        told = {
            name: day_text(value) if isinstance(value, date) else value
            for name, value in self.params.items()
        }
        return text % told if told else text


class NotVisible(Exception):
    """The object does not exist, or the asker may not see it: both look the same from outside."""
