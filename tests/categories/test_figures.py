from datetime import timedelta

import pytest

from doorstep.categories.actions import decide_category, put_proposal, record_objection
from doorstep.categories.figures import FIGURES
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from doorstep.register.actions import close_household
from tests.factories import DAY, make_category, make_meeting, make_proposal, request_mediation

BY_KEY = {figure.key: figure for figure in FIGURES}


def rows(key, place, on=DAY):
    return list(BY_KEY[key].rows(scope_of(place), Period(DAY, on)))


@pytest.mark.parametrize("place", ["caoba", "town"])
def test_colours_sum_to_the_register(cast, method, place):
    need = request_mediation(cast.b)
    make_category(cast.a, cast.second, "blue")
    make_category(cast.b, cast.second, "orange")
    make_category(cast.b, cast.second, "red", need=need)
    everybody = {"caoba": [cast.c], "town": [cast.c, cast.d, cast.e]}[place]

    counted = {kind: rows(f"category.{kind}", getattr(cast, place)) for kind in
               ("green", "blue", "orange", "red")}  # fmt: skip

    assert counted == {"green": everybody, "blue": [cast.a], "orange": [], "red": [cast.b]}


def test_a_household_that_left_has_no_colour(cast, method):
    make_category(cast.a, cast.second)
    later = DAY + timedelta(days=3)
    close_household(cast.a, because="moved", by=cast.coordinator, on=later)

    assert rows("category.blue", cast.caoba) == [cast.a]
    assert rows("category.blue", cast.caoba, on=later) == []


def test_proposals_wait_until_the_day_of_their_decision(cast, method):
    later = DAY + timedelta(days=3)
    proposal = make_proposal(cast.a)
    meeting = make_meeting(cast.caoba_team, on=later)
    put_proposal(proposal, meeting, by=cast.coordinator, on=DAY, is_relative=False)
    decide_category(proposal, accept=False, by=cast.second, on=later, is_relative=False)

    assert rows("proposals_waiting", cast.caoba) == [proposal]
    assert rows("proposals_waiting", cast.caoba, on=later) == []


def test_what_ends_soon_is_listed(cast, method):
    category = make_category(cast.a, cast.second)

    days = (category.end_on - timedelta(days=15), category.end_on - timedelta(days=14))

    assert [rows("categories_ending", cast.caoba, on=day) for day in days] == [[], [category]]


def test_what_ends_in_a_household_that_left_is_no_longer_listed(cast, method):
    category = make_category(cast.a, cast.second)
    day = category.end_on - timedelta(days=3)
    close_household(cast.a, because="moved", by=cast.coordinator, on=day)

    assert rows("categories_ending", cast.caoba, on=day - timedelta(days=1)) == [category]
    assert rows("categories_ending", cast.caoba, on=day) == []


def test_open_objections_are_listed(cast, method):
    category = make_category(cast.a, cast.second)
    objection = record_objection(
        category.proposal, member=None, text="不同意", by=cast.coordinator, on=DAY
    )

    assert rows("objections_open", cast.caoba) == [objection]


def test_every_figure_labels_and_targets_its_rows_without_a_name(cast, method):
    category = make_category(cast.a, cast.second)
    record_objection(category.proposal, member=None, text="不同意", by=cast.coordinator, on=DAY)
    make_proposal(cast.a, "orange")
    on = category.end_on - timedelta(days=1)

    told = {
        key: [(figure.label(row), figure.target(row)) for row in rows(key, cast.caoba, on=on)]
        for key, figure in BY_KEY.items()
    }

    assert {label for found in told.values() for label, _ in found} == {"A-001", "A-002", "A-003"}
    assert all(target for found in told.values() for _, target in found)
