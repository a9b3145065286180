"""A session says on which day it ends, and not at which moment it began."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import localtime

from doorstep.kit.clock import now
from doorstep.office.sessions import midnight_after

LHASA = ZoneInfo("Asia/Shanghai")


def test_a_session_keeps_no_moment(cast):
    client = Client()
    client.force_login(cast.coordinator)

    ends = localtime(Session.objects.get().expire_date)

    assert (ends.hour, ends.minute, ends.second, ends.microsecond) == (0, 0, 0, 0)
    assert ends > now()


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ((2026, 3, 11, 9, 30), (2026, 3, 12)),
        ((2026, 3, 11, 0, 0), (2026, 3, 12)),
        ((2026, 3, 31, 23, 59), (2026, 4, 1)),
    ],
)
def test_it_ends_with_the_day_on_which_it_would_run_out(moment, end):
    assert midnight_after(datetime(*moment, tzinfo=LHASA)) == datetime(*end, tzinfo=LHASA)
