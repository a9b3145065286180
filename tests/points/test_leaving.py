"""Withdrawn, erased, merged: whose points they are, and what counts on without anybody."""

from datetime import date, timedelta

import pytest

from doorstep.figures.queries import get_figure, measure
from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from doorstep.points.actions import (
    answer_dispute,
    dispute_points,
    take_part_again,
    undo_swap,
)
from doorstep.points.actions.moving import OtherPerson
from doorstep.points.models import Award, Dispute, Swap
from doorstep.points.queries import consent_of, people_at, people_who_left, reckoning_of
from doorstep.register.actions import move_member, withdraw_consent
from doorstep.rights.actions import erase_household
from doorstep.rights.actions.retention import count_past_retention, end_retention
from doorstep.rights.choices import Keep
from doorstep.rights.queries.copy import copy_of
from doorstep.sync.actions import merge_households, undo_merge
from tests.factories import DAY, make_household, make_member
from tests.points.made import give, leave_traces, make_scheme, shelf, swap, take_part

LATER = DAY + timedelta(days=5)
MONTH = Period(DAY, DAY + timedelta(days=40))
KEYS = ("points_people", "points_given", "points_swaps", "points_disputes_open")
MARK = "丰收的话"


@pytest.fixture
def traces(cast, method):
    return leave_traces(cast.a, by=cast.coordinator, mark=MARK)


def figures(cast):
    return [measure(get_figure(key), scope_of(cast.caoba), MONTH).value for key in KEYS]


def test_the_night_after_withdrawing_the_rows_are_nobodys(cast, traces):
    head = cast.a.members.get(relation="head")
    withdraw_consent(consent_of(head, DAY), by=cast.coordinator, on=LATER)
    before = figures(cast)

    assert count_past_retention(Keep.POINTS, LATER) == 0
    night = LATER + timedelta(days=1)
    assert count_past_retention(Keep.POINTS, night) == 3
    assert end_retention(Keep.POINTS, by=cast.coordinator, on=night) == 3
    assert end_retention(Keep.POINTS, by=cast.coordinator, on=night) == 0

    award, done, dispute = Award.objects.get(), Swap.objects.get(), Dispute.objects.get()
    assert (award.consent, award.words, award.rule.points) == (None, "", 2)
    assert (done.consent, done.undone_why, done.undone_on) == (None, "", DAY)
    assert (dispute.consent, dispute.text, dispute.outcome) == (None, "", "ended")
    assert dispute.answered_on == LATER
    assert before == [0, 2, 0, 1]
    assert figures(cast) == [0, 2, 0, 0]


def test_words_go_after_three_years_and_the_row_counts_on(cast, traces):
    Dispute.objects.update(outcome="stands", answer=MARK, answered_on=DAY, answered_by=cast.second)
    night = date(DAY.year + 3, DAY.month, DAY.day + 1)

    end_retention(Keep.WORDING, by=cast.coordinator, on=night)

    assert Award.objects.get().words == Swap.objects.get().undone_why == ""
    dispute = Dispute.objects.get()
    assert (dispute.text, dispute.answer, dispute.consent.household) == ("", "", cast.a)


def test_erasing_leaves_rows_of_nobody_and_closed_numbers(own_keys, cast, traces):
    erase_household(cast.a, by=cast.coordinator, on=LATER)

    assert [one.consent for one in (Award.objects.get(), Swap.objects.get())] == [None, None]
    assert figures(cast)[1] == 2


def test_two_rows_that_were_one_person_have_their_points_together(cast, method):
    scheme = make_scheme(cast.caoba, by=cast.coordinator)
    double = make_household(cast.caoba, "A-077", head="央金")
    former, kept = double.members.get(), cast.a.members.get(relation="head")
    for member in (former, kept):
        take_part(member, by=cast.coordinator)
        give(scheme, member, by=cast.coordinator)
    swap(former, shelf(scheme, by=cast.coordinator), by=cast.coordinator)

    merge = merge_households(double, cast.a, by=cast.coordinator, on=LATER)

    together = reckoning_of(kept, LATER)
    assert (together.left, together.short) == (2, 0)
    assert list(people_at(cast.caoba, LATER)) == [kept]

    undo_merge(merge, by=cast.coordinator, on=LATER)

    assert [reckoning_of(one, LATER).left for one in (former, kept)] == [0, 2]


def test_who_moves_over_with_a_merger_keeps_the_points(cast, method):
    scheme = make_scheme(cast.caoba, by=cast.coordinator)
    double = make_household(cast.caoba, "A-077", head="普布")
    take_part(double.members.get(), by=cast.coordinator)
    give(scheme, double.members.get(), by=cast.coordinator)

    merge_households(double, cast.a, by=cast.coordinator, on=LATER)

    moved = cast.a.members.get(name="普布")
    assert reckoning_of(moved, LATER).left == 2
    assert list(people_at(cast.caoba, LATER)) == [moved]


