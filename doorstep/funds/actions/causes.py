"""What each kind of cause asks before it is paid, and where its money lies."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from doorstep.activities.models import Activity
from doorstep.campaigns.models import CampaignUnit
from doorstep.funds import rules
from doorstep.funds.actions.guards import CauseCannotBePaid, guard_reaches
from doorstep.funds.actions.on_claims import guard_claim, guard_relief
from doorstep.funds.actions.units import guard_unit
from doorstep.funds.models import (
    Claim,
    Commitment,
    Contract,
    Dividend,
    PaidPost,
    Programme,
    Project,
)
from doorstep.funds.queries import (
    contract_paid,
    dividend_paid,
    has_share,
    is_dividend_paid,
    is_month_paid,
    money_reach,
    project_paid,
    sources_of,
    year_of,
)
from doorstep.kit.errors import Refused
from doorstep.kit.money import money_text
from doorstep.needs.models import Need
from doorstep.people.models import Account, Place
from doorstep.register.models import Household

type CauseRow = Need | Activity | Commitment | PaidPost | Project | Dividend | CampaignUnit


class OverCommitment(Refused):
    message = _(
        "“%(name)s” has %(committed)s committed for %(year)s, of which %(paid)s are paid and "
        "%(left)s left; %(amount)s cannot be paid. Commit more first, or pay less."
    )


class OverCommitmentAbove(OverCommitment):
    message = _(
        "“%(name)s” of %(place)s does not have %(amount)s left for %(year)s. Pay less, or ask "
        "there for more."
    )


class OverSources(Refused):
    message = _(
        "“%(name)s” has %(agreed)s of this programme, of which %(paid)s are paid; %(amount)s "
        "cannot be paid. Add a source first, or pay less."
    )


class OverContract(Refused):
    message = _(
        "The contract with %(name)s is for %(agreed)s, of which %(paid)s are paid; %(amount)s "
        "cannot be paid on it."
    )


class OverDividend(Refused):
    message = _(
        "%(agreed)s were declared, of which %(paid)s are paid; %(amount)s cannot be paid of it."
    )


class ProgrammeDoesNotPayThen(Refused):
    message = _("“%(name)s” does not pay on %(day)s; choose a day on which it runs.")


class ProgrammeMissing(Refused):
    message = _("Choose the programme that pays.")


class ProgrammeOfAnotherCause(Refused):
    message = _("“%(name)s” does not pay for this; choose the programme that does.")


class CommitmentOfAnotherYear(CauseCannotBePaid):
    message = _(
        "This commitment is for %(year)s; on %(day)s nothing can be paid of it. Choose that "
        "year's, or another day."
    )


class CommitmentTakenBack(CauseCannotBePaid):
    message = _("This commitment of “%(name)s” was taken back; choose one that stands.")


class CommitmentOfAnotherProgramme(CauseCannotBePaid):
    message = _(
        "This commitment is one of “%(name)s”; choose that programme, or another commitment."
    )


class NeedSealed(CauseCannotBePaid):
    message = _("What is sealed stands in no ledger; nothing can be paid for this need.")


class ContractOfAnotherProject(CauseCannotBePaid):
    message = _("The contract with %(name)s is one of another project.")


class DividendTakenBack(CauseCannotBePaid):
    message = _("This dividend of “%(name)s” was taken back; nothing is paid of it.")


class DividendWithoutMember(CauseCannotBePaid):
    message = _("A dividend is paid to a household that is a member; choose one.")


class CauseLater(Refused):
    message = _("What is paid for began on %(day)s; it cannot be paid on an earlier day.")


class PayeeOfAnotherPlace(Refused):
    message = _("Household %(code)s does not belong to %(place)s.")


class PostWithoutHolder(Refused):
    message = _("Nobody holds “%(title)s” in that month.")


class PostPaidAlready(Refused):
    message = _("“%(title)s” was paid for %(month)s already.")


class OverPay(Refused):
    message = _("“%(title)s” is due %(due)s for %(month)s; %(amount)s cannot be paid.")


class DividendPaidToThem(Refused):
    message = _(
        "Household %(code)s was paid its part of this dividend already; reverse that payment first."
    )


class NoShare(Refused):
    message = _("Household %(code)s had no share in “%(name)s” when the dividend was declared.")


@dataclass(frozen=True)
class Paying:
    """A payment about to be made: fen, out of what, where, to whom, on which day, by whom."""

    amount: int
    programme: Programme | None
    place: Place
    household: Household | None
    paid_on: date
    month: date | None
    contract: Contract | None
    claim: Claim | None
    by: Account


def place_of(cause: CauseRow, household: Household | None) -> Place:
    """Where something is paid: at the household's village where it goes to one."""
    match cause:
        case Commitment():
            return household.village if household is not None else cause.programme.place
        case Dividend():
            return household.village if household is not None else cause.cooperative.place
    return cause.place


def purse_of(cause: CauseRow, programme: Programme | None) -> Place:
    """In whose ledger the money lies: the programme's place, or the cooperative's.
    ProgrammeMissing, CauseCannotBePaid."""
    if isinstance(cause, Dividend):
        if programme is not None:
            raise ProgrammeOfAnotherCause(name=programme.name)
        return cause.cooperative.place
    if programme is None:
        raise ProgrammeMissing
    return programme.place


