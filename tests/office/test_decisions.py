"""Proposals on the screen: put, decided by another, contested, reviewed."""

from datetime import date

import pytest

from doorstep.categories.actions import decide_category, put_proposal
from doorstep.categories.models import Category, Proposal, Review
from doorstep.register.actions import state_circumstance
from tests.factories import (
    make_category,
    make_household,
    make_meeting,
    make_member,
    make_proposal,
    request_mediation,
)

TODAY = date(2026, 3, 11)


@pytest.fixture
def meeting(cast, method):
    return make_meeting(cast.caoba_team, kind="monthly", on=TODAY)


@pytest.fixture
def put(cast, meeting):
    """A blue proposal for household a, put by the coordinator to today's meeting."""
    proposal = make_proposal(cast.a, on=TODAY)
    put_proposal(proposal, meeting, by=cast.coordinator, on=TODAY, is_relative=False)
    return proposal


def test_one_proposal_is_one_row_with_its_reasons(cast, put, browser):
    answer = browser(cast.coordinator).get("/decisions/")

    rows = answer.context["waiting"]
    assert [(one.row.household_code, one.row.words, one.head_name) for one in rows] == [
        ("A-001", "家里遇到急事", "央金")
    ]
    assert [line.code for line in answer.context["minutes"]] == ["A-001"]


def test_putting_asks_for_kinship(cast, meeting, browser):
    proposal, client = make_proposal(cast.a, on=TODAY), browser(cast.coordinator)
    address = f"/proposals/{proposal.pk}/put/"

    silent = client.post(address, {"meeting": str(meeting.pk)})
    related = client.post(address, {"meeting": str(meeting.pk), "is_relative": "yes"})
    before = Proposal.objects.get(pk=proposal.pk).state
    client.post(address, {"meeting": str(meeting.pk), "is_relative": "no"})

    proposal.refresh_from_db()
    assert (silent.status_code, related.status_code) == (422, 422)
    assert (
        "A relative of the household may neither put, decide nor answer" in related.content.decode()
    )
    assert (before, proposal.state, proposal.put_by) == ("pending", "put", cast.coordinator)


