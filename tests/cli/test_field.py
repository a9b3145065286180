"""`doorstep field-page`."""

import pytest

from doorstep.entry.queries import instance
from doorstep.people.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_the_field_page_is_switched_on_and_off_and_twice_is_once(run):
    assert run("field-page", "on")[:2] == (0, {"field_page": "on"})
    assert run("field-page", "on")[:2] == (0, {"field_page": "on"})
    assert instance().has_field_page

    run("field-page", "off")

    assert not instance().has_field_page
    assert AuditEntry.objects.filter(act="change_instance").count() == 2
