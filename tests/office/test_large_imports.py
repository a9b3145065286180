"""A large ledger is applied beside the request: its page can be left, and tells how it ended."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from doorstep.office.imports import applying, files
from doorstep.register.models import Household
from doorstep.sync.models import RosterImport
from tests.kit.workbooks import written

PROGRESS = reverse("office:import-progress")
SAID = "Caoba: 1000 of 2000 households added."


@pytest.fixture
def works(monkeypatch):
    """What was begun beside a request and is not done yet."""
    begun = []
    monkeypatch.setattr(applying, "start", begun.append)
    return begun


@pytest.fixture
def client(cast, method, browser, settings, tmp_path, monkeypatch, works):
    settings.VAR = tmp_path
    monkeypatch.setattr(applying, "LARGE", 0)
    return browser(cast.coordinator)


def send(client, *rows) -> str:
    file = SimpleUploadedFile("ledger.xlsx", written(*rows or [("A-8", "卓玛"), ("A-9", "巴桑")]))
    address = client.post(reverse("office:imports"), {"file": file}).url
    return address.rstrip("/").rsplit("/", 1)[1]


def come() -> int:
    return Household.objects.filter(code__in=["A-8", "A-9"]).count()


def test_the_page_looks_again_until_the_ledger_is_applied(client, works, tmp_path):
    upload = send(client)

    applied = client.post(reverse("office:import-apply", args=[upload]))
    files.tell(upload, files.State(said=SAID))
    looking, listed = client.get(PROGRESS), client.get(reverse("office:imports"))
    before = come()
    works.pop()()
    told = client.get(PROGRESS)

    assert (looking.headers["Refresh"], applied.url) == ("2", PROGRESS)
    assert SAID in looking.text
    assert PROGRESS in listed.text
    assert told.url == reverse("office:import", args=[RosterImport.objects.get().pk])
    assert (before, come()) == (0, 2)
    assert list((tmp_path / "uploads").iterdir()) == []


def test_a_second_press_begins_nothing(client, works):
    upload = send(client)
    client.post(reverse("office:import-apply", args=[upload]))

    second = client.post(reverse("office:import-apply", args=[upload]))

    assert (second.url, len(works)) == (reverse("office:imports"), 1)


def test_why_it_was_not_applied_is_told_and_the_file_is_back(client, works):
    upload = send(client, ("A-8", "卓玛"), ("A-9", ""))
    client.post(reverse("office:import-apply", args=[upload]), {"close_missing": "on"})
    works.pop()()

    told = client.get(PROGRESS)
    preview = client.get(told.url)

    assert told.url == reverse("office:import-preview", args=[upload])
    assert "cannot be closed while rows of it are rejected" in preview.text
    assert come() == 0


def test_what_stopped_with_its_server_can_be_applied_again(client, works, tmp_path):
    upload = send(client)
    client.post(reverse("office:import-apply", args=[upload]))
    works.clear()
    long_ago = time.time() - files.SILENT_SECONDS - 1
    os.utime(tmp_path / "uploads" / f"{upload}.state", (long_ago, long_ago))

    told = client.get(PROGRESS)
    client.post(reverse("office:import-apply", args=[upload]))
    works.pop()()

    assert told.url == reverse("office:import-preview", args=[upload])
    assert come() == 2


def test_nothing_is_told_where_nothing_is_under_way(client):
    assert client.get(PROGRESS).url == reverse("office:imports")
