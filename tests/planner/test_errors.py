"""What the planner refuses comes whole out of a process that works for it."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from doorstep.planner import LockedBeyondHours, PlannerError
from doorstep.planner.faults import helper_named, household_named, not_between
from doorstep.planner.words import said

FAULTS = [
    PlannerError(household_named("h"), said("stands there twice")),
    PlannerError("weights", "unlucky"),
    PlannerError(helper_named("g"), not_between(said("weekly_hours"), -1, 0, 168)),
    LockedBeyondHours("g", 900, 800),
]


def fall(error):
    raise error


def classes(base):
    return {base}.union(*(classes(one) for one in base.__subclasses__()))


def alike(one, other):
    assert type(one) is type(other)
    assert str(one) == str(other)
    assert vars(one) == vars(other)


@pytest.fixture(scope="module")
def pool():
    with ProcessPoolExecutor(1, get_context("spawn")) as workers:
        yield workers


def test_every_class_of_error_is_tried():
    assert {type(error) for error in FAULTS} == classes(PlannerError)


@pytest.mark.parametrize("error", FAULTS, ids=str)
def test_an_error_comes_whole_out_of_a_process(pool, error):
    with pytest.raises(PlannerError) as raised:
        pool.submit(fall, error).result(timeout=60)

    alike(raised.value, error)


@pytest.mark.parametrize("error", FAULTS, ids=str)
def test_an_error_survives_being_packed_twice(error):
    again = error
    for _time in range(2):
        again = pickle.loads(pickle.dumps(again))  # noqa: S301 - made here

    alike(again, error)


@pytest.mark.sweep
@pytest.mark.parametrize("error", FAULTS, ids=str)
def test_an_error_comes_whole_out_of_dask(dask, error):
    with pytest.raises(PlannerError) as raised:
        dask.submit(fall, error).result(timeout=60)

    alike(raised.value, error)
