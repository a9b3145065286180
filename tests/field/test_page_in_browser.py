"""The field page on a phone: without a network, killed, cut off, doubled, handed over."""

import pytest

from doorstep.entry.actions.set_up import change_instance
from doorstep.sync.actions import give_device
from doorstep.sync.models import Submission
from doorstep.visits.models import Visit
from tests.cast import make_cast
from tests.factories import DAY, adopt_method
from tests.field.phones import Phone


@pytest.fixture
def cast(transactional_db):
    made = make_cast()
    adopt_method(made.caoba, made.xiagou)
    change_instance(by=made.coordinator, on=DAY, has_field_page=True)
    return made


@pytest.fixture
def given(cast):
    return give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)


@pytest.fixture
def phone(chromium, live_server, tmp_path, given):
    one = Phone(chromium, tmp_path / "phone", live_server.url)
    yield one
    one.kill()
    assert one.errors == []


@pytest.fixture
def ready(phone, given):
    phone.open(given[1])
    phone.choose_pin()
    return phone


def test_a_phone_is_set_up_by_its_link_and_the_link_does_not_stay_in_the_address(ready):
    assert ready.page.url.endswith("/field/")
    assert [one.inner_text() for one in ready.page.locator(".list b").all()] == ["央金", "巴桑"]


def test_thirty_visits_without_a_network_outlive_reload_and_kill_and_arrive_once(ready):
    ready.context.set_offline(True)
    for count in range(15):
        ready.visit("央金")
        ready.visit("巴桑")
        assert ready.unsent() == 2 * count + 2
    ready.page.reload()
    ready.enter()
    ready.page.wait_for_selector(".nav")
    ready.kill()
    ready.start(offline=True)
    ready.unlock()
    assert ready.unsent() == 30

    ready.context.set_offline(False)
    ready.wait_for_unsent(0)

    assert (Visit.objects.count(), Submission.objects.filter(state="applied").count()) == (30, 30)
