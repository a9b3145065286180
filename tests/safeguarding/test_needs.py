"""Safeguarding needs: told, answered, opened, noted, closed, and gone with the household's key."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from doorstep.kit import vault
from doorstep.kit.errors import NotVisible
from doorstep.people.actions import (
    SafeguardingStandsApart,
    end_duty,
    give_duty,
    give_role,
    link_helper,
)
from doorstep.people.choices import Duty, Role
from doorstep.safeguarding import actions
from doorstep.safeguarding.models import SafeguardingChain, SafeguardingEntry
from doorstep.safeguarding.queries import (
    PersonNotInHousehold,
    damaged_villages,
    get_guarded_need_for,
    get_safeguarding_need_for,
    guarded_villages,
    household_by_code,
    is_whole,
    member_named,
    needs_guarded,
    safeguarding_persons,
)
from tests.factories import make_account, make_household

DAY = date(2026, 3, 11)
TOLD = "夜里听见的事"


@pytest.fixture
def person(cast):
    return make_account("safe", name="保护人", duties=[(Duty.SAFEGUARDING, cast.caoba)])


def hand(household, *, by, on=DAY, text=TOLD, **more):
    """Hands something over; the need's id."""
    given = {"id": uuid4(), "text": text, "reach": "在学校门口", "by": by, "on": on} | more
    actions.hand_to_safeguarding(household, **given)
    return given["id"]


def answered(person, need_id, *, is_relative=False, on=DAY):
    need = get_guarded_need_for(person, need_id, on)
    actions.answer_relative(need, is_relative=is_relative, by=person, on=on)
    return need


def test_nothing_can_be_handed_over_before_a_person_is_named(cast):
    with pytest.raises(actions.NoSafeguardingPerson):
        hand(cast.a, by=cast.tashi_account)

    assert (SafeguardingEntry.objects.count(), SafeguardingChain.objects.count()) == (0, 0)


def test_what_was_handed_over_is_read_by_the_named_person_with_a_reason(cast, person):
    need_id = hand(cast.a, by=cast.tashi_account)
    answered(person, need_id)

    need = get_safeguarding_need_for(person, need_id, DAY)
    told = actions.open_safeguarding_need(need, reason="约好单独见面", by=person, on=DAY)

    assert [(one.act, one.by, one.values.get("text")) for one in told] == [
        ("handed", cast.tashi_account.pk, TOLD),
        ("answered", person.pk, None),
    ]
    after = get_safeguarding_need_for(person, need_id, DAY)
    assert (after.entries[-1].act, after.entries[-1].values) == ("opened", {"text": "约好单独见面"})


@pytest.mark.parametrize("reason", ["", "    ", "看看"])
def test_without_a_reason_nothing_opens(cast, person, reason):
    need_id = hand(cast.a, by=cast.coordinator)
    answered(person, need_id)
    need = get_safeguarding_need_for(person, need_id, DAY)

    with pytest.raises(actions.ReasonTooShort):
        actions.open_safeguarding_need(need, reason=reason, by=person, on=DAY)

    assert SafeguardingEntry.objects.count() == 2


def test_a_relative_reads_nothing_and_another_person_does(cast, person):
    need_id = hand(cast.a, by=cast.coordinator)
    other = make_account("other", duties=[(Duty.SAFEGUARDING, cast.town)])

    answered(person, need_id, is_relative=True)
    answered(other, need_id)

    for get in (get_guarded_need_for, get_safeguarding_need_for):
        with pytest.raises(NotVisible):
            get(person, need_id, DAY)
    assert get_safeguarding_need_for(other, need_id, DAY).id == need_id


def test_before_the_question_is_answered_nothing_opens(cast, person):
    need_id = hand(cast.a, by=cast.coordinator)

    with pytest.raises(NotVisible):
        get_safeguarding_need_for(person, need_id, DAY)


def test_a_relative_cannot_write_one_down(cast, person):
    with pytest.raises(actions.RelativeOfHousehold):
        actions.raise_safeguarding_need(
            cast.a, id=uuid4(), text=TOLD, reach="", is_relative=True, by=person, on=DAY
        )

    assert SafeguardingEntry.objects.count() == 0


def test_what_the_person_writes_down_is_theirs_at_once(cast, person):
    need_id = uuid4()

    actions.raise_safeguarding_need(
        cast.a, id=need_id, text=TOLD, reach="", is_relative=False, by=person, on=DAY
    )

    assert get_safeguarding_need_for(person, need_id, DAY).household_id == cast.a.pk