def guard_cause(cause: CauseRow, paying: Paying) -> None:
    """Whether this cause can be paid so; asked while the places are held."""
    guard_relief(paying.programme, paying.claim, is_for_need=isinstance(cause, Need))
    match cause:
        case Commitment():
            _guard_commitment(cause, paying)
        case PaidPost():
            _guard_post(cause, paying)
        case Project():
            _guard_project(cause, paying)
        case Dividend():
            _guard_dividend(cause, paying)
        case Need():
            if cause.sealed:
                raise NeedSealed
            _guard_day(cause.raised_on, paying)
            _guard_place(paying)
            guard_claim(
                cause,
                paying.claim,
                amount=paying.amount,
                paid_on=paying.paid_on,
                by=paying.by,
            )
        case Activity():
            _guard_place(paying)
        case CampaignUnit():
            guard_unit(cause, paying.amount, paying.paid_on)


def guard_programme(
    programme: Programme, place: Place, amount: int, paid_on: date, *, by: Account, on: date
) -> None:
    """Whether a programme pays there and then, and has as much left. ProgrammeOfAnotherPlace,
    ProgrammeDoesNotPayThen, OverCommitment; who does not see the money of its place is told no sum
    of it: OverCommitmentAbove."""
    guard_reaches(programme, place)
    programme.refresh_from_db(fields=["end_on"])
    if not rules.is_running(programme.start_on, programme.end_on, paid_on):
        raise ProgrammeDoesNotPayThen(name=programme.name, day=paid_on)
    stands = year_of(programme, paid_on.year)
    if amount > stands.left:
        told = {"name": programme.name, "year": paid_on.year, "amount": money_text(amount)}
        if not by.is_system and programme.place_id not in money_reach(by, on).seen:
            raise OverCommitmentAbove(place=programme.place.name, **told)
        raise OverCommitment(
            committed=money_text(stands.committed),
            paid=money_text(stands.paid),
            left=money_text(stands.left),
            **told,
        )


def _guard_place(paying: Paying) -> None:
    household = paying.household
    if household is not None and household.village_id != paying.place.pk:
        raise PayeeOfAnotherPlace(code=household.code, place=paying.place.name)


def _guard_day(begun_on: date, paying: Paying) -> None:
    if paying.paid_on < begun_on:
        raise CauseLater(day=begun_on)


def _guard_commitment(commitment: Commitment, paying: Paying) -> None:
    name = commitment.programme.name
    if commitment.reverses_id or hasattr(commitment, "reversed_by"):
        raise CommitmentTakenBack(name=name)
    if commitment.programme != paying.programme:
        raise CommitmentOfAnotherProgramme(name=name)
    if commitment.year != paying.paid_on.year:
        raise CommitmentOfAnotherYear(year=commitment.year, day=paying.paid_on)


def _guard_post(post: PaidPost, paying: Paying) -> None:
    if post.programme != paying.programme:
        name = paying.programme.name if paying.programme else ""
        raise ProgrammeOfAnotherCause(name=name)
    post.refresh_from_db(fields=["end_on"])
    month = paying.month
    held = month and rules.pay_of_month(post.monthly_pay, post.start_on, post.end_on, month)
    if month is None or not held or post.household is None:
        raise PostWithoutHolder(title=post.title)
    if is_month_paid(post, month):
        raise PostPaidAlready(title=post.title, month=f"{month:%Y-%m}")
    if paying.amount > held:
        due, asked = money_text(held), money_text(paying.amount)
        raise OverPay(title=post.title, due=due, amount=asked, month=f"{month:%Y-%m}")
    _guard_day(post.start_on, paying)


def _guard_project(project: Project, paying: Paying) -> None:
    _guard_day(project.start_on, paying)
    agreed = sources_of(project, paying.programme)
    if not agreed and paying.programme is not None:
        raise ProgrammeOfAnotherCause(name=paying.programme.name)
    paid = project_paid(project, programme=paying.programme)
    if paid + paying.amount > agreed:
        raise OverSources(**_amounts(project.name, agreed, paid, paying.amount))
    contract = paying.contract
    if contract is not None:
        if contract.project_id != project.pk:
            raise ContractOfAnotherProject(name=contract.contractor)
        paid = contract_paid(contract)
        if paid + paying.amount > contract.amount:
            raise OverContract(
                **_amounts(contract.contractor, contract.amount, paid, paying.amount)
            )


def _guard_dividend(dividend: Dividend, paying: Paying) -> None:
    if dividend.reverses_id or hasattr(dividend, "reversed_by"):
        raise DividendTakenBack(name=dividend.cooperative.name)
    if paying.household is None:
        raise DividendWithoutMember
    _guard_day(dividend.declared_on, paying)
    if not has_share(paying.household, dividend):
        name = dividend.cooperative.name
        raise NoShare(code=paying.household.code, name=name)
    if is_dividend_paid(dividend, paying.household):  # the same press twice, as a rule
        raise DividendPaidToThem(code=paying.household.code)
    paid = dividend_paid(dividend)
    if paid + paying.amount > dividend.amount:
        raise OverDividend(**_amounts("", dividend.amount, paid, paying.amount))


def _amounts(name: str, agreed: int, paid: int, amount: int) -> dict[str, str]:
    told = {"agreed": agreed, "paid": paid, "amount": amount}
    return {"name": name} | {key: money_text(fen) for key, fen in told.items()}
