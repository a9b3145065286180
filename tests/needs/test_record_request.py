from datetime import timedelta

import pytest

from doorstep.needs.actions import close_need, record_request
from doorstep.needs.actions.guards import DayBeforeRaising, NeedAlreadyClosed
from doorstep.needs.actions.raising import RequestOnlyForMediation, RequestRecordedAlready
from doorstep.needs.choices import RequestHow, StepKind
from doorstep.needs.models import Need
from tests.factories import DAY, make_need
from tests.needs.telling import acts, story


def ask(cast, need, on=DAY):
    record_request(need, how=RequestHow.SPOKEN, by=cast.coordinator, on=on)


def test_a_request_for_mediation_is_kept_with_its_day_and_manner(cast, method):
    need = make_need(cast.a, kind="mediation")

    ask(cast, need, on=DAY + timedelta(days=2))

    kept = Need.objects.get(pk=need.pk)
    assert (kept.requested_on, kept.requested_how) == (DAY + timedelta(days=2), "spoken")
    assert (story(need), kept.version) == ([StepKind.RAISED, StepKind.REQUESTED], 2)
    assert acts(need) == ["raise_need", "record_request"]


def test_only_mediation_is_asked_for(cast, method):
    need = make_need(cast.a, kind="care")

    with pytest.raises(RequestOnlyForMediation):
        ask(cast, need)


def test_a_request_is_recorded_once(cast, method):
    need = make_need(cast.a, kind="mediation")
    ask(cast, need)

    with pytest.raises(RequestRecordedAlready):
        ask(cast, Need.objects.get(pk=need.pk))


def test_a_closed_case_is_asked_for_no_more(cast, method):
    need = make_need(cast.a, kind="mediation")
    close_need(need, outcome="withdrawn", by=cast.coordinator, on=DAY)

    with pytest.raises(NeedAlreadyClosed):
        ask(cast, need)


def test_a_request_is_not_dated_before_the_need(cast, method):
    need = make_need(cast.a, kind="mediation")

    with pytest.raises(DayBeforeRaising):
        ask(cast, need, on=DAY - timedelta(days=1))
