"""One TOML table, read value by value; what is wrong is collected, never raised."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from doorstep.kit.names import LANGUAGES
from doorstep.kit.text import printable
from doorstep.method.files.faults import Fault
from doorstep.method.files.lines import Path, find_lines, line_of
from doorstep.method.files.refused import refused_topic

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
NEEDED_NAMES = ("zh-hans", "en")
MOST_LETTERS = 200
_ABSENT = object()


class Table:
    """A table of a file with the lines of its keys."""

    def __init__(
        self,
        file: str,
        data: dict[str, Any],
        lines: dict[Path, int],
        path: Path,
        faults: list[Fault],
    ) -> None:
        self.file, self.data, self.lines, self.path, self.faults = file, data, lines, path, faults
        self.was_read = True  # not so where the file could not be read, which is a fault already

    @classmethod
    def of_file(cls, path: FilePath, faults: list[Fault]) -> "Table":
        """The whole file; an unreadable one is an empty table and a fault."""
        data: dict[str, Any] | None = None
        text = ""
        try:
            text = path.read_text("utf-8")
            data = tomllib.loads(text)
        except RecursionError:
            faults.append(Fault(path.name, 0, _("The tables lie too deep in one another.")))
        except (OSError, UnicodeDecodeError):
            faults.append(Fault(path.name, 0, _("The file is missing or is no UTF-8 text.")))
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else text.count("\n") + 1
            faults.append(Fault(path.name, line, _("This is no TOML: %(why)s") % {"why": error}))
        table = cls(path.name, data or {}, find_lines(text), (), faults)
        table.was_read = data is not None
        return table

    def fault(self, key: str | None, text: str, /, **params: object) -> None:
        """Notes what is wrong at a key of this table."""
        path = self.path if key is None else (*self.path, key)
        self.faults.append(
            Fault(self.file, line_of(self.lines, path), text % params if params else text)
        )

    def only(self, *known: str) -> None:
        """Refuses keys that no one reads, and topics that no method may name."""
        for key in self.data:
            if (topic := refused_topic(key)) is not None:
                self._refuse(key, topic)
            elif key not in known:
                self.fault(
                    key,
                    _("“%(key)s” is not known here; known are: %(known)s."),
                    key=key,
                    known=", ".join(known),
                )

    def tables(self, key: str) -> list["Table"]:
        """The tables [[key]] below this one."""
        rows = self.data.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault(key, _("Write “%(key)s” as [[%(key)s]] tables."), key=key)
            return []
        return [
            Table(self.file, row, self.lines, (*self.path, key, number), self.faults)
            for number, row in enumerate(rows)
        ]

    def key(self, key: str = "key") -> str:
        """Small letters, digits and underscores, beginning with a letter."""
        value = self._text(key)
        if value and not KEY.fullmatch(value):
            self.fault(key, _("“%(value)s” is no key: small letters, digits and “_”."), value=value)
        return self._checked(key, value)

    def choice(self, key: str, known: type[TextChoices], *, optional: bool = False) -> str:
        """A value of a closed list; "" where optional and absent."""
        if optional and key not in self.data:
            return ""
        value = self._text(key)
        if value:
            self.is_known(key, value, known.values)
        return value

    def choices(self, key: str, known: type[TextChoices]) -> tuple[str, ...]:
        """Values of a closed list; none where absent."""
        values = self.texts(key)
        for value in values:
            self.is_known(key, value, known.values)
        return values

    def is_known(self, key: str, value: str, known: Iterable[str]) -> None:
        """Refuses a value that is not among the known ones."""
        known = tuple(known)
        if value not in known:
            self.fault(
                key,
                _("“%(value)s” is not known; known are: %(known)s."),
                value=value,
                known=", ".join(known),
            )

    def number(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number between two bounds."""
        value = self.data.get(key, _ABSENT if default is None else default)
        if value is _ABSENT:
            self.fault(None, _("“%(key)s” is missing."), key=key)
        elif not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.fault(
                key,
                _("“%(key)s” must be a whole number from %(least)s to %(most)s."),
                key=key,
                least=least,
                most=most,
            )
        else:
            return value
        return least

    def month_day(self, key: str, default: str) -> str:
        """A day of every year, 06-01."""
        value = self.data.get(key, default)
        if not isinstance(value, str) or not MONTH_DAY.fullmatch(value):
            self.fault(key, _("“%(key)s” must be month and day, such as 06-01."), key=key)
            return default
        return value

    def day(self, key: str, year: int) -> date | None:
        """A day of the year of the file; None with a fault."""
        value = self.data.get(key)
        if type(value) is not date or value.year != year:
            self.fault(
                key, _("“%(key)s” must be a day of %(year)s, such as %(year)s-05-01."),
                key=key, year=year,
            )  # fmt: skip
            return None
        return value

    def names(self, key: str = "names") -> dict[str, str]:
        """Names by language; Chinese and English are needed."""
        value = self.data.get(key)
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            self.fault(
                key if key in self.data else None,
                _("“%(key)s” must give a name by language: { zh-hans = …, en = … }."),
                key=key,
            )
            return {}
        for language in value:
            self.is_known(key, language, LANGUAGES)
        for language in NEEDED_NAMES:
            if not value.get(language, "").strip():
                self.fault(key, _("The name in “%(language)s” is missing."), language=language)
        for name in value.values():
            self._checked(key, name)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none where absent."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fault(key, _("“%(key)s” must be a list of texts."), key=key)
            return ()
        return tuple(self._checked(key, one) for one in value)

    def _text(self, key: str) -> str:
        value = self.data.get(key)
        if isinstance(value, str) and value:
            return value
        if key in self.data:
            self.fault(key, _("“%(key)s” must be a text."), key=key)
        else:
            self.fault(None, _("“%(key)s” is missing."), key=key)
        return ""

    def _checked(self, key: str, text: str) -> str:
        if len(text) > MOST_LETTERS or text != printable(text):
            words = _("“%(key)s” may hold %(most)s letters at most, and no control characters.")
            self.fault(key, words, key=key, most=MOST_LETTERS)
        if (topic := refused_topic(text)) is not None:
            self._refuse(key, topic)
        return text

    def _refuse(self, key: str, topic: str) -> None:
        self.fault(
            key,
            _("“%(topic)s”: no method may ask about this or name it (docs/stance.md)."),
            topic=topic,
        )


def refuse_twice(tables: Sequence[Table], values: Sequence[object], key: str) -> None:
    """Notes every value that stands twice."""
    for number, (table, value) in enumerate(zip(tables, values, strict=True)):
        if value and value in values[:number]:
            shown = " ".join(value) if isinstance(value, tuple) else value
            table.fault(key, _("“%(value)s” stands here twice."), value=shown)
