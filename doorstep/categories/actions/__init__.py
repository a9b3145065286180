"""Every write of categories."""

from doorstep.categories.actions.deciding import (
    decide_category,
    put_off_proposal,
    stop_category,
)
from doorstep.categories.actions.erasing import erase_rows
from doorstep.categories.actions.merging import take_over_categories
from doorstep.categories.actions.objecting import answer_objection, record_objection
from doorstep.categories.actions.proposing import (
    propose_by_rules,
    propose_category,
    propose_from_ledger,
)
from doorstep.categories.actions.putting import put_proposal, withdraw_proposal
from doorstep.categories.actions.retention import empty_old_proposals
from doorstep.categories.actions.reviewing import review_household

__all__ = [
    "answer_objection",
    "decide_category",
    "empty_old_proposals",
    "erase_rows",
    "propose_by_rules",
    "propose_category",
    "propose_from_ledger",
    "put_off_proposal",
    "put_proposal",
    "record_objection",
    "review_household",
    "stop_category",
    "take_over_categories",
    "withdraw_proposal",
]
