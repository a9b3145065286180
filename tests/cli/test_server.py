"""`doorstep create-user`, `give`, and what `serve` says first."""

import io
import json

import pytest

from doorstep.cli.main import main
from doorstep.cli.server import say_set_up
from doorstep.kit.clock import today
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account
from doorstep.people.queries import has_duty, has_role, helper_of, villages_for
from doorstep.register.queries import households_for
from tests.factories import DAY, make_helper, make_place

pytestmark = pytest.mark.django_db


def test_a_made_password_is_printed_once_and_works(run):
    place = make_place("niancun")

    code, answer, _err = run(
        "create-user", "drolma", "--name", "卓玛", "--role", "coordinator", "--place", "niancun"
    )

    account = Account.objects.get(login="drolma")
    assert (code, answer["login"], answer["name"]) == (0, "drolma", "卓玛")
    assert account.check_password(answer["password"])
    assert has_role(account, Role.COORDINATOR, place, today())


def test_a_password_can_come_from_standard_input(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("a long and quiet word\n"))

    _code, answer, _err = run("create-user", "drolma", "--password-stdin")

    assert "password" not in answer
    assert Account.objects.get(login="drolma").check_password("a long and quiet word")


def test_a_weak_password_makes_no_account(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))

    code, _answer, err = run("create-user", "drolma", "--password-stdin")

    assert code == 1
    assert err.strip()
    assert not Account.objects.filter(login="drolma").exists()


def test_a_login_is_used_once(run):
    run("create-user", "drolma")

    code, _answer, err = run("create-user", "Drolma")

    assert code == 1
    assert "Drolma" in err


def test_a_role_without_a_place_makes_no_account(run):
    code, _answer, err = run("create-user", "drolma", "--role", "coordinator")

    assert code == 1
    assert "--place" in err
    assert not Account.objects.filter(login="drolma").exists()


def test_a_duty_is_given_to_an_account_that_is_there(run):
    place = make_place("niancun")
    run("create-user", "drolma")

    run("give", "drolma", "--duty", "exports_register", "--place", "niancun")

    account = Account.objects.get(login="drolma")
    assert has_duty(account, Duty.EXPORTS_REGISTER, place, today())


def test_an_account_is_linked_to_its_helper(run):
    village = make_place("niancun")
    helper = make_helper(village, "扎西")

    run("create-user", "tashi", "--place", "niancun", "--helper", "扎西")

    account = Account.objects.get(login="tashi")
    assert helper_of(account, today()) == helper


def test_a_role_and_a_duty_are_taken_back_from_today(cast, capsys):
    main(["give", "gesang", "--role", "coordinator", "--place", "caoba"])
    capsys.readouterr()

    code = main(["take", "gesang", "--role", "coordinator", "--duty", "decides_categories",
                 "--place", "caoba", "--json"])  # fmt: skip

    assert (code, json.loads(capsys.readouterr().out)) == (0, {"login": "gesang", "ended": 2})
    assert not has_role(cast.second, Role.COORDINATOR, cast.caoba, today())
    assert not has_duty(cast.second, Duty.DECIDES_CATEGORIES, cast.caoba, today())
    assert has_duty(cast.second, Duty.EXPORTS_REGISTER, cast.caoba, today())


def test_what_is_not_held_cannot_be_taken(cast, capsys):
    code = main(["take", "gesang", "--role", "town", "--place", "caoba"])

    assert code == 1
    assert "gesang" in capsys.readouterr().err


def test_who_gives_back_the_helpers_role_sees_no_household_any_more(cast, capsys):
    before = households_for(cast.tashi_account, DAY).count()

    main(["take", "tashi", "--role", "helper", "--place", "caoba"])

    assert before == 2
    assert households_for(cast.tashi_account, today()).count() == 0
    assert not villages_for(cast.tashi_account, today()).exists()
    assert helper_of(cast.tashi_account, today()) is None


@pytest.mark.parametrize("login", ["", " helper", "a\nb", "<script>", "x" * 61])
def test_a_login_that_could_be_taken_for_another_is_refused(run, login):
    told = run("create-user", login)

    assert told[0] == 1
    assert not Account.objects.filter(login=login).exists()


def test_while_nobody_can_sign_in_the_terminal_shows_where_to_set_up(capsys, client):
    say_set_up("http://127.0.0.1:8000/")

    address = capsys.readouterr().err.split()[-1]
    page = client.get(address.removeprefix("http://127.0.0.1:8000"))

    assert page.status_code == 200


def test_once_somebody_can_sign_in_the_terminal_is_silent_about_it(run, capsys):
    run("create-user", "drolma")

    say_set_up("http://127.0.0.1:8000/")

    assert capsys.readouterr().err == ""
