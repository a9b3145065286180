"""A backup is whole, a restore brings it back, and what was there before is kept."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sweep

CHECKOUT = Path(__file__).resolve().parents[2]
ALIASES = CHECKOUT / "tests" / "data" / "rosters" / "aliases.xlsx"


def command_in(folder):
    """The command with a database file of its own in the folder, as its user has it."""

    def run(*arguments):
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("DOORSTEP_")
        }
        environment |= {
            "DATABASE_URL": f"sqlite:///{folder / 'village.sqlite3'}",
            "DOORSTEP_VAR": str(folder / "var"),
            "DOORSTEP_LANG": "en",
            "DJANGO_SETTINGS_MODULE": "doorstep.settings",
        }
        return subprocess.run(
            [sys.executable, "-m", "doorstep.cli.main", *map(str, arguments)],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def doorstep(tmp_path):
    return command_in(tmp_path)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A folder in which `doorstep migrate` made the tables from nothing, which takes half a minute:
    once for all tests here."""
    folder = tmp_path_factory.mktemp("migrated")
    assert command_in(folder)("migrate").returncode == 0
    return folder


@pytest.fixture
def tables(migrated, tmp_path):
    """The empty tables in this test's own folder."""
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)


def test_what_was_lost_comes_back_and_what_was_there_is_kept(doorstep, tables, tmp_path):
    roster = CHECKOUT / "tests" / "data" / "rosters" / "one-row-per-person.xlsx"
    backup = tmp_path / "backup.sqlite3"
    doorstep("load-method", "methods/four_colours")
    assert doorstep("import-roster", roster, "--place", "p", "--json").returncode == 0

    made = doorstep("backup", "--out", backup, "--json")
    doorstep("import-roster", ALIASES, "--place", "q", "--json")
    restored = doorstep("restore", backup, "--json")

    assert json.loads(made.stdout) == {"file": str(backup), "households": 25}
    assert backup.stat().st_mode & 0o777 == 0o600
    told = json.loads(restored.stdout)
    assert told["households"] == 25
    assert Path(told["aside"]).exists()
    figure = doorstep("figure", "households", "--place", "p", "--json")
    assert json.loads(figure.stdout)["value"] == 25
    assert doorstep("figure", "households", "--place", "q").returncode == 1


def test_a_file_that_is_no_backup_changes_nothing(doorstep, tables, tmp_path):
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"SQLite format 3\0 and then nothing of the kind" * 40)
    before = (tmp_path / "village.sqlite3").read_bytes()

    for path in (broken, tmp_path / "absent.sqlite3"):
        answer = doorstep("restore", path)
        assert answer.returncode == 1
        assert path.name in answer.stderr

    assert (tmp_path / "village.sqlite3").read_bytes() == before


def test_a_backup_never_overwrites_a_file(doorstep, tables, tmp_path):
    target = tmp_path / "kept.txt"
    target.write_text("kept")

    answer = doorstep("backup", "--out", target)

    assert (answer.returncode, target.read_text()) == (1, "kept")


def test_without_a_database_there_is_nothing_to_back_up(doorstep, tmp_path):
    answer = doorstep("backup", "--out", tmp_path / "backup.sqlite3")

    assert answer.returncode == 1
    assert "doorstep migrate" in answer.stderr
    assert not (tmp_path / "backup.sqlite3").exists()
