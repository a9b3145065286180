"""The fields of an object that came from outside, each read as what it must be."""

import json
from collections.abc import Callable, Mapping, Sized
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused

MOST_LETTERS = 2000  # of one text; the rooms ask for less and say so
MOST_ANSWERS = 50
MOST_ROWS = 50  # of one list: far more than a visit tells


class FormFault(Refused):
    message = _("The form cannot be read at “%(where)s”: %(value)s.")


class TooMany(Refused):
    message = _(
        "The form has %(count)s rows under “%(where)s”; at most %(most)s are taken, and none of it "
        "was applied. Correct the form, or write the rest on others."
    )


class Fields:
    """The fields of one object; FormFault names a field by its way, TooMany a list."""

    def __init__(self, said: Mapping[str, Any], way: str = "") -> None:
        self.said, self.way = said, way

    def fault(self, name: str) -> FormFault:
        shown = json.dumps(self.said.get(name), ensure_ascii=False)
        return FormFault(where=f"{self.way}{name}", value=shown[:60])

    def silent_fault(self, name: str) -> FormFault:
        """The same without what stands there: words may be sealed, and the reason lies open."""
        return FormFault(where=f"{self.way}{name}", value="…")

    def or_none(self, name: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(name)
        except FormFault:
            return None

    def text(self, name: str) -> str:
        value = self.said.get(name, "")
        if not isinstance(value, str) or len(value) > MOST_LETTERS:
            raise self.silent_fault(name)
        return value

    def choice(self, name: str, choices: type[TextChoices], default: str = "") -> str:
        value = self.text(name) or default
        if value and value not in choices.values:
            raise self.fault(name)
        return value

    def must_choose(self, name: str, choices: type[TextChoices]) -> str:
        value = self.choice(name, choices)
        if not value:
            raise self.fault(name)
        return value

    def flag(self, name: str) -> bool:
        value = self.said.get(name, False)
        if not isinstance(value, bool):
            raise self.fault(name)
        return value

    def whole(self, name: str) -> int | None:
        value = self.said.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self.fault(name)
        return value

    def key(self, name: str) -> UUID:
        try:
            return UUID(str(self.said.get(name)))
        except ValueError as error:
            raise self.fault(name) from error

    def key_or_none(self, name: str) -> UUID | None:
        return self.key(name) if self.said.get(name) else None

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(str(self.said.get(name)))
        except ValueError as error:
            raise self.fault(name) from error

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if self.said.get(name) else None

    def rows(self, name: str) -> list["Fields"]:
        rows = self.said.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.fault(name)
        self._guard_many(name, rows)
        return [Fields(row, f"{self.way}{name}[{at}].") for at, row in enumerate(rows)]

    def texts(self, name: str) -> tuple[str, ...]:
        texts = self.said.get(name, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise self.fault(name)
        self._guard_many(name, texts)
        return tuple(texts)

    def _guard_many(self, name: str, rows: Sized) -> None:
        if len(rows) > MOST_ROWS:
            raise TooMany(count=len(rows), where=f"{self.way}{name}", most=MOST_ROWS)

    def answers(self) -> dict[str, str]:
        """Answers by the key of their question, as texts."""
        said = self.said.get("answers", {})
        if not isinstance(said, dict) or len(said) > MOST_ANSWERS:
            raise self.silent_fault("answers")
        answers = Fields(said, f"{self.way}answers.")
        return {str(key)[:40]: answers.text(key) for key in said}
