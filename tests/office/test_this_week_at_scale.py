"""This week asks the database as often for 5,000 households as for 197."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.village import make_village
from doorstep.kit.clock import today
from tests.factories import load_method


@pytest.mark.long
def test_this_week_asks_as_often_at_every_size(db):
    version = load_method()
    counts = {}

    for size in (197, 1_098, 5_000):
        _village, coordinator = make_village(size, version, today())
        client = Client()
        client.force_login(coordinator)
        client.get(reverse("office:this-week"))
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse("office:this-week"))
        assert answer.context["contact"].due == size
        counts[size] = len(captured)

    assert len(set(counts.values())) == 1, counts
