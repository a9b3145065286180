"""Money as those who keep it see it."""

from doorstep.funds.queries.causes import activities_to_pay, commitments_to_pay, needs_to_pay
from doorstep.funds.queries.ledger import Balance, balances, ledger_of
from doorstep.funds.queries.payments import (
    PaymentRow,
    get_payment_for,
    payment_rows,
    payments_for,
    payments_to,
    posting_of,
    postings_of,
)
from doorstep.funds.queries.programmes import (
    ProgrammeLine,
    YearLine,
    get_programme_for,
    paid_in_year,
    programme_lines,
    programmes_for,
    programmes_paying_at,
    year_of,
    years_of,
)
from doorstep.funds.queries.reach import (
    MoneyReach,
    get_money_place_for,
    keeps_money,
    money_places,
    money_reach,
)

__all__ = [
    "Balance",
    "MoneyReach",
    "PaymentRow",
    "ProgrammeLine",
    "YearLine",
    "activities_to_pay",
    "balances",
    "commitments_to_pay",
    "get_money_place_for",
    "get_payment_for",
    "get_programme_for",
    "keeps_money",
    "ledger_of",
    "money_places",
    "money_reach",
    "needs_to_pay",
    "paid_in_year",
    "payment_rows",
    "payments_for",
    "payments_to",
    "posting_of",
    "postings_of",
    "programme_lines",
    "programmes_for",
    "programmes_paying_at",
    "year_of",
    "years_of",
]
