"""Sealed fields: switched on after the assessment; children's names; opening with a reason."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from doorstep.kit import vault
from doorstep.kit.errors import NotVisible
from doorstep.people.models import AuditEntry
from doorstep.people.queries import openings_of
from doorstep.register import actions
from doorstep.register.actions import sealing
from doorstep.register.models import Consent, Household, Member, SealedField, Sealing
from doorstep.register.queries import (
    get_sealed_field_for,
    is_sealing,
    may_open_sealed,
    own_name,
    sealed_fields_of,
    search_households,
    with_shown_names,
)
from doorstep.register.rules import is_child
from tests.factories import make_household, make_member

LATER = timedelta(days=90)
CARD = "6228 0000 1111 2222"


def switch_on(place, *, by, on, assessed_on=None):
    return actions.open_sealed_fields(place, by=by, on=on, assessed_on=assessed_on or on)


def keep(cast, household, **more):
    given = {
        "kind": "bank_card", "member": household.members.get(relation="head"), "text": CARD,
        "need_id": uuid4(), "until_on": cast.day + LATER, "by": cast.tashi_account, "on": cast.day,
    } | more  # fmt: skip
    return actions.seal_field(household, given.pop("kind"), **given)


def let_in(cast, household, account, **more):
    given = {"reason": "陪同办理救助", "until_on": cast.day + LATER, "on": cast.day}
    return actions.let_open_sealed(household, account, by=cast.coordinator, **given | more)


def test_they_are_switched_on_once_at_a_village_and_after_its_assessment(cast):
    by, day = cast.coordinator, cast.day
    for place, assessed_on, error in (
        (cast.caoba, None, sealing.AssessmentMissing),
        (cast.caoba, day + timedelta(days=1), sealing.AssessmentMissing),
        (cast.town, day, sealing.SealsAtVillages),
    ):
        with pytest.raises(error):
            actions.open_sealed_fields(place, by=by, on=day, assessed_on=assessed_on)

    switch_on(cast.caoba, by=by, on=day)

    with pytest.raises(sealing.SealedFieldsAreOn):
        switch_on(cast.caoba, by=by, on=day)
    assert Sealing.objects.count() == 1
    days = (day - timedelta(days=1), day)
    assert [is_sealing(cast.caoba.pk, one) for one in days] == [False, True]
    assert not is_sealing(cast.xiagou.pk, day)


def test_a_childs_own_name_is_kept_nowhere_before_and_sealed_after(cast):
    before = make_member(cast.a, "拉珍", birth_year=2020, on=cast.day)
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)

    after = make_member(cast.a, "白珍", birth_year=2021, on=cast.day)
    grown = make_member(cast.a, "达娃", birth_year=1990, on=cast.day)

    assert [(one.name, own_name(one)) for one in (before, after, grown)] == [
        ("孩子2", ""), ("孩子3", "白珍"), ("达娃", ""),
    ]  # fmt: skip
    assert "白珍" not in str(list(Member.objects.values_list("name", "sealed_name")))


def test_a_child_that_is_named_again_keeps_its_number(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    child = make_member(cast.a, "白珍", birth_year=2021, on=cast.day)
    sealed = child.sealed_name

    same = actions.change_member(child, name="白珍", by=cast.coordinator, on=cast.day)
    other = actions.change_member(child, name="白玛珍", by=cast.coordinator, on=cast.day)
    number = actions.change_member(child, name="孩子7", by=cast.coordinator, on=cast.day)

    assert (same, other, number) == ([], ["sealed_name"], [])
    assert (child.name, own_name(child)) == ("孩子2", "白玛珍")
    assert child.sealed_name != sealed


def test_search_finds_no_sealed_name(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    make_member(cast.a, "白珍", birth_year=2021, on=cast.day)

    found = [
        search_households(cast.coordinator, word, cast.day, 9).count() for word in ("白珍", "央")
    ]

    assert found == [0, 1]


def test_a_child_that_moves_takes_the_name_along(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    child = make_member(cast.a, "白珍", birth_year=2021, on=cast.day)

    moved = actions.move_member(child, cast.b, by=cast.coordinator, on=cast.day)

    assert (moved.household, moved.name, own_name(moved)) == (cast.b, "孩子1", "白珍")
    assert vault.unseal(cast.b.pk, moved.sealed_name) == "白珍"


def test_at_fourteen_the_name_opens_by_night_once(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    child = make_member(cast.a, "白珍", birth_year=2012, on=cast.day)
    younger = make_member(cast.a, "格桑", birth_year=2013, on=cast.day)
    last, first = date(2026, 12, 31), date(2027, 1, 1)

    opened = [actions.open_names_of_14(by=cast.coordinator, on=day) for day in (last, first, first)]

    for one in (child, younger):
        one.refresh_from_db()
    assert opened == [0, 1, 0]
    assert (child.name, child.sealed_name) == ("白珍", "")
    assert (younger.name, own_name(younger)) == ("孩子3", "格桑")
    assert not is_child(child.birth_year, None, first)


def test_a_year_of_birth_set_right_opens_the_name_at_once(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    child = make_member(cast.a, "白珍", birth_year=2021, on=cast.day)

    actions.change_member(child, birth_year=2001, by=cast.coordinator, on=cast.day)

    assert (child.name, child.sealed_name) == ("白珍", "")


def test_a_name_shows_only_where_a_guardian_agreed(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    shown, hidden, taken_back = (
        make_member(cast.a, name, birth_year=2021, on=cast.day) for name in ("白珍", "格桑", "达瓦")
    )
    for child, withdrawn in ((shown, None), (taken_back, cast.day)):
        Consent.objects.create(
            household=cast.a, child=child, purpose="child_name", how="signed", given_on=cast.day,
            withdrawn_on=withdrawn,
        )  # fmt: skip

    rows = with_shown_names([shown, hidden, taken_back], cast.day)

    assert [one.name for one in rows] == ["白珍", "孩子3", "孩子4"]


def test_with_the_key_the_name_is_gone(cast, own_keys):
    home = make_household(cast.caoba, "A-009")
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    child = make_member(home, "白珍", birth_year=2021, on=cast.day)

    vault.destroy_key(home.pk, cast.day)

    assert (child.name, own_name(child)) == ("孩子1", "")


def test_nothing_is_kept_sealed_before_that_is_switched_on(cast):
    with pytest.raises(sealing.SealedFieldsAreOff) as refused:
        keep(cast, cast.a)

    assert "影响评估" in str(refused.value)
    assert SealedField.objects.count() == 0


def test_a_sealed_field_opens_to_who_was_named_with_a_reason_the_household_reads(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    field = keep(cast, cast.a)
    let_in(cast, cast.a, cast.second)

    found = get_sealed_field_for(cast.second, field.pk, cast.day)
    text = actions.open_sealed_field(found, reason="办理临时救助", by=cast.second, on=cast.day)

    assert text == CARD
    assert CARD not in str(list(SealedField.objects.values()))
    assert CARD not in str(list(AuditEntry.objects.values()))
    assert [(one.who, one.on, one.reason) for one in openings_of(cast.a.pk)] == [
        ("格桑", cast.day, "办理临时救助")
    ]
    entry = AuditEntry.objects.get(act="open_sealed_field")
    assert (entry.household_id, entry.detail) == (cast.a.pk, {"reason": "办理临时救助"})


@pytest.mark.parametrize("reason", ["", "    ", "看看吧", "  救助  "])
def test_a_sealed_field_does_not_open_without_a_reason(cast, reason):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    field = keep(cast, cast.a)
    let_in(cast, cast.a, cast.second)

    with pytest.raises(sealing.ReasonForOpeningMissing):
        actions.open_sealed_field(field, reason=reason, by=cast.second, on=cast.day)

    assert openings_of(cast.a.pk) == []


def test_nobody_else_opens_it_not_even_who_wrote_it_or_coordinates(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    field = keep(cast, cast.a)
    let_in(cast, cast.b, cast.second)
    actions.grant_access(
        cast.a, via="sealed", account=cast.coordinator, from_on=cast.day, by=cast.coordinator
    )

    for account in (cast.tashi_account, cast.coordinator, cast.second, cast.town_account):
        assert not may_open_sealed(account, cast.a, cast.day)
        with pytest.raises(NotVisible):
            get_sealed_field_for(account, field.pk, cast.day)
        with pytest.raises(sealing.NotLetIn):
            actions.open_sealed_field(field, reason="办理临时救助", by=account, on=cast.day)


def test_a_coordinator_is_never_named_and_a_grant_ends(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    with pytest.raises(sealing.CoordinatorOpensNothing):
        let_in(cast, cast.a, cast.coordinator)
    with pytest.raises(sealing.SealedDaysRefused):
        let_in(cast, cast.a, cast.second, until_on=cast.day)

    let_in(cast, cast.a, cast.second, until_on=cast.day + timedelta(days=7))

    days = (cast.day + timedelta(days=6), cast.day + timedelta(days=7))
    assert [may_open_sealed(cast.second, cast.a, day) for day in days] == [True, False]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"text": "  "}, sealing.SealedTextRefused),
        ({"text": "长" * 501}, sealing.SealedTextRefused),
        ({"until_on": date(2026, 3, 2)}, sealing.SealedDaysRefused),
        ({"until_on": date(2027, 3, 3)}, sealing.SealedDaysRefused),
    ],
)
def test_what_is_kept_has_words_and_an_end(cast, more, error):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)

    with pytest.raises(error):
        keep(cast, cast.a, **more)

    assert SealedField.objects.count() == 0


def test_it_is_another_households_for_nobody(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)

    with pytest.raises(actions.circumstances.MemberOfAnotherHousehold):
        keep(cast, cast.a, member=cast.b.members.get())


def test_it_is_not_opened_after_its_day_and_deleted_when_needed_no_longer(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    short, other = keep(cast, cast.a, until_on=cast.day + timedelta(days=2)), keep(cast, cast.a)
    let_in(cast, cast.a, cast.second)
    after = cast.day + timedelta(days=2)

    actions.end_sealed_field(other, by=cast.second, on=after)

    with pytest.raises(NotVisible):
        get_sealed_field_for(cast.second, short.pk, after)
    assert [one.pk for one in sealed_fields_of(cast.a, cast.day)] == [short.pk]
    assert AuditEntry.objects.filter(act="end_sealed_field").count() == 1


def test_many_households_at_once_are_sealed_too(cast):
    switch_on(cast.caoba, by=cast.coordinator, on=cast.day)
    head = {"name": "普布", "relation": "head"}
    young = {"relation": "member", "birth_year": 2019}
    entry = actions.NewHousehold(
        code="A-050",
        members=[head, {"name": "孩子1", "own_name": "白珍", **young}, {"name": "格桑", **young}],
    )

    (made,) = actions.add_households(cast.caoba, [entry], by=cast.coordinator, on=cast.day)

    rows = Household.objects.get(pk=made.pk).members.order_by("order")
    assert [(one.name, own_name(one)) for one in rows] == [
        ("普布", ""), ("孩子1", "白珍"), ("孩子2", "格桑"),
    ]  # fmt: skip
