"""Pure decisions of pairing: weights, the price of one more place, months of knowing each other."""

from collections.abc import Mapping
from datetime import date

from doorstep.method.choices import PreferenceKind
from doorstep.planner import Weights

CENTS = 100  # prices are kept in hundredths of a point; one point is one kilometre
URGENCY = {"ordinary": 0, "soon": 50, "urgent": 250}  # on top of the points of an unserved place


def weights_of(weights: Mapping[str, float], general: Mapping[str, int]) -> Weights:
    """The planner's points from a version's weights and its preferences for all categories, given
    as points by PreferenceKind. What neither names stays the planner's default."""
    default = Weights()
    return Weights(
        km=general.get(PreferenceKind.DISTANCE, default.km),
        no_common_language=general.get(PreferenceKind.LANGUAGE, default.no_common_language),
        change=general.get(PreferenceKind.CONTINUITY, default.change),
        unserved=weights.get("unserved", default.unserved),
        terrain_factor=weights.get("terrain_percent", 100 * default.terrain_factor) / 100,
    )


def urgency_points(urgency: str, weights: Mapping[str, float]) -> float:
    """How much an open need of that urgency raises the price of an unserved place."""
    return 0 if urgency == "ordinary" else weights.get(urgency, URGENCY[urgency])


def place_price(number: int, most: int, bands: tuple[tuple[int, float], ...]) -> int:
    """What a helper's place of that number costs for fairness, in hundredths of a point."""
    for share, points in bands:
        if number <= share * most // 100:
            return round(points * CENTS)
    return round(bands[-1][1] * CENTS)


def months_between(since: date, on: date) -> int:
    """Whole months of knowing each other."""
    months = (on.year - since.year) * 12 + on.month - since.month
    return max(0, months - (on.day < since.day))
