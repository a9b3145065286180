"""What comes back in parts from a phone, and what a phone is told of a loan that no rule takes."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from doorstep.kit import clock
from doorstep.stations.models import Loan
from tests.field.test_api import send
from tests.stations.made import make_loan, make_loan_item, make_post, make_station, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(given):
    return Client(headers={"Authorization": f"Bearer {given[1]}"})


@pytest.fixture
def loan(cast):
    """Three of four that are out, of a station where Tashi stands."""
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    item = make_loan_item(station, pieces=4)
    return make_loan(station, item=item, pieces=3, on=clock.today())


def form_of(loan, form, /, **said):
    head = {
        "id": str(uuid4()), "form": form, "version": "1", "station": str(loan.item.station_id),
        "on": str(clock.today()),
    }  # fmt: skip
    return json.dumps(head | said)


def back_of(loan, condition="good", /, **said):
    return form_of(loan, "take_back", loan=str(loan.pk), condition=condition, **said)


def test_two_of_three_come_back_and_then_the_last(phone, loan):
    bodies = [back_of(loan, pieces=2), back_of(loan, "lost", pieces=1)]

    answers = [send(phone, *bodies).json()["answers"] for _again in range(2)]

    loan.refresh_from_db()
    part = Loan.objects.get(part_of=loan)
    assert [[one["state"] for one in told] for told in answers] == [["applied"] * 2] * 2
    assert (str(part.pk), part.pieces, part.condition) == (
        json.loads(bodies[0])["id"], 2, "good",
    )  # fmt: skip
    assert (loan.pieces, loan.condition, loan.back_on) == (1, "lost", clock.today())
    assert loan.item.pieces == 4 - 1  # what is lost is lent no more


@pytest.mark.parametrize("said", [{}, {"pieces": None}])
def test_without_a_number_all_that_is_out_comes_back(phone, loan, said):
    send(phone, back_of(loan, pieces=1), back_of(loan, **said))

    loan.refresh_from_db()
    assert (loan.pieces, loan.back_on, Loan.objects.count()) == (2, clock.today(), 2)


@pytest.mark.parametrize(
    ("pieces", "words"), [(4, "这笔借用只有 3 件在外"), (0, "1 到"), ("2", "不符合规则")]
)
def test_more_than_are_out_and_no_number_are_held_with_their_reason(phone, loan, pieces, words):
    (answer,) = send(phone, back_of(loan, pieces=pieces)).json()["answers"]

    loan.refresh_from_db()
    assert (answer["state"], words in answer["words"]) == ("held", True)
    assert (loan.pieces, loan.back_on) == (3, None)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"pieces": 2}, "“防滑链”在库 1 件，借不出 2 件"),
        ({"due_on": str(clock.today() + timedelta(days=367))}, "最长可借366天"),
        ({"due_on": "2020-01-01"}, "应还日期不能更早"),
    ],
)
def test_a_loan_that_no_rule_takes_is_held_in_the_rules_own_words(phone, loan, said, words):
    given = {"item": str(loan.item_id), "borrower": "王师傅", "reach": "1"}
    given |= {"due_on": str(clock.today())} | said

    (answer,) = send(phone, form_of(loan, "lend", **given)).json()["answers"]

    assert (answer["state"], words in answer["words"]) == ("held", True)
    assert "王师傅" not in answer["words"]
