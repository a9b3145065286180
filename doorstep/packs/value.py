"""The frozen value of a weekly pack: what page, print, docx and xlsx all show."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Words:
    """A name that the method gives in several languages, with its fact's number if any."""

    names: tuple[tuple[str, str], ...]
    number: int | None = None

    @classmethod
    def of(cls, names: Mapping[str, str], number: int | None = None) -> "Words":
        """From a mapping of languages to names."""
        return cls(tuple(sorted(names.items())), number)


Cell = str | int | date | Words | tuple[Words, ...] | None


@dataclass(frozen=True)
class Number:
    """A figure's value as the pack froze it; `url` opens its rows ("" where none may be opened)."""

    key: str
    value: int
    unit: str
    url: str


@dataclass(frozen=True)
class Section:
    """A part of the pack: its numbers, and rows under column keys."""

    key: str
    figures: tuple[Number, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()

    def number(self, key: str) -> Number:
        """The number of a figure; KeyError where the section has none."""
        for number in self.figures:
            if number.key == key:
                return number
        raise KeyError(key)


@dataclass(frozen=True)
class WeekPack:
    """A week of a team: household codes and no names, the same in every language."""

    team: str
    place_name: str
    is_invented: bool
    week: str  # the week reported, 2026-W47
    from_on: date
    to_on: date
    meeting_on: date  # the Monday after
    planned_week: str
    sections: tuple[Section, ...]

    @property
    def hash(self) -> str:
        """SHA-256 over every value, without titles: equal packs have equal hashes."""
        text = json.dumps(self._plain(), ensure_ascii=False, sort_keys=True, default=_plain)
        return hashlib.sha256(text.encode()).hexdigest()

    def section(self, key: str) -> Section:
        """A section by its key; KeyError where there is none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def _plain(self) -> dict[str, Any]:
        return {
            "team": self.team,
            "week": self.week,
            "sections": [
                [
                    section.key,
                    [[number.key, number.value, number.unit] for number in section.figures],
                    section.columns,
                    section.rows,
                ]
                for section in self.sections
            ],
        }


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)
