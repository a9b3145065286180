"""Every write of funds."""

from doorstep.funds.actions.erasing import erase_rows
from doorstep.funds.actions.payments import give_receipt, pay, reverse_payment
from doorstep.funds.actions.programmes import (
    commit_money,
    end_programme,
    found_programme,
    receive_money,
    reverse_commitment,
    reverse_income,
)

__all__ = [
    "commit_money",
    "end_programme",
    "erase_rows",
    "found_programme",
    "give_receipt",
    "pay",
    "receive_money",
    "reverse_commitment",
    "reverse_income",
    "reverse_payment",
]
