"""A unit goes from not begun to accepted by acts alone, each kept with who and when."""

from datetime import timedelta

import pytest

from doorstep.campaigns import actions
from doorstep.campaigns.choices import UnitState
from doorstep.campaigns.rules import FOLLOWS
from doorstep.people.models import AuditEntry
from tests.campaigns.conftest import unit_of
from tests.factories import DAY

LATER = DAY + timedelta(days=30)


def told(cast, days=10, **more):
    return {"done_on": DAY + timedelta(days=days), "by": cast.coordinator, "on": LATER} | more


def test_a_unit_is_built_and_then_accepted_and_each_step_stays(cast, toilets):
    unit = unit_of(toilets, cast.a)

    actions.build_unit(unit, **told(cast))
    actions.accept_unit(unit, note="镇验收组", **told(cast, 12, by=cast.town_account))

    steps = list(unit.unit_steps.values_list("state", "on", "by__name", "note"))
    assert unit.state == UnitState.ACCEPTED
    assert steps == [
        ("not_begun", DAY, "乡干部", ""),
        ("built", DAY + timedelta(days=10), "卓玛", ""),
        ("accepted", DAY + timedelta(days=12), "乡干部", "镇验收组"),
    ]


def test_what_is_not_built_is_not_accepted(cast, toilets):
    unit = unit_of(toilets, cast.a)

    with pytest.raises(actions.NotBuiltYet) as refused:
        actions.accept_unit(unit, **told(cast))

    assert str(refused.value) == (
        "A-001 is “not begun”: it is accepted once it is built. Enter first that it is built, and "
        "on which day."
    )
    assert unit.unit_steps.count() == 1


def test_what_was_sent_back_is_built_again_before_it_is_accepted(cast, toilets):
    unit = unit_of(toilets, cast.a)
    actions.build_unit(unit, **told(cast, 3))
    actions.send_back_unit(unit, because="mend", note="化粪池渗漏", **told(cast, 5))

    with pytest.raises(actions.NotBuiltYet):
        actions.accept_unit(unit, **told(cast, 6))
    actions.build_unit(unit, **told(cast, 8))
    actions.accept_unit(unit, **told(cast, 9))

    assert (unit.state, unit.because) == ("accepted", "")


@pytest.mark.parametrize("state", UnitState)
def test_only_what_may_follow_follows(cast, toilets, state):
    unit = unit_of(toilets, cast.a)
    unit.state, unit.because = state, "other"
    unit.save()
    acts = {
        UnitState.BUILT: lambda: actions.build_unit(unit, **told(cast)),
        UnitState.ACCEPTED: lambda: actions.accept_unit(unit, **told(cast)),
        UnitState.SENT_BACK: lambda: actions.send_back_unit(unit, because="mend", **told(cast)),
        UnitState.EXCUSED: lambda: actions.excuse_unit(unit, because="later", **told(cast)),
        UnitState.NOT_BEGUN: lambda: actions.take_up_unit(unit, **told(cast)),
    }

    for new, act in acts.items():
        unit.state, unit.because = state, "other"
        unit.save()
        if new in FOLLOWS[state]:
            act()
            assert unit.state == new
        else:
            with pytest.raises((actions.StateCannotFollow, actions.NotBuiltYet)):
                act()


def test_an_excuse_and_a_sending_back_say_why(cast, toilets):
    unit, other = unit_of(toilets, cast.a), unit_of(toilets, cast.b)
    actions.build_unit(other, **told(cast))

    with pytest.raises(actions.ReasonMissing):
        actions.excuse_unit(unit, because="", **told(cast))
    with pytest.raises(actions.ReasonMissing):
        actions.send_back_unit(other, because="", **told(cast))


def test_a_day_before_the_last_state_is_refused(cast, toilets):
    unit = unit_of(toilets, cast.a)
    actions.build_unit(unit, **told(cast, 10))

    with pytest.raises(actions.BeforeLastState):
        actions.accept_unit(unit, **told(cast, 9))


@pytest.mark.parametrize(
    ("days", "error"), [(-1, actions.CampaignNotBegun), (31, actions.DayToCome)]
)
def test_a_day_outside_the_campaign_is_refused(cast, toilets, days, error):
    with pytest.raises(error):
        actions.build_unit(unit_of(toilets, cast.a), **told(cast, days))


