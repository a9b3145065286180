"""Closing a year and deciding a double, on screen."""

from datetime import date

import pytest
from django.urls import reverse

from doorstep.funds import actions as funds
from doorstep.funds.models import ClosedYear
from doorstep.people.choices import Role
from tests.factories import DAY, make_account
from tests.office.conftest import TODAY

LAST_YEAR = date(DAY.year - 1, 12, 20)


@pytest.fixture
def books(cast, method):
    told = {"by": cast.coordinator, "on": DAY}
    relief = funds.found_programme(
        cast.caoba, name="慰问金", kind="other", source="民政局", start_on=LAST_YEAR, **told
    )
    funds.receive_money(relief, 5_000, received_on=LAST_YEAR, **told)
    return relief


def test_a_year_is_closed_asked_for_and_opened_by_another(cast, books, browser):
    client, ledger = browser(cast.coordinator), reverse("office:ledger")
    second = make_account("yang", name="杨", roles=[(Role.COORDINATOR, cast.caoba)])
    assert reverse("office:year-close") in client.get(ledger).text

    client.post(reverse("office:year-close"), {"year": LAST_YEAR.year, "place": "caoba"})
    closed = ClosedYear.objects.get()
    ask, reopen = (reverse(f"office:year-{one}", args=[closed.pk]) for one in ("ask", "reopen"))
    refused = client.post(reverse("office:programme-receive", args=[books.pk]), {
        "amount": "10", "received_on": LAST_YEAR, "into": "bank", "text": "",
    })  # fmt: skip
    client.post(ask, {"because": "漏记一笔"})
    own = client.get(ledger).text
    client.post(reopen)
    assert (ask in own, reopen in own, refused.status_code) == (False, False, 422)
    assert "The books of 草坝村" in refused.text
    assert ClosedYear.objects.get().reopened_on is None

    back, other = reverse("office:year-back", args=[closed.pk]), browser(second)
    assert (back in own, back in other.get(ledger).text) == (True, True)
    other.post(back)
    assert ask in client.get(ledger).text
    client.post(ask, {"because": "漏记一笔"})
    assert reopen in other.get(ledger).text
    other.post(reopen)

    assert ClosedYear.objects.get().reopened_on == TODAY


@pytest.mark.parametrize("who", ["other_coordinator", "town_account", "tashi_account"])
def test_a_closed_year_of_another_place_is_not_there(cast, books, browser, who):
    closed = funds.close_year(cast.caoba, LAST_YEAR.year, by=cast.coordinator, on=DAY)
    client = browser(getattr(cast, who))

    answers = [
        client.post(reverse(f"office:year-{one}", args=[closed.pk]), {"because": "x"}).status_code
        for one in ("ask", "reopen")
    ]

    assert answers == [404, 404]


def test_a_probable_double_is_decided_on_the_page_of_its_file(cast, books, browser):
    files = [f"日期,金额,余额\n{DAY},-5,9{more}\n".encode() for more in ("", f"\n{DAY},-6,3")]
    told = {"by": cast.coordinator, "on": DAY}
    _first, second = (
        funds.read_bank_file(cast.caoba, name="流水.csv", data=data, **told) for data in files
    )
    client, page = browser(cast.coordinator), reverse("office:statement", args=[second.pk])
    row = second.rows.get(number=2)
    assert "Probably in an earlier file" in client.get(page).text

    unsaid = client.post(reverse("office:bank-row-double", args=[row.pk]), follow=True)
    row.refresh_from_db()
    assert (row.is_double, "Say whether it is the same" in unsaid.text) == (None, True)

    client.post(reverse("office:bank-row-double", args=[row.pk]), {"is_double": "yes"})

    row.refresh_from_db()
    assert row.is_double is True
    assert "the same, counts no more" in client.get(page).text

    client.post(reverse("office:bank-row-double", args=[row.pk]), {"is_double": "no"})
    assert 'value="yes"' in client.get(page).text  # said by a slip, it can be said again

    client.post(reverse("office:bank-row-double", args=[row.pk]), {"is_double": "yes"})
    row.refresh_from_db()
    assert row.is_double is True
