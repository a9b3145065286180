"""Tables of money; every amount is whole fen."""

from doorstep.funds.models.bank import BankColumn, Statement, StatementRow
from doorstep.funds.models.claims import Claim, ClaimStage, Recipient
from doorstep.funds.models.contracts import Contract
from doorstep.funds.models.cooperatives import Cooperative, CoopMember, CoopVillage
from doorstep.funds.models.dividends import Dividend
from doorstep.funds.models.ledger import Heading, Posting
from doorstep.funds.models.payments import CAUSES, Payment, Receipt
from doorstep.funds.models.posts import PaidPost
from doorstep.funds.models.programmes import Commitment, Income, Programme
from doorstep.funds.models.projects import Project, ProjectVillage, Source
from doorstep.funds.models.years import ClosedYear

__all__ = [
    "CAUSES",
    "BankColumn",
    "Claim",
    "ClaimStage",
    "ClosedYear",
    "Commitment",
    "Contract",
    "CoopMember",
    "CoopVillage",
    "Cooperative",
    "Dividend",
    "Heading",
    "Income",
    "PaidPost",
    "Payment",
    "Posting",
    "Programme",
    "Project",
    "ProjectVillage",
    "Receipt",
    "Recipient",
    "Source",
    "Statement",
    "StatementRow",
]