def test_nobody_but_the_named_person_of_the_village_finds_it(cast, person):
    elsewhere = make_account("else", duties=[(Duty.SAFEGUARDING, cast.xiagou)])
    need_id = hand(cast.a, by=cast.coordinator)

    for account in (
        cast.coordinator,
        cast.tashi_account,
        cast.second,
        cast.town_account,
        cast.auditor,
        elsewhere,
    ):
        assert needs_guarded(account, DAY) == []
        with pytest.raises(NotVisible):
            get_guarded_need_for(account, need_id, DAY)


def test_the_same_form_sent_twice_tells_once(cast, person):
    same = uuid4()

    hand(cast.a, by=cast.coordinator, id=same)
    hand(cast.a, by=cast.coordinator, id=same, text="再写一次")

    assert SafeguardingEntry.objects.count() == 1


def test_it_is_due_in_three_days_then_on_the_day_noted_and_never_once_closed(cast, person):
    need_id = hand(cast.a, by=cast.coordinator)
    answered(person, need_id)
    due = []

    def look():
        need = get_safeguarding_need_for(person, need_id, DAY)
        due.append(need.due_on)
        return need

    need = look()
    again = DAY + timedelta(days=10)
    actions.note_safeguarding_need(need, text="谈过一次", again_on=again, by=person, on=DAY)
    actions.note_safeguarding_need(look(), text="再谈", again_on=None, by=person, on=DAY)
    actions.close_safeguarding_need(look(), text="已搬到亲戚家", by=person, on=DAY)
    look()

    assert due == [DAY + timedelta(days=3), again, again, None]


def test_a_closed_one_takes_no_more_notes_and_comes_back_on_no_past_day(cast, person):
    need_id = hand(cast.a, by=cast.coordinator)
    answered(person, need_id)
    need = get_safeguarding_need_for(person, need_id, DAY)
    with pytest.raises(actions.AgainInPast):
        actions.note_safeguarding_need(
            need, text="谈过", again_on=DAY - timedelta(days=1), by=person, on=DAY
        )
    actions.close_safeguarding_need(need, text="已安全", by=person, on=DAY)
    closed = get_safeguarding_need_for(person, need_id, DAY)

    with pytest.raises(actions.SafeguardingNeedClosed):
        actions.close_safeguarding_need(closed, text="又一次", by=person, on=DAY)


def test_whoever_is_named_next_gets_the_open_ones_and_not_the_closed(cast, person):
    open_one, closed_one = (hand(home, by=cast.coordinator) for home in (cast.a, cast.b))
    answered(person, closed_one)
    need = get_safeguarding_need_for(person, closed_one, DAY)
    actions.close_safeguarding_need(need, text="已安全", by=person, on=DAY)
    later = DAY + timedelta(days=5)

    end_duty(person.duties.get(), by=cast.coordinator, on=later)
    heir = make_account("heir", duties=[(Duty.SAFEGUARDING, cast.caoba)], on=later)

    assert needs_guarded(person, later) == []
    assert [one.id for one in needs_guarded(heir, later)] == [open_one]


def test_the_person_is_no_coordinator_and_no_helper_of_the_place(cast, person):
    by = cast.coordinator
    for account, place in (
        (cast.coordinator, cast.caoba),
        (cast.coordinator, cast.town),
        (cast.tashi_account, cast.caoba),
    ):
        with pytest.raises(SafeguardingStandsApart):
            give_duty(account, Duty.SAFEGUARDING, place, by=by, on=DAY)
    for role in (Role.COORDINATOR, Role.HELPER):
        with pytest.raises(SafeguardingStandsApart):
            give_role(person, role, cast.caoba, by=by, on=DAY)
    with pytest.raises(SafeguardingStandsApart):
        link_helper(cast.pema, person, by=by, on=DAY)

    give_duty(cast.coordinator, Duty.SAFEGUARDING, cast.xiagou, by=by, on=DAY)

    assert safeguarding_persons(cast.caoba, DAY) == [person]
    assert safeguarding_persons(cast.xiagou, DAY) == [cast.coordinator]


def test_who_serves_the_village_all_the_same_reads_nothing(cast, person):
    cast.pema.account = person  # as a row written past the actions would say
    cast.pema.save(update_fields=["account"])
    person.roles.create(role=Role.HELPER, place=cast.caoba, start_on=cast.day)

    assert not guarded_villages(person, DAY).exists()
    assert safeguarding_persons(cast.caoba, DAY) == []


def test_a_household_is_found_by_its_code_in_the_guarded_village_alone(cast, person):
    assert household_by_code(person, cast.caoba, " A-001 ", DAY) == cast.a
    for village, code in ((cast.caoba, "A-9"), (cast.xiagou, "X-001")):
        with pytest.raises(NotVisible):
            household_by_code(person, village, code, DAY)


