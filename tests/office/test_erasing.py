"""The screen on which a household is erased."""

import pytest
from django.urls import reverse

from doorstep.meetings import actions as meetings
from doorstep.register.models import Household
from tests.factories import DAY, make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys", "method")]


def url(household):
    return reverse("office:household-erase", args=[household.pk])


def test_it_is_erased_once_its_code_is_written(cast, browser):
    answer = browser(cast.coordinator).post(url(cast.a), {"code": " A-001 "}, follow=True)

    assert answer.redirect_chain == [(f"{reverse('office:households')}?place=caoba", 302)]
    assert "The household is erased." in answer.text
    assert list(Household.objects.filter(code="A-001")) == []
    assert "A-001" not in answer.text


@pytest.mark.parametrize("code", ["", "A-002", "a-001"])
def test_another_code_erases_nothing(cast, browser, code):
    answer = browser(cast.coordinator).post(url(cast.a), {"code": code})

    assert answer.status_code == 422
    assert Household.objects.filter(code="A-001").count() == 1


def test_showing_the_page_erases_nothing_and_names_the_texts_to_read(cast, browser):
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
