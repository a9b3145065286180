"""The knapsack of one helper against all sets of a few items."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstep.planner.costs import CLOSED
from doorstep.planner.hours.knapsack import best_set

items = st.lists(st.tuples(st.integers(-60, -1), st.integers(0, 12)), max_size=9)


@settings(deadline=None, max_examples=300)
@given(items, st.integers(0, 30), st.lists(st.integers(0, 9), max_size=3), st.booleans())
def test_the_core_gives_the_cheapest_of_all_sets(items, room, steps, knows):
    gain = np.array([row[0] for row in items], dtype=np.float64)
    takes = np.array([row[1] for row in items], dtype=np.int64)
    rising = np.sort(np.resize(np.array([0, *steps], dtype=np.float64), room))
    fair = np.concatenate([[0.0], np.cumsum(rising)])
    prices = [
        gain[list(some)].sum() + fair[takes[list(some)].sum()]
        for count in range(len(items) + 1)
        for some in combinations(range(len(items)), count)
        if takes[list(some)].sum() <= room
    ]
    taken = np.zeros(len(items) + 1, dtype=np.int64)

    price, count, _cells = best_set(
        gain, takes, fair, min(prices) if knows else float(CLOSED), taken
    )

    some = taken[:count]
    assert len(set(some.tolist())) == count
    assert price == min(prices) == gain[some].sum() + fair[takes[some].sum()]
