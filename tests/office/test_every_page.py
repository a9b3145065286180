"""Every page, on both databases: opened once, over rows in every table."""

import pytest

from doorstep.people.models import AuditEntry
from tests.office.addresses import address_of, every_pattern
from tests.office.rows import ids_under

pytestmark = [pytest.mark.both, pytest.mark.sweep]


def test_opening_an_address_writes_what_was_looked_at_and_nothing_else(cast, method, browser):
    ids = ids_under(cast.a, cast.tashi, cast.coordinator, method)
    client = browser(cast.coordinator)
    client.get("/my-account/")
    before = set(AuditEntry.objects.values_list("pk", flat=True))

    for pattern in every_pattern():
        client.get(address_of(pattern, ids))

    written = AuditEntry.objects.exclude(pk__in=before).values_list("act", flat=True)
    # a copy that a household asked for is handed out by opening it, and noted as such
    assert set(written) == {"look_at_household", "note_copy"}
