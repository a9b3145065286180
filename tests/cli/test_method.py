"""`doorstep load-method`, `check-method`, `preview-method`, `adopt-method`."""

import json

import pytest

from doorstep.cli.main import main
from doorstep.kit.clock import today
from doorstep.method.models import Version
from doorstep.method.queries import version_at
from tests.factories import METHOD, make_household, make_member, make_place
from tests.method.folders import four_colours_with, line_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    def run_it(*arguments):
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return run_it


def test_loading_twice_publishes_once(run):
    first = run("load-method", METHOD, "--json")
    second = run("load-method", METHOD, "--json")

    version = Version.objects.get()
    answer = {"method": "four_colours", "version": 1, "digest": version.digest}
    assert first[:2] == (0, {**answer, "published": True})
    assert second[:2] == (0, {**answer, "published": False})


def test_checking_prints_file_and_line(run, tmp_path):
    folder = four_colours_with(tmp_path, "services.toml", 'kind = "aid"', 'kind = "alms"')
    line = line_in(folder, "services.toml", "alms")

    code, faults, err = run("check-method", folder, "--json")

    assert code == 1
    assert [(fault["file"], fault["line"]) for fault in faults] == [("services.toml", line)]
    assert err.startswith(f"services.toml:{line}: ")


def test_a_sound_method_is_said_to_be_so(run):
    assert run("check-method", METHOD, "--json")[:2] == (0, [])


def test_a_faulty_method_is_not_loaded(run, tmp_path):
    folder = four_colours_with(tmp_path, "seats.toml", 'key = "fixed_1"', 'key = "police"')

    code, answer, err = run("load-method", folder, "--json")

    assert (code, answer, Version.objects.count()) == (1, None, 0)
    assert f"seats.toml:{line_in(folder, 'seats.toml', 'police')}: " in err


def test_a_place_follows_the_method_published_last(run):
    place = make_place("niancun")
    run("load-method", METHOD)

    code, answer, _err = run("adopt-method", "--place", "niancun", "--json")

    assert (code, answer["version"], answer["start_on"]) == (0, 1, today().isoformat())
    assert version_at(place, today()) == Version.objects.get()


def test_without_a_loaded_method_the_command_is_named(run):
    make_place("niancun")

    code, _answer, err = run("adopt-method", "--place", "niancun")

    assert code == 1
    assert "load-method" in err


def test_a_preview_lists_the_households_that_would_change(run, tmp_path):
    place = make_place("niancun")
    household = make_household(place, "NC1-001")
    for number in range(3):
        make_member(household, f"孩{number}", at_school=True)
    run("load-method", METHOD)
    run("adopt-method", "--place", "niancun")
    folder = four_colours_with(tmp_path, "categories.toml", "value = 3", "value = 4")

    same = run("preview-method", METHOD, "--place", "niancun", "--json")
    changed = run("preview-method", folder, "--place", "niancun", "--json")

    assert same[:2] == (0, [])
    assert changed[:2] == (
        0,
        [{"household": "NC1-001", "category": "blue", "before": ["many_pupils"], "after": []}],
    )


def test_an_unknown_place_is_refused(run):
    code, answer, err = run("preview-method", METHOD, "--place", "nowhere", "--json")

    assert (code, answer) == (1, None)
    assert "nowhere" in err
