import json
from datetime import date

import pytest
from django.db import connection
from django.utils import translation

from doorstep import planner
from doorstep.cli import main as cli
from doorstep.cli.pairing import _say_gap
from doorstep.pairing.actions import find_pairing, keep_pairing, pair_household, plans
from doorstep.pairing.models import Pairing, PairingPlan
from doorstep.people.actions import change_helper
from doorstep.register.actions import close_household
from tests.factories import DAY


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: date(2026, 3, 9))


@pytest.fixture
def short(cast, method):
    """Tashi and Pema take one household each, and there are three."""
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, by=cast.coordinator, on=DAY, most_households=1)
    return cast


def test_pairing_from_the_command_line_prints_the_plan(short, today, capsys):
    code = cli.main(["pair", "--place", "caoba", "--json"])

    out = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (out["households"], out["helpers"], out["optimal"]) == (3, 2, True)
    assert out["objective"] == out["bound"]
    assert len(out["pairs"]) == 2
    assert [(row["places"], row["stand_in"]) for row in out["unserved"]] == [(1, "卓玛")]
    assert Pairing.objects.count() == 0


def test_accepting_from_the_command_line_pairs_the_village(short, today, capsys):
    code = cli.main(["pair", "--place", "caoba", "--by", "drolma", "--accept", "--json"])

    out = json.loads(capsys.readouterr().out)
    assert code == 0
    assert Pairing.objects.count() == 3
    standing = Pairing.objects.get(via="stand_in")
    assert (standing.household.code, standing.helper.name) == (
        out["unserved"][0]["household"],
        "卓玛",
    )


def test_who_does_not_coordinate_there_accepts_nothing(short, today, capsys):
    helper = short.tashi_account.login

    code = cli.main(["pair", "--place", "caoba", "--accept", "--by", helper, "--json"])

    told = capsys.readouterr()
    assert (code, told.out) == (1, "")
    assert f"“{helper}” does not coordinate 草坝村" in told.err
    assert PairingPlan.objects.count() == 0


def test_the_program_accepts_nothing_and_leaves_no_proposal(short, today, capsys):
    code = cli.main(["pair", "--place", "caoba", "--accept", "--json"])

    told = capsys.readouterr()
    assert (code, told.out) == (1, "")
    assert PairingPlan.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("more", [[], ["--hours"]])
def test_while_a_village_is_paired_others_write(cast, method, today, capfd, monkeypatch, more):
    held = []

    def watched(pairs):
        def pair(problem, **more):
            held.append(connection.in_atomic_block)
            return pairs(problem, **more)

        return pair

    monkeypatch.setattr(planner, "pair", watched(planner.pair))
    monkeypatch.setattr(plans, "pair_hours", watched(plans.pair_hours))

    assert (cli.main(["pair", "--place", "caoba", "--json", *more]), held) == (0, [False])


def test_who_left_the_register_while_it_was_planned_is_left_out(short, method):
    found = find_pairing(short.caoba, DAY)
    close_household(short.a, because="moved", by=short.coordinator, on=DAY)
    close_household(short.c, because="moved", by=short.coordinator, on=DAY)

    plan = keep_pairing(found, by=short.coordinator, on=DAY)

    named = {one.household for one in plan.offers.all()} | {one["code"] for one in plan.unserved}
    assert named <= {short.b, short.b.code}
    assert named


def test_a_town_is_not_paired_from_the_command_line(short, today, capsys):
    code = cli.main(["pair", "--place", "riduo", "--json"])

    assert code == 1
    assert "caoba" in capsys.readouterr().err


def hours_of(cast, **hours):
    for name, value in hours.items():
        change_helper(getattr(cast, name), by=cast.coordinator, on=DAY, weekly_hours=value)


def test_pairing_by_hours_keeps_the_hours_and_says_how_good_it_is(village, today, capfd):
    hours_of(village, tashi=8, pema=3)

    code = cli.main(["pair", "--place", "caoba", "--hours", "--json"])

    told = capfd.readouterr()
    out = json.loads(told.out)
    assert (code, out["optimal"], out["gap"], out["unserved"]) == (0, True, 0.0, [])
    assert [(row["household"], row["helper"]) for row in out["pairs"]] == [
        ("A-001", "扎西"), ("A-002", "扎西"), ("A-003", "白玛"),
    ]  # fmt: skip
    assert out["pairs"][0]["next_helper"] == "白玛"
    assert PairingPlan.objects.count() == 0


@pytest.mark.parametrize(("above", "percent"), [(1, "0.01"), (20, "0.02"), (21, "0.03")])
def test_how_far_above_the_best_is_rounded_up(above, percent, capfd):
    with translation.override("en"):
        _say_gap(PairingPlan(objective=100_000 + above, bound=100_000))

    assert f"At most {percent} % above the best possible." in capfd.readouterr().err


def test_hours_that_do_not_suffice_leave_a_place_empty(village, today, capfd):
    hours_of(village, tashi="0.5", pema="0.5")

    code = cli.main(["pair", "--place", "caoba", "--hours", "--visit-minutes", "90"])

    out = json.loads(capfd.readouterr().out)
    assert code == 0
    assert [row["why"] for row in out["unserved"]] == ["those who fit are full"]
    assert len(out["pairs"]) == 2


def test_a_pairing_by_hours_is_accepted(village, today, capfd):
    hours_of(village, tashi=8, pema=8)

    code = cli.main(["pair", "--place", "caoba", "--hours", "--by", "drolma", "--accept"])

    assert (code, Pairing.objects.live_on(date(2026, 3, 9)).count()) == (0, 3)
    assert PairingPlan.objects.get().state == "accepted"


def test_helpers_without_hours_are_given_nobody_and_it_is_said(village, today, capfd):
    hours_of(village, tashi=None, pema=None)

    code = cli.main(["pair", "--place", "caoba", "--hours"])

    told = capfd.readouterr()
    assert code == 0
    assert {row["why"] for row in json.loads(told.out)["unserved"]} == {
        "those who fit have stated no hours, or 0"
    }
    assert "Helpers without stated hours, who are given nobody: 2." in told.err


def test_named_pairs_beyond_the_hours_are_refused_by_name(village, today, capfd):
    hours_of(village, tashi="0.1")
    pair_household(village.a, village.tashi, via="person", by=village.coordinator, on=DAY)

    code = cli.main(["pair", "--place", "caoba", "--hours"])

    told = capfd.readouterr()
    assert (code, told.out) == (1, "")
    assert told.err.startswith("扎西 has 0.1 hours a week")


def test_a_town_is_not_paired_by_hours(village, today, capfd):
    assert cli.main(["pair", "--place", "riduo", "--hours"]) == 1
    assert "caoba" in capfd.readouterr().err
