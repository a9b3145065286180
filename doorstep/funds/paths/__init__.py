"""The paths of claims as data: stages with their limits. A key nobody knows stops the program."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from doorstep.funds.choices import ClaimPath

FILE = Path(__file__).parent / "paths.toml"
DECISION = "decision"
AID_LIMIT = "aid_first_yuan"
PATH_KEYS = {"whole_days", "once_a_year", "papers_days", "stages"}
STAGE_KEYS = {"key", "names", "days"}


@dataclass(frozen=True)
class Stage:
    """A stage of a path: done within `days` working days after the one before; a notice hangs out
    for `notice_days` days before the next stage (0: for none)."""

    key: str
    names: Mapping[str, str]
    days: int
    notice_days: int


@dataclass(frozen=True)
class PathOfClaim:
    """A path, whole within `whole_days` working days. `aid_first_most`: so many fen one person
    alone may pay a household first; None: a second person comes before any."""

    stages: tuple[Stage, ...]
    whole_days: int
    once_a_year: bool
    papers_days: int
    aid_first_most: int | None = None

    def notice_days(self, key: str) -> int:
        """For how many days a stage's notice hangs out; 0 for one that the path has no more."""
        return next((one.notice_days for one in self.stages if one.key == key), 0)

    def after(self, passed: int) -> Stage | None:
        """The stage that comes once so many are passed; None after the last."""
        return self.stages[passed] if passed < len(self.stages) else None


@cache
def paths() -> Mapping[ClaimPath, PathOfClaim]:
    """Every path, as `read_paths` reads the file."""
    return read_paths(FILE.read_text("utf-8"))


def read_paths(text: str) -> Mapping[ClaimPath, PathOfClaim]:
    """The paths of a text in TOML; ValueError, which names file, path and key, where they are not
    the closed list, one does not end with the decision, or a key is strange, missing or no such
    number."""
    given = tomllib.loads(text)
    if set(given) != set(ClaimPath.values):
        raise ValueError(f"{FILE.name} has the paths {sorted(given)}, not {ClaimPath.values}")
    return {ClaimPath(key): _path(key, told) for key, told in given.items()}


def _path(key: str, told: dict[str, Any]) -> PathOfClaim:
    _check_keys(key, told, PATH_KEYS, {AID_LIMIT})
    stages = tuple(_stage(f"{key}.stages", one) for one in told["stages"])
    if not stages or stages[-1].key != DECISION:
        raise ValueError(f"{FILE.name}: the last stage of {key} is not “{DECISION}”")
    if not isinstance(told["once_a_year"], bool):
        raise ValueError(f"{FILE.name}: {key}.once_a_year is neither true nor false")
    limit = _whole(key, told, AID_LIMIT, least=1) * 100 if AID_LIMIT in told else None
    return PathOfClaim(
        stages=stages,
        whole_days=_whole(key, told, "whole_days", least=1),
        once_a_year=told["once_a_year"],
        papers_days=_whole(key, told, "papers_days", least=1),
        aid_first_most=limit,
    )


def _stage(at: str, told: dict[str, Any]) -> Stage:
    _check_keys(at, told, STAGE_KEYS, {"notice_days"})
    days = _whole(at, told, "days", least=1)
    return Stage(told["key"], told["names"], days, _whole(at, told, "notice_days", least=0))


def _check_keys(at: str, told: dict[str, Any], needed: set[str], also: set[str]) -> None:
    if strange := sorted(set(told) - needed - also):
        raise ValueError(f"{FILE.name}: {at} has the key {strange[0]!r}, which nobody knows")
    if missing := sorted(needed - set(told)):
        raise ValueError(f"{FILE.name}: {at} lacks {missing[0]!r}")


def _whole(at: str, told: dict[str, Any], key: str, *, least: int) -> int:
    value = told.get(key, 0)
    if type(value) is not int or value < least:
        raise ValueError(f"{FILE.name}: {at}.{key} is {value!r}, not a whole number from {least}")
    return value
