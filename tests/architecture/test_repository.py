"""What the repository may hold."""

import re
import shutil
import subprocess

import pytest

from tests.architecture.source import CHECKOUT, name, tracked

# put together here, so that this file does not name them either
REGISTRIES = [
    "pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js.org", "npm" + "js.com",
    "deb." + "debian.org", "crates" + ".io",
]  # fmt: skip
BINARY = {".png", ".jpg", ".xlsx", ".xls", ".docx", ".woff2", ".ico", ".zip"}


def texts():
    return [(path, path.read_text("utf-8")) for path in tracked() if path.suffix not in BINARY]


def test_no_tracked_file_names_a_registry():
    found = [(name(path), host) for path, text in texts() for host in REGISTRIES if host in text]

    assert found == []


def test_requirements_hold_hashes_and_no_web_address():
    for path in sorted((CHECKOUT / "requirements").glob("*.txt")):
        text = path.read_text("utf-8")

        assert "://" not in text
        for pin in re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL):
            assert "--hash=sha256:" in pin


def test_nothing_machine_made_is_tracked():
    strays = [name(p) for p in tracked() if p.suffix in {".mo", ".pyc", ".sqlite3", ".log"}]

    assert strays == []


@pytest.mark.parametrize("word", ["audit", "setup", "demo", "test", "lint", "bench", "messages"])
def test_a_script_can_be_run(word):
    assert (CHECKOUT / "script" / word).stat().st_mode & 0o111 == 0o111


def test_the_demo_says_what_it_takes_before_it_builds_anything(tmp_path):
    alone = tmp_path / "script" / "demo"  # no script/setup beside it
    alone.parent.mkdir()
    shutil.copy(CHECKOUT / "script" / "demo", alone)

    told = subprocess.run([alone, "--help"], capture_output=True, text=True, check=True)

    assert told.stdout.startswith("script/demo [--port PORT]")


def test_ci_runs_the_tests():
    run = CHECKOUT / ".ci" / "run"

    assert run.stat().st_mode & 0o111 == 0o111
    assert "script/test" in run.read_text("utf-8")


def test_no_test_is_skipped():
    marks = re.compile(r"pytest\.mark\.(skip|xfail)|pytest\.(skip|xfail)\(")
    found = [name(p) for p, text in texts() if name(p) != name_of_this() and marks.search(text)]

    assert found == []


def name_of_this() -> str:
    return "tests/architecture/test_repository.py"
