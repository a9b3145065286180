"""Every write of funds."""

from doorstep.funds.actions.bank import (
    decide_double,
    match_bank_row,
    part_bank_row,
    read_bank_file,
)
from doorstep.funds.actions.bank_headings import (
    forget_bank_heading,
    name_bank_heading,
    note_bank_headings,
)
from doorstep.funds.actions.claims import (
    confirm_aid_first,
    grant_claim,
    hand_in_papers,
    name_recipients,
    open_claim,
    pass_stage,
    refuse_claim,
    withdraw_claim,
)
from doorstep.funds.actions.cooperatives import (
    add_shares,
    declare_dividend,
    earn,
    end_share,
    found_cooperative,
    join_village,
    reverse_dividend,
)
from doorstep.funds.actions.erasing import erase_rows
from doorstep.funds.actions.payments import (
    give_receipt,
    give_receipts,
    pay,
    pay_dividend,
    pay_posts,
    pay_units,
    reverse_payment,
)
from doorstep.funds.actions.posts import end_paid_post, give_post
from doorstep.funds.actions.programmes import (
    commit_money,
    end_programme,
    found_programme,
    receive_money,
    reverse_commitment,
    reverse_income,
)
from doorstep.funds.actions.projects import (
    add_source,
    begin_project,
    end_project,
    reverse_source,
    sign_contract,
)
from doorstep.funds.actions.units import take_back_unpaid_unit
from doorstep.funds.actions.years import (
    ask_for_year,
    close_year,
    reopen_year,
    take_back_asking,
)

__all__ = [
    "add_shares",
    "add_source",
    "ask_for_year",
    "begin_project",
    "close_year",
    "commit_money",
    "confirm_aid_first",
    "decide_double",
    "declare_dividend",
    "earn",
    "end_paid_post",
    "end_programme",
    "end_project",
    "end_share",
    "erase_rows",
    "forget_bank_heading",
    "found_cooperative",
    "found_programme",
    "give_post",
    "give_receipt",
    "give_receipts",
    "grant_claim",
    "hand_in_papers",
    "join_village",
    "match_bank_row",
    "name_bank_heading",
    "name_recipients",
    "note_bank_headings",
    "open_claim",
    "part_bank_row",
    "pass_stage",
    "pay",
    "pay_dividend",
    "pay_posts",
    "pay_units",
    "read_bank_file",
    "receive_money",
    "refuse_claim",
    "reopen_year",
    "reverse_commitment",
    "reverse_dividend",
    "reverse_income",
    "reverse_payment",
    "reverse_source",
    "sign_contract",
    "take_back_asking",
    "take_back_unpaid_unit",
    "withdraw_claim",
]
