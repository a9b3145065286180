from datetime import timedelta

import pytest

from doorstep.categories.actions import (
    answer_objection,
    decide_category,
    propose_by_rules,
    put_proposal,
    record_objection,
    withdraw_proposal,
)
from doorstep.categories.models import Proposal
from doorstep.categories.queries import proposals_by_rule
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry
from doorstep.register.actions import close_household, end_circumstance, state_circumstance
from tests.factories import (
    DAY,
    make_account,
    make_category,
    make_household,
    make_meeting,
    make_member,
    make_need,
    make_proposal,
    request_mediation,
)


def state(cast, household, fact, on=DAY):
    return state_circumstance(
        household, fact, since_on=on, source="visit", by=cast.coordinator, on=on
    )


def found(version, cast, on=DAY):
    """What the rules give at Caoba: (code, kind, keys of reasons)."""
    rows = proposals_by_rule(version, [cast.caoba.pk], on)
    return [
        (row.household.code, row.kind, [reason["key"] for reason in row.reasons]) for row in rows
    ]


def reject(cast, proposal, on=DAY):
    meeting = make_meeting(cast.caoba_team, kind="monthly", on=on)
    put_proposal(proposal, meeting, by=cast.coordinator, on=on, is_relative=False)
    decide_category(proposal, accept=False, by=cast.second, on=on, is_relative=False)


def test_nothing_is_proposed_where_no_reason_holds(cast, method):
    assert found(method, cast) == []


def test_every_reason_that_holds_stands_with_its_number(cast, method):
    state(cast, cast.b, "sudden_event")
    for name in ("一", "二", "三"):
        make_member(cast.b, name, at_school=True)

    rows = proposals_by_rule(method, [cast.caoba.pk], DAY)

    assert [(row.household, row.kind) for row in rows] == [(cast.b, "blue")]
    assert [(reason["key"], reason["number"]) for reason in rows[0].reasons] == [
        ("sudden_event", 1),
        ("many_pupils", 3),
    ]


def test_a_household_may_have_several_categories(cast, method):
    state(cast, cast.a, "left_behind")
    state(cast, cast.a, "medical_costs")
    request_mediation(cast.a)

    assert sorted(kind for _code, kind, _reasons in found(method, cast)) == [
        "blue",
        "orange",
        "red",
    ]


def test_red_is_proposed_with_the_case_it_rests_on(cast, method):
    need = request_mediation(cast.a)

    propose_by_rules(cast.caoba, by=system_account(), on=DAY)

    assert list(Proposal.objects.values_list("kind", "need", "source")) == [
        ("red", need.pk, "rule")
    ]


def test_without_a_request_there_is_no_red(cast, method):
    make_need(cast.a, kind="mediation", text="院墙")

    assert found(method, cast) == []


def test_other_villages_and_those_who_left_are_not_asked_about(cast, method):
    state(cast, cast.d, "bereaved")
    state(cast, cast.b, "bereaved")
    close_household(cast.b, because="moved", by=cast.coordinator, on=DAY + timedelta(days=1))

    assert found(method, cast, on=DAY + timedelta(days=1)) == []


def test_proposing_leaves_rows_and_a_trail(cast, method):
    state(cast, cast.a, "bereaved")
    state(cast, cast.c, "left_behind")

    made = propose_by_rules(cast.caoba, by=system_account(), on=DAY)

    proposals = Proposal.objects.order_by("household__code")
    assert made == 2
    assert [(row.household, row.kind, row.state, row.need) for row in proposals] == [
        (cast.a, "orange", "pending", None),
        (cast.c, "orange", "pending", None),
    ]
    assert AuditEntry.objects.filter(act="propose_category").count() == 2


def test_proposing_twice_makes_nothing_new(cast, method):
    state(cast, cast.a, "bereaved")
    propose_by_rules(cast.caoba, by=system_account(), on=DAY)

    assert propose_by_rules(cast.caoba, by=system_account(), on=DAY) == 0


def test_a_town_is_proposed_for_village_by_village(cast, method):
    state(cast, cast.a, "bereaved")
    state(cast, cast.d, "bereaved")

    assert propose_by_rules(cast.town, by=system_account(), on=DAY) == 2


def test_a_running_category_is_not_proposed_again_until_it_ended(cast, method):
    state(cast, cast.a, "sudden_event")
    category = make_category(cast.a, cast.second)

    assert found(method, cast, on=category.end_on - timedelta(days=1)) == []
    assert found(method, cast, on=category.end_on) == [("A-001", "blue", ["sudden_event"])]