def test_the_person_concerned_is_named_as_on_the_register(cast):
    assert member_named(cast.a, " 旦增 ", DAY).name == "旦增"
    assert member_named(cast.a, " ", DAY) is None
    with pytest.raises(PersonNotInHousehold):
        member_named(cast.a, "别人", DAY)


def test_with_the_households_key_everything_of_it_is_gone_and_the_rest_stays_whole(cast, person):
    home = make_household(cast.caoba, "A-009")  # keys outlive a test, those of the cast stay
    gone, stays = (hand(one, by=cast.coordinator) for one in (home, cast.b))
    raw = "".join(f"{row.owner}{row.content}" for row in SafeguardingEntry.objects.all())

    vault.destroy_key(home.pk, DAY)

    assert TOLD not in raw
    assert [one.id for one in needs_guarded(person, DAY)] == [stays]
    assert is_whole(cast.caoba)
    actions.forget_safeguarding(home.pk, cast.caoba.pk, by=person, on=DAY)
    assert not SafeguardingEntry.objects.filter(need_id=gone).exists()
    assert is_whole(cast.caoba)


def test_what_was_closed_two_years_ago_is_kept_no_longer(cast, person):
    old, open_one = (hand(home, by=cast.coordinator) for home in (cast.a, cast.b))
    answered(person, old)
    need = get_safeguarding_need_for(person, old, DAY)
    actions.close_safeguarding_need(need, text="已安全", by=person, on=DAY)

    early = actions.drop_old_needs(by=person, on=date(2028, 3, 11))
    late = actions.drop_old_needs(by=person, on=date(2028, 3, 12))

    assert (early, late) == (0, 1)
    assert {row.need_id for row in SafeguardingEntry.objects.all()} == {open_one}
    assert is_whole(cast.caoba)


