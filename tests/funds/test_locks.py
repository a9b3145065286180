"""Money keeps to the one order of locks: households, then the trail, then what it writes."""

from datetime import date

import pytest

from doorstep.funds import actions
from tests.factories import DAY, make_need
from tests.flows.test_trail_last import around_the_trail
from tests.funds.conftest import commit


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
    return {
        "commit": lambda: commit(relief, 5, by=cast.coordinator),
        "pay": lambda: actions.pay(relief, 5, cause=need, paid_on=DAY, **told),
        "pay_posts": lambda: actions.pay_posts(posts, DAY, paid_on=DAY, **told),
        "pay_dividend": lambda: actions.pay_dividend(dividend, shares, paid_on=DAY, **told),
        "add_shares": lambda: actions.add_shares(coop, [cast.c], start_on=DAY, **told),
        "open_claim": lambda: actions.open_claim(need, path="relief", cause="other", **told),
    }


@pytest.mark.parametrize(
    "name", ["commit", "pay", "pay_posts", "pay_dividend", "add_shares", "open_claim"]
)
def test_nothing_is_written_before_the_trail_is_held(acts, name):
    before, after = around_the_trail(acts[name])

    assert before == set()
    assert "people_auditentry" in after
