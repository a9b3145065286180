"""`doorstep solve-pvrp` from the command line."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from doorstep.cli.main import main
from doorstep.cli.output import said_if_slow

FILE = """1 2 3 2
0 4
0 4
0 0 0 0 0 0 0
1 0 1 0 1 1 2 2 1
2 0 2 0 1 1 2 2 1
5 3 0 0 1 2 1 3
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "small.txt"
    path.write_text(FILE, "utf-8")
    return path


def test_a_file_is_solved_with_days_depot_and_rows(path, capsys):
    assert main(["solve-pvrp", str(path), "--seconds", "0.5", "--workers", "1", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["cost"] == pytest.approx(6 + 3 + 13**0.5 + 2, abs=1e-3)
    assert sorted(stop for route in answer["routes"] for stop in route["stops"]) == [1, 2, 5, 5]
    assert {(route["day"], route["depot"]) for route in answer["routes"]} == {(1, 0), (2, 0)}


def test_a_place_millions_away_is_gone_to(path, capsys):
    path.write_text(FILE.replace("5 3 0", "5 4000000 0"), "utf-8")
    assert main(["solve-pvrp", str(path), "--seconds", "0.3", "--workers", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["cost"] > 16_000_000


def test_lines_that_are_not_announced_are_told_of(path, capsys):
    path.write_text(FILE + "6 3 0 0 1 2 1 3\n", "utf-8")
    assert main(["solve-pvrp", str(path), "--seconds", "0.3", "--workers", "1", "--json"]) == 0
    assert "1 line beyond those that are announced was not read." in capsys.readouterr().err


def test_whoever_finds_no_place_is_named(path, capsys):
    path.write_text(FILE.replace("5 3 0 0 1 2", "5 3 0 0 9 2"), "utf-8")
    assert main(["solve-pvrp", str(path), "--seconds", "0.3", "--workers", "1", "--json"]) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["unplanned"] == [5]
    assert "5" in said.err


def test_what_takes_long_is_said_while_it_lasts_and_what_does_not_is_not(capsys):
    with said_if_slow("It is being compiled.", 60.0):
        pass
    quick = capsys.readouterr().err
    with said_if_slow("It is being compiled.", 0.0):
        for _wait in range(1000):
            if slow := capsys.readouterr().err:
                break
            time.sleep(0.01)

    assert (quick, slow) == ("", "It is being compiled.\n")


def test_before_anything_is_compiled_the_terminal_is_told(path, tmp_path):
    """In a process of its own, whose folder of machine code is empty; ended once it spoke."""
    command = [sys.executable, "-m", "doorstep.cli.main", "solve-pvrp", str(path), "--seconds", "1"]
    empty = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "empty"), "DOORSTEP_LANG": "en"}
    with subprocess.Popen(command, env=empty, stderr=subprocess.PIPE, text=True) as process:
        said = process.stderr.readline()
        process.kill()

    assert said.startswith("The search is being compiled")


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "1e9", "x"])
def test_seconds_that_are_none_are_refused(path, seconds, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["solve-pvrp", str(path), "--seconds", seconds])
    assert ended.value.code == 2
    assert "--seconds" in capsys.readouterr().err


def test_a_file_that_is_none_is_named_with_its_line(path, capsys):
    path.write_text(FILE.replace("1 0 1 0 1 1 2 2 1", "1 0 1 0 1 1 2 2"), "utf-8")
    assert main(["solve-pvrp", str(path), "--seconds", "1"]) == 1
    assert "small.txt, line 5" in capsys.readouterr().err


@pytest.mark.parametrize("presses", [os.kill, os.killpg], ids=["one process", "whole group"])
def test_ctrl_c_prints_the_best_plan_so_far(path, presses):
    command = [sys.executable, "-m", "doorstep.cli.main", "solve-pvrp", str(path),
               "--seconds", "3600", "--json"]  # fmt: skip
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    english = os.environ | {"DOORSTEP_LANG": "en"}
    with subprocess.Popen(command, env=english, **pipes, start_new_session=True) as process:
        while "Ctrl-C ends it" not in process.stderr.readline():
            assert process.poll() is None

        presses(process.pid, signal.SIGINT)
        out, said = process.communicate(timeout=120)

    answer = json.loads(out)
    assert process.returncode == 130, said
    assert answer["cost"] == pytest.approx(6 + 3 + 13**0.5 + 2, abs=1e-3)
    assert sorted(stop for route in answer["routes"] for stop in route["stops"]) == [1, 2, 5, 5]
    assert said.splitlines()[-1] == "Stopped; this is the best plan so far."


def test_what_a_file_says_wrongly_is_told_in_the_language_of_the_terminal(path, capsys, settings):
    path.write_text(FILE.replace("5 3 0", "5 x 0"), "utf-8")
    settings.TERMINAL_LANGUAGE = "zh-hans"

    code = main(["solve-pvrp", str(path), "--json"])

    assert (code, capsys.readouterr().err) == (
        1, "small.txt 第 7 行: 不是一行数字：5 x 0 0 1 2 1 3\n",
    )  # fmt: skip
