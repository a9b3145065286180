"""Two people settle the same form at the same moment: it is done once, and one of them is told."""

import itertools
import json

import pytest
from django.db import connection

from doorstep.people.models import AuditEntry
from doorstep.sync.actions import discard, mend
from doorstep.sync.actions.settling import SettledAlready
from doorstep.sync.models import Submission
from doorstep.visits.models import Visit
from tests.sync.test_receive import TODAY, phone, send, visit_of  # noqa: F401
from tests.together import at_once

TIMES = 6


@pytest.mark.django_db(transaction=True)
def test_what_two_people_settle_is_settled_once(cast, phone):  # noqa: F811
    if connection.vendor == "sqlite":  # whoever writes has the file alone from the beginning
        return
    for _turn in range(TIMES):
        send(phone, visit_of(cast.a, services=["massage"]))
    keys = list(Submission.objects.order_by("id").values_list("pk", flat=True))
    turns, told = itertools.count(), []

    def settle(turn):
        one = Submission.objects.get(pk=keys[turn])
        try:
            if next(turns) % 2:
                said = json.loads(one.body) | {"services": []}
                mend(one, json.dumps(said).encode(), by=cast.coordinator, on=TODAY)
            else:
                discard(one, why="当天没有去", by=cast.second, on=TODAY)
        except SettledAlready as error:
            told.append(error)

    raised = at_once(settle, TIMES)

    mended = Submission.objects.filter(settled="mended").count()
    discarded = Submission.objects.filter(settled="discarded").count()
    assert (raised, mended + discarded, len(told)) == ([], TIMES, TIMES)
    assert Visit.objects.count() == mended
    assert AuditEntry.objects.filter(act="settle_submission").count() == TIMES
