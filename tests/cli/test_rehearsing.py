import json
from datetime import date

import pytest

from doorstep.cli import main as cli
from doorstep.method.models import Version
from doorstep.pairing.models import PairingPlan
from doorstep.people.actions import change_helper
from doorstep.people.models import Helper
from doorstep.register.models import Household


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: date(2026, 3, 9))


def test_a_cadence_is_rehearsed_and_nothing_kept(cast, method, today, capfd):
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, by=cast.coordinator, on=cast.day, weekly_hours=1)

    code = cli.main(["rehearse", "--place", "caoba", "--cadence", "weekly", "--json"])

    told = capfd.readouterr()
    out = json.loads(told.out)
    assert (code, out["households"], out["helpers"], out["visits"]) == (0, 3, 2, 156)
    assert (out["empty_places"], out["helpers_missing"], out["helpers_to_spare"]) == (1, 1, 0)
    assert told.err == "At least 1 helper is missing.\n"
    assert PairingPlan.objects.count() == 0


def test_a_lighter_cadence_leaves_hours_over(cast, method, today, capfd):
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, by=cast.coordinator, on=cast.day, weekly_hours=1)

    cli.main(["rehearse", "--place", "caoba", "--cadence", "monthly"])

    told = capfd.readouterr()
    assert json.loads(told.out)["visits"] == 36
    assert told.err == "Helpers to spare, by their hours: 1.\n"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ((None, None), "No helper has stated hours: how many are missing is not known."),
        ((0, None), "All hours that helpers stated are 0: how many are missing is not known."),
        ((0, 0), "All hours that helpers stated are 0: how many are missing is not known."),
    ],
)
def test_why_it_is_not_known_who_is_missing_is_said(hours, said, cast, method, today, capfd):
    for helper, own in zip((cast.tashi, cast.pema), hours, strict=True):
        change_helper(helper, by=cast.coordinator, on=cast.day, weekly_hours=own)

    cli.main(["rehearse", "--place", "caoba", "--cadence", "weekly"])

    assert capfd.readouterr().err.splitlines()[-1] == said


@pytest.mark.parametrize("nobody", [{"end_on": date(2026, 1, 1)}, {"most_households": 0}])
def test_a_team_in_which_nobody_takes_households_is_named_as_such(
    nobody, cast, method, today, capfd
):
    Helper.objects.update(**nobody)

    cli.main(["rehearse", "--place", "caoba", "--cadence", "weekly"])

    told = capfd.readouterr()
    said = "Nobody in the team takes households: how many are missing is not known.\n"
    assert told.err == said
    assert json.loads(told.out)["empty_places"] > 0


def test_a_town_is_not_rehearsed(cast, method, today, capfd):
    assert cli.main(["rehearse", "--place", "riduo", "--cadence", "weekly"]) == 1
    assert "caoba" in capfd.readouterr().err


def test_the_cadences_as_they_stand_are_rehearsed(cast, method, today, capfd):
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, by=cast.coordinator, on=cast.day, weekly_hours=8)

    cli.main(["rehearse", "--place", "caoba", "--cadence", "as-stated"])

    out = json.loads(capfd.readouterr().out)
    # a visit a month, 40 minutes; of the weekly contacts three in four weeks are calls
    assert (out["visits"], out["hours"]) == (36, 36 * 40 / 60 + 3 * 52 / 4 * 3 * 10 / 60)


def test_what_the_planner_refuses_is_told_in_the_language_of_the_terminal(
    cast, method, today, capfd, settings
):
    settings.TERMINAL_LANGUAGE = "zh-hans"
    Version.objects.update(weights={"unserved": 2_000_000})

    code = cli.main(["rehearse", "--place", "caoba", "--cadence", "weekly"])

    assert (code, capfd.readouterr().err.splitlines()[-1]) == (
        1, "这一处不改就无法制定计划：权重：未安排的价为 2000000，应在 0 至 1000000 之间。",
    )  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        ("rehearse", "--cadence", "weekly"),
        ("pair",),
        ("pair", "--hours"),
        ("plan", "--workers", "1", "--seconds", "1"),
    ],
)
def test_a_village_without_households_is_said_to_be_one(command, cast, method, today, capfd):
    Household.objects.filter(village=cast.caoba).update(closed_on=cast.day)

    code = cli.main([*command, "--place", "caoba", "--json"])

    said = "草坝村 has no household on its register: nothing is to be done there."
    assert (code, said in capfd.readouterr().err.splitlines()) == (0, True)
