"""Accounts, roles and duties, places, helpers, and the trail they leave."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from doorstep.people import actions as people
from doorstep.people.actions import (
    LoginTaken,
    PlaceCodeRefused,
    PlaceCodeTaken,
    add_helper,
    change_helper,
    create_account,
    end_role,
    give_duty,
    give_role,
    raise_caseload,
    set_language,
    system_account,
)
from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.people.models import Account, AuditEntry
from doorstep.people.queries import audit_entries_for, has_duty, has_role, roles_of
from tests.factories import DAY, make_account, make_place, team_of

LATER = date(2026, 4, 1)


def test_a_login_exists_once_whatever_its_case(db):
    make_account("drolma")

    with pytest.raises(LoginTaken):
        create_account(login="Drolma", name="x", password=None, by=system_account(), on=DAY)


def test_an_account_without_a_password_cannot_sign_in(db):
    account = make_account("drolma")

    assert not account.has_usable_password()


@pytest.mark.parametrize("code", ["", "念村", "A-1", "a b", "a_b"])
def test_a_place_code_is_small_letters_digits_and_hyphens(db, code):
    with pytest.raises(PlaceCodeRefused):
        make_place(code)


def test_a_place_code_exists_once(db):
    make_place("caoba")

    with pytest.raises(PlaceCodeTaken):
        make_place("caoba")


def test_a_village_comes_with_its_team_and_a_town_does_not(db):
    village, town = make_place("caoba"), make_place("riduo", kind=PlaceKind.TOWN)

    assert [team.code for team in village.teams.all()] == ["caoba"]
    assert town.teams.count() == 0


def test_a_role_holds_from_its_first_day_to_the_day_before_its_end(cast):
    held = give_role(cast.second, Role.COORDINATOR, cast.caoba, by=cast.coordinator, on=DAY)
    end_role(held, by=cast.coordinator, on=LATER)

    assert not has_role(cast.second, Role.COORDINATOR, cast.caoba, date(2026, 3, 1))
    assert has_role(cast.second, Role.COORDINATOR, cast.caoba, DAY)
    assert has_role(cast.second, Role.COORDINATOR, cast.caoba, date(2026, 3, 31))
    assert not has_role(cast.second, Role.COORDINATOR, cast.caoba, LATER)


def test_giving_a_running_role_or_duty_again_adds_nothing(cast):
    again = give_role(cast.coordinator, Role.COORDINATOR, cast.caoba, by=cast.second, on=LATER)
    give_duty(cast.second, Duty.DECIDES_CATEGORIES, cast.caoba, by=cast.coordinator, on=LATER)

    assert again.start_on == DAY
    assert cast.coordinator.roles.count() == 1
    assert cast.second.duties.filter(duty=Duty.DECIDES_CATEGORIES).count() == 1


def test_a_duty_given_at_the_town_holds_in_its_villages(cast):
    give_duty(cast.auditor, Duty.MEDIATOR, cast.town, by=cast.coordinator, on=DAY)

    assert has_duty(cast.auditor, Duty.MEDIATOR, cast.caoba, DAY)
    assert has_duty(cast.auditor, Duty.MEDIATOR, cast.xiagou, DAY)
    assert not has_duty(cast.auditor, Duty.SAFEGUARDING, cast.caoba, DAY)


def test_a_helpers_home_is_kept_to_about_a_hundred_metres(cast):
    helper = add_helper(
        cast.caoba_team, name="普布", home_lat=29.83499, home_lon="91.73096", by=cast.second, on=DAY
    )
    helper.refresh_from_db()

    assert (helper.home_lat, helper.home_lon) == (Decimal("29.835"), Decimal("91.731"))


def test_a_helper_has_no_other_fields_than_those_named(cast):
    with pytest.raises(TypeError, match="politics"):
        change_helper(cast.tashi, politics="x", by=cast.coordinator, on=DAY)


def test_a_caseload_revision_rises_for_the_named_helpers_alone(cast):
    raise_caseload([cast.tashi.pk, cast.tashi.pk])
    cast.tashi.refresh_from_db()
    cast.lhamo.refresh_from_db()
    before = cast.lhamo.caseload_revision

    raise_caseload([cast.tashi.pk])

    revision = cast.tashi.caseload_revision
    cast.tashi.refresh_from_db()
    cast.lhamo.refresh_from_db()
    assert (cast.tashi.caseload_revision, cast.lhamo.caseload_revision) == (revision + 1, before)


def test_every_write_leaves_an_entry_with_who_and_what_and_no_content(cast):
    set_language(cast.tashi_account, language="en", by=cast.tashi_account, on=LATER)

    entry = AuditEntry.objects.last()
    assert (entry.act, entry.by, entry.on, entry.subject_id, entry.detail) == (
        "set_language",
        cast.tashi_account,
        LATER,
        str(cast.tashi_account.pk),
        {},
    )


def test_a_language_that_is_not_ours_is_refused(cast):
    with pytest.raises(ValueError, match="xx"):
        set_language(cast.tashi_account, language="xx", by=cast.tashi_account, on=DAY)


def test_the_trail_is_the_auditors_alone(cast):
    change_helper(cast.tashi, phone="1", by=cast.coordinator, on=DAY)

    assert audit_entries_for(cast.auditor, DAY).filter(act="change_helper").count() == 1
    for account in (cast.coordinator, cast.second, cast.tashi_account, cast.town_account):
        assert audit_entries_for(account, DAY).count() == 0


def test_the_trail_of_a_county_holds_its_towns_and_what_belongs_to_no_place(cast):
    county = make_account("county_auditor", roles=[(Role.AUDITOR, cast.county)])
    village = make_account("village_auditor", roles=[(Role.AUDITOR, cast.caoba)])

    def places_of(account):
        found = audit_entries_for(account, DAY).filter(act__in=["make_place", "create_account"])
        return set(found.values_list("place__code", flat=True))

    assert places_of(county) == {"mozhu", "riduo", "caoba", "xiagou", None}
    assert places_of(village) == {"caoba", None}


def test_a_role_at_a_town_holds_at_the_town_itself(cast):
    give_role(cast.second, Role.COORDINATOR, cast.town, by=cast.coordinator, on=DAY)
    give_duty(cast.second, Duty.MEDIATOR, cast.town, by=cast.coordinator, on=DAY)

    places = (cast.county, cast.town, cast.xiagou)
    assert [has_role(cast.second, Role.COORDINATOR, one, DAY) for one in places] == [
        False,
        True,
        True,
    ]
    assert [has_duty(cast.second, Duty.MEDIATOR, one, DAY) for one in places] == [
        False,
        True,
        True,
    ]


def test_a_role_that_ended_is_not_made_longer(cast):
    held = give_role(cast.second, Role.COORDINATOR, cast.caoba, by=cast.coordinator, on=DAY)
    end_role(held, by=cast.coordinator, on=LATER)

    end_role(held, by=cast.coordinator, on=date(2026, 5, 1))

    assert not has_role(cast.second, Role.COORDINATOR, cast.caoba, date(2026, 4, 15))


def test_no_account_holds_the_hour_of_signing_in():
    kinds = {field.get_internal_type() for field in Account._meta.concrete_fields}

    assert "DateTimeField" not in kinds


def test_roles_are_known_wherever_held(cast):
    assert roles_of(cast.coordinator, DAY) == {Role.COORDINATOR}
    assert roles_of(cast.tashi_account, DAY) == {Role.HELPER}
    assert roles_of(cast.coordinator, date(2026, 3, 1)) == frozenset()
    assert team_of(cast.caoba) == cast.caoba_team


def test_a_place_has_a_known_kind(db):
    with pytest.raises(IntegrityError):
        people.make_place(kind="province", code="x", name="x", by=system_account(), on=DAY)
