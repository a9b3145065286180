"""What a cadence would take: hours of a year, helpers missing or to spare."""

from dataclasses import replace

import pytest

from doorstep.planner import Helper, Household, PairingProblem
from doorstep.planner.hours import HoursProblem, VisitTime
from doorstep.planner.hours.rehearsal import rehearse

HERE = (31.0, 91.0)
G = Helper("g", HERE, most_households=9, weekly_hours=1)


def weekly(households, team):
    village = PairingProblem(
        tuple(Household(f"h{number}", (HERE,)) for number in range(households)), tuple(team)
    )
    times = {row.key: VisitTime(4, 40) for row in village.households}
    return HoursProblem(village, times), dict.fromkeys(times, 52)


def test_hours_that_suffice_leave_helpers_to_spare():
    found = rehearse(*weekly(2, [replace(G, key=f"g{number}") for number in range(4)]))

    assert (found.visits, found.hours, found.weekly_hours) == (104, 69.3, 1.3)
    assert (found.weekly_hours_stated, found.empty_places) == (4.0, 0)
    assert (found.missing, found.to_spare) == (0, 2)


def test_hours_that_do_not_suffice_say_how_many_helpers_are_missing():
    found = rehearse(*weekly(4, [G]))

    assert (found.visits, found.weekly_hours, found.empty_places) == (208, 2.7, 3)
    assert (found.missing, found.to_spare) == (2, 0)


def test_where_nobody_stated_hours_the_missing_are_not_known():
    found = rehearse(*weekly(1, [replace(G, weekly_hours=None)]))

    assert (found.missing, found.to_spare, found.empty_places) == (None, None, 1)


def test_a_way_that_is_not_known_counts_in_kilometres_as_it_does_in_hours():
    far = Helper("far", (31.1, 91.0), most_households=0, weekly_hours=9)
    problem, times_a_year = weekly(1, [far, replace(G, home=None, weekly_hours=9)])

    found = rehearse(problem, times_a_year)

    minutes = found.hours * 60 / 52 - 40
    assert found.km == pytest.approx(52 * minutes * 40 / 60, rel=0.02)
    assert found.km > 1000


def test_without_a_team_the_visits_count_without_a_way():
    assert rehearse(*weekly(3, [])).weekly_hours == 2.0


def test_locked_pairs_beyond_the_hours_may_move():
    problem, times_a_year = weekly(2, [replace(G, weekly_hours=0.5)])
    locked = tuple(
        replace(row, locked=frozenset("g")) for row in problem.village.households
    )  # fmt: skip

    found = rehearse(replace(problem, village=replace(problem.village, households=locked)),
                     times_a_year)  # fmt: skip

    assert found.empty_places == 2
