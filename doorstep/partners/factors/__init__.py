"""Factors of savings as data, each set with its source and year. What is not whole stops the
program."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from doorstep.partners import rules

FILE = Path(__file__).parent / "factors.toml"


@dataclass(frozen=True)
class Factor:
    """Grams for a kWh, and the lowest and highest it can be."""

    grams: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class FactorSet:
    """Factors of one source and year, and the tonnes to which that source rounds."""

    key: str
    year: int
    round_to: int
    names: Mapping[str, str]
    source: Mapping[str, str]
    of_range: Mapping[str, str]
    coal: Factor
    co2: Factor

    def coal_saved(self, kwh: int) -> rules.Saving:
        """Standard coal that kWh a year save."""
        return self._saving(kwh, self.coal)

    def co2_avoided(self, kwh: int) -> rules.Saving:
        """CO2 that kWh a year avoid."""
        return self._saving(kwh, self.co2)

    def _saving(self, kwh: int, factor: Factor) -> rules.Saving:
        return rules.saving(kwh, factor.grams, low=factor.low, high=factor.high, step=self.round_to)


@cache
def factor_sets() -> Mapping[str, FactorSet]:
    """Every set by its key; ValueError for a factor outside its own range, KeyError for a set that
    lacks a part."""
    given = tomllib.loads(FILE.read_text("utf-8"))
    return {key: _read(key, told) for key, told in given.items()}


def _read(key: str, told: Mapping[str, Any]) -> FactorSet:
    return FactorSet(
        key=key,
        year=told["year"],
        round_to=told["round_to"],
        names=told["names"],
        source=told["source"],
        of_range=told["of_range"],
        coal=_factor(key, told["coal"]),
        co2=_factor(key, told["co2"]),
    )


def _factor(key: str, told: Mapping[str, Any]) -> Factor:
    low, high = (Decimal(one) for one in told["range"])
    factor = Factor(Decimal(told["grams"]), low, high)
    if not 0 < low <= factor.grams <= high:
        raise ValueError(f"{FILE.name}: {key}: {factor.grams} does not lie in its range")
    return factor
