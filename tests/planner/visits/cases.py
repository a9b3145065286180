"""Random villages with weeks to plan, small enough for hypothesis, and one by hand."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from doorstep.planner.visits import (
    Closure,
    DueHousehold,
    GoingHelper,
    Matrix,
    Pattern,
    Shift,
    Straight,
    VisitProblem,
    Window,
    once,
    weekly,
)

POINTS = st.tuples(st.integers(30_000, 30_400), st.integers(91_000, 91_400)).map(
    lambda place: (place[0] / 1000, place[1] / 1000)
)


DAY = Shift()


def fortnightly(weeks):
    """So that no two weeks in a row go without a visit, and no visit too many."""
    least = max(1, weeks // 2)
    found = []
    for bits in range(2**weeks):
        chosen = [week for week in range(weeks) if bits >> week & 1]
        gaps = all(bits >> week & 1 or bits >> (week + 1) & 1 for week in range(weeks - 1))
        if gaps and len(chosen) == least:
            found.append(Pattern(frozenset(chosen)))
    return tuple(found)


def helper(key, place, weeks=4, days=(0, 1, 2, 3, 4), shift=DAY, week_minutes=None):
    shifts = tuple(shift if day % 7 in days else None for day in range(7 * weeks))
    return GoingHelper(key, place, shifts, week_minutes)


def household(key, place, helpers=("g",), patterns=None, weeks=4, **more):
    chosen = weekly(weeks) if patterns is None else patterns
    return DueHousehold(key, tuple(helpers), chosen, (place,) * weeks, **more)


def line(*km, speed=60.0):
    """Places on a line, so many km from its beginning; a km takes a minute."""
    at = np.array(km, dtype=float)
    apart = np.abs(at[:, None] - at[None, :])
    return Matrix(apart, apart * 60 / speed)


@st.composite
def travels(draw, count):
    points = tuple(draw(POINTS) for _ in range(count))
    if draw(st.booleans()):
        return Straight(points, 1.3, draw(st.sampled_from([20.0, 40.0])))
    cells = st.one_of(st.integers(0, 60), st.just(np.inf)).map(float)
    km = np.array([[draw(cells) for _ in range(count)] for _ in range(count)])
    minutes = np.array([[draw(st.integers(0, 60)) for _ in range(count)] for _ in range(count)])
    return Matrix(km.reshape(count, count), minutes.reshape(count, count).astype(float))


@st.composite
def problems(draw, most_helpers=4, most_households=7, weeks=None):
    weeks = draw(st.sampled_from([1, 2, 4])) if weeks is None else weeks
    team = draw(st.integers(0, most_helpers))
    size = draw(st.integers(0, most_households))
    keys = [f"g{number}" for number in range(team)]
    return VisitProblem(
        tuple(draw(households(f"h{number}", number, keys, weeks)) for number in range(size)),
        tuple(draw(helpers(key, size + number, weeks)) for number, key in enumerate(keys)),
        draw(travels(size + team)),
        weeks,
    )


@st.composite
def with_days(draw, problem):
    """The same with what is said of single days: closed ways, camps that move, hours, prices."""
    days = range(7 * problem.weeks)
    some = st.frozensets(st.sampled_from(days), max_size=5)
    count = len(problem.households) + len(problem.helpers)
    places = st.integers(0, max(0, count - 1))
    rows = []
    for row in problem.households:
        begins = draw(st.sampled_from([480, 600, 900]))
        moves = st.tuples(st.sampled_from(days), places)
        rows.append(
            replace(
                row,
                camps=tuple(draw(st.lists(moves, max_size=1))),
                day_windows=dict.fromkeys(draw(some), (begins, begins + 120)),
                day_points=dict.fromkeys(draw(some), draw(st.sampled_from([5.0, 25.01]))),
            )
        )
    closures = [
        Closure(
            draw(some),
            draw(st.frozensets(places, max_size=3)),
            draw(st.none() | st.frozensets(places, max_size=2)),
            draw(st.none() | st.just(frozenset({"g0"}))),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    return replace(problem, households=tuple(rows), closures=tuple(closures))


@st.composite
def helpers(draw, key, place, weeks):
    shift = Shift(480, draw(st.sampled_from([720, 1200])), draw(st.sampled_from([0, 120, 480])))
    shifts = tuple(
        shift if day % 7 < 5 and draw(st.integers(0, 4)) else None for day in range(7 * weeks)
    )
    limit = draw(st.sampled_from([None, None, 0, 300]))
    return GoingHelper(key, draw(st.sampled_from([place, place, place, None])), shifts, limit)


@st.composite
def households(draw, key, place, keys, weeks):
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=2)) if keys else []
    patterns = draw(
        st.sampled_from(
            [
                weekly(weeks),
                once(range(weeks)),
                fortnightly(weeks),
                (),
                (Pattern(frozenset({0}), 3.0), Pattern(frozenset({weeks - 1}))),
            ]
        )
    )
    start = draw(st.sampled_from([480, 600, 900]))
    window = Window(start, start + draw(st.sampled_from([30, 120])), frozenset({0, 2, 5}))
    return DueHousehold(
        key,
        tuple(chosen),
        patterns,
        tuple(draw(st.sampled_from([place, place, place, None])) for _ in range(weeks)),
        visit_minutes=draw(st.sampled_from([0, 20, 40])),
        call_weeks=frozenset(week for week in range(weeks) if draw(st.booleans())),
        windows=draw(st.sampled_from([(), (), (window,)])),
        closed_days=frozenset(draw(st.lists(st.integers(0, 7 * weeks - 1), max_size=3))),
        urgency=float(draw(st.sampled_from([0, 100]))),
    )
