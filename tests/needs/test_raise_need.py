from datetime import date, timedelta
from uuid import uuid4

import pytest

from doorstep.method.choices import NeedKind, Urgency
from doorstep.method.queries import deadline_for
from doorstep.needs.actions import raise_need
from doorstep.needs.actions.guards import (
    HelperNotInTeam,
    HouseholdNotRegisteredYet,
    HouseholdOfAnotherPlace,
    TextMissing,
    TextTooLong,
)
from doorstep.needs.actions.raising import (
    NeedIdTaken,
    RequestIncomplete,
    RequestInFuture,
    RequestOnlyForMediation,
)
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Need
from doorstep.register import actions as register
from doorstep.register.actions.circumstances import MemberOfAnotherHousehold
from doorstep.register.actions.guards import HouseholdClosedAlready
from doorstep.register.models import Access
from tests.factories import DAY, make_need
from tests.needs.telling import acts, live_access, story


def test_a_need_takes_its_deadline_from_the_method(cast, method):
    need = make_need(cast.a, kind="hazard", urgency=Urgency.URGENT, on=DAY)

    assert need.deadline_on == deadline_for(method.pk, NeedKind.HAZARD, Urgency.URGENT, DAY)
    assert (need.state, need.version, need.place) == ("open", 1, cast.caoba)


def test_raising_leaves_a_step_and_an_entry_of_the_trail(cast, method):
    need = make_need(cast.a, owner=cast.tashi, by=cast.coordinator)

    assert story(need) == [StepKind.RAISED]
    assert acts(need) == ["raise_need"]


@pytest.mark.parametrize(("kind", "shared"), [("care", False), ("mediation", False), ("job", True)])
def test_a_private_kind_is_not_shared_unless_somebody_says_so(cast, method, kind, shared):
    assert make_need(cast.a, kind=kind).shared == shared
    assert make_need(cast.a, kind=kind, shared=not shared).shared == (not shared)


def test_a_need_of_a_village_names_no_household(cast, method):
    need = raise_need(cast.caoba, kind="hazard", text="桥头护栏松了", by=cast.coordinator, on=DAY)

    assert (need.household, need.place) == (None, cast.caoba)


def test_the_same_form_sent_twice_raises_once(cast, method):
    sent = {"id": uuid4(), "kind": "hazard", "text": "炉子漏烟", "by": cast.coordinator, "on": DAY}

    first = raise_need(cast.caoba, household=cast.a, **sent)
    again = raise_need(cast.caoba, household=cast.a, **sent)

    assert again == first
    assert (Need.objects.count(), acts(first)) == (1, ["raise_need"])


def test_other_words_under_the_same_id_are_refused(cast, method):
    sent = {"id": uuid4(), "kind": "hazard", "by": cast.coordinator, "on": DAY}
    raise_need(cast.caoba, household=cast.a, text="炉子漏烟", **sent)

    with pytest.raises(NeedIdTaken):
        raise_need(cast.caoba, household=cast.a, text="屋顶漏雨", **sent)


def test_works_begin_as_requested_and_serve_the_others_named(cast, method):
    need = make_need(cast.a, kind="works", works_kind="bridge", served=[cast.b, cast.a])

    assert (need.works.kind, need.works.state) == ("bridge", "requested")
    assert list(need.served.all()) == [cast.b]


def test_an_owner_outside_the_pair_sees_the_household_while_the_need_is_theirs(cast, method):
    make_need(cast.a, owner=cast.pema)

    granted = live_access(cast.a, "need", DAY)

    assert [row.helper for row in granted] == [cast.pema]


def test_an_owner_who_goes_there_anyway_gains_no_second_access(cast, method):
    make_need(cast.a, owner=cast.tashi)

    assert live_access(cast.a, "need", DAY) == []


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": "  "}, TextMissing),
        ({"text": "长" * 301}, TextTooLong),
        ({"requested_on": DAY}, RequestOnlyForMediation),
        ({"kind": "mediation", "requested_on": DAY}, RequestIncomplete),
        ({"kind": "mediation", "requested_how": "signed"}, RequestIncomplete),
        (
            {"kind": "mediation", "requested_how": "signed", "requested_on": date(2026, 3, 3)},
            RequestInFuture,
        ),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(cast, method, fields, error):
    with pytest.raises(error):
        make_need(cast.a, **fields)

    assert Need.objects.count() == 0


def test_a_household_of_another_village_is_refused(cast, method):
    with pytest.raises(HouseholdOfAnotherPlace):
        raise_need(
            cast.caoba, kind="job", text="找短工", household=cast.d, by=cast.coordinator, on=DAY
        )


def test_a_member_of_another_household_is_refused(cast, method):
    with pytest.raises(MemberOfAnotherHousehold):
        make_need(cast.a, member=cast.b.members.get())


def test_a_member_without_a_household_is_refused(cast, method):
    with pytest.raises(MemberOfAnotherHousehold):
        raise_need(
            cast.caoba,
            kind="job",
            text="找短工",
            member=cast.b.members.get(),
            by=cast.coordinator,
            on=DAY,
        )


def test_an_owner_of_another_team_is_refused(cast, method):
    with pytest.raises(HelperNotInTeam):
        make_need(cast.a, owner=cast.lhamo)


def test_a_household_that_left_has_no_new_needs(cast, method):
    register.close_household(cast.c, because="moved", by=cast.coordinator, on=DAY)

    with pytest.raises(HouseholdClosedAlready):
        make_need(cast.c, on=DAY)


def test_a_need_is_not_older_than_its_household(cast, method):
    with pytest.raises(HouseholdNotRegisteredYet):
        make_need(cast.a, on=DAY - timedelta(days=1))


def test_no_row_that_a_helpers_act_leaves_hides_the_hour(cast, method):
    make_need(cast.c, owner=cast.tashi, by=cast.tashi_account)

    access = Access.objects.get(household=cast.c, helper=cast.tashi)
    assert access.id.version == 4