def test_after_its_end_nothing_changes(cast, toilets):
    actions.end_campaign(toilets, last_on=DAY + timedelta(days=5), by=cast.town_account, on=LATER)

    with pytest.raises(actions.CampaignOver):
        actions.build_unit(unit_of(toilets, cast.a), **told(cast, 6))


def test_it_does_not_end_before_the_last_state_that_was_entered(cast, toilets):
    actions.build_unit(unit_of(toilets, cast.a), **told(cast, 6))

    with pytest.raises(actions.EndBeforeLastStep):
        actions.end_campaign(
            toilets, last_on=DAY + timedelta(days=5), by=cast.town_account, on=LATER
        )
    actions.end_campaign(toilets, last_on=DAY + timedelta(days=6), by=cast.town_account, on=LATER)

    assert toilets.ended_on == DAY + timedelta(days=6)


def test_why_it_is_left_is_said_without_changing_its_state(cast, toilets):
    unit = unit_of(toilets, cast.a)

    actions.explain_unit(unit, because="ground", note="等开春", **told(cast))

    assert (unit.state, unit.because, unit.note) == ("not_begun", "ground", "等开春")
    assert unit.unit_steps.count() == 2


def test_what_was_entered_by_mistake_is_taken_back_and_both_steps_stay(cast, toilets):
    unit = unit_of(toilets, cast.a)
    back = {"by": cast.coordinator, "on": LATER}
    with pytest.raises(actions.NothingToTakeBack):
        actions.take_back_unit(unit, note="记错", **back)
    actions.build_unit(unit, **told(cast))
    actions.accept_unit(unit, **told(cast))

    with pytest.raises(actions.WordsMissing):
        actions.take_back_unit(unit, note=" ", **back)
    actions.take_back_unit(unit, note="记到别户", **back)

    assert (unit.state, unit.note, unit.state_on) == ("built", "记到别户", LATER)
    assert unit.unit_steps.count() == 4


def test_taking_back_twice_never_accepts(cast, toilets):
    unit = unit_of(toilets, cast.a)
    back = {"note": "记错", "by": cast.coordinator, "on": LATER}
    actions.build_unit(unit, **told(cast))
    actions.accept_unit(unit, **told(cast, 12, by=cast.town_account))
    actions.take_back_unit(unit, **back)

    actions.take_back_unit(unit, **back)

    assert unit.state == UnitState.NOT_BEGUN
    with pytest.raises(actions.NothingToTakeBack):
        actions.take_back_unit(unit, **back)


def test_after_a_sending_back_was_taken_back_the_building_can_be_too(cast, toilets):
    unit = unit_of(toilets, cast.a)
    back = {"note": "记错", "by": cast.coordinator, "on": LATER}
    actions.build_unit(unit, **told(cast))
    actions.send_back_unit(unit, because="mend", **told(cast))
    actions.take_back_unit(unit, **back)

    actions.take_back_unit(unit, **back)

    assert (unit.state, unit.because) == (UnitState.NOT_BEGUN, "")


def test_a_unit_built_anew_goes_back_to_sent_back_with_its_reason(cast, toilets):
    unit = unit_of(toilets, cast.a)
    actions.build_unit(unit, **told(cast, 3))
    actions.send_back_unit(unit, because="mend", **told(cast, 4))
    actions.build_unit(unit, **told(cast, 5))

    actions.take_back_unit(unit, note="记错", by=cast.coordinator, on=LATER)

    assert (unit.state, unit.because) == (UnitState.SENT_BACK, "mend")


def test_the_trail_names_state_and_household_and_no_words(cast, toilets):
    unit = unit_of(toilets, cast.a)
    actions.build_unit(unit, **told(cast))
    actions.send_back_unit(unit, because="mend", note="化粪池渗漏", **told(cast))

    entry = AuditEntry.objects.get(act="send_back_unit")

    assert (entry.household_id, entry.place_id) == (cast.a.pk, cast.caoba.pk)
    assert entry.detail == {"state": "sent_back"}
