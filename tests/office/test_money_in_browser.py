"""Money in a real browser: no barriers, and nothing runs out of a narrow window."""

from datetime import date, timedelta

import pytest

from doorstep.funds import actions
from tests.browser import barriers
from tests.factories import make_need, pair
from tests.share import share

DAY = date(2026, 3, 4)
PAGES = (
    "/money/",
    "/money/programmes/new/",
    "/money/programmes/{programme}/",
    "/money/programmes/{programme}/commit/",
    "/money/payments/",
    "/money/payments/new/",
    "/money/payments/{payment}/",
    "/money/payments/{payment}/receipt/",
    "/money/ledger/",
    "/money/bank/",
    "/money/bank/read/",
    "/money/bank/headings/{bank_column}/",
    "/money/bank/{statement}/",
    "/money/claims/",
    "/money/claims/new/",
    "/money/claims/{claim}/",
    "/money/claims/{refused}/letter/",
    "/money/posts/",
    "/money/posts/new/",
    "/money/posts/pay/?month=2026-03",
    "/money/projects/",
    "/money/projects/{project}/",
    "/money/projects/{project}/pay/",
    "/money/cooperatives/",
    "/money/cooperatives/{cooperative}/",
    "/money/cooperatives/{cooperative}/shares/caoba/",
    "/money/dividends/{dividend}/pay/caoba/",
    "/money/dividends/{dividend}/pay/caoba/?receipts=yes",
)


@pytest.fixture
def ids(cast, method):
    """By name: the ids of which the pages are about."""
    pair(cast.a, cast.tashi)
    told = {"by": cast.coordinator, "on": DAY}
    relief = actions.found_programme(
        cast.caoba, name="临时救助金", kind="other", source="县民政局", start_on=DAY,
        purpose="遇到突发困难的住户", **told,
    )  # fmt: skip
    aid = actions.found_programme(
        cast.town, name="企业帮扶资金", kind="aid", source="某电力公司", start_on=DAY, **told
    )
    for programme, fen in ((relief, 5_000_000), (aid, 395_000_000)):
        given = {"by": cast.second, "on": DAY}
        actions.commit_money(programme, year=2026, amount=fen, decided_on=DAY, **given)
    actions.receive_money(relief, 3_000_000, received_on=DAY, text="一季度拨款", **told)
    payment = actions.pay(
        relief, 947_000, cause=make_need(cast.a, text="取暖炉坏了"), paid_on=DAY, text="取暖补助",
        reference="0304-0017", **told,
    )  # fmt: skip
    actions.give_receipt(payment, **told)
    wrong = actions.pay(relief, 50_000, cause=make_need(cast.b), paid_on=DAY, **told)
    actions.reverse_payment(wrong, because="重复登记", **told)
    actions.give_post(
        cast.b.members.get(relation="head"), relief, kind="grassland", title="草监员",
        monthly_pay=77_500, monthly_days=12, start_on=DAY, is_of_cadre=False, **told,
    )  # fmt: skip
    project = actions.begin_project(
        cast.caoba, name="灌溉渠", kind="irrigation", start_on=DAY, **told
    )
    source = {"is_public": True, "agreed_on": DAY} | told
    actions.add_source(project, name="以工代赈", amount=900_000, programme=relief, **source)
    actions.sign_contract(
        project, contractor="水利施工队", what="干渠 2 公里", amount=400_000, signed_on=DAY, **told
    )
    actions.pay(
        relief, 120_000, cause=project, household=cast.c, is_wages=True, paid_on=DAY, **told
    )
    coop = actions.found_cooperative(cast.caoba, name="草坝合作社", founded_on=DAY, **told)
    actions.add_shares(coop, [cast.a, cast.b], start_on=DAY, **told)
    actions.earn(coop, 696_000, received_on=DAY, text="卖酥油", **told)
    dividend = actions.declare_dividend(coop, 144_000, declared_on=DAY, note="年度分红", **told)
    actions.give_receipts(
        actions.pay_dividend(dividend, {cast.a: 72_000}, paid_on=DAY, **told), **told
    )
    movements = "日期,金额,流水号\n2026-03-04,-9470,0304-0017\n2026-03-04,-500,0304-0018\n"
    statement = actions.read_bank_file(
        cast.caoba, name="三月流水.csv", data=movements.encode("gb18030"), **told
    )
    actions.note_bank_headings(cast.caoba, ["变动额"], **told)
    claim = actions.open_claim(
        make_need(cast.a, text="房顶塌了"), path="relief", cause="disaster", aid_first=30_000,
        **told,
    )  # fmt: skip
    actions.pass_stage(claim, key="survey", done_on=DAY, note="三人入户，双方签字", **told)
    refused = actions.open_claim(make_need(cast.c), path="relief", cause="costs", **told)
    for key in ("survey", "notice"):
        actions.pass_stage(refused, key=key, done_on=DAY, **told)
    actions.refuse_claim(
        refused, reasons="已由医保报销", is_relative=False, by=cast.second,
        on=DAY + timedelta(days=7),
    )  # fmt: skip
    return {
        "statement": statement.pk,
        "bank_column": cast.caoba.bank_columns.get().pk,
        "claim": claim.pk,
        "refused": refused.pk,
        "programme": relief.pk,
        "payment": payment.pk,
        "project": project.pk,
        "cooperative": coop.pk,
        "dividend": dividend.pk,
    }


@pytest.mark.parametrize("width", share([320, 1280], 2))
def test_nothing_bars_the_way_and_nothing_runs_out(cast, ids, page, sign_in, width):
    sign_in(cast.coordinator)
    page.set_viewport_size({"width": width, "height": 900})

    told = []
    for path in PAGES:
        page.goto(path.format(**ids))
        is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        told.append((path, barriers(page), is_wide))

    assert told == [(path, [], False) for path in PAGES]
