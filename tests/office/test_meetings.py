"""Meetings: called with their agenda, held, written up; decisions that come back."""

from datetime import date
from uuid import uuid4

import pytest

from doorstep.categories.actions import put_proposal
from doorstep.meetings.actions import decide
from doorstep.meetings.models import Decision, Meeting
from doorstep.packs.actions import prepare_meeting
from doorstep.visits.actions import record_visit
from tests.factories import DAY, adopt_method, make_meeting, make_need, make_proposal

TODAY = date(2026, 3, 11)


@pytest.fixture
def meeting(cast, method):
    """Today's meeting: an urgent need, and an open decision of last week's."""
    earlier = make_meeting(cast.caoba_team, on=DAY)
    decide(
        earlier, text="修桥板", owner=cast.tashi, due_on=date(2026, 3, 9), by=cast.coordinator,
        on=DAY,
    )  # fmt: skip
    make_need(cast.a, urgency="urgent", text="屋顶漏雨")
    return prepare_meeting(cast.caoba_team, kind="weekly", on=TODAY, by=cast.coordinator)


def test_a_called_meeting_makes_its_agenda(cast, method, browser):
    make_need(cast.a, urgency="urgent")

    answer = browser(cast.coordinator).post(
        "/meetings/new/", {"kind": "weekly", "on": "2026-03-16"}
    )

    made = Meeting.objects.get()
    assert answer.headers["Location"] == f"/meetings/{made.pk}/"
    assert sorted(made.items.values_list("kind", flat=True)) == ["not_reached", "plan", "urgent"]


@pytest.mark.parametrize("day", ["soon", "0001-01-01", "9999-12-31"])
def test_a_wrong_day_is_said_and_kept(cast, method, browser, day):
    answer = browser(cast.coordinator).post("/meetings/new/", {"kind": "weekly", "on": day})

    assert answer.status_code == 422
    assert f'value="{day}"' in answer.content.decode()
    assert not Meeting.objects.exists()


def test_the_agenda_shows_codes_and_no_names(cast, meeting, browser):
    page = browser(cast.coordinator).get(f"/meetings/{meeting.pk}/").content.decode()
    paper = browser(cast.coordinator).get(f"/meetings/{meeting.pk}/minutes/").content.decode()

    for text in (page, paper):
        assert "A-001" in text
        assert "央金" not in text
        assert "屋顶漏雨" not in text


def test_a_helper_opens_items_of_own_households_alone(cast, meeting, browser):
    other = make_need(cast.c, urgency="urgent")
    prepare_meeting(cast.caoba_team, kind="weekly", on=TODAY, by=cast.coordinator)

    page = browser(cast.tashi_account).get(f"/meetings/{meeting.pk}/").content.decode()

    assert "A-003" in page
    assert f"/needs/{other.pk}/" not in page
    assert "Save the outcomes" not in page


def test_outcomes_are_noted_item_by_item(cast, meeting, browser):
    item = meeting.items.get(kind="urgent")

    browser(cast.coordinator).post(
        f"/meetings/{meeting.pk}/notes/", {f"outcome-{item.pk}": "扎西今天去修"}
    )

    item.refresh_from_db()
    assert item.outcome == "扎西今天去修"


def test_who_came_is_recorded_and_the_rest_is_absent(cast, meeting, browser):
    client = browser(cast.coordinator)

    client.post(
        f"/meetings/{meeting.pk}/hold/",
        {"chair": str(cast.coordinator.pk), "came": [str(cast.tashi.pk)], "minutes": "议了三件事"},
    )

    meeting.refresh_from_db()
    answer = client.get(f"/meetings/{meeting.pk}/")
    assert (meeting.state, meeting.chair, meeting.minutes) == (
        "held", cast.coordinator, "议了三件事",
    )  # fmt: skip
    assert answer.context["came"] == "卓玛, 扎西"
    assert answer.context["absent"] == "格桑, 白玛"


def test_a_meeting_that_nobody_came_to_is_refused_and_its_minutes_kept(cast, meeting, browser):
    answer = browser(cast.coordinator).post(
        f"/meetings/{meeting.pk}/hold/",
        {
            "chair": str(cast.coordinator.pk),
            "came": [str(cast.coordinator.pk)],
            "minutes": "议了三件事",
        },
    )

    assert answer.status_code == 422
    assert "议了三件事" in answer.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).state == "called"


def test_a_decision_gets_owner_and_date(cast, meeting, browser):
    browser(cast.coordinator).post(
        f"/meetings/{meeting.pk}/decide/",
        {"text": "给六组送表", "owner": str(cast.pema.pk), "due_on": "2026-03-18"},
    )

    made = meeting.decisions.get()
    assert (made.text, made.owner, made.due_on) == ("给六组送表", cast.pema, date(2026, 3, 18))


