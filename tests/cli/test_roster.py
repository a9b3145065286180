"""`doorstep import-roster`, `undo-import` and `export-roster`, run inside this process."""

import json

import pytest

from doorstep.cli.main import main
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry, Place
from doorstep.register.actions import change_household
from doorstep.register.models import Household
from doorstep.register.roster import read_roster
from doorstep.sync.actions import keep_columns
from tests.factories import DAY, adopt_method, make_account, make_place
from tests.register.roster.samples import expected_of_reading, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    def run_it(*arguments):
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run_it


@pytest.fixture
def niancun(run):
    adopt_method()
    _code, report, _err = run(
        "import-roster", path_of("niancun-197.xlsx"), "--place", "niancun", "--json"
    )
    return report


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("niancun-197.xlsx", 0),
        ("aliases.xlsx", 0),
        ("one-row-per-person.xlsx", 0),
        ("dirty.xlsx", 3),
    ],
)
def test_an_import_prints_what_the_sample_says(run, name, code):
    adopt_method()
    wanted = expected_of_reading(name)

    answered, report, err = run("import-roster", path_of(name), "--place", "niancun", "--json")

    assert {key: report.get(key) for key in wanted} == wanted
    assert (answered, report["place_created"], report["place"]) == (code, True, "niancun")
    assert report["undo_id"]
    assert "niancun" in err


def test_an_import_reads_headings_as_the_towns_template_says(run, tmp_path):
    adopt_method()
    town = make_place("xiang", kind="town")
    make_place("niancun", parent=town)
    keep_columns(town, [("households", "几点去好", "best_time")], by=system_account(), on=DAY)
    ledger = tmp_path / "台账.csv"
    ledger.write_text("户编号,户主,几点去好\nN-1,卓玛,早上\n", "utf-8")

    _code, report, err = run("import-roster", ledger, "--place", "niancun", "--json")

    assert Household.objects.get().best_time == "早上"
    assert report["column_map"] == {"户编号": "code", "户主": "head", "几点去好": "best_time"}
    assert "几点去好" in err


def test_a_dry_run_says_the_same_and_makes_nothing(run):
    wanted = expected_of_reading("niancun-197.xlsx")

    code, report, err = run(
        "import-roster", path_of("niancun-197.xlsx"), "--place", "niancun", "--dry-run", "--json"
    )

    assert {key: report.get(key) for key in wanted} == wanted
    assert (code, report["undo_id"], report["place_created"]) == (0, None, True)
    assert (Place.objects.count(), Household.objects.count()) == (0, 0)
    assert err == "Reading roster.xlsx.\nThe place “niancun” would be made.\n"


def test_health_needs_are_counted_and_not_kept(niancun):
    stated = read_roster(path_of("niancun-197.xlsx"))

    counted = sum(member.has_health_need for member in stated.members)
    assert niancun["health_needs"] == counted > 0


def test_an_import_is_undone_by_its_id(run, niancun):
    code, answer, _err = run("undo-import", niancun["undo_id"])

    assert (code, answer["place"], Household.objects.count()) == (0, "niancun", 0)


def test_undo_is_refused_for_households_with_later_rows(run, niancun):
    household = Household.objects.get(code="NC1-003")
    change_household(household, note="门前修路", by=system_account(), on=household.registered_on)

    code, answer, err = run("undo-import", niancun["undo_id"])

    assert (code, answer) == (1, None)
    assert "NC1-003" in err
    assert Household.objects.count() == 197


def test_undo_of_what_is_no_import_is_refused(run):
    assert run("undo-import", "nothing") == (1, None, "There is no import “nothing”.\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [("no.xlsx", b"this is no workbook \x00\x01"), ("empty.xlsx", b""), ("empty.csv", b"\n\n")],
)
def test_what_is_no_ledger_is_refused_and_leaves_nothing(run, tmp_path, name, content):
    adopt_method()
    path = tmp_path / name
    path.write_bytes(content)

    code, answer, err = run("import-roster", path, "--place", "niancun", "--json")

    assert (code, answer) == (1, None)
    assert err.strip()
    assert "Traceback" not in err
    assert Place.objects.count() == 0


def test_a_ledger_without_a_method_is_refused_with_the_way_out(run):
    code, _answer, err = run("import-roster", path_of("dirty.xlsx"), "--place", "niancun")

    assert code == 1
    assert "load-method" in err
    assert Place.objects.count() == 0


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    code, _answer, err = run("import-roster", tmp_path / "no.xlsx", "--place", "niancun")

    assert code == 1
    assert "no.xlsx" in err


def test_a_bad_place_code_is_refused(run):
    adopt_method()

    code, _answer, err = run("import-roster", path_of("dirty.xlsx"), "--place", "Nian Cun")

    assert code == 1
    assert "Nian Cun" in err


def test_messages_are_in_chinese_at_a_chinese_terminal(run, settings):
    settings.TERMINAL_LANGUAGE = "zh-hans"

    _code, _answer, err = run("undo-import", "nothing")

    assert err == "没有编号为“nothing”的导入。\n"


def test_an_export_needs_two_accounts(run, niancun, tmp_path):
    place = Place.objects.get(code="niancun")
    make_account("drolma", roles=[("coordinator", place)])
    make_account("gesang", duties=[("exports_register", place)])
    out = tmp_path / "out.xlsx"
    asked = (
        "export-roster",
        "--place",
        "niancun",
        "--out",
        out,
        "--by",
        "drolma",
        "--reason",
        "核对",
    )

    alone, _answer, err = run(*asked, "--released-by", "drolma", "--json")
    code, answer, _err = run(*asked, "--released-by", "gesang", "--json")

    assert alone == 1
    assert "two people" in err
    assert (code, answer["households"], answer["members"]) == (0, 197, 703)
    assert AuditEntry.objects.filter(act="record_export").count() == 1
    _code, again, _err = run("import-roster", out, "--place", "niancun", "--dry-run", "--json")
    assert (again["diff"]["changed_fields"], again["diff"]["unchanged"]) == ([], 197)
    assert (again["diff"]["members_added"], again["diff"]["members_removed"]) == ([], [])


def test_an_unknown_account_is_refused(run, niancun):
    code, _answer, err = run("undo-import", niancun["undo_id"], "--by", "nobody")

    assert code == 1
    assert "nobody" in err
