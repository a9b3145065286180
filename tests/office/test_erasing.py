"""The screen on which a household is erased."""

import re
from datetime import date

import pytest
from django.urls import reverse

from doorstep.meetings import actions as meetings
from doorstep.register.models import Household
from doorstep.rights import actions as rights
from tests.factories import DAY, make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys", "method")]


def url(household):
    return reverse("office:household-erase", args=[household.pk])


def granted(household, by, on=DAY):
    """The head asks for it, and it is granted, long enough ago."""
    head = household.members.get(relation="head")
    asked = rights.record_request(
        household, kind="erasure", member=head, how="spoken", text="请删除", asked_on=on,
        by=by, on=on,
    )  # fmt: skip
    rights.answer_request(
        asked, outcome="granted", answer="同意", complain_to="12345", by=by, on=on
    )


def test_without_a_granted_request_nothing_is_erased(cast, browser):
    client = browser(cast.coordinator)

    page = client.get(url(cast.a))
    answer = client.post(url(cast.a), {"code": "A-001"})

    assert reverse("office:request-new", args=[cast.a.pk]) in page.text
    assert 'name="code"' not in page.text
    assert answer.status_code == 409
    assert Household.objects.filter(code="A-001").count() == 1


def test_every_link_of_the_page_leads_somewhere_once_it_is_granted(cast, browser):
    granted(cast.a, cast.coordinator)
    client = browser(cast.coordinator)

    page = client.get(url(cast.a))

    main = page.text.split("<main", 1)[1]
    ways = [way for way in re.findall(r'href="(/[^"#]*)"', main) if "/static/" not in way]
    assert {way: client.get(way).status_code for way in ways} == dict.fromkeys(ways, 200)
    assert reverse("office:household", args=[cast.a.pk]) not in ways
    assert 'name="code"' in main
    assert "Being erased…" in main


def test_it_is_erased_once_its_code_is_written(cast, browser):
    granted(cast.a, cast.coordinator)

    answer = browser(cast.coordinator).post(url(cast.a), {"code": " A-001 "}, follow=True)

    assert answer.redirect_chain == [(f"{reverse('office:households')}?place=caoba", 302)]
    assert "The household is erased." in answer.text
    assert list(Household.objects.filter(code="A-001")) == []
    assert "A-001" not in answer.text


@pytest.mark.parametrize("code", ["", "A-002", "a-001"])
def test_another_code_erases_nothing(cast, browser, code):
    granted(cast.a, cast.coordinator)

    answer = browser(cast.coordinator).post(url(cast.a), {"code": code})

    assert answer.status_code == 422
    assert Household.objects.filter(code="A-001").count() == 1


def test_showing_the_page_erases_nothing_and_names_the_texts_to_read(cast, browser):
    granted(cast.a, cast.coordinator)
    meeting = make_meeting(cast.caoba_team)
    meetings.write_minutes(meeting, minutes="央金家的事", by=cast.coordinator, on=DAY)
    meetings.write_minutes(
        make_meeting(cast.xiagou_team), minutes="央金", by=cast.other_coordinator, on=DAY
    )

    answer = browser(cast.coordinator).get(url(cast.a))

    assert [where for _mention, where in answer.context["mentions"]] == [
        reverse("office:meeting", args=[meeting.pk])
    ]
    assert Household.objects.filter(code="A-001").count() == 1


@pytest.mark.parametrize("who", ["tashi_account", "second", "other_coordinator", "town_account"])
def test_nobody_else_finds_the_page(cast, browser, who):
    client = browser(getattr(cast, who))

    assert client.get(url(cast.a)).status_code == 404
    assert client.post(url(cast.a), {"code": "A-001"}).status_code == 404
    assert Household.objects.filter(code="A-001").count() == 1


def test_what_still_names_it_stays_on_the_desk_until_it_is_done(cast, browser):
    granted(cast.a, cast.coordinator)
    meeting = make_meeting(cast.caoba_team)
    meetings.write_minutes(meeting, minutes="央金家的事", by=cast.coordinator, on=DAY)
    client = browser(cast.coordinator)
    client.post(url(cast.a), {"code": "A-001"})

    desk, week = client.get(reverse("office:rights")), client.get("/")
    [(row, where)] = desk.context["rereadings"]
    done = client.post(reverse("office:rereading-done", args=[row.rereading_id]), follow=True)

    assert where == reverse("office:meeting", args=[meeting.pk])
    assert where in desk.text
    assert "央金" not in desk.text
    assert "In 1 text somebody who was erased may still be named." in week.text
    assert (done.status_code, done.context["rereadings"]) == (200, [])
    assert "may still be named" not in client.get("/").text
    assert "may still be named" not in browser(cast.tashi_account).get("/").text


def test_what_was_just_granted_is_shown_with_its_day_and_not_erased(cast, browser):
    granted(cast.a, cast.coordinator, on=date(2026, 3, 10))
    client = browser(cast.coordinator)

    desk, page = client.get(reverse("office:rights")), client.get(url(cast.a))
    answer = client.post(url(cast.a), {"code": "A-001"})

    assert url(cast.a) not in desk.text
    assert "17 March 2026" in desk.text
    assert "24 March 2026" in desk.text
    assert "from 17 March 2026 on" in page.text
    assert 'name="code"' not in page.text
    assert answer.status_code == 409
    assert Household.objects.filter(code="A-001").count() == 1


def test_one_that_was_granted_and_forgotten_is_called_to_mind_on_this_week(cast, browser):
    Household.objects.filter(pk=cast.a.pk).update(registered_on=date(2026, 2, 2))
    cast.a.refresh_from_db()
    granted(cast.a, cast.coordinator, on=date(2026, 2, 11))

    page = browser(cast.coordinator).get("/")

    assert "Household A-001: its erasure was granted, and it was to be erased by" in page.text
    assert "its erasure was granted" not in browser(cast.tashi_account).get("/").text
