"""The door of an activity: anybody says how many came, on that day, and nobody's name is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from doorstep.activities import actions as activities
from doorstep.activities.models import Attendee, DoorSign
from doorstep.kit import clock
from doorstep.office.stations.limits import FROM_ONE_ADDRESS, doors
from tests.activities.made import hold, make_sheet
from tests.office.conftest import TODAY


@pytest.fixture(autouse=True)
def nobody_came_before(today, monkeypatch):
    """And the ten minutes in which visits are counted do not end within a test."""
    doors.clear()
    began = clock.now()
    monkeypatch.setattr(clock, "now", lambda: began)


@pytest.fixture
def visit(cast):
    visit = hold(cast.caoba, on=TODAY)
    activities.open_door(visit, by=cast.coordinator, on=TODAY)
    return visit


def address_of(visit, **query):
    return reverse("office:door", args=[visit.door_code], query=query or None)


def test_who_scans_is_counted_once_and_kept_by_nobody(cast, visit):
    client, given = Client(), {"id": uuid4(), "persons": 3}
    page = client.get(address_of(visit, language="en"))
    for _twice in range(2):
        answer = client.post(address_of(visit, language="en"), given, follow=True)

    visit.refresh_from_db()
    assert "How many of you came?" in page.text
    assert "you are counted" in answer.text
    assert (visit.others_count, DoorSign.objects.count(), Attendee.objects.count()) == (3, 1, 0)
    assert set(client.cookies) == {settings.CSRF_COOKIE_NAME}
    assert "no-store" in page.headers["Cache-Control"]


def test_another_number_from_the_same_form_is_not_dropped(visit):
    client, key = Client(), uuid4()
    client.post(address_of(visit), {"id": key, "persons": 3})

    answer = client.post(address_of(visit, language="en"), {"id": key, "persons": 4})

    assert (answer.status_code, "sent before" in answer.text) == (422, True)


@pytest.mark.parametrize("persons", ["0", "21", "-1", "viele", ""])
def test_what_is_no_number_of_persons_is_said(visit, persons):
    answer = Client().post(address_of(visit), {"id": uuid4(), "persons": persons})

    assert answer.status_code == 422
    assert DoorSign.objects.count() == 0


def test_it_is_open_on_the_day_alone(cast, visit, monkeypatch):
    address = address_of(visit)
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: TODAY + timedelta(days=1))
    assert Client().get(address).status_code == 404
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: TODAY)
    activities.close_door(visit, by=cast.coordinator, on=TODAY)

    closed = Client().post(address, {"id": uuid4(), "persons": 1})

    assert closed.status_code == 404
    assert DoorSign.objects.count() == 0


def test_from_one_place_it_counts_a_few_times_and_then_points_to_paper(visit):
    client = Client()
    told = [
        client.post(address_of(visit), {"id": uuid4(), "persons": 1}).status_code
        for _one in range(FROM_ONE_ADDRESS + 1)
    ]

    assert told == [302] * FROM_ONE_ADDRESS + [429]


def test_draft_tibetan_stands_beside_chinese(visit):
    text = Client().get(address_of(visit, language="bo")).text

    assert "我们到了" in text
    assert "你们来了几个人？" in text


def test_the_coordinator_makes_and_closes_the_code_and_prints_it(cast, visit, browser):
    client = browser(cast.coordinator)
    page = reverse("office:activity", args=[visit.pk])
    assert address_of(visit) in client.get(page).text
    sheet = make_sheet(visit, [cast.a], on=TODAY)
    pdf = reverse("office:sign-sheet-pdf", args=[sheet.pk])

    with_code = client.get(pdf, {"site": "https://doorstep.example"})
    wrong = client.get(pdf, {"site": "doorstep"}, follow=True)
    client.post(reverse("office:door-close", args=[visit.pk]))
    without = client.get(pdf)

    assert len(with_code.content) > len(without.content) > 0
    assert "Write the address as https://doorstep.example" in wrong.text
    visit.refresh_from_db()
    assert visit.door_code is None
    client.post(reverse("office:door-open", args=[visit.pk]))
    visit.refresh_from_db()
    assert visit.door_code is not None


def test_who_comes_in_while_the_record_is_mended_stays_counted(cast, visit, browser):
    page = reverse("office:activity-change", args=[visit.pk])
    client = browser(cast.coordinator)
    typed = client.get(page).context["form"].initial | {"title": "重阳节", "led_by": ""}
    Client().post(address_of(visit), {"id": uuid4(), "persons": 3})

    answer = client.post(page, typed)

    visit.refresh_from_db()
    assert (answer.status_code, visit.title, visit.others_count) == (302, "重阳节", 3)


def test_a_number_that_is_typed_anew_holds(cast, visit, browser):
    page = reverse("office:activity-change", args=[visit.pk])
    client = browser(cast.coordinator)
    typed = client.get(page).context["form"].initial | {"others_count": "8", "led_by": ""}

    client.post(page, typed)

    visit.refresh_from_db()
    assert visit.others_count == 8
