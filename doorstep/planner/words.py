"""Sentences of the planner that others read: English here, with what is put into them beside, so
that the rooms can tell them in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with `%(name)s` in it, and the values of the names; a value may be said, too."""

    text: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return self.text % self.values if self.values else self.text


def said(text: str, /, **values: object) -> Said:
    """As it stands in the source, where `script/messages` finds it."""
    return Said(text, values)
