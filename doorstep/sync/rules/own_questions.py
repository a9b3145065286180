"""A method's own questions as rows of Collect's visit form, and their answers out of it.

Names have a beginning of their own there, so that none meets one of ours.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from doorstep.method.choices import QuestionKind

OWN = "own"
BEGINNING = "own_"
REFERENCE = re.compile(r"\$\{\s*(\w+)\s*\}")
CHOSEN = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE)
Row = dict[str, str]
Columns = Callable[[Mapping[str, str], str], Row]  # words in the form's languages


@dataclass(frozen=True)
class OwnQuestion:
    """A question as a version of a method tells it."""

    key: str
    kind: str
    names: Mapping[str, str]
    told: Mapping[str, Any] = field(default_factory=dict)


def rows_of(questions: Iterable[OwnQuestion], columns: Columns) -> list[Row]:
    """Rows of the survey."""
    return [_row(one, columns) for one in questions]


def choices_of(questions: Iterable[OwnQuestion], columns: Columns) -> list[Row]:
    """Rows of the choices; each question has a list of its own."""
    return [
        {
            "list_name": f"{BEGINNING}{one.key}",
            "name": choice["value"],
            **columns(choice["names"], "label"),
        }
        for one in questions
        for choice in one.told.get("choices", ())
    ]


def _row(one: OwnQuestion, columns: Columns) -> Row:
    name = f"{BEGINNING}{one.key}"
    row = {
        "type": f"{one.kind} {name}" if one.kind in CHOSEN else one.kind,
        "name": name,
        **columns(one.names, "label"),
    }
    for what, column in (("hints", "hint"), ("messages", "constraint_message")):
        if one.told.get(what):
            row |= columns(one.told[what], column)
    for what in ("relevant", "constraint", "appearance"):
        if one.told.get(what):
            row[what] = REFERENCE.sub(rf"${{{BEGINNING}\1}}", one.told[what])
    if one.told.get("is_required"):
        row["required"] = "yes"
    return row
