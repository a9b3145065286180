"""What a programme of the town has left would say what other villages were paid."""

import pytest

from doorstep.funds import actions
from doorstep.funds.actions.causes import OverCommitment
from doorstep.people.actions import system_account
from tests.factories import DAY, make_need
from tests.funds.conftest import COMMITTED


def refused(programme, by, household):
    """What the account is told that pays one fen more than everything."""
    with pytest.raises(OverCommitment) as error:
        actions.pay(
            programme, COMMITTED + 1, cause=make_need(household), paid_on=DAY, by=by, on=DAY
        )
    return str(error.value)


def test_a_village_is_told_that_the_town_s_money_is_not_enough_and_no_sum(cast, aid):
    actions.pay(aid, 123_400, cause=make_need(cast.d), paid_on=DAY, by=cast.coordinator, on=DAY)

    told = refused(aid, cast.coordinator, cast.a)

    assert told == (
        f"“企业帮扶” of {cast.town.name} does not have ¥10,000.01 left for 2026. Pay less, or ask "
        "there for more."
    )


def test_who_keeps_the_programme_reads_the_sums(cast, aid, relief):
    for programme, by in (
        (aid, cast.town_account),
        (relief, cast.coordinator),
        (aid, system_account()),
    ):
        assert "¥10,000.00 left" in refused(programme, by, cast.a)
