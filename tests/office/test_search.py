"""Finding a household from any screen."""

import pytest
from django.urls import reverse

from doorstep.register.actions import end_member
from tests.factories import make_member

SEARCH = reverse("office:search")


@pytest.mark.parametrize("query", ["A-001", "央金", "19900000001"])
def test_one_household_found_is_opened_at_once(cast, method, browser, query):
    answer = browser(cast.coordinator).get(SEARCH, {"q": query})

    assert (answer.status_code, answer.url) == (302, reverse("office:household", args=[cast.a.pk]))


def test_several_are_listed(cast, method, browser):
    answer = browser(cast.coordinator).get(SEARCH, {"q": "A-00"})

    assert [row.code for row, _why in answer.context["found"]] == ["A-001", "A-002", "A-003"]


def test_by_which_member_or_telephone_a_household_was_found_is_said(cast, method, browser):
    make_member(cast.b, "旦增卓嘎")
    end_member(make_member(cast.a, "旦增平措"), by=cast.coordinator, on=cast.day)
    cast.c.phone = "19900000077"
    cast.c.save()
    client = browser(cast.coordinator)

    named, called = (client.get(SEARCH, {"q": text}) for text in ("旦增", "1990000"))

    assert [(row.code, why) for row, why in named.context["found"]] == [
        ("A-001", "member 旦增"),
        ("A-002", "member 旦增卓嘎"),
    ]
    assert [(row.code, why) for row, why in called.context["found"]] == [
        ("A-001", "telephone 19900000001"),
        ("A-003", "telephone 19900000077"),
    ]
    assert ("member 旦增卓嘎" in named.text, "telephone 19900000077" in called.text) == (True, True)


@pytest.mark.parametrize(
    ("query", "said"),
    [("旦增", ["Found by: member 旦增"]), ("A-001", []), ("央金", [])],
)
def test_the_page_opened_at_once_says_by_whom_it_was_found(cast, method, browser, query, said):
    page = browser(cast.coordinator).get(SEARCH, {"q": query}, follow=True)

    assert [str(one) for one in page.context["messages"]] == said


def test_the_list_of_households_says_it_too(cast, method, browser):
    page = browser(cast.coordinator).get(reverse("office:households"), {"q": "旦增"})

    assert [(row.code, why) for row, why, _left in page.context["rows"]] == [
        ("A-001", "member 旦增")
    ]
    assert page.text.count("member 旦增") == 1


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


@pytest.mark.parametrize(
    ("who", "has_box"),
    [("coordinator", True), ("tashi_account", True), ("second", True), ("auditor", False),
     ("town_account", False)],
)  # fmt: skip
def test_the_box_stands_where_a_household_can_be_found(cast, method, browser, who, has_box):
    answer = browser(getattr(cast, who)).get(SEARCH, {"q": "nobody"})

    assert ('role="search"' in answer.text) == has_box
    assert ("All households" in answer.text) == has_box
