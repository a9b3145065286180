"""Accounts, and the dated roles and duties that give them rights."""

import re
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.actions.trail import audit
from doorstep.people.choices import Duty, Language, Role
from doorstep.people.models import SYSTEM_LOGIN, Account, AccountDuty, AccountRole, Place
from doorstep.people.queries import is_kept_apart

LOGIN = re.compile(r"[\w.@+-]{1,60}")
MOST_LETTERS_OF_NAME = 100


class LoginTaken(Refused):
    message = _("The login “%(login)s” exists already; choose another.")


class LoginRefused(Refused):
    message = _("“%(login)s” is no login name: use 1 to 60 letters, digits and . _ - @ + only.")


class NameRefused(Refused):
    message = _("A name has 1 to %(most)s letters and no line breaks or control characters.")


class SafeguardingStandsApart(Refused):
    message = _(
        "%(name)s cannot be both: the safeguarding person of a place neither coordinates nor helps "
        "there. Name somebody else, or end the other first."
    )


def system_account() -> Account:
    """The program's own account; it cannot sign in, put or decide."""
    account, _made = Account.objects.get_or_create(
        login=SYSTEM_LOGIN, defaults={"name": "Doorstep", "password": "!"}
    )
    return account


@transaction.atomic
def create_account(
    *,
    login: str,
    name: str,
    password: str | None,
    by: Account,
    on: date,
    language: str = Language.ZH,
) -> Account:
    """Makes an account without any right; password None: it cannot sign in. LoginTaken,
    LoginRefused, NameRefused."""
    if not LOGIN.fullmatch(login):
        raise LoginRefused(login=printable(login)[:60])
    if not name.strip() or len(name) > MOST_LETTERS_OF_NAME or name != printable(name):
        raise NameRefused(most=MOST_LETTERS_OF_NAME)
    if Account.objects.filter(login__iexact=login).exists():
        raise LoginTaken(login=login)
    account = Account(login=login, name=name, language=language)
    account.set_password(password)
    account.save()
    audit("create_account", account, by=by, on=on)
    return account


@transaction.atomic
def set_password(account: Account, *, password: str, by: Account, on: date) -> None:
    """Sets another password."""
    account.set_password(password)
    account.save(update_fields=["password"])
    audit("set_password", account, by=by, on=on)


@transaction.atomic
def close_account(account: Account, *, by: Account, on: date) -> None:
    """Nobody signs in with it any more; what it wrote keeps its name."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    audit("close_account", account, by=by, on=on)


@transaction.atomic
def set_language(account: Account, *, language: str, by: Account, on: date) -> None:
    """Chooses the language of the screens; ValueError for one that is not ours."""
    account.language = Language(language)
    account.save(update_fields=["language"])
    audit("set_language", account, by=by, on=on)


@transaction.atomic
def give_role(
    account: Account,
    role: Role,
    place: Place,
    *,
    by: Account,
    on: date,
    until: date | None = None,
) -> AccountRole:
    """Gives a role at a place from a day on; one that runs already is returned as it is.
    SafeguardingStandsApart."""
    held = account.roles.filter(role=role, place=place, start_on__lte=on, end_on=None).first()
    if held is not None:
        return held
    if is_kept_apart(account, role, place, on):
        raise SafeguardingStandsApart(name=account.name)
    held = AccountRole.objects.create(
        account=account, role=role, place=place, start_on=on, end_on=until
    )
    audit("give_role", held, by=by, on=on, place=place, detail={"role": str(role)})
    return held


@transaction.atomic
def end_role(held: AccountRole, *, by: Account, on: date) -> None:
    """Ends a role: it does not hold on that day any more. One that ended earlier stays so."""
    if held.end_on is not None and held.end_on <= on:
        return
    held.end_on = max(on, held.start_on)
    held.save(update_fields=["end_on"])
    audit("end_role", held, by=by, on=on, place=held.place, detail={"role": held.role})


@transaction.atomic
def end_duty(held: AccountDuty, *, by: Account, on: date) -> None:
    """Ends a duty: it does not hold on that day any more. One that ended earlier stays so."""
    if held.end_on is not None and held.end_on <= on:
        return
    held.end_on = max(on, held.start_on)
    held.save(update_fields=["end_on"])
    audit("end_duty", held, by=by, on=on, place=held.place, detail={"duty": held.duty})


@transaction.atomic
def await_voucher(account: Account, *, by: Account, on: date) -> None:
    """Holds that `by` alone put the account into somebody's hands: a link to a new password, a
    name."""
    account.unvouched_by, account.unvouched_since = by, on
    account.save(update_fields=["unvouched_by", "unvouched_since"])
    audit("await_voucher", account, by=by, on=on)


@transaction.atomic
def vouch_for(account: Account, *, by: Account, on: date) -> None:
    """A second person says that the account is in the right hands."""
    account.unvouched_by = account.unvouched_since = None
    account.save(update_fields=["unvouched_by", "unvouched_since"])
    audit("vouch_for", account, by=by, on=on)


@transaction.atomic
def give_duty(
    account: Account,
    duty: Duty,
    place: Place,
    *,
    by: Account,
    on: date,
    until: date | None = None,
) -> AccountDuty:
    """Gives a duty at a place from a day on; one that runs already is returned as it is.
    SafeguardingStandsApart."""
    held = account.duties.filter(duty=duty, place=place, start_on__lte=on, end_on=None).first()
    if held is not None:
        return held
    if is_kept_apart(account, duty, place, on):
        raise SafeguardingStandsApart(name=account.name)
    held = AccountDuty.objects.create(
        account=account, duty=duty, place=place, start_on=on, end_on=until
    )
    audit("give_duty", held, by=by, on=on, place=place, detail={"duty": str(duty)})
    return held
