"""What script/audit says about the answers of pip-audit, which a small program gives here."""

import json
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest

from tests.architecture.source import CHECKOUT

PINS = {
    "build.txt": "tool==2.0 \\\n    --hash=sha256:aa\n",
    "app.txt": (
        "first==1.0 \\\n    --hash=sha256:aa\n    # via -r app.in\n"
        "second[extra]==1.1 ; sys_platform == 'linux' \\\n    --hash=sha256:bb\n"
    ),
}
CLEAN = {
    "build.txt": [{"name": "tool", "version": "2.0", "vulns": []}],
    "app.txt": [
        {"name": "first", "version": "1.0", "vulns": []},
        {"name": "second", "version": "1.1", "vulns": []},
    ],
}
UNKNOWN = {
    "name": "second",
    "skip_reason": "Dependency not found on PyPI and could not be audited: second (1.1)",
}
FAULTY = {
    "name": "first",
    "version": "1.0",
    "vulns": [{"id": "GHSA-1", "aliases": ["CVE-2"], "fix_versions": ["1.0.1", "1.2"]}],
}


@pytest.fixture
def script():
    loader = SourceFileLoader("audit", f"{CHECKOUT / 'script' / 'audit'}")
    module = module_from_spec(spec_from_loader("audit", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "requirements"
    folder.mkdir()
    for name, text in PINS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def answering(tmp_path, rows):
    """A pip-audit that gives these rows for the file it is asked about."""
    for name, found in rows.items():
        text = json.dumps({"dependencies": found, "fixes": []})
        (tmp_path / f"{name}.json").write_text(text, "utf-8")
    return tool(tmp_path, f'cat "{tmp_path}/$(basename "$2").json"')


def tool(tmp_path, body):
    made = tmp_path / "pip-audit"
    made.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    made.chmod(0o755)
    return made


def test_packages_without_known_faults_pass_and_are_counted(script, folder, tmp_path, capsys):
    code = script.main([], folder=folder, tool=answering(tmp_path, CLEAN))

    assert code == 0
    assert capsys.readouterr().out == "audit: checked 3 of 3 packages; known faults: 0\n"


def test_a_known_fault_fails_with_package_advisory_and_mend(script, folder, tmp_path, capsys):
    rows = CLEAN | {"app.txt": [FAULTY, CLEAN["app.txt"][1]]}

    code = script.main([], folder=folder, tool=answering(tmp_path, rows))

    assert code == 1
    assert capsys.readouterr().out.splitlines() == [
        "audit: FAULT: first 1.0: GHSA-1 CVE-2; mended in 1.0.1, 1.2",
        "audit: checked 3 of 3 packages; known faults: 1",
    ]


def test_what_the_service_does_not_know_is_not_called_clean(script, folder, tmp_path, capsys):
    rows = CLEAN | {"app.txt": [CLEAN["app.txt"][0], UNKNOWN]}

    code = script.main([], folder=folder, tool=answering(tmp_path, rows))

    unknown = "unknown to the advisory service, or not for this computer"
    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "audit: checked 2 of 3 packages; known faults: 0",
        f"audit: NOT CHECKED: 1: {unknown}: second==1.1",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "echo 'requests.exceptions.ConnectionError: Max retries exceeded' >&2; exit 1",
        "exec sleep 60",
    ],
    ids=["no network", "no answer"],
)
def test_an_unreached_service_passes_and_is_said(
    script, folder, tmp_path, capsys, monkeypatch, body
):
    monkeypatch.setattr(script, "SECONDS", 0.2)

    code = script.main([], folder=folder, tool=tool(tmp_path, body))

    unreached = "the advisory service was not reached"
    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "audit: checked 0 of 3 packages; known faults: 0",
        f"audit: NOT CHECKED: 3: {unreached}: first==1.0 second==1.1 tool==2.0",
    ]


def test_a_tool_that_does_not_work_fails(script, folder, tmp_path, capsys):
    body = "echo 'pip-audit: error: unrecognized arguments: --format' >&2; exit 2"

    code = script.main([], folder=folder, tool=tool(tmp_path, body))

    assert code == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        "audit: FAULT: build.txt: pip-audit answers "
        "pip-audit: error: unrecognized arguments: --format"
    )


def test_a_missing_tool_fails(script, folder, tmp_path, capsys):
    code = script.main([], folder=folder, tool=tmp_path / "nothing")

    assert code == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        "audit: FAULT: pip-audit cannot be started; run script/setup"
    )
