from datetime import timedelta

import pytest
from django.utils import translation

from doorstep.categories.actions import put_proposal, record_objection
from doorstep.categories.queries import (
    get_objection_for,
    get_proposal_for,
    live_categories,
    objections_for,
    open_proposals_for,
    proposal_rows,
    reason_words,
    shown_category,
)
from doorstep.kit.errors import NotVisible
from doorstep.people.queries import keep_reach
from doorstep.register.actions import state_circumstance
from doorstep.register.models import Household
from doorstep.register.queries import households_for
from tests.factories import (
    DAY,
    make_category,
    make_meeting,
    make_member,
    make_proposal,
    request_mediation,
)


def shown(household, on=DAY):
    return shown_category(Household.objects.filter(pk=household.pk), on).get().shown_kind


def put(cast, proposal):
    meeting = make_meeting(cast.caoba_team)
    put_proposal(proposal, meeting, by=cast.coordinator, on=DAY, is_relative=False)


def test_the_shown_colour_is_the_first_live_one(cast, method):
    need = request_mediation(cast.a)
    seen = [shown(cast.a)]
    for kind, case in (("blue", None), ("orange", None), ("red", need)):
        make_category(cast.a, cast.second, kind, need=case)
        seen.append(shown(cast.a))

    assert seen == ["green", "blue", "orange", "red"]
    assert [row.kind for row in live_categories(cast.a, DAY)] == ["red", "orange", "blue"]
    assert shown(cast.a, DAY + timedelta(days=90)) == "green"


def test_a_proposal_colours_nothing(cast, method):
    put(cast, make_proposal(cast.a))

    assert shown(cast.a) == "green"


def test_the_coordinator_sees_all_that_waits_and_the_decider_what_is_put(cast, method):
    first, second = make_proposal(cast.a), make_proposal(cast.b)
    put(cast, second)

    assert list(open_proposals_for(cast.coordinator, DAY)) == [first, second]
    assert list(open_proposals_for(cast.second, DAY)) == [second]


def test_others_see_no_proposal(cast, method):
    put(cast, proposal := make_proposal(cast.a))

    for account in (
        cast.tashi_account, cast.other_coordinator, cast.town_account, cast.auditor,
    ):  # fmt: skip
        assert list(open_proposals_for(account, DAY)) == []
        with pytest.raises(NotVisible):
            get_proposal_for(account, proposal.pk, DAY)


def test_a_proposal_is_opened_by_those_who_may_act_on_it(cast, method):
    proposal = make_proposal(cast.a)
    assert get_proposal_for(cast.coordinator, proposal.pk, DAY) == proposal
    with pytest.raises(NotVisible):
        get_proposal_for(cast.second, proposal.pk, DAY)

    put(cast, proposal)

    assert get_proposal_for(cast.second, proposal.pk, DAY) == proposal


def test_an_objection_is_opened_by_the_villages_coordinator(cast, method):
    category = make_category(cast.a, cast.second)
    objection = record_objection(
        category.proposal, member=None, text="不同意", by=cast.coordinator, on=DAY
    )

    assert get_objection_for(cast.coordinator, objection.pk, DAY) == objection
    assert list(objections_for(cast.other_coordinator, DAY)) == []
    with pytest.raises(NotVisible):
        get_objection_for(cast.other_coordinator, objection.pk, DAY)


def test_reasons_are_told_in_the_readers_language(cast, method):
    state_circumstance(
        cast.a, "sudden_event", since_on=DAY, source="visit", by=cast.coordinator, on=DAY
    )
    for name in ("一", "二"):
        make_member(cast.a, name, at_school=True)
    proposal = make_proposal(cast.a, reasons=["sudden_event", "many_pupils"])

    with translation.override("zh-hans"):
        chinese = reason_words(proposal)
    with translation.override("en"):
        english = reason_words(proposal)

    assert chinese == ["突发变故致困", "在校子女多（3）"]
    assert english == ["Hardship after a sudden event", "Many children at school (3)"]


def test_a_row_tells_a_proposal_in_words(cast, method):
    put(cast, make_proposal(cast.a, note="羊圈被雪压塌"))

    with translation.override("en"):
        (row,) = proposal_rows(open_proposals_for(cast.coordinator, DAY))

    assert (row.household_code, row.kind, row.name, row.words, row.put_by_name) == (
        "A-001", "blue", "Livelihood support", "羊圈被雪压塌", "卓玛",
    )  # fmt: skip


def test_lists_take_the_same_queries_for_one_and_for_three(cast, method, django_assert_num_queries):
    keep_reach(cast.coordinator)
    households_for(cast.coordinator, DAY)
    for number, household in enumerate((cast.a, cast.b, cast.c), start=1):
        put(cast, make_proposal(household))
        if number in (1, 3):
            with django_assert_num_queries(2):
                rows = proposal_rows(open_proposals_for(cast.coordinator, DAY))
            assert len(rows) == number
