"""Units of the search on several machines: Dask's executor does what our processes do."""

import numpy as np
import pytest

from doorstep.planner.search.solve import Unit, improve, search
from tests.planner.search.test_search import COLD, WARM, least_of, task_of

POINTS = [(0, 1), (2, 1), (1, 3), (3, 3), (4, 0)]
EITHER_DAY = [[(0,), (1,)]] * 4 + [[(0, 1)]]


@pytest.fixture
def task():
    return task_of(POINTS, EITHER_DAY, depots=[(2, 2), (2, 2)], room=4)


def test_a_unit_gives_the_same_on_another_machine(dask, task):
    units = [Unit(task, (), WARM, COLD, seed, np.inf, 2_000) for seed in (1, 2, 3)]

    there = list(dask.map(improve, units))

    here = [improve(unit) for unit in units]
    assert [found.cost for found in there] == [found.cost for found in here]
    for one, other in zip(there, here, strict=True):
        assert np.array_equal(one.plan.pattern, other.plan.pattern)
        assert np.array_equal(one.plan.stops, other.plan.stops)


def test_a_whole_search_runs_on_dask(dask, task):
    told = []

    found = search(task, 1.0, 1, dask, 2, told.append)

    assert found.cost == pytest.approx(least_of(task))
    assert told[-1].cost == found.cost