def test_who_moves_into_another_household_says_so_again_and_has_the_points_along(cast, method):
    scheme, by = make_scheme(cast.caoba, by=cast.coordinator), cast.coordinator
    former = make_member(cast.a, "旦达", birth_year=1990)
    take_part(former, by=by)
    [award] = give(scheme, former, by=by)
    swap(former, shelf(scheme, by=by, points=1), by=by)
    dispute_points(scheme, former, award=award, text="少了", made_on=DAY, by=by, on=DAY)
    moved = move_member(former, cast.b, by=by, on=LATER)
    waits = [list(people_who_left(cast.caoba, LATER)), consent_of(moved, LATER)]
    told = {"how": "signed", "given_on": LATER, "by": by, "on": LATER}
    elsewhere = make_member(cast.b, "旦达", birth_year=1991)

    for other in (elsewhere, make_member(cast.b, "仓决", birth_year=1990)):
        with pytest.raises(OtherPerson):
            take_part_again(other, former, **told)
    word = take_part_again(moved, former, **told)

    assert waits == [[former], None]
    assert reckoning_of(moved, LATER).left == 1
    assert {one.consent for one in (Award.objects.get(), Swap.objects.get())} == {word}
    assert Dispute.objects.get().consent == word
    assert list(people_who_left(cast.caoba, LATER)) == []
    with pytest.raises(OtherPerson):  # they went once
        take_part_again(moved, former, **told)


def test_without_a_year_of_birth_it_is_who_came_on_the_day_the_other_left(cast, method):
    scheme, by = make_scheme(cast.caoba, by=cast.coordinator), cast.coordinator
    former = make_member(cast.a, "旦达")
    take_part(former, by=by)
    give(scheme, former, by=by)
    other = make_member(cast.c, "旦达")
    moved = move_member(former, cast.b, by=by, on=LATER)
    told = {"how": "signed", "given_on": LATER, "by": by, "on": LATER}

    with pytest.raises(OtherPerson):
        take_part_again(other, former, **told)
    take_part_again(moved, former, **told)

    assert (reckoning_of(other, LATER).left, reckoning_of(moved, LATER).left) == (0, 2)


def test_what_went_along_meanwhile_is_not_answered_for_the_former_row(cast, method):
    scheme, by = make_scheme(cast.caoba, by=cast.coordinator), cast.coordinator
    former = make_member(cast.a, "旦达", birth_year=1990)
    take_part(former, by=by)
    [award] = give(scheme, former, by=by)
    done = swap(former, shelf(scheme, by=by, points=1), by=by)
    asked = dispute_points(scheme, former, award=award, text="少了", made_on=DAY, by=by, on=DAY)
    moved = move_member(former, cast.b, by=by, on=LATER)
    take_part_again(moved, former, how="signed", given_on=LATER, by=by, on=LATER)

    with pytest.raises(NotVisible):
        answer_dispute(
            asked,
            outcome="taken_back",
            answer="核对过",
            is_relative=False,
            by=cast.second,
            on=LATER,
        )
    with pytest.raises(NotVisible):
        undo_swap(done, why="坏了", by=by, on=LATER)

    assert Award.objects.get().taken_back_on is None
    assert (Dispute.objects.get().answered_on, Swap.objects.get().undone_on) == (None, None)


def test_a_word_of_who_turned_out_too_young_does_not_go_over(cast, method):
    make_scheme(cast.caoba, by=cast.coordinator)
    double = make_household(cast.caoba, "A-077", head="普布")
    former = make_member(double, "桑珠")
    take_part(former, by=cast.coordinator)
    former.birth_year = DAY.year - 16  # found out later: a guardian would have had to agree
    former.save(update_fields=["birth_year"])
    kept = make_member(cast.a, "桑珠", birth_year=DAY.year - 16)

    merge_households(double, cast.a, by=cast.coordinator, on=LATER)

    assert consent_of(kept, LATER) is None
    assert list(people_at(cast.caoba, LATER)) == []


def test_a_copy_tells_the_reader_alone(cast, traces):
    head = cast.a.members.get(relation="head")
    other = make_member(cast.a, "旺堆", birth_year=1980)

    def told(reader):
        sections = {one.key: one.rows for one in copy_of(cast.a, reader, LATER).sections}
        return [len(sections[key]) for key in ("points", "swaps", "point_disputes")]

    assert (told(head), told(other)) == ([1, 1, 1], [0, 0, 0])


def test_who_left_is_found_without_all_their_rows_joined_with_each_other(cast, method):
    sql = str(people_who_left(cast.caoba, DAY).query)

    assert "OUTER JOIN" not in sql  # awards × swaps × disputes of everybody in the county
