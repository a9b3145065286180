from datetime import timedelta

import pytest

from doorstep.needs.actions import close_need, confirm_need, reopen_need, see_need
from doorstep.needs.actions.closing import DayBeforeClosing
from doorstep.needs.actions.guards import NeedStillOpen, TextMissing
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Need
from tests.factories import DAY, make_need
from tests.needs.telling import live_access, story

NEXT = DAY + timedelta(days=1)


def reopen(cast, need, *, text="炉子又坏了", on=NEXT):
    reopen_need(need, text=text, by=cast.coordinator, on=on)


def test_a_reopened_need_is_open_with_its_old_deadline(cast, method):
    need = make_need(cast.a, urgency="urgent")
    deadline = need.deadline_on
    see_need(need, by=cast.coordinator, on=DAY)
    close_need(need, outcome="done", by=cast.coordinator, on=NEXT)
    confirm_need(need, confirmed=False, by=cast.coordinator, on=NEXT)

    reopen(cast, need)

    kept = Need.objects.get(pk=need.pk)
    assert (kept.state, kept.closed_on, kept.outcome) == ("open", None, "")
    assert (kept.confirmed, kept.seen_on, kept.deadline_on) == (None, None, deadline)
    assert story(need)[-2:] == [StepKind.NOT_CONFIRMED, StepKind.REOPENED]


def test_its_owner_sees_the_household_again(cast, method):
    need = make_need(cast.a, owner=cast.pema)
    close_need(need, outcome="done", by=cast.coordinator, on=NEXT)

    reopen(cast, need)

    assert [row.helper for row in live_access(cast.a, "need", NEXT)] == [cast.pema]


def test_an_open_need_cannot_be_reopened(cast, method):
    with pytest.raises(NeedStillOpen):
        reopen(cast, make_need(cast.a))


def test_a_need_is_not_reopened_before_it_was_closed(cast, method):
    need = make_need(cast.a)
    close_need(need, outcome="done", by=cast.coordinator, on=NEXT)

    with pytest.raises(DayBeforeClosing):
        reopen(cast, need, on=DAY)


def test_reopening_says_why(cast, method):
    need = make_need(cast.a)
    close_need(need, outcome="done", by=cast.coordinator, on=NEXT)

    with pytest.raises(TextMissing):
        reopen(cast, need, text="")
