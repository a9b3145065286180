from uuid import uuid4

import pytest

from doorstep.needs.actions import record_errand
from doorstep.needs.actions.guards import HelperNotInTeam, TextTooLong
from doorstep.needs.choices import Outcome, StepKind
from doorstep.needs.models import Need
from tests.factories import DAY
from tests.needs.telling import acts, story


def record(cast, **fields):
    visit_id = uuid4()
    fields = {"owner": cast.tashi, "visit_id": visit_id} | fields
    return record_errand(cast.a, by=cast.tashi_account, on=DAY, **fields)


def test_an_errand_done_on_the_spot_is_raised_and_closed_the_same_day(cast, method):
    need = record(cast, text="代办参保登记")

    assert (need.raised_on, need.closed_on, need.outcome) == (DAY, DAY, Outcome.DONE)
    assert story(need) == [StepKind.RAISED, StepKind.CLOSED]
    assert acts(need) == ["record_errand"]


def test_an_errand_may_go_without_words(cast, method):
    assert record(cast).text == ""


def test_an_errand_names_the_visit_it_was_done_at(cast, method):
    visit_id = uuid4()

    assert record(cast, visit_id=visit_id).visit_id == visit_id


@pytest.mark.parametrize(("text", "error"), [("长" * 301, TextTooLong)])
def test_too_many_words_are_refused(cast, method, text, error):
    with pytest.raises(error):
        record(cast, text=text)

    assert Need.objects.count() == 0


def test_an_errand_is_done_by_somebody_of_the_team(cast, method):
    with pytest.raises(HelperNotInTeam):
        record(cast, owner=cast.lhamo)
