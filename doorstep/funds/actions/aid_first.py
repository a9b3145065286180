"""Aid that comes first: how much of it one person alone may pay."""

from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import ClaimPath
from doorstep.funds.models import Claim
from doorstep.funds.paths import paths
from doorstep.funds.queries import claim_paid, paid_unconfirmed, path_of
from doorstep.kit.errors import Refused
from doorstep.kit.money import money_text
from doorstep.people.models import Account

AID_CONFIRMED = ("aid_confirmed_on", "aid_confirmed_by")


class AidOverLimit(Refused):
    message = _(
        "On the path “%(path)s” at most %(most)s may come first; %(amount)s cannot. Ask for less "
        "first, or let a second person decide the claim."
    )


class AidNotConfirmed(Refused):
    message = _(
        "A second person confirms this aid before it is paid: the rules of “%(path)s” name no sum "
        "that one person alone may pay."
    )


class AidTogetherOverLimit(Refused):
    message = _(
        "Household %(code)s was paid %(paid)s first that nobody has confirmed; with %(amount)s "
        "more it would be over %(most)s. Let a second person confirm or decide those claims."
    )


class ConfirmerPays(Refused):
    message = _(
        "Who confirmed this aid does not pay it too; let another person who keeps this money."
    )


class AidNotFirst(Refused):
    message = _("No aid comes first on this claim; there is nothing to confirm.")


class AidConfirmedAlready(Refused):
    message = _("This aid was confirmed on %(day)s already.")


def guard_asked(path: ClaimPath, amount: int) -> None:
    """Whether so much may come first on a path. AidOverLimit."""
    most = paths()[path].aid_first_most
    if most is not None and amount > most:
        raise AidOverLimit(path=path.label, most=money_text(most), amount=money_text(amount))


def guard_aid_first(claim: Claim, amount: int, *, by: Account) -> None:
    """Whether so much more may be paid on an open claim, as it stands while its place is held and
    by the file as it is now. AidOverLimit, AidNotConfirmed, AidTogetherOverLimit; ConfirmerPays:
    who pays first cannot confirm, and who confirms first cannot pay."""
    path = ClaimPath(claim.path)
    guard_asked(path, claim_paid(claim) + amount)
    if claim.aid_confirmed_on is not None:
        if claim.aid_confirmed_by_id == by.pk:
            raise ConfirmerPays
        return
    most = path_of(claim).aid_first_most
    if most is None:
        raise AidNotConfirmed(path=path)
    paid = paid_unconfirmed(claim)
    if paid + amount > most:
        raise AidTogetherOverLimit(
            code=claim.household.code if claim.household else "",
            paid=money_text(paid),
            amount=money_text(amount),
            most=money_text(most),
        )
