import json
from datetime import date

import pytest

from doorstep.cli import main as cli
from doorstep.pairing.models import Pairing, PairingPlan
from doorstep.people.actions import change_helper
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


def test_the_program_accepts_nothing_and_leaves_no_proposal(short, today, capsys):
    code = cli.main(["pair", "--place", "caoba", "--accept", "--json"])

    told = capsys.readouterr()
    assert (code, told.out) == (1, "")
    assert PairingPlan.objects.count() == 0


def test_a_town_is_not_paired_from_the_command_line(short, today, capsys):
    code = cli.main(["pair", "--place", "riduo", "--json"])

    assert code == 1
    assert "caoba" in capsys.readouterr().err
