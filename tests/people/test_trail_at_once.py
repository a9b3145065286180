"""Two who write to one chain at the same moment."""

import pytest
from django.conf import settings
from django.db import connection

from doorstep.people.actions import audit, audit_once
from tests.factories import DAY
from tests.people.chains import broken_at, entries_of
from tests.together import at_once

TIMES = 10


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_get_two_numbers_and_one_look(cast):
    if connection.vendor == "sqlite":  # there a transaction that writes has the file to itself
        assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        return
    before = entries_of(cast.caoba).count()

    def act(turn):
        audit("change_household", cast.a, by=cast.second, household_id=cast.a.pk, place=cast.caoba)
        told = {"household_id": cast.b.pk, "place": cast.caoba}
        audit_once(f"look_{turn}", cast.b, by=cast.second, on=DAY, **told)

    raised = at_once(act, TIMES)

    assert raised == []
    numbers = list(entries_of(cast.caoba).values_list("number", flat=True))
    assert numbers == list(range(1, before + 3 * TIMES + 1))
    assert broken_at(cast.caoba) is None
