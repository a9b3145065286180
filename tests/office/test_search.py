"""Finding a household from any screen."""

import pytest
from django.urls import reverse

SEARCH = reverse("office:search")


@pytest.mark.parametrize("query", ["A-001", "央金", "19900000001"])
def test_one_household_found_is_opened_at_once(cast, method, browser, query):
    answer = browser(cast.coordinator).get(SEARCH, {"q": query})

    assert (answer.status_code, answer.url) == (302, reverse("office:household", args=[cast.a.pk]))


def test_several_are_listed(cast, method, browser):
    answer = browser(cast.coordinator).get(SEARCH, {"q": "A-00"})

    assert [row.code for row in answer.context["found"]] == ["A-001", "A-002", "A-003"]


def test_what_is_not_ones_own_is_not_found(cast, method, browser):
    answer = browser(cast.tashi_account).get(SEARCH, {"q": "次仁"})

    assert answer.context["found"] == []
    assert "A-003" not in answer.text


def test_nothing_asked_for_finds_nothing(cast, browser):
    answer = browser(cast.coordinator).get(SEARCH, {"q": "  "})

    assert (answer.status_code, answer.context["found"]) == (200, [])


def test_what_is_looked_for_may_be_of_any_length(cast, browser):
    answer = browser(cast.coordinator).get("/search/", {"q": "央" * 70_000})

    assert answer.status_code == 200
