"""What is paid on a claim, and for a need that has one."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from doorstep.funds.actions.aid_first import AID_CONFIRMED, guard_aid_first
from doorstep.funds.actions.guards import CauseCannotBePaid
from doorstep.funds.actions.undecided import guard_not_refused
from doorstep.funds.choices import ClaimPath, ClaimState, ProgrammeKind
from doorstep.funds.models import Claim, Programme
from doorstep.funds.queries import claim_paid, claim_that_stands, payable_since
from doorstep.kit.errors import Refused
from doorstep.kit.money import money_text
from doorstep.needs.models import Need
from doorstep.people.models import Account


class OverClaim(Refused):
    message = _(
        "The claim is for %(agreed)s, of which %(paid)s are paid; %(amount)s cannot be paid on it."
    )


class ClaimMissing(Refused):
    message = _("“%(name)s” pays on claims alone; open one for this need first.")


class ClaimOfAnotherPath(Refused):
    message = _(
        "“%(name)s” is money of temporary relief; this claim is on the path “%(path)s”. Choose a "
        "programme of another kind."
    )


class NeedHasClaim(Refused):
    message = _(
        "For this need a claim of %(day)s stands; choose the claim, so that what is paid counts on "
        "it and nothing is paid twice."
    )


class ClaimLater(Refused):
    message = _("Nothing is paid on this claim before %(day)s; choose a later day.")


class ClaimOfAnotherNeed(CauseCannotBePaid):
    message = _("The claim is for another need; choose the claim that belongs to this one.")


class ClaimNotGranted(CauseCannotBePaid):
    message = _("This claim is “%(state)s”; it is paid once a second person has granted it.")


class ClaimOver(CauseCannotBePaid):
    message = _("This claim is “%(state)s”; nothing is paid on it. Open a new one for this need.")


def guard_relief(programme: Programme | None, claim: Claim | None, *, is_for_need: bool) -> None:
    """Money of a programme of relief is paid on a claim of its path and in no other way: on what it
    committed, or for a post, no second person would have granted it; on another path it would be
    no relief in any figure. ClaimMissing, ClaimOfAnotherPath."""
    if programme is None or programme.kind != ProgrammeKind.RELIEF:
        return
    if claim is None or not is_for_need:
        raise ClaimMissing(name=programme.name)
    if claim.path != ClaimPath.RELIEF:
        path = ClaimPath(claim.path).label
        raise ClaimOfAnotherPath(name=programme.name, path=path)


def guard_claim(
    need: Need, claim: Claim | None, *, amount: int, paid_on: date, by: Account
) -> None:
    """Any claim is paid as far as it goes, and a need that has one through it alone."""
    if claim is None:
        if stands := claim_that_stands(need):
            raise NeedHasClaim(day=stands.opened_on)
        guard_not_refused(need)
        return
    claim.refresh_from_db(fields=["state", "amount", "need", "closed_on", *AID_CONFIRMED])
    is_open = claim.state == ClaimState.OPEN and claim.is_aid_first
    if claim.need_id != need.pk:
        raise ClaimOfAnotherNeed
    state = ClaimState(claim.state)
    if state in (ClaimState.REFUSED, ClaimState.WITHDRAWN):
        raise ClaimOver(state=state)
    if state == ClaimState.OPEN and not is_open:
        raise ClaimNotGranted(state=state)
    since = payable_since(claim)
    if paid_on < since:
        raise ClaimLater(day=since)
    agreed, paid = claim.amount or 0, claim_paid(claim)
    if paid + amount > agreed:
        told = {"agreed": agreed, "paid": paid, "amount": amount}
        raise OverClaim(**{key: money_text(fen) for key, fen in told.items()})
    if is_open:
        guard_aid_first(claim, amount, by=by)
