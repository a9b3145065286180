"""A village whose field page is on, and a helper's phone in it."""

import pytest

from doorstep.entry.actions.set_up import change_instance
from doorstep.sync.actions import give_device
from tests.factories import DAY
from tests.field.phones import Phone


@pytest.fixture
def on(cast, method):
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)


@pytest.fixture
def given(cast, on):
    """Tashi's device and its token."""
    return give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)


@pytest.fixture
def phone(chromium, live_server, tmp_path, given):
    """Tashi's phone, new."""
    one = Phone(chromium, tmp_path / "phone", live_server.url)
    yield one
    one.kill()
    assert one.errors == []


@pytest.fixture
def ready(phone, given):
    """Tashi's phone, set up: it shows Today."""
    phone.open(given[1])
    phone.choose_pin()
    return phone
