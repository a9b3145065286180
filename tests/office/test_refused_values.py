"""A value of a refused column is nowhere after an import: no row, no page, no log, no file."""

import csv
import io
import logging
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from doorstep.kit.sheets import read_workbook
from doorstep.people.models import AuditEntry
from doorstep.register.models import Household
from doorstep.sync.actions import export_roster
from tests.factories import make_account
from tests.kit.workbooks import xls
from tests.register.roster.samples import NAMES, ROSTERS, path_of

pytestmark = pytest.mark.sweep

MARKER = "弃列样值"


@pytest.fixture(autouse=True)
def var(settings, tmp_path, cast, method):
    settings.VAR = tmp_path / "var"
    return settings.VAR


def rectangle(name: str) -> list[list[str]]:
    """The first sheet, as a text table holds it."""
    sheet = read_workbook(path_of(name)).sheets[0]
    rows = {row.number: row.values for row in sheet.rows}
    wide = max(len(values) for values in rows.values())
    return [
        ["" if value is None else str(value) for value in (*rows.get(number, ()), *[None] * wide)][
            :wide
        ]
        for number in range(1, max(rows) + 1)
    ]


def as_csv(name: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rectangle(name))
    return stream.getvalue().encode("gb18030")


def as_xls(name: str) -> bytes:
    cells = {
        (number, column): text
        for number, row in enumerate(rectangle(name))
        for column, text in enumerate(row)
        if text
    }
    return xls(cells=cells)


SENT = {
    **{name: path_of(name).read_bytes() for name in NAMES},
    "aliases.csv": as_csv("aliases.xlsx"),
    "aliases.xls": as_xls("aliases.xlsx"),
    "one-row-per-person.csv": as_csv("one-row-per-person.xlsx"),
}


def holding_the_marker() -> list[str]:
    """Names of tables with a row that holds it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            if any(MARKER in repr(row) or MARKER.encode() in bytes_of(row) for row in cursor):
                found.append(table)
    return found


def bytes_of(row: tuple) -> bytes:
    return b"".join(bytes(one) for one in row if isinstance(one, bytes | memoryview))


def unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(part) for part in archive.namelist())


def test_the_samples_do_hold_the_marker():
    held = [name for name in NAMES if MARKER.encode() in unzipped(path_of(name).read_bytes())]

    assert held == ["aliases.xlsx", "one-row-per-person.xlsx"]
    assert MARKER in (ROSTERS / "expected.json").read_text("utf-8")
    assert all(MARKER.encode("gb18030") in SENT[name] for name in SENT if name.endswith("csv"))


@pytest.mark.parametrize("name", SENT)
def test_a_refused_value_is_nowhere_after_an_import(
    cast, browser, today, var, tmp_path, caplog, capfd, name
):
    caplog.set_level(logging.DEBUG)
    client = browser(cast.coordinator)
    sent = SimpleUploadedFile(name, SENT[name])
    before = Household.objects.count()

    address = client.post(reverse("office:imports"), {"file": sent}).url
    pages = [client.get(address)]
    upload = address.rstrip("/").rsplit("/", 1)[1]
    done = client.post(reverse("office:import-apply", args=[upload])).url
    pages += [client.get(done), client.get(reverse("office:imports"))]
    pages += [client.get(reverse("office:households"))]
    releaser = make_account("releaser", duties=[("exports_register", cast.caoba)], on=today)
    out = tmp_path / "out.xlsx"
    export_roster(
        cast.caoba, out, by=cast.coordinator, released_by=releaser, reason="年度核对", on=today
    )

    assert Household.objects.count() > before
    assert AuditEntry.objects.filter(act="import_roster").exists()
    assert [page.status_code for page in pages] == [200] * 4
    assert [page for page in pages if MARKER in page.text] == []
    assert holding_the_marker() == []
    assert MARKER not in caplog.text
    assert MARKER not in "".join(capfd.readouterr())
    assert MARKER.encode() not in unzipped(out.read_bytes())
    assert [path for path in var.rglob("*") if path.is_file() and "uploads" in path.parts] == []
