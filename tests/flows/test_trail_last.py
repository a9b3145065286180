"""One order of locks: households, the trail, helpers. Two orders would wait for each other."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstep.needs.actions import free_needs, hand_over
from doorstep.needs.models import Need
from doorstep.pairing.actions import decline_pair, take_off_register, take_off_team
from doorstep.people.actions import (
    change_helper,
    end_helper,
    take_back_helper,
    told_together,
    unlink_helper,
)
from doorstep.register.models import Household
from doorstep.rights.actions import answer_request, erase_household, record_request
from doorstep.sync.actions import merge_households, undo_import, undo_merge
from doorstep.sync.models import RosterImport
from doorstep.visits.actions import accept_visit_plan
from tests.factories import make_household, make_need
from tests.sync.samples import DAY as OF_LEDGER
from tests.sync.samples import take
from tests.visits.plans import make_changed_plan, make_visit_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys", "method")]
ON = date(2026, 4, 15)
CHAIN = re.compile(r'SELECT length, head FROM "?people_auditchain')
HOW_LOGGED = re.compile("^QUERY = ['\"]")  # how a prepared one is told on PostgreSQL
LOCKS = re.compile(r'SELECT "register_household"\."id"[^,]*? FROM .*"village_id" IN .* ORDER BY')
HELD = re.compile(r'FROM "register_household" WHERE .*"village_id" = .* ORDER BY')
SNAPSHOT = re.compile(r'SELECT "categories_proposal"\."id"')
TOUCHED = re.compile(r'SELECT "register_household"\."id".*sync_importedchange.* ORDER BY')
TWO = re.compile(r'"register_household"\."id" IN \([^)]*, [^)]*\) ORDER BY "register_household"')
WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
OTHER_NEEDS = re.compile(r'FROM "needs_need" WHERE .*"needs_need"\."text"(?:::text)? LIKE')
# the trail itself, rows that many share, and what an act has just made of itself
AFTER = {"people_auditchain", "people_auditentry", "people_helper", "sync_householdmerge"}


def written(statements):
    return [found.group(1) for one in statements if (found := WRITES.match(one))]


def around_the_trail(act):
    """The tables an act writes before it holds the trail, and after."""
    with CaptureQueriesContext(connection) as asked:
        act()
    said = [HOW_LOGGED.sub("", one["sql"]) for one in asked.captured_queries]
    first = next(number for number, one in enumerate(said) if CHAIN.match(one))
    return set(written(said[:first])), set(written(said[first:]))


def take_back(cast):
    cast.tashi.end_on = ON
    take_back_helper(cast.tashi, by=cast.coordinator, on=ON)


@pytest.fixture
def busy(cast):
    """Tashi goes to two households and owns a need at each."""
    for household in (cast.a, cast.b):
        make_need(household, on=ON, owner=cast.tashi)
    return cast


ACTS = {
    "take_off_team": lambda cast: take_off_team(cast.tashi, by=cast.coordinator, on=ON),
    "take_off_register": lambda cast: take_off_register(
        cast.a, because="moved", by=cast.coordinator, on=ON
    ),
    "free_needs": lambda cast: free_needs(cast.tashi, by=cast.coordinator, on=ON),
    "hand_over": lambda cast: hand_over(
        Need.objects.filter(owner=cast.tashi).first(), to=cast.pema, by=cast.coordinator, on=ON
    ),
    "decline_pair": lambda cast: decline_pair(cast.a, cast.tashi, by=cast.coordinator, on=ON),
}


@pytest.mark.parametrize("name", ACTS)
def test_no_act_on_many_rows_writes_one_of_them_once_it_holds_the_trail(busy, name):
    before, after = around_the_trail(lambda: ACTS[name](busy))

    assert (before - AFTER != set(), after - AFTER) == (True, set())


@pytest.mark.parametrize(
    "act",
    [
        lambda cast: end_helper(cast.tashi, by=cast.coordinator, on=ON),
        lambda cast: change_helper(cast.tashi, by=cast.coordinator, on=ON, phone="19900000077"),
        lambda cast: take_off_team(cast.tashi, by=cast.coordinator, on=ON),
        lambda cast: unlink_helper(cast.tashi, by=cast.coordinator, on=ON),
        told_together()(lambda cast: unlink_helper(cast.tashi, by=cast.coordinator, on=ON)),
        told_together()(lambda cast: take_back(cast)),
        told_together()(  # as one of many, in a ledger
            lambda cast: change_helper(cast.tashi, by=cast.coordinator, on=ON, phone="19900000077")
        ),
    ],
)
def test_a_helpers_row_is_written_after_the_trail(busy, act):
    before, after = around_the_trail(lambda: act(busy))

    assert ("people_helper" in before, "people_helper" in after) == (False, True)


def test_accepting_a_changed_plan_holds_the_trail_last(busy):
    told = {"on": ON, "by": busy.coordinator}
    for until_on in (None, ON + timedelta(days=5)):  # paired, or standing in
        plan = make_changed_plan(busy.caoba, busy.pema, busy.a, until_on=until_on, **told)

        before, after = around_the_trail(lambda plan=plan: accept_visit_plan(plan, **told))

        assert ("register_access" in before, after - AFTER) == (True, set())


def test_a_merger_and_its_undoing_hold_the_trail_last(busy):
    twin = make_household(busy.caoba, "A-010", head="央金拉姆")
    make_need(twin, on=ON, owner=busy.tashi)
    gone, kept = (Household.objects.get(pk=one.pk) for one in (twin, busy.a))
    done = []

    def merge():
        done.append(merge_households(gone, kept, by=busy.coordinator, on=ON))

    merged = around_the_trail(merge)[1]
    undone = around_the_trail(lambda: undo_merge(done[0], by=busy.coordinator, on=ON))[1]

    assert (merged - AFTER, undone - AFTER) == (set(), set())


def is_locking(statement, words):
    return (words in statement) is connection.features.has_select_for_update


def test_undoing_an_import_locks_its_households_before_it_holds_the_trail(db):
    """Then the trail before anything is put back: helpers' rows are among it."""
    report = take("update.xlsx")
    done = RosterImport.objects.get(pk=report.undo_id)
    by, on = done.by, OF_LEDGER + timedelta(days=1)

    with CaptureQueriesContext(connection) as asked:
        undo_import(done, by=by, on=on)

    said = [HOW_LOGGED.sub("", one["sql"]) for one in asked.captured_queries]
    chain = next(number for number, one in enumerate(said) if CHAIN.match(one))
    [locked] = [one for one in said[:chain] if TOUCHED.match(one)]
    assert is_locking(locked, "FOR NO KEY UPDATE")
    assert set(written(said[:chain])) == set()


