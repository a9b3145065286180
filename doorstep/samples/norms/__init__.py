"""Parameters and limits as data. A key that nobody knows stops the program, and is named."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from doorstep.samples.choices import Matter
from doorstep.samples.rules.units import unit_of

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Parameter:
    """What is measured: names by language, names in laboratories' tables, units it is kept in."""

    key: str
    names: Mapping[str, str]
    also: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True)
class Limit:
    """What a norm allows of a parameter, in `unit`; `advice` is plain words by language."""

    parameter: str
    unit: str
    least: Decimal | None
    most: Decimal | None
    is_absent: bool
    advice: Mapping[str, str]


@dataclass(frozen=True)
class Norm:
    """A norm's limits by parameter; `checked` "" while nobody held them against the print."""

    key: str
    names: Mapping[str, str]
    source: str
    matters: tuple[str, ...]
    checked: str
    limits: Mapping[str, Limit]


@cache
def parameters() -> Mapping[str, Parameter]:
    """Every parameter by its key."""
    found = {}
    for key, told in _read("parameters.toml").items():
        if strange := [unit for unit in told["units"] if unit_of(unit) != unit]:
            raise ValueError(
                f"parameters.toml: {key} has the unit {strange[0]!r}, which is unknown"
            )
        found[key] = Parameter(
            key, told["names"], tuple(told.get("also", ())), tuple(told["units"])
        )
    return found


@cache
def norms() -> Mapping[str, Norm]:
    """Every norm by its key. ValueError for a limit that speaks of what nobody knows."""
    given = _read("norms.toml")
    advice = given.pop("advice")
    found: dict[str, Norm] = {}
    for key, told in given.items():
        limits = dict(found[told["like"]].limits) if "like" in told else {}
        limits |= {one["parameter"]: _limit(key, one, advice) for one in told["limits"]}
        if strange := set(told["matters"]) - set(Matter.values):
            raise ValueError(f"norms.toml: {key} is for {sorted(strange)}, which is no matter")
        matters = tuple(told["matters"])
        found[key] = Norm(key, told["names"], told["source"], matters, told["checked"], limits)
    return found


def norms_for(matter: str) -> list[Norm]:
    """The norms that can be chosen for what a sample is of, the usual one first."""
    return [norm for norm in norms().values() if matter in norm.matters]


def _limit(norm: str, told: Mapping[str, Any], advice: Mapping[str, Any]) -> Limit:
    parameter = parameters().get(told["parameter"])
    if parameter is None or told["unit"] not in parameter.units or told["advice"] not in advice:
        raise ValueError(f"norms.toml: {norm}, {told['parameter']}: parameter, unit or advice")
    least, most = (Decimal(told[side]) if side in told else None for side in ("min", "max"))
    is_absent = bool(told.get("absent"))
    if is_absent == (least is not None or most is not None):
        raise ValueError(f"norms.toml: {norm}, {told['parameter']}: min, max, or absent")
    return Limit(parameter.key, told["unit"], least, most, is_absent, advice[told["advice"]])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))
