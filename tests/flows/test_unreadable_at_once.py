"""Bytes that nobody can read, from one phone twice at the same moment: they wait once."""

import pytest
from django.db import connection

from doorstep.people.models import AuditEntry
from doorstep.sync.models import Submission
from tests.sync.test_receive import phone, send  # noqa: F401
from tests.together import at_once

TIMES = 10


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_read_and_comes_twice_at_once_is_kept_once(cast, phone):  # noqa: F811
    if connection.vendor == "sqlite":  # whoever writes has the file alone from the beginning
        return

    raised = at_once(lambda turn: send(phone, b"{ torn %d" % turn), TIMES)

    held = AuditEntry.objects.filter(act="hold_submission").count()
    assert (raised, Submission.objects.count(), held) == ([], TIMES, TIMES)
