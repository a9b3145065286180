"""Somebody signed in who belongs to no team reads whom to ask."""

from django.urls import reverse

from tests.factories import make_account


def test_without_a_team_one_reads_whom_to_ask(cast, browser):
    nobody = make_account("nobody")
    client = browser(nobody)

    led = client.get(reverse("office:this-week"))
    answer = client.get(reverse("office:no-place"))

    assert led.url == reverse("office:no-place")
    assert answer.status_code == 200
    assert "nobody" in answer.text


def test_with_a_team_one_is_led_to_this_week(cast, browser):
    answer = browser(cast.coordinator).get(reverse("office:no-place"))

    assert answer.url == reverse("office:this-week")
