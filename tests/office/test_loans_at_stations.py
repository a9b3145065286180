"""Loans at the office: until when, some of several pieces back, and what is back already."""

from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.stations.models import Loan
from tests.office.conftest import TODAY
from tests.stations.made import make_loan, make_loan_item, make_station


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


@pytest.fixture
def client(cast, browser):
    return browser(cast.coordinator)


def back_of(loan):
    return reverse("office:loan-back", args=[loan.pk])


@pytest.mark.parametrize("day", ["9999-12-31", "2099-01-01", "2020-01-01"])
def test_the_form_says_beforehand_until_when_and_refuses_other_days(station, client, day):
    item = make_loan_item(station)
    address = reverse("office:loan-new", args=[station.pk])
    given = {"id": uuid4(), "item": item.pk, "borrower": "李", "reach": "199", "pieces": 1}

    form = client.get(address).text
    refused = client.post(address, given | {"due_on": day})

    last = TODAY.replace(year=TODAY.year + 1, day=TODAY.day + 1)
    assert (f'max="{last}"' in form, "At most 366 days from today" in form) == (True, True)
    assert (refused.status_code, "Choose a day from" in refused.text) == (422, True)
    assert Loan.objects.count() == 0


def test_one_of_two_pieces_comes_back_at_the_form(station, client):
    loan = make_loan(station, pieces=2, on=TODAY)

    form = client.get(back_of(loan)).text
    given = {"id": uuid4(), "condition": "good"}
    many = client.post(back_of(loan), given | {"pieces": 3})
    client.post(back_of(loan), given | {"pieces": 1})

    loan.refresh_from_db()
    assert ("How many came back" in form, many.status_code) == (True, 422)
    assert (loan.pieces, loan.back_on, Loan.objects.count()) == (1, None, 2)


def test_pieces_sent_back_again_are_the_same_or_told(station, client):
    loan = make_loan(station, item=make_loan_item(station, pieces=3), pieces=3, on=TODAY)
    given = {"id": uuid4(), "condition": "good", "pieces": 2}
    others = [{"pieces": 1}, {"pieces": 3}, {"condition": "broken"}]

    same = [client.post(back_of(loan), given).status_code for _twice in range(2)]
    otherwise = [client.post(back_of(loan), given | other) for other in others]

    loan.refresh_from_db()
    assert same == [302, 302]
    assert [one.status_code for one in otherwise] == [422, 422, 422]
    assert all("was sent before and kept as it was then" in one.text for one in otherwise)
    assert (loan.pieces, loan.back_on, loan.item.pieces) == (1, None, 3)


def test_a_loan_that_is_back_shows_no_form(station, client):
    loan = make_loan(station, on=TODAY)
    client.post(back_of(loan), {"id": uuid4(), "condition": "worn"})

    told = client.get(back_of(loan), follow=True)

    assert told.redirect_chain[-1][0] == reverse("office:loans", args=[station.pk])
    assert "came back on" in told.text
    assert "How it came back" not in told.text.split('id="back"')[0]


@pytest.mark.parametrize(("condition", "words"), [("lost", "noted as lost"), ("good", "is back")])
def test_what_was_lost_is_not_said_to_be_back(station, client, condition, words):
    loan = make_loan(station, on=TODAY)

    told = client.post(back_of(loan), {"id": uuid4(), "condition": condition}, follow=True)

    assert f"It {'is ' if condition == 'lost' else ''}{words}" in told.text
    assert ("It is back" in told.text) == (condition != "lost")
