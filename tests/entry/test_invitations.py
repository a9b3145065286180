"""Links that let somebody in: who may give them, to what, how often, how long."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from doorstep.entry.actions.invitations import (
    AccountNotInCare,
    InvitationOver,
    MayNotGiveThat,
    accept_invitation,
    accept_renewal,
    end_account,
    invite,
    renew_password,
    revoke_invitation,
)
from doorstep.entry.actions.sign_ins import open_sign_in
from doorstep.entry.choices import InvitationState
from doorstep.entry.queries import accounts_in_care, get_invitation, invitations_for
from doorstep.people.actions import end_role, give_duty, give_role
from doorstep.people.choices import Duty, Role
from doorstep.people.models import AuditEntry
from doorstep.people.queries import has_duty, has_role, helper_of
from tests.factories import DAY, PASSWORD, make_account

LATER = DAY + timedelta(days=6)
TOO_LATE = DAY + timedelta(days=7)


@pytest.fixture
def admin(cast):
    return make_account("admin", roles=[(Role.ADMINISTRATOR, cast.town)])


def as_helper(cast, helper):
    return invite(
        cast.caoba, name=helper.name, roles=[], helper=helper, by=cast.coordinator, on=DAY
    )


def accept(invitation, login="pema", on=LATER):
    return accept_invitation(invitation, login=login, password=PASSWORD, by=invitation.by, on=on)


def test_an_invited_helper_signs_in_as_that_helper(cast):
    invitation, token = as_helper(cast, cast.pema)

    account = accept(get_invitation(token))

    assert account.check_password(PASSWORD)
    assert helper_of(account, LATER) == cast.pema
    assert has_role(account, Role.HELPER, cast.caoba, LATER)
    assert get_invitation(token).state(LATER) == InvitationState.USED
    assert AuditEntry.objects.filter(act="accept_invitation", by=account).count() == 1
    assert token != invitation.token_hash


def test_a_link_works_once_and_for_seven_days(cast):
    first, _token = as_helper(cast, cast.pema)
    accept(first)
    second, _token = invite(
        cast.caoba, name="新人", roles=[Role.HELPER], by=cast.coordinator, on=DAY
    )

    with pytest.raises(InvitationOver):
        accept(first, login="again")
    with pytest.raises(InvitationOver):
        accept(second, login="late", on=TOO_LATE)
    assert second.state(LATER) == InvitationState.OPEN
    assert second.state(TOO_LATE) == InvitationState.EXPIRED


def test_a_link_that_was_taken_back_does_not_work(cast):
    invitation, _token = as_helper(cast, cast.pema)

    revoke_invitation(invitation, by=cast.coordinator, on=DAY)

    with pytest.raises(InvitationOver):
        accept(invitation)
    with pytest.raises(InvitationOver):
        revoke_invitation(invitation, by=cast.coordinator, on=DAY)


def test_who_lost_the_role_no_longer_lets_anybody_in(cast):
    invitation, _token = as_helper(cast, cast.pema)
    end_role(cast.coordinator.roles.get(role=Role.COORDINATOR), by=cast.second, on=DAY)

    with pytest.raises(InvitationOver):
        accept(invitation)


def test_a_helper_who_has_an_account_by_now_is_not_taken_over(cast):
    one, _token = as_helper(cast, cast.pema)
    other, _token = as_helper(cast, cast.pema)
    account = accept(one)

    with pytest.raises(InvitationOver):
        accept(other, login="other")
    cast.pema.refresh_from_db()
    assert cast.pema.account == account


@pytest.mark.parametrize(
    ("who", "role", "where", "may"),
    [
        ("admin", Role.COORDINATOR, "xiagou", True),
        ("admin", Role.TOWN, "town", True),
        ("admin", Role.COUNTY, "county", False),
        ("coordinator", Role.HELPER, "caoba", True),
        ("coordinator", Role.COORDINATOR, "caoba", False),
        ("coordinator", Role.HELPER, "xiagou", False),
        ("tashi_account", Role.HELPER, "caoba", False),
        ("town_account", Role.HELPER, "caoba", False),
    ],
)
def test_nobody_gives_more_than_is_theirs_to_give(cast, admin, who, role, where, may):
    by = admin if who == "admin" else getattr(cast, who)
    place = getattr(cast, where)

    if may:
        invitation, _token = invite(place, name="新人", roles=[role], by=by, on=DAY)
        assert has_role(accept(invitation), role, place, LATER)
    else:
        with pytest.raises(MayNotGiveThat):
            invite(place, name="新人", roles=[role], by=by, on=DAY)


def test_a_helper_is_invited_to_their_own_village_alone(cast, admin):
    with pytest.raises(MayNotGiveThat):
        invite(cast.caoba, name="拉姆", roles=[], helper=cast.lhamo, by=admin, on=DAY)


def test_an_account_without_a_role_is_invited_and_given_a_duty_later(cast, admin):
    invitation, _token = invite(cast.caoba, name="旺姆", roles=[], by=admin, on=DAY)
    elsewhere = make_account("elsewhere", roles=[(Role.ADMINISTRATOR, cast.xiagou)])

    account = accept(invitation)
    in_care = [by.login for by in (admin, elsewhere) if account in accounts_in_care(by, LATER)]
    give_duty(account, Duty.MEDIATOR, cast.caoba, by=admin, on=LATER)

    assert list(account.roles.all()) == []
    assert in_care == ["admin"]
    assert has_duty(account, Duty.MEDIATOR, cast.caoba, LATER)


def test_a_coordinator_invites_nobody_without_a_role(cast):
    with pytest.raises(MayNotGiveThat):
        invite(cast.caoba, name="新人", roles=[], by=cast.coordinator, on=DAY)


def test_a_fresh_link_sets_another_password_and_signs_out_everywhere(cast):
    tashi = cast.tashi_account
    sign_in = open_sign_in(tashi, user_agent="", by=tashi, on=DAY)
    Authenticator.objects.create(user=tashi, type="totp", data={"secret": "x"})
    invitation, _token = renew_password(
        tashi, cast.caoba, clears_factors=False, by=cast.coordinator, on=DAY
    )

    accept_renewal(invitation, password=PASSWORD, by=cast.coordinator, on=LATER)

    tashi.refresh_from_db()
    sign_in.refresh_from_db()
    assert tashi.check_password(PASSWORD)
    assert sign_in.ended_on == LATER
    assert Authenticator.objects.filter(user=tashi).count() == 1


def test_a_fresh_link_takes_lost_second_factors_away_where_it_says_so(cast):
    tashi = cast.tashi_account
    Authenticator.objects.create(user=tashi, type="totp", data={"secret": "x"})
    invitation, _token = renew_password(
        tashi, cast.caoba, clears_factors=True, by=cast.coordinator, on=DAY
    )

    accept_renewal(invitation, password=PASSWORD, by=cast.coordinator, on=LATER)

    assert Authenticator.objects.filter(user=tashi).count() == 0
    assert AuditEntry.objects.filter(act="clear_factors", by=cast.coordinator).count() == 1


def test_a_second_fresh_link_ends_the_first(cast):
    tashi, by = cast.tashi_account, cast.coordinator
    first, _token = renew_password(tashi, cast.caoba, clears_factors=False, by=by, on=DAY)
    renew_password(tashi, cast.caoba, clears_factors=False, by=by, on=DAY)

    with pytest.raises(InvitationOver):
        accept_renewal(first, password=PASSWORD, by=by, on=DAY)


def test_an_account_with_rights_beyond_ones_places_is_not_in_ones_care(cast, admin):
    logins = {one.login for one in accounts_in_care(admin, DAY)}
    before = {one.login for one in accounts_in_care(cast.coordinator, DAY)}
    give_role(cast.coordinator, Role.COUNTY, cast.county, by=admin, on=DAY)
    give_duty(cast.tashi_account, Duty.MEDIATOR, cast.caoba, by=admin, on=DAY)

    assert logins == {"drolma", "gesang", "wangmo", "town", "auditor", "tashi"}
    assert before == {"tashi"}
    assert "drolma" not in {one.login for one in accounts_in_care(admin, DAY)}
    assert list(accounts_in_care(cast.coordinator, DAY)) == []
    with pytest.raises(AccountNotInCare):
        renew_password(cast.coordinator, cast.caoba, clears_factors=True, by=admin, on=DAY)


def test_accounts_without_any_role_are_in_the_care_of_the_top(cast, admin):
    make_account("lost")
    top = make_account("top", roles=[(Role.ADMINISTRATOR, cast.county)])

    assert "lost" in {one.login for one in accounts_in_care(top, DAY)}
    assert "lost" not in {one.login for one in accounts_in_care(admin, DAY)}


def test_an_ended_account_holds_nothing_and_is_signed_out(cast, admin):
    second = cast.second
    sign_in = open_sign_in(second, user_agent="", by=second, on=DAY)

    end_account(second, by=admin, on=LATER)

    second.refresh_from_db()
    sign_in.refresh_from_db()
    assert not second.is_active
    assert second.duties.filter(end_on=None).count() == 0
    assert sign_in.ended_on == LATER
    with pytest.raises(AccountNotInCare):
        end_account(second, by=admin, on=LATER)


def test_one_cannot_end_oneself(admin):
    with pytest.raises(AccountNotInCare):
        end_account(admin, by=admin, on=DAY)


def test_a_coordinator_sees_the_links_of_helpers_alone(cast, admin):
    helper, _token = as_helper(cast, cast.pema)
    invite(cast.caoba, name="审计", roles=[Role.AUDITOR], by=admin, on=DAY)

    assert list(invitations_for(cast.coordinator, DAY)) == [helper]
    assert invitations_for(admin, DAY).count() == 2
