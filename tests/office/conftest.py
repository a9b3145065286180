"""A day for the screens, and a browser for each account."""

from datetime import date

import pytest
from django.test import Client

TODAY = date(2026, 3, 11)  # the Wednesday after the week in which the cast began


@pytest.fixture
def today(monkeypatch):
    """The clock of the doors stands still."""
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: TODAY)
    return TODAY


@pytest.fixture
def browser(today):
    """browser(account, language="en"): a client signed in as that account."""

    def signed_in(account, language="en"):
        type(account).objects.filter(pk=account.pk).update(language=language)
        client = Client()
        client.force_login(account)
        return client

    return signed_in


@pytest.fixture
def count_queries():
    """count_queries(client, address): how many queries a page takes that is not the first."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(client, address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return counted


@pytest.fixture
def works(monkeypatch, settings, tmp_path):
    """Plans and loads that were begun beside a request and are not made yet."""
    from doorstep.office.plans import loading, running

    begun = []
    settings.VAR = tmp_path
    for room in (running, loading):
        monkeypatch.setattr(room, "start", lambda work, **_how: begun.append(work))
    return begun