def test_a_later_ledger_locks_its_households_before_it_compares_and_holds_the_trail(db):
    """It is too large to keep its entries back till its end."""
    take("niancun-197.xlsx")

    with CaptureQueriesContext(connection) as asked:
        take("update.xlsx", on=OF_LEDGER + timedelta(days=1))

    said = [HOW_LOGGED.sub("", one["sql"]) for one in asked.captured_queries]
    locked = next(number for number, one in enumerate(said) if LOCKS.match(one))
    chain = next(number for number, one in enumerate(said) if CHAIN.match(one))
    snapshot = next(number for number, one in enumerate(said) if SNAPSHOT.search(one))
    assert locked < chain < snapshot
    assert is_locking(said[locked], "FOR NO KEY UPDATE")


def test_a_granted_erasure_and_erasing_hold_the_trail_after_both_doubles(busy):
    twin = make_household(busy.caoba, "A-010", head="央金拉姆")
    by = busy.coordinator
    merge_households(twin, busy.a, by=by, on=ON)
    kept = Household.objects.get(pk=busy.a.pk)
    head = kept.members.get(relation="head", left_on=None)
    asked = record_request(
        kept, kind="erasure", member=head, how="spoken", text="请删除", asked_on=ON, by=by, on=ON
    )

    def answer():
        answer_request(asked, outcome="granted", answer="同意", by=by, on=ON)

    answered = around_the_trail(answer)[1]
    with CaptureQueriesContext(connection) as told:
        erase_household(kept, by=by, on=ON)

    both = [one["sql"] for one in told.captured_queries if TWO.search(one["sql"])]
    assert answered - AFTER == set()
    assert is_locking(both[0], "FOR UPDATE")
    said = [HOW_LOGGED.sub("", one["sql"]) for one in told.captured_queries]
    chain = next(at for at, one in enumerate(said) if CHAIN.match(one))
    blots = [one for one in said if OTHER_NEEDS.search(one)]
    assert set(written(said[chain:])) - AFTER == set()
    assert (len(blots), all(is_locking(one, "FOR NO KEY UPDATE") for one in blots)) == (2, True)
    assert Household.objects.filter(pk__in=(twin.pk, kept.pk)).count() == 0


def test_undoing_a_merger_locks_both_before_it_looks_what_came_later(busy):
    twin = make_household(busy.caoba, "A-010", head="央金拉姆")
    kept = Household.objects.get(pk=busy.a.pk)
    merge = merge_households(twin, kept, by=busy.coordinator, on=ON)

    with CaptureQueriesContext(connection) as asked:
        undo_merge(merge, by=busy.coordinator, on=ON)

    first = next(one["sql"] for one in asked.captured_queries if "SELECT" in one["sql"])
    assert TWO.search(first)
    assert is_locking(first, "FOR UPDATE")


def test_keeping_a_plan_holds_its_households_before_it_writes_of_them(busy):
    with CaptureQueriesContext(connection) as asked:
        make_visit_plan(busy.caoba, busy.tashi, [busy.a], on=ON, by=busy.coordinator)

    said = [HOW_LOGGED.sub("", one["sql"]) for one in asked.captured_queries]
    first = next(at for at, one in enumerate(said) if "visits_plannedroute" in one)
    [locked] = [one for one in said[:first] if HELD.search(one)]
    chain = next(at for at, one in enumerate(said) if CHAIN.match(one))
    assert first < chain
    assert is_locking(locked, "FOR NO KEY UPDATE")
