"""The five sample ledgers come out exactly as expected.json says."""

import json
import re

import pytest

from doorstep.register.roster import as_json, read_roster
from tests.register.roster.samples import NAMES, expected, expected_of_reading, path_of


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_comes_out_as_expected(name):
    wanted = expected_of_reading(name)

    report = json.loads(json.dumps(as_json(read_roster(path_of(name)))))

    assert {key: report.get(key) for key in wanted} == wanted


@pytest.mark.parametrize("name", ["aliases.xlsx", "one-row-per-person.xlsx"])
def test_a_value_of_a_refused_column_never_enters_the_roster(name):
    canary = expected(name)["refused_canary"]

    roster = read_roster(path_of(name))

    assert canary not in repr(roster)


def test_whole_identity_numbers_never_enter_the_roster():
    for name in NAMES:
        roster = read_roster(path_of(name))

        assert re.search(r"\d{17}", repr(roster)) is None


def test_heads_are_found_wherever_they_stand_among_the_rows_of_a_household():
    wanted = expected("one-row-per-person.xlsx")["facts"]

    roster = read_roster(path_of("one-row-per-person.xlsx"))

    assert {home.code: home.head for home in roster.households} == wanted["heads"]
    assert {home.code: home.row for home in roster.households} == wanted["first_row_of_household"]


def test_the_ledger_of_niancun_keeps_its_odd_but_right_rows():
    facts = expected("niancun-197.xlsx")["facts"]

    roster = read_roster(path_of("niancun-197.xlsx"))

    homes = {home.code: home for home in roster.households}
    listed = [member.code for member in roster.members]
    assert [code for code, home in homes.items() if len(home.helpers) == 2] == facts["two_helpers"]
    assert [
        code for code, home in homes.items() if home.resident_count < listed.count(code)
    ] == facts["resident_below_listed"]
    assert [
        homes[first].phone == homes[second].phone for first, second in facts["shared_phones"]
    ] == [True] * 5


def test_coordinates_are_kept_to_three_decimals():
    roster = read_roster(path_of("niancun-197.xlsx"))

    first, helper = roster.households[0], roster.helpers[0]
    assert (first.winter, first.summer) == ((29.833, 91.729), (29.778, 91.776))
    assert helper.home == (29.835, 91.731)
