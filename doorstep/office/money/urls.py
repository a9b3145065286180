"""The addresses of the screens about money."""

from django.urls import URLPattern, path

from doorstep.office.money import payments, programmes

PAYMENT = "money/payments/<uuid:payment_id>/"
PROGRAMME = "money/programmes/<uuid:programme_id>/"

MONEY: list[URLPattern] = [
    path("money/", programmes.money, name="money"),
    path(
        "money/commitments/<uuid:commitment_id>/reverse/",
        programmes.commitment_reverse,
        name="commitment-reverse",
    ),
    path(
        "money/income/<uuid:posting_id>/reverse/",
        programmes.income_reverse,
        name="income-reverse",
    ),
    path("money/ledger/", payments.ledger, name="ledger"),
    path("money/payments/", payments.payments, name="payments"),
    path("money/payments/new/", payments.payment_new, name="payment-new"),
    path(PAYMENT, payments.payment, name="payment"),
    path(f"{PAYMENT}receipt/", payments.payment_receipt, name="payment-receipt"),
    path(f"{PAYMENT}reverse/", payments.payment_reverse, name="payment-reverse"),
    path("money/programmes/new/", programmes.programme_new, name="programme-new"),
    path(PROGRAMME, programmes.programme, name="programme"),
    path(f"{PROGRAMME}commit/", programmes.programme_commit, name="programme-commit"),
    path(f"{PROGRAMME}end/", programmes.programme_end, name="programme-end"),
    path(f"{PROGRAMME}receive/", programmes.programme_receive, name="programme-receive"),
]