@pytest.mark.parametrize(("verdict", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_another_account_decides(cast, put, browser, verdict, state):
    browser(cast.second).post(
        f"/proposals/{put.pk}/decide/",
        {"is_relative": "no", "verdict": verdict, "note": "会上同意"},
    )

    put.refresh_from_db()
    assert (put.state, put.decided_by, put.decision_note) == (state, cast.second, "会上同意")


def test_later_leaves_it_waiting_and_notes_it(cast, put, browser):
    browser(cast.second).post(
        f"/proposals/{put.pk}/decide/", {"is_relative": "no", "verdict": "later", "note": "再看看"}
    )

    put.refresh_from_db()
    assert put.state == "put"
    assert put.meeting.items.get(subject_id=put.pk).outcome == "再看看"


def test_the_one_who_put_it_cannot_decide_it(cast, put, browser):
    from doorstep.people.actions import give_duty, system_account
    from doorstep.people.choices import Duty

    duty = Duty.DECIDES_CATEGORIES
    give_duty(cast.coordinator, duty, cast.caoba, by=system_account(), on=TODAY)

    answer = browser(cast.coordinator).post(
        f"/proposals/{put.pk}/decide/", {"is_relative": "no", "verdict": "accept", "note": "好"}
    )

    put.refresh_from_db()
    assert (answer.status_code, put.state) == (422, "put")
    page = answer.content.decode()
    assert "You put this proposal to the meeting; another person must decide it." in page
    assert "好" in page


def test_a_coordinator_without_the_duty_finds_no_way_to_decide(cast, put, browser):
    answer = browser(cast.coordinator).post(
        f"/proposals/{put.pk}/decide/", {"is_relative": "no", "verdict": "accept"}
    )

    assert answer.status_code == 404


def test_a_helper_finds_no_proposal(cast, put, browser):
    client = browser(cast.tashi_account)

    assert client.get("/decisions/").status_code == 404
    assert client.get(f"/proposals/{put.pk}/").status_code == 404


def test_red_is_decided_with_its_mediation(cast, meeting, browser):
    need = request_mediation(cast.a)
    proposal = make_proposal(cast.a, "red", on=TODAY)
    put_proposal(proposal, meeting, by=cast.coordinator, on=TODAY, is_relative=False)
    client, address = browser(cast.second), f"/proposals/{proposal.pk}/decide/"

    without = client.post(address, {"is_relative": "no", "verdict": "accept", "need": ""})
    client.post(address, {"is_relative": "no", "verdict": "accept", "need": str(need.pk)})

    assert without.status_code == 422
    assert Category.objects.get(household=cast.a).need == need


def test_the_reasons_stand_as_facts_and_numbers(cast, method, browser):
    state_circumstance(
        cast.a, "sudden_event", since_on=TODAY, source="office", by=cast.coordinator, on=TODAY
    )
    client = browser(cast.coordinator)
    client.post("/decisions/by-rules/")

    proposal = Proposal.objects.get(household=cast.a)
    answer = client.get(f"/proposals/{proposal.pk}/")

    assert ("hardship after a sudden event", 1) in [
        (fact, number) for _words, fact, number in answer.context["reasons"]
    ]


def test_a_proposal_by_hand_keeps_what_was_typed_when_refused(cast, method, browser):
    client, address = browser(cast.coordinator), f"/households/{cast.a.pk}/propose/"

    bare = client.post(address, {"kind": "blue", "act": "start"})
    mixed = client.post(
        address, {"kind": "orange", "act": "start", "reasons": "blue:pupils", "note": "留守老人"}
    )
    made = client.post(address, {"kind": "orange", "act": "start", "note": "留守老人"})

    proposal = Proposal.objects.get()
    assert (bare.status_code, mixed.status_code) == (422, 422)
    assert "Choose a reason or write one" in bare.content.decode()
    assert "留守老人" in mixed.content.decode()
    assert made.headers["Location"] == f"/proposals/{proposal.pk}/"
    assert (proposal.kind, proposal.note, proposal.source) == ("orange", "留守老人", "person")


def test_an_objection_starts_a_clock_and_is_answered(cast, put, browser):
    client = browser(cast.coordinator)

    client.post(f"/proposals/{put.pk}/object/", {"text": "我家不需要", "member": ""})
    objection = put.objections.get()
    listed = list(client.get("/decisions/").context["objections"])
    address, told = f"/objections/{objection.pk}/", {"upheld": "yes", "answer": "按您说的撤回"}
    empty = client.post(address, told | {"answer": "", "is_relative": "no"})
    silent = client.post(address, told)
    client.post(address, told | {"is_relative": "no"})

    objection.refresh_from_db()
    put.refresh_from_db()
    assert objection.due_on == date(2026, 4, 1)
    assert listed == [objection]
    assert (empty.status_code, silent.status_code) == (422, 422)
    assert (objection.answer, objection.upheld, put.state) == ("按您说的撤回", True, "withdrawn")


def test_a_category_that_ends_soon_can_be_proposed_again(cast, method, browser):
    make_category(cast.a, cast.second, on=date(2026, 3, 2))
    Category.objects.update(end_on=date(2026, 3, 30))

    answer = browser(cast.coordinator).get("/decisions/")

    assert [one.household_id for one, _name in answer.context["ending"]] == [cast.a.pk]
    assert f"/households/{cast.a.pk}/propose/?kind=blue&amp;act=renew" in answer.content.decode()


def test_ticked_households_count_as_reviewed(cast, meeting, browser):
    client = browser(cast.coordinator)

    silent = client.post("/decisions/reviews/", {"meeting": str(meeting.pk)})
    client.post(
        "/decisions/reviews/",
        {"meeting": str(meeting.pk), "household": [str(cast.a.pk), str(cast.b.pk)]},
    )

    assert silent.status_code == 422
    assert sorted(Review.objects.values_list("household__code", flat=True)) == ["A-001", "A-002"]
    left = client.get("/decisions/reviews/").context["rows"]
    assert [row.code for row, _ticked in left] == ["A-003"]


def test_households_of_another_village_are_not_reviewed_along(cast, meeting, browser):
    browser(cast.coordinator).post(
        "/decisions/reviews/", {"meeting": str(meeting.pk), "household": [str(cast.d.pk)]}
    )

    assert not Review.objects.exists()


def test_decided_proposals_leave_the_list_and_stay_in_the_minutes(cast, put, browser):
    decide_category(put, accept=True, by=cast.second, on=TODAY, is_relative=False)

    answer = browser(cast.second).get("/decisions/")

    assert answer.context["waiting"] == []
    assert [(line.code, line.outcome) for line in answer.context["minutes"]] == [
        ("A-001", "accepted")
    ]


def test_the_list_takes_a_constant_number_of_queries(cast, put, browser, count_queries):
    client = browser(cast.second)
    one = count_queries(client, "/decisions/")
    for number in range(3):
        more = make_household(cast.caoba, f"B-{number}", head="次仁")
        make_member(more, "边巴")
        proposal = make_proposal(more, on=TODAY)
        put_proposal(proposal, put.meeting, by=cast.coordinator, on=TODAY, is_relative=False)

    assert count_queries(client, "/decisions/") == one
