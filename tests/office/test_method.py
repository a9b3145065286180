"""How the place works, on one page; another version from a day; the calendar."""

from datetime import date

import pytest

from doorstep.method.models import Adoption, CalendarDay
from doorstep.people.choices import Role
from tests.factories import make_account


def test_the_page_says_what_is_followed_in_words(cast, method, browser):
    page = browser(cast.coordinator).get("/method/").content.decode()

    assert "Livelihood support" in page
    assert "every week" in page
    assert "Elders living alone" in page


def test_a_place_without_a_method_is_told_what_to_do(cast, browser):
    answer = browser(cast.coordinator).get("/method/")

    assert answer.status_code == 200
    assert "doorstep load-method" in answer.content.decode()


def test_a_version_is_followed_from_a_day_on(cast, method, browser):
    browser(cast.coordinator).post(
        "/method/adopt/", {"version": str(method.pk), "start_on": "2026-03-16"}
    )

    adopted = Adoption.objects.filter(place=cast.caoba).latest("start_on")
    assert (adopted.start_on, adopted.by) == (date(2026, 3, 16), cast.coordinator)


def test_a_version_is_not_followed_backwards(cast, method, browser):
    answer = browser(cast.coordinator).post(
        "/method/adopt/", {"version": str(method.pk), "start_on": "2026-03-10"}
    )

    assert answer.status_code == 422
    assert "Choose today or later" in answer.content.decode()
    assert 'value="2026-03-10"' in answer.content.decode()


@pytest.fixture
def keeper(cast):
    """Coordinates every village there is."""
    return make_account("keeper", roles=[(Role.COORDINATOR, cast.county)])


def test_who_coordinates_one_village_of_several_keeps_no_calendar(cast, method, browser):
    client = browser(cast.coordinator)
    given = {"day": "2026-03-27", "is_working": "no", "name": "Losar"}

    told = [
        client.post("/method/calendar/", given).status_code,
        client.post("/method/calendar/2026-10-01/remove/").status_code,
    ]

    assert told == [404, 404]
    assert "All villages share this calendar" in client.get("/method/").content.decode()


def test_a_day_is_put_into_the_calendar_and_taken_out(keeper, method, browser):
    client = browser(keeper)

    client.post("/method/calendar/", {"day": "2026-03-27", "is_working": "no", "name": "Losar"})
    put = CalendarDay.objects.get(day=date(2026, 3, 27))
    client.post("/method/calendar/2026-03-27/remove/")

    assert (put.is_working, put.names) == (False, {"en": "Losar"})
    assert not CalendarDay.objects.filter(day=date(2026, 3, 27)).exists()


def test_a_day_without_a_name_is_refused_and_kept(keeper, method, browser):
    answer = browser(keeper).post(
        "/method/calendar/", {"day": "2026-03-27", "is_working": "yes", "name": ""}
    )

    assert answer.status_code == 422
    assert 'value="2026-03-27"' in answer.content.decode()


def test_a_day_that_is_none_is_not_found(keeper, method, browser):
    assert browser(keeper).post("/method/calendar/soon/remove/").status_code == 404


def test_the_method_is_the_coordinators(cast, method, browser):
    for account in (cast.tashi_account, cast.second, cast.town_account, cast.auditor):
        client = browser(account)
        assert client.get("/method/").status_code == 404
        assert client.post("/method/adopt/").status_code == 404
        assert client.post("/method/calendar/").status_code == 404
