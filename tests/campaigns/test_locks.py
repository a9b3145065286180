"""A unit goes one way at a time, and no act touches units once it holds the trail."""

import threading

import pytest
from django.db import transaction

from doorstep.campaigns import actions
from doorstep.people.actions import told_together
from tests.campaigns.conftest import begin, unit_of
from tests.factories import DAY
from tests.flows.test_trail_last import around_the_trail
from tests.flows.test_two_clicks_at_once import writes_alone
from tests.together import at_once


def test_several_units_are_written_before_the_trail_is_held(cast, toilets):
    units = list(toilets.units.order_by("pk"))

    def build_all():
        with transaction.atomic(), told_together():
            for unit in units:
                actions.build_unit(unit, done_on=DAY, by=cast.coordinator, on=DAY)

    before, after = around_the_trail(build_all)

    assert {"campaigns_campaignunit", "campaigns_unitstep"} <= before
    assert [table for table in after if table.startswith("campaigns_")] == []


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_leave_one_step(cast):
    if writes_alone():
        return
    campaign = begin(cast.caoba, cast.coordinator)
    told = {"done_on": DAY, "by": cast.coordinator, "on": DAY}
    key = unit_of(campaign, cast.a).pk
    actions.build_unit(campaign.units.get(pk=key), **told)
    refused = []

    def accept(_turn):
        try:
            with transaction.atomic():
                actions.accept_unit(campaign.units.get(pk=key), **told)
        except actions.StateCannotFollow:
            refused.append(threading.get_ident())

    raised = at_once(accept, 1)

    steps = campaign.units.get(pk=key).unit_steps.values_list("state", flat=True)
    assert (raised, len(refused), list(steps)) == ([], 1, ["not_begun", "built", "accepted"])
