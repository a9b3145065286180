"""An administrator alone cannot come by what was told to a safeguarding person."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from doorstep.entry.actions.invitations import (
    accept_invitation,
    accept_renewal,
    end_account,
    invite,
    renew_password,
)
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.needs.actions import appoint_mediator
from doorstep.needs.queries import may_open_words, needs_named_to
from doorstep.people.actions import end_duty, end_role
from doorstep.people.choices import Duty, Role
from doorstep.register.actions import let_open_sealed, open_sealed_fields
from doorstep.register.queries import (
    get_sealed_field_for,
    households_let_into,
    may_open_sealed,
)
from doorstep.safeguarding.actions import name_safeguarding_person
from doorstep.safeguarding.queries import (
    get_guarded_need_for,
    guarded_villages,
    needs_guarded,
    safeguarding_persons,
    unvouched_for,
)
from tests.factories import make_account, make_need
from tests.office.rows import DAY, safeguarding_need, sealed_field

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


@pytest.fixture
def mediator(cast):
    return make_account("mediator", name="调解人", duties=[(Duty.MEDIATOR, cast.caoba)])


@pytest.fixture
def named(cast, method, mediator):
    """A sealed mediation that was named to the mediator."""
    asked = {"requested_on": DAY, "requested_how": "signed"}
    open_sealed_fields(cast.caoba, assessed_on=DAY, by=cast.second, on=DAY)
    return make_need(cast.a, kind="mediation", on=DAY, mediator=mediator, **asked)


def test_a_link_to_a_new_password_opens_no_mediation_until_a_second_person_vouches(
    cast, administrator, mediator, named, browser
):
    let_in_once_more(mediator, cast.caoba, by=administrator)
    client, today = browser(mediator), clock.today()
    page = client.get(reverse("office:needs-named"))
    shut = client.get(reverse("office:need-named", args=[named.pk]))
    words = client.post(reverse("office:need-named-open", args=[named.pk]), {"reason": "约好见面"})

    assert (page.status_code, "管理员" in page.text, "A-001" in page.text) == (200, True, False)
    assert (shut.status_code, words.status_code) == (404, 404)
    assert unvouched_for(administrator, today) == []
    assert unvouched_for(cast.coordinator, today) == [mediator]

    browser(cast.coordinator).post(f"/people/{mediator.pk}/vouch/", {"is_asked": "on"})

    mediator.refresh_from_db()
    assert list(needs_named_to(mediator, today)) == [named]


def test_a_mediator_named_after_or_beside_another_opens_nothing_unvouched(
    cast, administrator, mediator, named, browser, monkeypatch
):
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: LATER)
    puppet = make_account("puppet", roles=[(Role.HELPER, cast.caoba)])
    give, today = reverse("office:duty-new", args=[puppet.pk]), clock.today()

    done = browser(administrator).post(give, {"duty": "mediator", "place": str(cast.caoba.pk)})
    end_duty(mediator.duties.get(), by=administrator, on=today)

    puppet.refresh_from_db()
    assert (done.status_code, puppet.duties.get().duty) == (302, "mediator")
    assert list(needs_named_to(puppet, today)) == []
    assert unvouched_for(cast.coordinator, today) == [puppet]


def test_the_first_mediator_of_a_place_needs_no_vouching(cast, administrator):
    first = make_account("first")

    appoint_mediator(first, cast.xiagou, by=administrator, on=LATER)

    first.refresh_from_db()
    assert first.unvouched_since is None


def test_no_sealed_field_and_no_word_of_illness_opens_to_one_let_in_by_a_link(
    cast, administrator, method
):
    helper, today = cast.tashi_account, clock.today()
    head = cast.a.members.get(relation="head")
    field = sealed_field(cast.a, head, by=cast.second, on=today)
    health = make_need(cast.a, kind="care", owner=cast.tashi, on=today)
    let = {"reason": "陪她去看病", "until_on": today + timedelta(days=20), "on": today}
    let_open_sealed(cast.a, helper, by=cast.coordinator, **let)
    before = (may_open_sealed(helper, cast.a, today), may_open_words(helper, health, today))

    let_in_once_more(helper, cast.caoba, by=administrator)

    after = (may_open_sealed(helper, cast.a, today), may_open_words(helper, health, today))
    assert (before, after) == ((True, True), (False, False))
    assert list(households_let_into(helper, today)) == []
    with pytest.raises(NotVisible):
        get_sealed_field_for(helper, field, today)
    assert unvouched_for(cast.second, today) == [helper]


def test_where_nothing_is_sealed_a_helper_with_a_new_password_needs_nobody(cast, administrator):
    let_in_once_more(cast.tashi_account, cast.caoba, by=administrator)

    assert unvouched_for(cast.coordinator, clock.today()) == []


def test_a_coordinator_put_there_for_the_occasion_lets_nobody_in_alone(cast, administrator, method):
    today = clock.today()
    open_sealed_fields(cast.caoba, assessed_on=DAY, by=cast.second, on=DAY)
    puppet = make_account("puppet", roles=[(Role.COORDINATOR, cast.caoba)], on=today)
    let = {"reason": "陪她去看病", "until_on": today + timedelta(days=20), "on": today}

    let_open_sealed(cast.a, cast.tashi_account, by=puppet, **let)

    cast.tashi_account.refresh_from_db()
    assert may_open_sealed(cast.tashi_account, cast.a, today) is False
    assert unvouched_for(cast.coordinator, today) == [cast.tashi_account]
    assert unvouched_for(puppet, today) == []


def test_a_second_account_of_a_helper_opens_no_word_of_illness_unvouched(
    cast, administrator, method
):
    open_sealed_fields(cast.caoba, assessed_on=DAY, by=cast.second, on=DAY)
    health = make_need(cast.a, kind="care", owner=cast.tashi, on=DAY)
    coordinator, today = cast.coordinator, clock.today()
    end_account(cast.tashi_account, by=administrator, on=today)
    link, _token = invite(
        cast.caoba, name="扎西", roles=[Role.HELPER], helper=cast.tashi, by=coordinator, on=today
    )

    account = accept_invitation(
        link, login="tashi2", password="Ganz-neues-Wort-9", by=coordinator, on=today
    )

    assert may_open_words(account, health, today) is False
    assert unvouched_for(coordinator, today) == []
    assert unvouched_for(cast.second, today) == [account]


def test_nobody_vouches_for_whom_the_own_link_let_in_before_a_later_one(
    cast, administrator, method
):
    helper = cast.tashi_account
    open_sealed_fields(cast.caoba, assessed_on=DAY, by=cast.second, on=DAY)

    for giver in (cast.coordinator, administrator):
        let_in_once_more(helper, cast.caoba, by=giver)

    asked = [unvouched_for(one, clock.today()) for one in (cast.coordinator, cast.second)]
    assert asked == [[], [helper]]