def test_an_open_proposal_of_another_source_is_enough(cast, method):
    state(cast, cast.a, "sudden_event")
    make_proposal(cast.a, "blue")

    assert found(method, cast) == []


def test_a_rejected_proposal_stays_away_for_its_quiet_days(cast, method):
    state(cast, cast.a, "sudden_event")
    propose_by_rules(cast.caoba, by=system_account(), on=DAY)
    reject(cast, Proposal.objects.get())

    assert found(method, cast, on=DAY + timedelta(days=89)) == []
    assert found(method, cast, on=DAY + timedelta(days=90)) != []


def test_a_rejected_proposal_returns_when_a_fact_changed(cast, method):
    later = DAY + timedelta(days=9)
    event = state(cast, cast.a, "sudden_event")
    propose_by_rules(cast.caoba, by=system_account(), on=DAY)
    reject(cast, Proposal.objects.get())
    end_circumstance(event, by=cast.coordinator, on=later)

    state(cast, cast.a, "sudden_event", on=later)

    assert found(method, cast, on=later) == [("A-001", "blue", ["sudden_event"])]


def test_a_rejected_proposal_returns_when_a_number_changed(cast, method):
    for name in ("一", "二", "三"):
        make_member(cast.b, name, at_school=True)
    propose_by_rules(cast.caoba, by=system_account(), on=DAY)
    reject(cast, Proposal.objects.get())
    assert found(method, cast) == []

    make_member(cast.b, "四", at_school=True)

    assert found(method, cast) == [("A-002", "blue", ["many_pupils"])]


def test_a_withdrawn_proposal_does_not_silence_the_rules(cast, method):
    state(cast, cast.a, "sudden_event")
    propose_by_rules(cast.caoba, by=system_account(), on=DAY)

    withdraw_proposal(Proposal.objects.get(), by=cast.coordinator, on=DAY)

    assert found(method, cast) == [("A-001", "blue", ["sudden_event"])]


def test_that_a_category_was_not_to_end_early_does_not_silence_the_rules(cast, method):
    state(cast, cast.a, "sudden_event")
    category = make_category(cast.a, cast.second)
    reject(cast, make_proposal(cast.a, "blue", act="end", on=DAY), on=DAY)

    assert found(method, cast, on=category.end_on) == [("A-001", "blue", ["sudden_event"])]


def test_what_a_meeting_ended_early_stays_away_for_the_quiet_days(cast, method):
    state(cast, cast.a, "sudden_event")
    make_category(cast.a, cast.second)
    later = DAY + timedelta(days=30)
    proposal = make_proposal(cast.a, "blue", act="end", on=later)
    meeting = make_meeting(cast.caoba_team, on=later)
    put_proposal(proposal, meeting, by=cast.coordinator, on=later, is_relative=False)
    decide_category(proposal, accept=True, by=cast.second, on=later, is_relative=False)

    assert found(method, cast, on=later + timedelta(days=89)) == []
    assert found(method, cast, on=later + timedelta(days=90)) != []


@pytest.mark.parametrize("is_running", [False, True])
def test_what_an_upheld_objection_undid_stays_away_for_the_quiet_days(cast, method, is_running):
    state(cast, cast.a, "sudden_event")
    if is_running:
        proposal = make_category(cast.a, cast.second).proposal
    else:
        proposal = make_proposal(cast.a, "blue")
    later = DAY + timedelta(days=5)
    objection = record_objection(proposal, member=None, text="不要", by=cast.coordinator, on=DAY)
    third = make_account("third", roles=[("coordinator", cast.caoba)])
    answer_objection(objection, answer="同意", upheld=True, by=third, on=later, is_relative=False)

    assert found(method, cast, on=later + timedelta(days=89)) == []
    assert found(method, cast, on=later + timedelta(days=90)) != []


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_rules_ask_once_however_many_households(cast, method, count, django_assert_num_queries):
    for number in range(count):
        household = make_household(cast.caoba, f"C-{number:03}")
        state(cast, household, "bereaved")
        state(cast, household, "sudden_event")

    with django_assert_num_queries(3):  # categories, reasons, and one for all households
        rows = proposals_by_rule(method, [cast.caoba.pk], DAY)

    assert len(rows) == 2 * count


def test_proposing_takes_the_same_queries_for_one_and_for_many(
    cast, method, django_assert_max_num_queries
):
    for number in range(40):
        state(cast, make_household(cast.caoba, f"C-{number:03}"), "bereaved")

    with django_assert_max_num_queries(12):
        propose_by_rules(cast.caoba, by=cast.coordinator, on=DAY)
