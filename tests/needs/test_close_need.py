from datetime import timedelta

import pytest

from doorstep.needs.actions import advance_works, close_need, reopen_need
from doorstep.needs.actions.closing import (
    ClosedBeforeReopening,
    OutcomeOfAnotherKind,
    OutcomeReasonMissing,
    RelationNotSaid,
    RelativeMayNotMediate,
    WorksNotAccepted,
)
from doorstep.needs.actions.guards import (
    DayBeforeRaising,
    NeedAlreadyClosed,
    NeedChangedMeanwhile,
    TextTooLong,
)
from doorstep.needs.choices import Outcome, StepKind
from doorstep.needs.models import Need, Step
from tests.factories import DAY, make_need
from tests.needs.telling import acts, live_access, story

NEXT = DAY + timedelta(days=1)


def close(cast, need, *, outcome="done", on=NEXT, **fields):
    close_need(need, outcome=outcome, by=cast.coordinator, on=on, **fields)


def test_closing_keeps_day_outcome_and_words(cast, method):
    need = make_need(cast.a)

    close(cast, need, text="煤已送到")

    kept, step = Need.objects.get(pk=need.pk), Step.objects.get(kind=StepKind.CLOSED)
    assert (kept.state, kept.closed_on, kept.outcome) == ("closed", NEXT, "done")
    assert (step.text, step.outcome, step.on) == ("煤已送到", "done", NEXT)
    assert (acts(need), kept.version) == (["raise_need", "close_need"], 2)


def test_a_need_cannot_be_closed_twice(cast, method):
    need = make_need(cast.a)
    stale = Need.objects.get(pk=need.pk)
    close(cast, need)

    with pytest.raises(NeedAlreadyClosed):
        close(cast, stale, outcome="passed_on")

    kept = Need.objects.get(pk=need.pk)
    assert (kept.outcome, story(need)) == ("done", [StepKind.RAISED, StepKind.CLOSED])


def test_a_need_cannot_be_closed_before_it_was_raised(cast, method):
    need = make_need(cast.a)

    with pytest.raises(DayBeforeRaising):
        close(cast, need, on=DAY - timedelta(days=1))


def test_a_need_cannot_be_closed_before_it_was_reopened(cast, method):
    need = make_need(cast.a)
    close(cast, need)
    reopen_need(need, text="又坏了", by=cast.coordinator, on=NEXT + timedelta(days=3))

    with pytest.raises(ClosedBeforeReopening):
        close(cast, need)


def test_a_need_changed_meanwhile_is_not_closed_unseen(cast, method):
    need = make_need(cast.a)

    with pytest.raises(NeedChangedMeanwhile):
        close(cast, need, version=7)

    close(cast, need, version=1)
    assert need.state == "closed"


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("mediation", Outcome.DONE), ("care", Outcome.AGREED), ("job", Outcome.NOT_AGREED)],
)
def test_an_outcome_belongs_to_its_kind(cast, method, kind, outcome):
    need = make_need(cast.a, kind=kind)

    with pytest.raises(OutcomeOfAnotherKind):
        close(cast, need, outcome=outcome)


@pytest.mark.parametrize(
    ("kind", "outcome"), [("job", Outcome.NOT_POSSIBLE), ("mediation", Outcome.NOT_AGREED)]
)
def test_no_success_needs_a_reason(cast, method, kind, outcome):
    need = make_need(cast.a, kind=kind)

    with pytest.raises(OutcomeReasonMissing):
        close(cast, need, outcome=outcome)

    close(cast, need, outcome=outcome, text="已告知可去法律援助", is_relative=False)
    assert need.outcome == outcome


@pytest.mark.parametrize("outcome", [Outcome.AGREED, Outcome.NOT_AGREED])
@pytest.mark.parametrize(
    ("said", "error"), [(None, RelationNotSaid), (True, RelativeMayNotMediate)]
)
def test_who_mediates_says_that_they_are_no_relative(cast, method, outcome, said, error):
    need = make_need(cast.a, kind="mediation")

    with pytest.raises(error):
        close(cast, need, outcome=outcome, text="双方谈过", is_relative=said)

    assert story(need) == [StepKind.RAISED]


def test_what_was_said_is_kept_with_the_closing_alone(cast, method):
    need = make_need(cast.a, kind="mediation")

    close(cast, need, outcome="agreed", is_relative=False)

    said = Step.objects.filter(need=need).order_by("order").values_list("kind", "is_relative")
    assert list(said) == [("raised", None), ("closed", False)]


@pytest.mark.parametrize(
    ("kind", "outcome"), [("mediation", "withdrawn"), ("care", "done"), ("job", "passed_on")]
)
def test_nobody_is_asked_where_nothing_was_mediated(cast, method, kind, outcome):
    need = make_need(cast.a, kind=kind)

    close(cast, need, outcome=outcome)

    assert Step.objects.get(need=need, kind=StepKind.CLOSED).is_relative is None


def test_too_many_words_are_refused(cast, method):
    with pytest.raises(TextTooLong):
        close(cast, make_need(cast.a), text="长" * 301)


def test_works_are_done_once_they_are_accepted(cast, method):
    need = make_need(cast.a, kind="works")
    for state in ("approved", "built"):
        advance_works(need, state=state, by=cast.coordinator, on=DAY)
    with pytest.raises(WorksNotAccepted):
        close(cast, need)

    advance_works(need, state="accepted", accepted_by="镇项目办", by=cast.coordinator, on=DAY)
    close(cast, need)

    assert need.state == "closed"


def test_works_that_nobody_wants_any_more_can_be_closed(cast, method):
    need = make_need(cast.a, kind="works")

    close(cast, need, outcome="withdrawn")

    assert need.state == "closed"


def test_an_owner_outside_the_pair_sees_the_household_no_more(cast, method):
    need = make_need(cast.a, owner=cast.pema)

    close(cast, need)

    assert live_access(cast.a, "need", NEXT) == []
