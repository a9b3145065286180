"""The sums of money that the page states come out of rows that the actions wrote; invented data."""

from datetime import date, timedelta

import pytest

from doorstep.figures.queries import get_figure, measure
from doorstep.funds import actions
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from doorstep.scenarios.queries import stated_value
from tests.factories import DAY, make_household, make_member, make_need, make_place
from tests.funds.conftest import commit, decided, found

YEAR = DAY.year
YUAN = 100
STATED = {
    "temporary_relief": {"value": 9_470, "unit": "CNY"},
    "eco_post_pay": {"value": 294_000, "unit": "CNY"},
    "coop_villages": {"value": 4, "unit": "village"},
    "coop_income": {"value": 6_960_000, "unit": "CNY"},
    "coop_dividends": {"value": 1_440_000, "unit": "CNY"},
    "project.basic_works": {"value": 5_000_000, "unit": "CNY"},
    "project.sewage": {"value": 4_610_000, "unit": "CNY"},
    "project.irrigation": {"value": 3_930_000, "unit": "CNY"},
    "project.irrigation.wages": {"value": 1_120_000, "unit": "CNY"},
    "project.irrigation.villages": {"value": 4, "unit": "village"},
    "aid_paid": {"value": 3_950_000, "unit": "CNY"},
}


@pytest.fixture
def town(cast, method):
    """The town with four villages, and what the page says was given, paid and built there."""
    told = {"by": cast.town_account, "on": date(YEAR, 12, 31)}
    villages = [
        cast.caoba,
        cast.xiagou,
        *(make_place(code, parent=cast.town) for code in ("shangba", "xiaba")),
    ]
    relieve(cast, told)
    pay_posts(cast, told)
    cooperate(cast, villages, told)
    build(cast, villages, told)
    aid = found(cast.town, cast.town_account, name="帮扶", kind="aid", committed=0)
    granted = commit(aid, 3_950_000 * YUAN, by=cast.town_account)
    actions.pay(aid, 3_950_000 * YUAN, cause=granted, payee="村小学", paid_on=DAY, **told)
    return cast.town


def relieve(cast, told):
    relief = found(cast.caoba, cast.coordinator, name="临时救助", kind="relief")
    for household, yuan in ((cast.a, 4_470), (cast.b, 5_000)):
        need = make_need(household)
        claim, _day = decided(need, cast.coordinator, cast.second, amount=yuan * YUAN)
        actions.pay(relief, yuan * YUAN, cause=need, claim=claim, paid_on=date(YEAR, 5, 4), **told)


def pay_posts(cast, told):
    """35 posts of ¥700 a month, paid for a year."""
    pay = found(cast.caoba, cast.coordinator, name="公益岗", kind="posts", committed=0)
    commit(pay, 294_000 * YUAN, by=cast.coordinator)
    home = make_household(cast.caoba, "A-100")
    posts = [
        actions.give_post(
            make_member(home, f"成员{number}"), pay, kind=kind, title="公益岗",
            monthly_pay=700 * YUAN, monthly_days=10, start_on=date(YEAR, 1, 1),
            is_of_cadre=False, **told,
        )
        for number in range(7)
        for kind in ("forest", "water", "cleaning", "grassland", "road")
    ]  # fmt: skip
    for month in range(1, 13):
        paid_on = max(DAY, date(YEAR, month, 28))
        actions.pay_posts(posts, date(YEAR, month, 1), paid_on=paid_on, **told)


def cooperate(cast, villages, told):
    coop = actions.found_cooperative(cast.town, name="联合社", founded_on=DAY, **told)
    for village in villages:
        actions.join_village(coop, village, start_on=DAY, **told)
    members = [cast.a, cast.b, cast.d]
    actions.add_shares(coop, members, start_on=DAY, **told)
    for quarter in range(4):
        received_on = DAY + timedelta(days=60 * quarter)
        actions.earn(coop, 1_740_000 * YUAN, received_on=received_on, **told)
    dividend = actions.declare_dividend(
        coop, 1_440_000 * YUAN, declared_on=date(YEAR, 10, 1), **told
    )
    shares = dict.fromkeys(members, 480_000 * YUAN)
    actions.pay_dividend(dividend, shares, paid_on=date(YEAR, 10, 8), **told)


def build(cast, villages, told):
    works = found(cast.town, cast.town_account, name="以工代赈", kind="works", committed=0)
    commit(works, 3_930_000 * YUAN, by=cast.town_account)
    for kind, yuan in (
        ("basic_works", 5_000_000),
        ("sewage", 4_610_000),
        ("irrigation", 3_930_000),
    ):
        project = actions.begin_project(
            cast.town, name=kind, kind=kind, start_on=DAY, villages=villages, **told
        )
        actions.add_source(
            project, name="上级资金", amount=yuan * YUAN, is_public=True, agreed_on=DAY,
            programme=works if kind == "irrigation" else None, **told,
        )  # fmt: skip
    for household, wage in ((cast.a, 620_000), (cast.e, 500_000)):
        actions.pay(
            works, wage * YUAN, cause=project, household=household, is_wages=True,
            paid_on=date(YEAR, 9, 1), **told,
        )  # fmt: skip


def test_every_sum_of_the_page_comes_out_of_rows(town):
    scope, period = scope_of(town), Period(date(YEAR, 1, 1), date(YEAR, 12, 31))

    counted = {key: measure(get_figure(key), scope, period).value for key in STATED}

    assert counted == {key: stated_value(stated) for key, stated in STATED.items()}
