"""The addresses of the screens about money."""

from django.urls import URLPattern, path

from doorstep.office.money import (
    bank,
    claims,
    cooperatives,
    dividends,
    payments,
    posts,
    programmes,
    projects,
    years,
)

PAYMENT = "money/payments/<uuid:payment_id>/"
PROGRAMME = "money/programmes/<uuid:programme_id>/"
PROJECT = "money/projects/<uuid:project_id>/"
COOPERATIVE = "money/cooperatives/<uuid:cooperative_id>/"
CLAIM = "money/claims/<uuid:claim_id>/"
BANK_ROW = "money/bank/rows/<uuid:row_id>/"
YEAR = "money/years/<uuid:closed_year_id>/"
DIVIDEND = "money/dividends/<uuid:dividend_id>/"

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
    path("money/years/close/", years.year_close, name="year-close"),
    path(f"{YEAR}ask/", years.year_ask, name="year-ask"),
    path(f"{YEAR}back/", years.year_back, name="year-back"),
    path(f"{YEAR}reopen/", years.year_reopen, name="year-reopen"),
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
    path("money/posts/", posts.posts, name="posts"),
    path("money/posts/new/", posts.post_new, name="paid-post-new"),
    path("money/posts/pay/", posts.posts_pay, name="posts-pay"),
    path("money/posts/<uuid:paid_post_id>/end/", posts.post_end, name="paid-post-end"),
    path("money/projects/", projects.projects, name="projects"),
    path("money/projects/new/", projects.project_new, name="project-new"),
    path(PROJECT, projects.project, name="project"),
    path(f"{PROJECT}contract/", projects.project_contract, name="project-contract"),
    path(f"{PROJECT}end/", projects.project_end, name="project-end"),
    path(f"{PROJECT}pay/", projects.project_pay, name="project-pay"),
    path(f"{PROJECT}source/", projects.project_source, name="project-source"),
    path("money/sources/<uuid:source_id>/reverse/", projects.source_reverse, name="source-reverse"),
    path("money/cooperatives/", cooperatives.cooperatives, name="cooperatives"),
    path("money/cooperatives/new/", cooperatives.cooperative_new, name="cooperative-new"),
    path(COOPERATIVE, cooperatives.cooperative, name="cooperative"),
    path(f"{COOPERATIVE}declare/", cooperatives.cooperative_declare, name="cooperative-declare"),
    path(f"{COOPERATIVE}earn/", cooperatives.cooperative_earn, name="cooperative-earn"),
    path(f"{COOPERATIVE}join/", cooperatives.cooperative_join, name="cooperative-join"),
    path(
        f"{COOPERATIVE}shares/<slug:code>/",
        cooperatives.cooperative_shares,
        name="cooperative-shares",
    ),
    path(f"{DIVIDEND}pay/<slug:code>/", dividends.dividend_pay, name="dividend-pay"),
    path(f"{DIVIDEND}reverse/", dividends.dividend_reverse, name="dividend-reverse"),
    path("money/claims/", claims.claims, name="claims"),
    path("money/claims/new/", claims.claim_new, name="claim-new"),
    path(CLAIM, claims.claim, name="claim"),
    path(f"{CLAIM}confirm/", claims.claim_confirm, name="claim-confirm"),
    path(f"{CLAIM}decide/", claims.claim_decide, name="claim-decide"),
    path(f"{CLAIM}letter/", claims.claim_letter, name="claim-letter"),
    path(f"{CLAIM}papers/", claims.claim_papers, name="claim-papers"),
    path(f"{CLAIM}recipients/", claims.claim_recipients, name="claim-recipients"),
    path(f"{CLAIM}stages/<slug:key>/", claims.claim_stage, name="claim-stage"),
    path(f"{CLAIM}withdraw/", claims.claim_withdraw, name="claim-withdraw"),
    path("money/bank/", bank.bank, name="bank"),
    path("money/bank/read/", bank.bank_read, name="bank-read"),
    path("money/bank/headings/<uuid:bank_column_id>/", bank.bank_heading, name="bank-heading"),
    path("money/bank/<uuid:statement_id>/", bank.statement, name="statement"),
    path(f"{BANK_ROW}double/", bank.bank_row_double, name="bank-row-double"),
    path(f"{BANK_ROW}match/", bank.bank_row_match, name="bank-row-match"),
    path(f"{BANK_ROW}part/", bank.bank_row_part, name="bank-row-part"),
]
