"""Activities: the list, who came, recording and mending one."""

from datetime import date

import pytest
from django.urls import reverse

from doorstep.activities import actions as activities
from doorstep.activities.models import Activity
from doorstep.pairing.actions import take_off_register
from tests.factories import make_household, pair

LIST = reverse("office:activities")
NEW = reverse("office:activity-new")
DAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def briefing(cast):
    return activities.record_activity(
        cast.caoba, kind="policy_briefing", title="医保政策宣讲", on=DAY, by=cast.coordinator,
        led_by=cast.tashi, others_count=4, households=[cast.a, cast.c],
    )  # fmt: skip


def page_of(activity, name="activity"):
    return reverse(f"office:{name}", args=[activity.pk])


def filled(**values):
    return {"kind": "training", "title": "电工培训", "held_on": "2026-03-10"} | values


def test_the_list_counts_who_came(cast, briefing, browser):
    client = browser(cast.tashi_account)

    found = client.get(LIST).context["page"].object_list
    others = client.get(f"{LIST}?kind=training").context["page"].object_list

    assert [(one.title, one.households_count, one.others_count) for one in found] == [
        ("医保政策宣讲", 2, 4)
    ]
    assert list(others) == []


def test_htmx_gets_the_list_alone(cast, browser):
    answer = browser(cast.coordinator).get(LIST, headers={"HX-Request": "true"})

    assert "<html" not in answer.text


def test_the_number_of_queries_does_not_grow(
    cast, briefing, browser, django_assert_max_num_queries
):
    client = browser(cast.coordinator)
    client.get(LIST)
    with django_assert_max_num_queries(40) as few:
        client.get(LIST)
    for number in range(3):
        activities.record_activity(
            cast.caoba, kind="training", title=f"培训{number}", on=DAY, by=cast.coordinator,
            led_by=cast.pema, households=[make_household(cast.caoba, f"A-1{number}")],
        )  # fmt: skip

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(LIST)


def test_a_helper_sees_of_those_who_came_the_own_households(cast, briefing, browser):
    answer = browser(cast.tashi_account).get(page_of(briefing))

    assert ([one.code for one in answer.context["came"]], answer.context["came_more"]) == (
        ["A-001"], 1,
    )  # fmt: skip
    assert "次仁" not in answer.text


def test_the_coordinator_records_one_with_ticks_by_group(cast, browser):
    client = browser(cast.coordinator)

    groups = client.get(NEW).context["form"].fields["households"].choices
    answer = client.post(
        NEW, filled(households=[str(cast.a.pk), str(cast.b.pk)], others_count="3", where="村委会")
    )

    activity = Activity.objects.get()
    assert [(group, len(rows)) for group, rows in groups] == [("一组", 2), ("二组", 1)]
    assert answer.url == page_of(activity)
    assert (activity.attendees.count(), activity.others_count) == (2, 3)


def test_a_record_is_mended(cast, briefing, browser):
    client = browser(cast.coordinator)
    address = page_of(briefing, "activity-change")
    form = client.get(address).context["form"]

    client.post(address, filled(households=[str(cast.b.pk)], led_by=str(cast.pema.pk)))

    briefing.refresh_from_db()
    assert sorted(form["households"].value()) == sorted([str(cast.a.pk), str(cast.c.pk)])
    assert (briefing.title, briefing.on, briefing.led_by, briefing.others_count) == (
        "电工培训", date(2026, 3, 10), cast.pema, 0,
    )  # fmt: skip
    assert [one.household for one in briefing.attendees.all()] == [cast.b]


def test_who_is_taken_out_of_use_is_not_shown_and_counts_as_before(cast, briefing, browser):
    take_off_register(cast.a, because="kept", by=cast.coordinator, on=date(2026, 3, 6))
    client = browser(cast.coordinator)
    address = page_of(briefing, "activity-change")
    answer = client.get(address)

    client.post(address, filled(held_on="2026-03-04", households=[str(cast.c.pk)]))

    groups = answer.context["form"].fields["households"].choices
    shown = [pk for _group, rows in groups for pk, _name in rows]
    assert (str(cast.a.pk) in shown, "A-001" in answer.text) == (False, False)
    came = briefing.attendees.order_by("household__code")
    assert [one.household for one in came] == [cast.a, cast.c]


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"title": " "},
        {"held_on": "2026-03-12"},
        {"held_on": ""},
        {"kind": "nonsense"},
        {"others_count": "-1"},
        {"households": ["nonsense"]},
    ],
)
def test_what_is_refused_keeps_what_was_typed(cast, browser, values):
    sent = filled(note="下次带课本") | values

    answer = browser(cast.coordinator).post(NEW, sent)

    form = answer.context["form"]
    assert (answer.status_code, Activity.objects.count()) == (422, 0)
    assert {name: form[name].value() for name in sent} == sent


def test_the_same_session_is_recorded_once(cast, browser):
    client = browser(cast.coordinator)
    client.post(NEW, filled())

    answer = client.post(NEW, filled())

    assert (answer.status_code, Activity.objects.count()) == (422, 1)
    assert "on record already" in answer.text


@pytest.mark.parametrize("who", ["tashi_account", "second", "town_account", "auditor"])
def test_only_the_coordinator_records_and_mends(cast, briefing, browser, who):
    client = browser(getattr(cast, who))

    assert client.post(NEW, filled()).status_code == 404
    assert client.post(page_of(briefing, "activity-change"), filled()).status_code == 404


def test_another_village_does_not_find_it(cast, briefing, browser):
    assert browser(cast.other_coordinator).get(page_of(briefing)).status_code == 404


def test_the_screens_speak_chinese(cast, briefing, browser):
    client = browser(cast.coordinator, "zh-hans")

    assert "记一次活动" in client.get(LIST).text
    assert "到场住户" in client.get(page_of(briefing)).text
