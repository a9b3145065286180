"""An administrator alone cannot come by what was told to a safeguarding person."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from doorstep.entry.actions.invitations import accept_renewal, renew_password
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.people.actions import end_role
from doorstep.people.choices import Duty, Role
from doorstep.safeguarding.actions import name_safeguarding_person
from doorstep.safeguarding.queries import (
    get_guarded_need_for,
    guarded_villages,
    needs_guarded,
    safeguarding_persons,
    unvouched_for,
)
from tests.factories import make_account
from tests.office.rows import safeguarding_need

LONG_AGO, LATER = date(2025, 12, 1), date(2026, 5, 1)


@pytest.fixture
def administrator(cast):
    return make_account(
        "admin", name="管理员", roles=[(Role.ADMINISTRATOR, cast.town)], on=LONG_AGO
    )


@pytest.fixture
def person(cast):
    return make_account("safe", name="保护人", duties=[(Duty.SAFEGUARDING, cast.caoba)])


@pytest.fixture
def need(cast, person):
    return safeguarding_need(cast.a, by=cast.coordinator)


def let_in_once_more(account, place, *, by, on=None):
    on = on or clock.today()
    link, _token = renew_password(account, place, clears_factors=True, by=by, on=on)
    accept_renewal(link, password="Ganz-neues-Wort-9", by=by, on=on)
    account.refresh_from_db()


def test_a_link_to_a_new_password_opens_nothing_until_a_second_person_vouches(
    cast, administrator, person, need, browser
):
    let_in_once_more(person, cast.caoba, by=administrator)
    client, today = browser(person), clock.today()

    page = client.get("/safeguarding/")
    shut = client.get(f"/safeguarding/{need}/")
    own = [browser(one).get(f"/people/{person.pk}/vouch/") for one in (administrator, person)]

    assert (page.status_code, "A-001" in page.text, "管理员" in page.text) == (200, False, True)
    assert [shut.status_code, *(one.status_code for one in own)] == [404, 404, 404]
    assert needs_guarded(person, today) == []
    assert safeguarding_persons(cast.caoba, today) == [person]  # one can still be told


def test_the_coordinator_finds_it_on_the_first_page_and_vouches(
    cast, method, administrator, person, need, browser
):
    let_in_once_more(person, cast.caoba, by=administrator)
    client, address = browser(cast.coordinator), f"/people/{person.pk}/vouch/"

    first = client.get(reverse("office:this-week"))
    decider = browser(cast.second).get(reverse("office:this-week"))
    unasked = client.post(address, {})
    client.post(address, {"is_asked": "on"})

    assert (address in first.text, address in decider.text) == (True, True)
    assert unasked.status_code == 422
    person.refresh_from_db()
    assert [one.id for one in needs_guarded(person, clock.today())] == [need]
    assert address not in client.get(reverse("office:this-week")).text
    assert client.get(address).status_code == 404


def test_who_is_named_after_or_beside_another_reads_nothing_unvouched(
    cast, administrator, person, need
):
    today = LATER
    puppet = make_account("puppet", on=today)

    name_safeguarding_person(puppet, cast.caoba, by=administrator, on=today)

    with pytest.raises(NotVisible):
        get_guarded_need_for(puppet, need, today)
    assert unvouched_for(administrator, today) == []
    assert unvouched_for(cast.coordinator, today) == [puppet]
    assert unvouched_for(person, today) == [puppet]


def test_the_first_person_of_a_place_needs_no_vouching_unless_let_in_again(cast, administrator):
    first, again = make_account("first"), make_account("again")
    let_in_once_more(again, cast.town, by=make_top(cast), on=LATER)

    name_safeguarding_person(first, cast.xiagou, by=administrator, on=LATER)
    name_safeguarding_person(again, cast.xiagou, by=administrator, on=LATER)

    assert list(guarded_villages(first, LATER)) == [cast.xiagou]
    assert list(guarded_villages(again, LATER)) == []


def test_nobody_vouches_who_was_put_there_for_the_occasion_or_let_in_by_the_same_hand(
    cast, administrator, person, need
):
    fresh = make_account("fresh", roles=[(Role.COORDINATOR, cast.caoba)], on=LATER)
    let_in_once_more(person, cast.caoba, by=administrator, on=LATER)

    before = [unvouched_for(one, LATER) for one in (fresh, cast.second, cast.tashi_account)]
    let_in_once_more(cast.second, cast.caoba, by=administrator, on=LATER)

    assert before == [[], [person], []]
    assert unvouched_for(cast.second, LATER) == []
    assert unvouched_for(cast.second, LATER + timedelta(days=30)) == [person]


def test_an_administrator_does_not_vouch_for_whom_a_second_account_let_in(
    cast, administrator, person, need
):
    second = make_account("second-self", roles=[(Role.ADMINISTRATOR, cast.town)], on=LATER)
    both = make_account(
        "both", on=LONG_AGO,
        roles=[(Role.ADMINISTRATOR, cast.town), (Role.COORDINATOR, cast.caoba)],
    )  # fmt: skip
    let_in_once_more(person, cast.caoba, by=second, on=LATER)

    end_role(both.roles.get(role=Role.ADMINISTRATOR), by=second, on=LATER)

    assert [unvouched_for(one, LATER) for one in (administrator, both)] == [[], []]
    assert unvouched_for(both, LATER + timedelta(days=30)) == [person]


def test_in_a_new_village_who_was_there_when_the_person_was_named_vouches(cast, administrator):
    today = LATER
    early = today - timedelta(days=3)
    new = make_account("new", duties=[(Duty.SAFEGUARDING, cast.xiagou)], on=early)
    there = make_account("there", roles=[(Role.COORDINATOR, cast.xiagou)], on=early)

    let_in_once_more(new, cast.xiagou, by=administrator, on=today)

    assert unvouched_for(there, today) == [new]


def make_top(cast):
    return make_account("top", roles=[(Role.ADMINISTRATOR, cast.county)], on=LONG_AGO)
