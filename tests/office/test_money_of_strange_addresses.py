"""What somebody types into an address is answered, never by an error of the program."""

import pytest
from django.urls import reverse

from tests.stations.made import hang, make_response_team, make_station


@pytest.mark.parametrize("year", ["0000", "9999", "٢٠٢٦", "x", "-1", "20261"])
def test_any_year_of_the_programmes_is_answered(cast, method, browser, year):
    answer = browser(cast.coordinator).get(reverse("office:money"), {"year": year})

    assert answer.status_code == 200


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "1900-01"])
def test_any_month_of_the_posts_is_answered(cast, method, browser, month):
    answer = browser(cast.coordinator).get(reverse("office:posts-pay"), {"month": month})

    assert answer.status_code in (200, 409)


@pytest.mark.parametrize("site", ["http://[", "https://[::1", "http://[x]/", "//"])
def test_an_address_that_is_none_is_said_beside_the_posters(cast, browser, site):
    station = make_station(cast.caoba)
    hang(station, team=make_response_team(station))
    client = browser(cast.coordinator)

    page = client.get(reverse("office:boards-of-station", args=[station.pk]), {"site": site})
    made = client.get(reverse("office:board-posters", args=[station.pk]), {"site": site})

    assert (page.status_code, made.status_code) == (200, 422)
    assert "Write the address as https://doorstep.example" in made.text