@pytest.mark.parametrize(
    "spoil", ["change", "swap", "cut", "drop", "move", "chain", "all", "emptied"]
)
@pytest.mark.usefixtures("own_keys")
def test_whatever_is_changed_in_the_database_is_noticed(
    cast, person, spoil, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = (hand(home, by=cast.coordinator) for home in (cast.a, cast.b))
    answered(person, first)
    rows = SafeguardingEntry.objects.filter(need_id=first)
    before = is_whole(cast.caoba)

    if spoil == "change":
        rows.filter(number=1).update(content=rows.get(number=2).content)
    elif spoil == "swap":
        rows.filter(number=1).update(number=9)
        rows.filter(number=2).update(number=1)
        rows.filter(number=9).update(number=2)
    elif spoil == "cut":
        rows.filter(number=2).delete()
    elif spoil == "drop":
        rows.delete()
    elif spoil == "move":
        rows.filter(number=2).update(need_id=second)
    elif spoil == "chain":
        SafeguardingChain.objects.update(ends="")
    else:
        SafeguardingEntry.objects.all().delete()
        if spoil == "all":
            SafeguardingChain.objects.all().delete()
        else:
            SafeguardingChain.objects.update(ends="")

    assert (before, is_whole(cast.caoba), is_whole(cast.xiagou)) == (True, False, True)


@pytest.mark.usefixtures("own_keys")
def test_what_was_rolled_back_is_nothing_missing(cast, person):
    before = keys_there_are()

    with transaction.atomic():
        hand(cast.a, by=cast.coordinator)
        transaction.set_rollback(True)
    with transaction.atomic():
        actions.forget_safeguarding(cast.b.pk, cast.caoba.pk, by=person, on=DAY)
        transaction.set_rollback(True)

    assert keys_there_are() > before  # keys lie outside the database, and stay
    assert is_whole(cast.caoba)
    assert damaged_villages(person, DAY) == []


@pytest.mark.parametrize("column", ["owner", "content"])
def test_one_damaged_row_blocks_neither_the_other_needs_nor_an_erasure(cast, person, column):
    gone = make_household(cast.caoba, "A-009")  # keys outlive a test, those of the cast stay
    spoilt, other, stays = (hand(one, by=cast.coordinator) for one in (cast.a, gone, cast.b))
    SafeguardingEntry.objects.filter(need_id=spoilt).update(**{column: "v1.x"})

    actions.drop_old_needs(by=person, on=DAY)
    actions.forget_safeguarding(gone.pk, cast.caoba.pk, by=person, on=DAY)

    assert stays in {one.id for one in needs_guarded(person, DAY)}
    assert not SafeguardingEntry.objects.filter(need_id=other).exists()
    assert damaged_villages(person, DAY) == [cast.caoba]


def test_whose_it_is_is_told_by_the_needs_other_entries_or_by_the_households_key(cast, person):
    first, second = (hand(home, by=cast.coordinator) for home in (cast.a, cast.b))
    answered(person, first)
    SafeguardingEntry.objects.filter(number=1).update(owner="v1.x")

    seen = [one.id for one in needs_guarded(person, DAY)]
    for household in (cast.a, cast.b):
        actions.forget_safeguarding(household.pk, cast.caoba.pk, by=person, on=DAY)

    assert seen == [first]  # nothing says of the second to whom it belongs, but its words open
    assert not SafeguardingEntry.objects.filter(need_id__in=[first, second]).exists()
    assert is_whole(cast.caoba)


def test_with_a_damaged_end_the_stories_go_on_and_the_damage_stays_to_be_seen(cast, person):
    first, _second = (hand(home, by=cast.coordinator) for home in (cast.a, cast.b))
    SafeguardingChain.objects.update(ends="v1.x")

    answered(person, first)
    third = hand(cast.c, by=cast.coordinator)
    actions.forget_safeguarding(cast.b.pk, cast.caoba.pk, by=person, on=DAY)

    assert {first, third} <= {one.id for one in needs_guarded(person, DAY)}
    rows = SafeguardingEntry.objects.filter(need_id=first)
    assert [row.number for row in rows.order_by("number")] == [1, 2]
    assert not is_whole(cast.caoba)


def test_what_is_open_outlives_the_household_alone_and_without_it(cast, person):
    home = make_household(cast.caoba, "A-009", head="卓嘎")  # keys outlive a test
    head = home.members.get(relation="head")
    need_id = hand(home, by=cast.coordinator, member=head)
    answered(person, need_id)
    before = {(row.owner, row.content) for row in SafeguardingEntry.objects.all()}

    actions.forget_safeguarding(
        home.pk, cast.caoba.pk, by=cast.coordinator, on=DAY, names={head.pk: head.name}
    )
    vault.destroy_key(home.pk, DAY)

    [need] = needs_guarded(person, DAY)
    stored = {(row.owner, row.content) for row in SafeguardingEntry.objects.all()}
    assert stored & before == set()
    assert need.id != need_id
    assert need.household_id != home.pk
    assert (need.member_id, need.name, need.loosened_on) == (None, "卓嘎", DAY)
    assert (need.is_open, need.is_for(person.pk), need.raised_on) == (True, True, DAY)
    told = actions.open_safeguarding_need(need, reason="约好单独见面", by=person, on=DAY)
    assert [one.act for one in told] == ["handed", "answered", "loosened"]
    assert (told[0].values["text"], told[0].values["reach"]) == (TOLD, "在学校门口")
    assert str(home.pk) not in str(told)
    assert is_whole(cast.caoba)


def test_what_outlived_its_household_goes_at_once_when_it_is_closed(cast, person):
    home = make_household(cast.caoba, "A-009")
    need_id = hand(home, by=cast.coordinator)
    answered(person, need_id)
    actions.forget_safeguarding(home.pk, cast.caoba.pk, by=cast.coordinator, on=DAY)
    [need] = needs_guarded(person, DAY)

    actions.close_safeguarding_need(need, text="已安全", by=person, on=DAY)

    assert SafeguardingEntry.objects.count() == 0
    assert vault.is_destroyed(need.household_id)
    assert is_whole(cast.caoba)


def test_what_was_closed_goes_with_the_household(cast, person):
    need_id = hand(cast.a, by=cast.coordinator)
    answered(person, need_id)
    need = get_safeguarding_need_for(person, need_id, DAY)
    actions.close_safeguarding_need(need, text="已安全", by=person, on=DAY)

    actions.forget_safeguarding(cast.a.pk, cast.caoba.pk, by=cast.coordinator, on=DAY)

    assert SafeguardingEntry.objects.count() == 0


def test_forgetting_makes_as_many_keys_whether_or_not_there_was_something(cast, person):
    for household in (cast.a, cast.a, cast.c):
        hand(household, by=cast.coordinator)
    made = []

    for household in (cast.a, cast.c, cast.b):
        before = keys_there_are()
        actions.forget_safeguarding(household.pk, cast.caoba.pk, by=person, on=DAY)
        made.append(keys_there_are() - before)

    assert made == [4, 4, 4]


def keys_there_are():
    return len(vault._read("SELECT owner FROM key"))


def test_forgetting_takes_as_many_queries_whether_or_not_there_was_something(cast, person):
    hand(cast.a, by=cast.coordinator)
    counts = []

    for household in (cast.a, cast.b):
        with CaptureQueriesContext(connection) as queries:
            actions.forget_safeguarding(household.pk, cast.caoba.pk, by=person, on=DAY)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert is_whole(cast.caoba)
