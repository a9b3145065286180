"""A coordinator reads the household; the town its code, village and reason; nobody else reads."""

from datetime import timedelta

import pytest

from doorstep.campaigns import actions
from doorstep.campaigns.queries import (
    campaigns_for,
    get_campaign_for,
    get_led_campaign_for,
    get_unit_for,
    progress_by_village,
    remainder,
    unit_lines,
    units_for,
)
from doorstep.kit.errors import NotVisible
from doorstep.register import actions as register
from tests.campaigns.conftest import begin, unit_of
from tests.factories import DAY

LATER = DAY + timedelta(days=30)


@pytest.fixture
def left(cast, toilets):
    """Household a is sent back with words, the others are accepted."""
    told = {"done_on": DAY, "by": cast.town_account, "on": LATER}
    for unit in toilets.units.all():
        actions.build_unit(unit, **told)
        if unit.household_id == cast.a.pk:
            actions.send_back_unit(unit, because="mend", note="化粪池渗漏", **told)
        else:
            actions.accept_unit(unit, **told)
    return toilets


def lines_of(account, campaign):
    return unit_lines(account, remainder(account, campaign, LATER), LATER)


def test_the_coordinator_reads_who_is_left_and_why(cast, left):
    [line] = lines_of(cast.coordinator, left)

    assert (line.code, line.who, line.note) == ("A-001", "央金", "化粪池渗漏")
    assert (line.because, line.household_id) == ("something is to be put right", cast.a.pk)


def test_the_town_reads_code_village_and_reason_alone(cast, left):
    [line] = lines_of(cast.town_account, left)

    assert (line.code, line.village, line.because) == (
        "A-001", "草坝村", "something is to be put right",
    )  # fmt: skip
    assert (line.who, line.note, line.household_id) == ("", "", None)


def test_another_village_sees_its_own_units(cast, left):
    assert lines_of(cast.other_coordinator, left) == []
    with pytest.raises(NotVisible):
        get_unit_for(cast.other_coordinator, unit_of(left, cast.a).pk, LATER)


@pytest.mark.parametrize("who", ["tashi_account", "second", "auditor"])
def test_nobody_else_sees_campaigns(cast, left, who):
    account = getattr(cast, who)

    assert not campaigns_for(account, LATER).exists()
    with pytest.raises(NotVisible):
        get_campaign_for(account, left.pk, LATER)


def test_a_village_does_not_lead_the_towns_campaign(cast, left):
    assert get_campaign_for(cast.coordinator, left.pk, LATER) == left
    with pytest.raises(NotVisible):
        get_led_campaign_for(cast.coordinator, left.pk, LATER)


def test_a_villages_own_campaign_is_seen_by_its_town_and_not_next_door(cast):
    own = begin(cast.caoba, cast.coordinator, title="人畜分离", kind="separation")

    assert get_campaign_for(cast.town_account, own.pk, LATER) == own
    with pytest.raises(NotVisible):
        get_campaign_for(cast.other_coordinator, own.pk, LATER)


def test_progress_is_told_by_village(cast, left):
    rows = progress_by_village(units_for(cast.town_account, LATER).filter(campaign=left))

    assert [(name, one.due, one.accepted, one.left) for name, one in rows] == [
        ("草坝村", 3, 2, 1), ("下沟村", 2, 2, 0),
    ]  # fmt: skip


def test_a_household_out_of_use_stands_on_no_list(cast, left):
    register.close_household(cast.a, because="erasing", by=cast.coordinator, on=LATER)

    assert lines_of(cast.coordinator, left) == []
