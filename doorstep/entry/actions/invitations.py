"""Links that let somebody in: made, taken back, used; and the end of an account."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.entry.actions.sign_ins import end_sign_ins
from doorstep.entry.choices import InvitationKind, InvitationState
from doorstep.entry.models import Invitation
from doorstep.entry.queries import accounts_in_care, may_let_in
from doorstep.entry.rules import INVITATION_DAYS
from doorstep.kit.errors import Refused
from doorstep.people import actions as people
from doorstep.people.choices import Language, Role
from doorstep.people.models import Account, Helper, Place
from doorstep.people.rules import token_digest


class MayNotGiveThat(Refused):
    message = _(
        "These roles at %(place)s are not yours to give. Nobody was invited; ask the administrator."
    )


class InvitationOver(Refused):
    message = _("This link does not work any more. Ask the person who gave it for a fresh one.")


class AccountNotInCare(Refused):
    message = _("This account holds a role beyond your places; ask the administrator above you.")


@transaction.atomic
def invite(
    place: Place,
    *,
    name: str,
    roles: Iterable[Role],
    by: Account,
    on: date,
    helper: Helper | None = None,
    language: str = Language.ZH,
) -> tuple[Invitation, str]:
    """An invitation with its token, which is kept nowhere. MayNotGiveThat.

    Without a role or a helper the account opens nothing until it is given a duty: for a mediator,
    a second decider, a safeguarding person.
    """
    given = list(roles)
    is_there = helper is None or helper.team.place_id == place.pk
    if not is_there or not may_let_in(by, given, helper, place, on):
        raise MayNotGiveThat(place=place.name)
    return _make(
        InvitationKind.NEW,
        place=place,
        name=name,
        roles=[role.value for role in given],
        helper=helper,
        language=language,
        by=by,
        on=on,
    )


@transaction.atomic
def renew_password(
    account: Account, place: Place, *, clears_factors: bool, by: Account, on: date
) -> tuple[Invitation, str]:
    """A link to choose a new password, for who forgot it; it may also take away second factors
    that are lost. Earlier links of this kind end. AccountNotInCare."""
    if not accounts_in_care(by, on).filter(pk=account.pk).exists():
        raise AccountNotInCare
    earlier = account.invitations.filter(
        kind=InvitationKind.RENEWAL, used_on=None, revoked_on=None, end_on__gt=on
    )
    for one in earlier:
        revoke_invitation(one, by=by, on=on)
    return _make(
        InvitationKind.RENEWAL,
        place=place,
        name=account.name,
        account=account,
        language=account.language,
        clears_factors=clears_factors,
        by=by,
        on=on,
    )


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Account, on: date) -> None:
    """Takes a link back before it is used. InvitationOver."""
    if invitation.state(on) != InvitationState.OPEN:
        raise InvitationOver
    invitation.revoked_on = on
    invitation.save(update_fields=["revoked_on"])
    people.audit("revoke_invitation", invitation, by=by, on=on, place=invitation.place_id)


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, login: str, password: str, by: Account, on: date
) -> Account:
    """Makes the account with the roles that `by`, who invited, may still give. Where the helper had
    another one before, it opens what was kept for that helper: somebody else has to vouch before
    anything told in confidence opens to it. InvitationOver."""
    invitation = _locked(invitation, InvitationKind.NEW, on)
    roles = [Role(role) for role in invitation.roles]
    helper = invitation.helper
    is_free = helper is None or helper.account is None or not helper.account.is_active
    if not (is_free and by.is_active and may_let_in(by, roles, helper, invitation.place, on)):
        raise InvitationOver
    account = people.create_account(
        login=login,
        name=invitation.name,
        password=password,
        language=invitation.language,
        by=by,
        on=on,
    )
    for role in roles:
        people.give_role(account, role, invitation.place, by=by, on=on)
    if helper is not None:
        if helper.account_id is not None:
            people.await_voucher(account, by=by, on=on)
        people.link_helper(helper, account, by=by, on=on)
    invitation.account = account
    _use(invitation, account, on)
    return account


@transaction.atomic
def accept_renewal(invitation: Invitation, *, password: str, by: Account, on: date) -> Account:
    """Sets the new password, ends every sign-in and PIN, and takes away second factors where the
    link says so. `by` is who gave the link, and might have kept it: somebody else has to vouch
    before anything told in confidence opens to the account. InvitationOver."""
    invitation = _locked(invitation, InvitationKind.RENEWAL, on)
    account = invitation.account
    is_theirs = account is not None and accounts_in_care(by, on).filter(pk=account.pk).exists()
    if account is None or not (by.is_active and is_theirs):
        raise InvitationOver
    people.set_password(account, password=password, by=account, on=on)
    end_sign_ins(account, by=account, on=on)
    if invitation.clears_factors:
        clear_factors(account, by=by, on=on)
    people.await_voucher(account, by=by, on=on)
    _use(invitation, account, on)
    return account


@transaction.atomic
def clear_factors(account: Account, *, by: Account, on: date) -> None:
    """Takes away every second factor: the phone and the recovery codes are lost."""
    count, _kinds = Authenticator.objects.filter(user=account).delete()
    people.audit("clear_factors", account, by=by, on=on, detail={"count": count})


@transaction.atomic
def end_account(account: Account, *, by: Account, on: date) -> None:
    """Roles, duties, sign-ins and open links end; what the person wrote stays. AccountNotInCare."""
    if not accounts_in_care(by, on).filter(pk=account.pk).exists():
        raise AccountNotInCare
    for role in account.roles.filter(end_on=None):
        people.end_role(role, by=by, on=on)
    for duty in account.duties.filter(end_on=None):
        people.end_duty(duty, by=by, on=on)
    end_sign_ins(account, by=by, on=on)
    for one in account.invitations.filter(used_on=None, revoked_on=None, end_on__gt=on):
        revoke_invitation(one, by=by, on=on)
    people.close_account(account, by=by, on=on)


def _make(
    kind: InvitationKind, *, place: Place, by: Account, on: date, **fields: object
) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        kind=kind,
        token_hash=token_digest(token),
        place=place,
        by=by,
        made_on=on,
        end_on=on + timedelta(days=INVITATION_DAYS),
        **fields,
    )
    people.audit("invite", invitation, by=by, on=on, place=place, detail={"kind": kind.value})
    return invitation, token


def _locked(invitation: Invitation, kind: InvitationKind, on: date) -> Invitation:
    """The row held against a second use at the same moment. InvitationOver."""
    row = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if row.kind != kind or row.state(on) != InvitationState.OPEN:
        raise InvitationOver
    return row


def _use(invitation: Invitation, account: Account, on: date) -> None:
    invitation.used_on = on
    invitation.save(update_fields=["used_on", "account"])
    people.audit("accept_invitation", invitation, by=account, on=on, place=invitation.place_id)
