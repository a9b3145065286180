from datetime import date
from uuid import UUID

import pytest

from doorstep.kit.periods import Period
from doorstep.method.choices import CadenceKind, Every
from doorstep.visits.choices import DutyState, Mode, Result, Why
from doorstep.visits.rules import (
    NewNeed,
    Seen,
    digest,
    fulfils,
    is_away,
    state_of,
    why_left,
    window,
)

WEDNESDAY = date(2026, 3, 11)
LAST_WEEK = date(2026, 3, 6)
BEFORE = date(2026, 2, 27)


@pytest.mark.parametrize(
    ("every", "day", "from_on", "to_on"),
    [
        (Every.WEEK, WEDNESDAY, date(2026, 3, 9), date(2026, 3, 15)),
        (Every.WEEK, date(2026, 3, 15), date(2026, 3, 9), date(2026, 3, 15)),
        (Every.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Every.TWO_WEEKS, WEDNESDAY, date(2026, 3, 2), date(2026, 3, 15)),
        (Every.MONTH, WEDNESDAY, date(2026, 3, 1), date(2026, 3, 31)),
        (Every.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (Every.QUARTER, WEDNESDAY, date(2026, 1, 1), date(2026, 3, 31)),
        (Every.QUARTER, date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_duty_looks_at_whole_weeks_and_months(every, day, from_on, to_on):
    assert window(every, day) == Period(from_on, to_on)


def test_a_household_that_wants_no_visits_has_no_duty():
    assert window(Every.NEVER, WEDNESDAY) is None
    assert state_of(CadenceKind.CONTACT, Every.NEVER, WEDNESDAY, []) == DutyState.NONE


def test_an_unknown_cadence_is_an_error():
    with pytest.raises(ValueError, match="fortnightly"):
        window("fortnightly", WEDNESDAY)


@pytest.mark.parametrize(
    ("mode", "result", "contact", "on_site"),
    [
        (Mode.ON_SITE, Result.MET, True, True),
        (Mode.ON_SITE, Result.REFUSED, True, True),
        (Mode.ON_SITE, Result.NOT_AT_HOME, False, False),
        (Mode.ON_SITE, Result.MOVED_CAMP, False, False),
        (Mode.ON_SITE, Result.ROAD_CLOSED, False, False),
        (Mode.PHONE, Result.MET, True, False),
        (Mode.PHONE, Result.REFUSED, True, False),
        (Mode.PHONE, Result.NOT_AT_HOME, False, False),
        (Mode.CAME_IN, Result.MET, True, False),
    ],
)
def test_met_and_refused_fulfil_and_only_a_visit_is_on_site(mode, result, contact, on_site):
    seen = Seen(WEDNESDAY, mode, result)

    assert fulfils(CadenceKind.CONTACT, seen) is contact
    assert fulfils(CadenceKind.ON_SITE, seen) is on_site


@pytest.mark.parametrize(
    ("every", "visits", "state"),
    [
        (Every.WEEK, [], DutyState.LEFT),
        (Every.WEEK, [(LAST_WEEK, Mode.PHONE, Result.MET)], DutyState.LEFT),
        (Every.WEEK, [(WEDNESDAY, Mode.PHONE, Result.MET)], DutyState.MET),
        (Every.WEEK, [(WEDNESDAY, Mode.ON_SITE, Result.MET)], DutyState.MET),
        (Every.WEEK, [(WEDNESDAY, Mode.PHONE, Result.REFUSED)], DutyState.REFUSED),
        (Every.WEEK, [(WEDNESDAY, Mode.ON_SITE, Result.NOT_AT_HOME)], DutyState.LEFT),
        (Every.TWO_WEEKS, [(LAST_WEEK, Mode.PHONE, Result.MET)], DutyState.MET),
        (Every.TWO_WEEKS, [(BEFORE, Mode.PHONE, Result.MET)], DutyState.LEFT),
        (Every.MONTH, [(LAST_WEEK, Mode.PHONE, Result.MET)], DutyState.MET),
        (Every.MONTH, [(BEFORE, Mode.PHONE, Result.MET)], DutyState.LEFT),
        (Every.QUARTER, [(BEFORE, Mode.PHONE, Result.MET)], DutyState.MET),
        (Every.WEEK, [(date(2026, 3, 13), Mode.PHONE, Result.MET)], DutyState.LEFT),
    ],
)
def test_a_duty_stands_as_the_visits_up_to_the_day_say(every, visits, state):
    seen = [Seen(*visit) for visit in visits]

    assert state_of(CadenceKind.CONTACT, every, WEDNESDAY, seen) == state


def test_away_excuses_what_is_not_done():
    away = [(date(2026, 3, 10), date(2026, 3, 20))]
    called = [Seen(date(2026, 3, 9), Mode.PHONE, Result.MET)]

    assert state_of("contact", "week", WEDNESDAY, [], away) == DutyState.AWAY
    assert state_of("contact", "week", WEDNESDAY, called, away) == DutyState.MET


@pytest.mark.parametrize(
    ("day", "away"),
    [(date(2026, 3, 9), False), (date(2026, 3, 10), True), (date(2026, 3, 20), False)],
)
def test_back_is_the_first_day_at_home(day, away):
    assert is_away([(date(2026, 3, 10), date(2026, 3, 20))], day) is away


@pytest.mark.parametrize(
    ("duty", "visits", "why"),
    [
        ("contact", [], Why.NOT_TRIED),
        ("contact", [(LAST_WEEK, Mode.PHONE, Result.NOT_AT_HOME)], Why.NOT_TRIED),
        ("contact", [(WEDNESDAY, Mode.PHONE, Result.NOT_AT_HOME)], Why.NO_ANSWER),
        ("contact", [(WEDNESDAY, Mode.ON_SITE, Result.NOT_AT_HOME)], Why.NOT_AT_HOME),
        ("contact", [(WEDNESDAY, Mode.ON_SITE, Result.ROAD_CLOSED)], Why.ROAD_CLOSED),
        ("on_site", [(WEDNESDAY, Mode.PHONE, Result.NOT_AT_HOME)], Why.NOT_TRIED),
        (
            "contact",
            [
                (date(2026, 3, 9), Mode.PHONE, Result.NOT_AT_HOME),
                (date(2026, 3, 10), Mode.ON_SITE, Result.MOVED_CAMP),
            ],
            Why.MOVED_CAMP,
        ),
    ],
)
def test_what_is_left_says_how_the_last_try_went(duty, visits, why):
    seen = [Seen(*visit) for visit in visits]

    assert why_left(duty, "week", WEDNESDAY, seen) == why


def test_a_digest_tells_content_apart_and_nothing_else():
    one = {"on": WEDNESDAY, "needs": [NewNeed("errand", "药")], "household": UUID(int=1)}
    same = {"household": UUID(int=1), "needs": [NewNeed("errand", "药")], "on": WEDNESDAY}
    other = {**one, "needs": [NewNeed("errand", "盐")]}

    assert digest(one) == digest(same)
    assert digest(one) != digest(other)