def test_a_decision_due_before_the_meeting_is_refused_and_kept(cast, meeting, browser):
    answer = browser(cast.coordinator).post(
        f"/meetings/{meeting.pk}/decide/",
        {"text": "给六组送表", "owner": str(cast.pema.pk), "due_on": "2026-03-01"},
    )

    assert answer.status_code == 422
    assert "给六组送表" in answer.content.decode()
    assert not meeting.decisions.exists()


def test_an_earlier_decision_comes_back_until_it_is_done(cast, meeting, browser):
    client, decision = browser(cast.coordinator), Decision.objects.get(text="修桥板")
    before = client.get("/meetings/").context["open"]

    client.post(f"/meetings/decisions/{decision.pk}/close/", {"outcome": "换好了", "done": "1"})

    decision.refresh_from_db()
    assert before == [decision]
    assert (decision.state, decision.outcome) == ("done", "换好了")
    assert client.get("/meetings/").context["open"] == []


def test_dropping_a_decision_asks_for_the_reason(cast, meeting, browser):
    decision = Decision.objects.get(text="修桥板")

    answer = browser(cast.coordinator).post(
        f"/meetings/decisions/{decision.pk}/close/", {"outcome": "", "drop": "1"}, follow=True
    )

    decision.refresh_from_db()
    assert decision.state == "open"
    assert "Write why it is dropped." in answer.content.decode()


def test_helpers_read_and_do_not_write(cast, meeting, browser):
    client = browser(cast.tashi_account)

    assert client.get(f"/meetings/{meeting.pk}/").status_code == 200
    for act in ("notes", "hold", "decide", "write", "agenda"):
        assert client.post(f"/meetings/{meeting.pk}/{act}/").status_code == 404
    assert client.post("/meetings/new/").status_code == 404


def test_the_minutes_say_what_was_decided_on_a_proposal(cast, method, browser):
    from doorstep.categories.actions import decide_category

    proposal = make_proposal(cast.a, on=TODAY)
    meeting = make_meeting(cast.caoba_team, kind="monthly", on=TODAY)
    put_proposal(proposal, meeting, by=cast.coordinator, on=TODAY, is_relative=False)
    decide_category(proposal, accept=True, by=cast.second, on=TODAY, is_relative=False)

    paper = browser(cast.tashi_account).get(f"/meetings/{meeting.pk}/minutes/").content.decode()

    assert "Livelihood support" in paper
    assert "accepted" in paper
    assert "A-001" in paper


def test_the_page_takes_a_constant_number_of_queries(
    cast, meeting, browser, django_assert_max_num_queries
):
    client = browser(cast.coordinator)
    client.get(f"/meetings/{meeting.pk}/")
    for household in (cast.b, cast.c):
        make_need(household, urgency="urgent")
    prepare_meeting(cast.caoba_team, kind="weekly", on=TODAY, by=cast.coordinator)

    with django_assert_max_num_queries(40):
        answer = client.get(f"/meetings/{meeting.pk}/")

    assert answer.status_code == 200


def not_reached(client, meeting):
    """The number on the agenda and the one in the minutes."""
    agenda = client.get(f"/meetings/{meeting.pk}/").context["agenda"]
    items = client.get(f"/meetings/{meeting.pk}/minutes/").context["items"]
    return [
        *(line.text for kind, lines in agenda if kind == "not_reached" for line in lines),
        *(text for kind, _item, text, _outcome in items if kind == "not_reached"),
    ]


def reach(cast, household):
    record_visit(
        id=uuid4(), household=household, helper=cast.tashi, on=date(2026, 3, 10), mode="phone",
        result="met", by=cast.coordinator, today=TODAY,
    )  # fmt: skip


def test_the_agenda_counts_who_was_not_reached_until_the_meeting_was_held(cast, meeting, browser):
    client = browser(cast.coordinator)
    called = not_reached(client, meeting)
    reach(cast, cast.a)
    counted_anew = not_reached(client, meeting)

    client.post(
        f"/meetings/{meeting.pk}/hold/",
        {"chair": str(cast.coordinator.pk), "came": [str(cast.tashi.pk)]},
    )
    reach(cast, cast.b)

    meeting.refresh_from_db()
    assert (called, counted_anew) == (["3", "3"], ["2", "2"])
    assert (meeting.state, not_reached(client, meeting)) == ("held", ["2", "2"])


@pytest.mark.parametrize("kind", ["weekly", "monthly"])
def test_a_meeting_can_be_called_on_a_villages_first_day(cast, browser, kind):
    adopt_method(cast.caoba, on=TODAY)
    client = browser(cast.coordinator)

    answer = client.post("/meetings/new/", {"kind": kind, "on": TODAY.isoformat()}, follow=True)

    assert answer.status_code == 200
    items = Meeting.objects.get().items.values_list("kind", flat=True)
    assert list(items) == (["plan"] if kind == "weekly" else [])
