"""Tables of money; every amount is whole fen."""

from doorstep.funds.models.ledger import Heading, Posting
from doorstep.funds.models.payments import CAUSES, Payment, Receipt
from doorstep.funds.models.programmes import Commitment, Income, Programme

__all__ = [
    "CAUSES",
    "Commitment",
    "Heading",
    "Income",
    "Payment",
    "Posting",
    "Programme",
    "Receipt",
]
