"""What a plant saves, computed from a factor."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

GRAMS_OF_A_TONNE = 1_000_000
LEAST_STEPS = 10


@dataclass(frozen=True)
class Saving:
    """Tonnes a year: `exact` as computed, `rounded` as the factor's source rounds, and what the
    factor's range allows."""

    exact: Decimal
    rounded: int
    low: Decimal
    high: Decimal

    @property
    def whole(self) -> int:
        """The value before the source's rounding, in whole tonnes."""
        return _whole(self.exact)

    @property
    def range(self) -> tuple[int, int]:
        """What the factor's range allows, in whole tonnes."""
        return _whole(self.low), _whole(self.high)


def tonnes(kwh: int, grams_per_kwh: Decimal) -> Decimal:
    """Tonnes for kWh at grams for each."""
    return kwh * grams_per_kwh / GRAMS_OF_A_TONNE


def rounded_to(value: Decimal, step: int) -> int:
    """The nearest multiple of a step of whole tonnes, halves up; ValueError for no step."""
    if step < 1:
        raise ValueError(f"a step of {step} t rounds to nothing")
    return int((value / step).quantize(Decimal(1), ROUND_HALF_UP)) * step


def as_stated(value: Decimal, step: int) -> int:
    """Tonnes as a source that rounds to a step would state them; in whole tonnes below ten steps,
    where the source's own rounding would leave nothing of a small plant, or double it."""
    return rounded_to(value, step if abs(value) >= step * LEAST_STEPS else 1)


def saving(kwh: int, factor: Decimal, *, low: Decimal, high: Decimal, step: int) -> Saving:
    """What kWh a year save at a factor in g/kWh, with its range."""
    exact = tonnes(kwh, factor)
    return Saving(exact, as_stated(exact, step), tonnes(kwh, low), tonnes(kwh, high))


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))
