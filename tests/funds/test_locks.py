"""Money keeps to the one order of locks: households, then the trail, then what it writes; and what
is left is left once."""

import threading
from datetime import date

import pytest
from django.db import transaction

from doorstep.campaigns.actions import accept_unit, build_unit
from doorstep.funds import actions
from doorstep.funds.actions.causes import OverCommitment
from doorstep.funds.queries import YearLine, year_of
from tests.campaigns.conftest import begin
from tests.factories import DAY, make_need
from tests.flows.test_trail_last import around_the_trail
from tests.flows.test_two_clicks_at_once import writes_alone
from tests.funds.conftest import COMMITTED, YEAR, commit
from tests.together import at_once


@pytest.fixture
def acts(cast, relief):
    """By name: acts that write, with what they need made before."""
    told = {"by": cast.coordinator, "on": DAY}
    need = make_need(cast.a)
    holders = [one.members.get(relation="head") for one in (cast.a, cast.b)]
    posts = [
        actions.give_post(
            one, relief, kind="road", title="护路员", monthly_pay=500, monthly_days=8,
            start_on=date(DAY.year, 1, 1), is_of_cadre=False, **told,
        )
        for one in holders
    ]  # fmt: skip
    coop = actions.found_cooperative(cast.caoba, name="社", founded_on=DAY, **told)
    actions.earn(coop, 900, received_on=DAY, **told)
    actions.add_shares(coop, [cast.a, cast.b], start_on=DAY, **told)
    dividend = actions.declare_dividend(coop, 900, declared_on=DAY, **told)
    shares = {cast.a: 450, cast.b: 450}
    campaign = begin(cast.caoba, cast.coordinator, pay=40)
    for unit in campaign.units.all():
        build_unit(unit, done_on=DAY, **told)
        accept_unit(unit, done_on=DAY, **told)
    units = list(campaign.units.all())
    return {
        "pay_units": lambda: actions.pay_units(units, relief, paid_on=DAY, **told),
        "commit": lambda: commit(relief, 5, by=cast.coordinator),
        "pay": lambda: actions.pay(relief, 5, cause=need, paid_on=DAY, **told),
        "pay_posts": lambda: actions.pay_posts(posts, DAY, paid_on=DAY, **told),
        "pay_dividend": lambda: actions.pay_dividend(dividend, shares, paid_on=DAY, **told),
        "add_shares": lambda: actions.add_shares(coop, [cast.c], start_on=DAY, **told),
        "open_claim": lambda: actions.open_claim(need, path="relief", cause="other", **told),
    }


@pytest.mark.parametrize(
    "name",
    ["commit", "pay", "pay_posts", "pay_units", "pay_dividend", "add_shares", "open_claim"],
)
def test_nothing_is_written_before_the_trail_is_held(acts, name):
    before, after = around_the_trail(acts[name])

    assert before == set()
    assert [table for table in after if table.startswith("funds_")]


@pytest.mark.django_db(transaction=True)
def test_two_who_pay_at_once_do_not_both_find_it_enough(cast, relief):
    if writes_alone():
        return
    needs, refused = [make_need(cast.a), make_need(cast.b)], []

    def pay(turn):
        need = needs[threading.get_ident() % 2]
        try:
            with transaction.atomic():
                actions.pay(relief, 300_000, cause=need, paid_on=DAY, by=cast.coordinator, on=DAY)
        except OverCommitment as error:
            refused.append(error)

    raised = at_once(pay, 3)

    assert (raised, len(refused)) == ([], 3)
    assert year_of(relief, YEAR) == YearLine(YEAR, COMMITTED, 900_000)
