from datetime import date

import pytest

from doorstep.pairing.rules import months_between, place_price, urgency_points, weights_of
from doorstep.planner import Weights

BANDS = Weights().load_bands


@pytest.mark.parametrize(
    ("number", "cents"), [(1, 0), (6, 0), (7, 400), (8, 400), (9, 1000), (10, 1000)]
)
def test_a_helpers_later_places_cost_more(number, cents):
    assert place_price(number, 10, BANDS) == cents


@pytest.mark.parametrize(
    ("since", "months"),
    [
        (date(2026, 3, 2), 0),
        (date(2026, 2, 3), 0),
        (date(2026, 2, 2), 1),
        (date(2025, 1, 2), 14),
        (date(2026, 4, 1), 0),
    ],
)
def test_months_of_knowing_each_other_are_whole(since, months):
    assert months_between(since, date(2026, 3, 2)) == months


def test_the_methods_points_go_before_the_planners():
    stated = {"unserved": 300, "terrain_percent": 160}
    weights = weights_of(stated, {"distance": 2, "language": 7, "continuity": 0})

    assert weights == Weights(
        km=2, no_common_language=7, change=0, unserved=300, terrain_factor=1.6
    )
    assert weights_of({}, {}) == Weights()


@pytest.mark.parametrize(("urgency", "points"), [("ordinary", 0), ("soon", 50), ("urgent", 99)])
def test_an_open_need_raises_the_price_of_an_empty_place(urgency, points):
    assert urgency_points(urgency, {"urgent": 99}) == points
