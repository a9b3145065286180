"""A phone's token stands in its address: no log names it."""

import logging
from io import StringIO

import pytest
from django.test import Client

from doorstep.api import forms
from doorstep.kit.logs import NamesNoPath
from tests.api.collect import DEVICE, Collect, parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch, settings):
    """What is written behind the product's own filter."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(NamesNoPath(settings.UNLOGGED_PATHS))
    requests = logging.getLogger("django.request")
    monkeypatch.setattr(requests, "disabled", False)  # whatever another test has set up
    monkeypatch.setattr(requests, "handlers", [handler])
    return written


def test_no_log_names_a_token_whatever_is_answered(given, collect, ordinary, monkeypatch, log):
    token = given[1]
    client = Client(raise_request_exception=False)
    outside = Collect(collect.server_url, client)
    told = outside.forms()["visit"]
    outside.lists(told)
    outside.send(ordinary())
    outside.post(*reversed(parts(("a.jpg", "a.jpg", b"pixels"))))
    statuses = [
        outside.call("GET", f"{collect.server_url}/nowhere").status,
        outside.call("GET", f"{collect.server_url}/submission").status,
        outside.call("GET", f"{collect.server_url}x/formList").status,
    ]
    monkeypatch.setattr(forms, "version_at", None)
    statuses.append(outside.call("GET", f"{collect.server_url}/formList").status)
    client.get("/no-page-of-ours/")

    written = log.getvalue()
    assert statuses == [404, 405, 403, 500]
    assert "Not Found: /no-page-of-ours/" in written  # it is listened to
    assert "an error while answering a private request" in written
    assert token not in written
    assert DEVICE not in written
