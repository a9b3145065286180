"""A method as its files state it, before anything is stored."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

Names = Mapping[str, str]  # language → name


@dataclass(frozen=True)
class ReasonLine:
    """A fact compared with a number."""

    key: str
    names: Names
    fact: str
    comparison: str
    value: int


@dataclass(frozen=True)
class CategoryLine:
    """A category and its reasons; any one of them is enough."""

    kind: str
    names: Names
    aliases: tuple[str, ...]
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True)
class ServiceLine:
    """A service of the catalogue."""

    key: str
    kind: str
    names: Names
    first_for: tuple[str, ...]


@dataclass(frozen=True)
class CadenceLine:
    """How often a duty falls due; category "" for all."""

    kind: str
    category: str
    every: str


@dataclass(frozen=True)
class DeadlineLine:
    """Working days for one kind of need at one urgency."""

    need_kind: str
    urgency: str
    working_days: int


@dataclass(frozen=True)
class NamedLine:
    """A seat or a skill."""

    key: str
    names: Names
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class PreferenceLine:
    """What the pairing prefers; category "" for all."""

    category: str
    kind: str
    value: str
    points: int
    names: Names


@dataclass(frozen=True)
class DayLine:
    """A day that differs from its weekday."""

    day: date
    is_working: bool
    names: Names


@dataclass(frozen=True)
class ChoiceLine:
    """An answer to choose."""

    value: str
    names: Names


@dataclass(frozen=True)
class QuestionLine:
    """A question of the method's own, as a row of an XLSForm."""

    key: str
    kind: str
    names: Names
    hints: Names
    is_required: bool
    relevant: str
    constraint: str
    messages: Names  # when the constraint is broken
    appearance: str
    choices: tuple[ChoiceLine, ...]
    row: int  # where it stands in the file


@dataclass(frozen=True)
class MethodFiles:
    """Everything that the files of a method say."""

    key: str
    names: Names
    category_days: int
    objection_days: int
    quiet_days: int
    summer_from: str
    winter_from: str
    weights: Mapping[str, int]
    categories: tuple[CategoryLine, ...]
    services: tuple[ServiceLine, ...]
    cadences: tuple[CadenceLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    seats: tuple[NamedLine, ...]
    skills: tuple[NamedLine, ...]
    preferences: tuple[PreferenceLine, ...]
    days: tuple[DayLine, ...]
    questions: tuple[QuestionLine, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the content: comments, spacing and the calendar play no part. A method without
        questions of its own has the digest it had before there were any."""
        content = asdict(self)
        del content["days"]
        for question in content["questions"]:
            del question["row"]
        if not self.questions:
            del content["questions"]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
