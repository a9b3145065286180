"""`doorstep erase`, and older copies of the database that are put back."""

import pytest

from doorstep.register.models import Household

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]


def test_erase_wants_the_code_twice(cast, run):
    code, answer, err = run("erase", "A-001", "--place", "caoba", "--json")

    assert (code, answer) == (1, None)
    assert "--confirm A-001" in err
    assert Household.objects.filter(code="A-001").count() == 1


def test_erase_says_how_many_rows_went(cast, run):
    code, answer, _err = run("erase", "A-001", "--place", "caoba", "--confirm", "A-001", "--json")

    assert (code, answer["place"], answer["rows"] > 3) == (0, "caoba", True)
    assert list(Household.objects.filter(code="A-001")) == []


def test_a_household_that_is_not_there_is_named(cast, run):
    code, _answer, err = run("erase", "A-009", "--place", "caoba", "--confirm", "A-009")

    assert code == 1
    assert "A-009" in err


def test_migrate_erases_again_what_an_older_copy_brought_back(cast, run):
    gone = cast.e.pk
    run("erase", "X-002", "--place", "xiagou", "--confirm", "X-002")
    Household.objects.create(pk=gone, village=cast.xiagou, code="X-002", registered_on=cast.day)

    code, _answer, err = run("migrate")

    assert code == 0
    assert "1" in err
    assert list(Household.objects.filter(pk=gone)) == []
