"""`doorstep erase`, and older copies of the database that are put back."""

from datetime import date

import pytest

from doorstep.register.models import Household
from doorstep.rights import actions as rights

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys", "stopped")]
DAY = date(2026, 3, 11)
GRANTED = date(2026, 3, 4)  # five working days before


@pytest.fixture
def stopped(monkeypatch):
    """The clock of the doors stands still."""
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: DAY)


def granted(household, *, by, on=GRANTED):
    """The head asks for the erasure, and it is granted."""
    head = household.members.get(relation="head")
    asked = rights.record_request(
        household, kind="erasure", member=head, how="spoken", text="请删除", asked_on=on, by=by,
        on=on,
    )  # fmt: skip
    rights.answer_request(
        asked, outcome="granted", answer="同意", complain_to="12345", by=by, on=on
    )


def test_erase_wants_the_code_twice(cast, run):
    code, answer, err = run("erase", "A-001", "--place", "caoba", "--json")

    assert (code, answer) == (1, None)
    assert "--confirm A-001" in err
    assert Household.objects.filter(code="A-001").count() == 1


def test_erase_says_how_many_rows_went(cast, run):
    granted(cast.a, by=cast.coordinator)

    code, answer, _err = run("erase", "A-001", "--place", "caoba", "--confirm", "A-001", "--json")

    assert (code, answer["place"], answer["rows"] > 3) == (0, "caoba", True)
    assert list(Household.objects.filter(code="A-001")) == []


def test_without_a_granted_request_it_refuses_and_says_what_to_do(cast, run):
    code, answer, err = run("erase", "A-001", "--place", "caoba", "--confirm", "A-001", "--json")

    assert (code, answer) == (1, None)
    assert "record the request on the rights desk" in err
    assert Household.objects.filter(code="A-001").count() == 1


def test_what_was_just_granted_waits_its_days(cast, run):
    granted(cast.a, by=cast.coordinator, on=date(2026, 3, 5))

    code, answer, err = run("erase", "A-001", "--place", "caoba", "--confirm", "A-001", "--json")

    assert (code, answer) == (1, None)
    assert "from 12 March 2026 on" in err
    assert Household.objects.filter(code="A-001").count() == 1


def test_a_household_that_is_not_there_is_named(cast, run):
    code, _answer, err = run("erase", "A-009", "--place", "caoba", "--confirm", "A-009")

    assert code == 1
    assert "A-009" in err


def test_migrate_erases_again_what_an_older_copy_brought_back(cast, run):
    gone = cast.e.pk
    granted(cast.e, by=cast.other_coordinator)
    run("erase", "X-002", "--place", "xiagou", "--confirm", "X-002")
    Household.objects.create(pk=gone, village=cast.xiagou, code="X-002", registered_on=cast.day)

    code, _answer, err = run("migrate")

    assert code == 0
    assert "1" in err
    assert list(Household.objects.filter(pk=gone)) == []
