"""The paths of claims as data: stages with their limits. A key nobody knows stops the program."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from doorstep.funds.choices import ClaimPath

FILE = Path(__file__).parent / "paths.toml"
DECISION = "decision"


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
    """A path, whole within `whole_days` working days."""

    stages: tuple[Stage, ...]
    whole_days: int
    once_a_year: bool
    papers_days: int

    def notice_days(self, key: str) -> int:
        """For how many days a stage's notice hangs out; 0 for one that the path has no more."""
        return next((one.notice_days for one in self.stages if one.key == key), 0)

    def after(self, passed: int) -> Stage | None:
        """The stage that comes once so many are passed; None after the last."""
        return self.stages[passed] if passed < len(self.stages) else None


@cache
def paths() -> Mapping[ClaimPath, PathOfClaim]:
    """Every path; ValueError for a file whose paths are not the closed list, or of which one does
    not end with the decision."""
    given = tomllib.loads(FILE.read_text("utf-8"))
    if set(given) != set(ClaimPath.values):
        raise ValueError(f"{FILE.name} has the paths {sorted(given)}, not {ClaimPath.values}")
    found = {}
    for key, told in given.items():
        stages = tuple(
            Stage(one["key"], one["names"], one["days"], one.get("notice_days", 0))
            for one in told["stages"]
        )
        if not stages or stages[-1].key != DECISION:
            raise ValueError(f"{FILE.name}: the last stage of {key} is not “{DECISION}”")
        found[ClaimPath(key)] = PathOfClaim(
            stages, told["whole_days"], told["once_a_year"], told["papers_days"]
        )
    return found
