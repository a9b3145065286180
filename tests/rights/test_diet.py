"""Form diet: a field unused for six months is proposed for removal, one of five is not."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstep.activities.actions import record_activity
from doorstep.rights.queries import field_uses
from doorstep.rights.rules import months_before
from doorstep.visits.actions import record_visit
from tests.factories import DAY

FIVE, SIX = date(2026, 8, 2), date(2026, 9, 2)  # months after the day of the cast


def visit(cast, on=DAY, **more):
    record_visit(
        id=uuid4(), household=cast.a, helper=cast.tashi, on=on, mode="phone", result="met",
        by=cast.tashi_account, today=on, **more,
    )  # fmt: skip


def use_of(cast, form, name, on):
    [use] = [
        one for one in field_uses(cast.caoba, on) if (one.form.label, one.name) == (form, name)
    ]
    return use


@pytest.mark.parametrize(("on", "is_unused"), [(DAY, False), (FIVE, False), (SIX, True)])
def test_a_field_unused_for_six_months_is_proposed_for_removal(cast, method, on, is_unused):
    visit(cast, note="门口积水")

    use = use_of(cast, "visits.visit", "note", on)

    assert (use.last_on, use.is_unused) == (DAY, is_unused)


@pytest.mark.parametrize(("on", "is_unused"), [(FIVE, False), (SIX, True)])
def test_a_field_never_used_is_as_old_as_the_first_visit(cast, method, on, is_unused):
    visit(cast)

    use = use_of(cast, "visits.visit", "next_on", on)

    assert (use.last_on, use.is_unused) == (None, is_unused)


def test_where_nobody_was_visited_yet_nothing_is_proposed(cast):
    never = [one for one in field_uses(cast.caoba, SIX) if one.last_on is None]

    assert [one.name for one in never if one.is_unused] == []


def test_another_village_does_not_count(cast):
    for village, where in ((cast.caoba, ""), (cast.xiagou, "村委会")):
        record_activity(
            village, kind="policy_briefing", title="政策宣讲", on=DAY, where=where,
            by=cast.coordinator,
        )  # fmt: skip

    assert use_of(cast, "activities.activity", "where", DAY).last_on is None


def test_a_row_without_words_is_no_use(cast):
    told = {one.name: one.last_on for one in field_uses(cast.caoba, DAY)}

    assert (told["languages"], told["phone"], told["at_school"]) == (None, DAY, DAY)


def test_the_number_of_queries_is_one_a_form_and_one(cast):
    with CaptureQueriesContext(connection) as queries:
        field_uses(cast.caoba, DAY)

    assert len(queries) == 7


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 9, 2), date(2026, 3, 2)),
        (date(2026, 8, 31), date(2026, 2, 28)),
        (date(2026, 1, 15), date(2025, 7, 15)),
    ],
)
def test_six_months_before_a_day(day, before):
    assert months_before(day, 6) == before
