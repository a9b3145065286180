"""Words and sums of a commitment stay with those whose money it is."""

from datetime import date

import pytest
from django.urls import reverse

from doorstep.funds import actions

DAY = date(2026, 3, 4)


def commitment(place, by, *, note):
    programme = actions.found_programme(
        place, name="助学金", kind="scholarship", source="企业", start_on=DAY, by=by, on=DAY
    )
    return actions.commit_money(
        programme, year=2026, amount=777_000, decided_on=DAY, note=note, by=by, on=DAY
    )


def test_the_town_reads_no_word_of_a_villages_commitment(cast, method, browser):
    own = commitment(cast.caoba, cast.coordinator, note="央金家学费")
    paid = actions.pay(
        own.programme, 500, cause=own, household=cast.a, paid_on=DAY, by=cast.second, on=DAY
    )
    pages = [
        reverse("office:payment", args=[paid.pk]),
        reverse("office:programme", args=[own.programme.pk]),
    ]

    at_home, above = (
        [browser(account).get(page) for page in pages]
        for account in (cast.coordinator, cast.town_account)
    )

    assert [(one.status_code, "央金家学费" in one.text) for one in at_home] == [(200, True)] * 2
    assert [(one.status_code, "央金家学费" in one.text) for one in above] == [(200, False)] * 2


@pytest.mark.parametrize(("who", "is_told"), [("coordinator", False), ("town_account", True)])
def test_a_village_chooses_the_towns_commitment_without_its_sum(
    cast, method, browser, who, is_told
):
    commitment(cast.town, cast.town_account, note="第一批")

    text = browser(getattr(cast, who)).get(reverse("office:payment-new")).text

    assert ("第一批" in text, "¥7,770.00" in text) == (True, is_told)
