"""Tables of the pure decisions about needs."""

from datetime import date

import pytest

from doorstep.method.choices import NeedKind
from doorstep.needs import rules
from doorstep.needs.choices import Act, DeadlineState, Outcome, WorksState

DEADLINE = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("day", "days", "state"),
    [
        (date(2026, 3, 7), 0, DeadlineState.IN_TIME),
        (date(2026, 3, 8), 0, DeadlineState.SOON),
        (date(2026, 3, 10), 0, DeadlineState.SOON),
        (date(2026, 3, 11), 1, DeadlineState.OVERDUE),
        (date(2026, 4, 10), 31, DeadlineState.OVERDUE),
    ],
)
def test_a_need_is_overdue_from_the_day_after_its_deadline(day, days, state):
    assert rules.days_overdue(DEADLINE, day) == days
    assert rules.deadline_state(DEADLINE, day) == state


@pytest.mark.parametrize(
    ("kind", "is_shared"),
    [(kind, kind not in ("care", "mediation")) for kind in NeedKind],
)
def test_care_and_mediation_are_not_for_others_of_the_household(kind, is_shared):
    assert rules.is_shared_by_default(kind) == is_shared


@pytest.mark.parametrize(
    ("state", "following"),
    [
        (WorksState.REQUESTED, WorksState.APPROVED),
        (WorksState.APPROVED, WorksState.BUILT),
        (WorksState.BUILT, WorksState.ACCEPTED),
        (WorksState.ACCEPTED, None),
    ],
)
def test_built_and_accepted_are_two_states(state, following):
    assert rules.next_works_state(state) == following


def test_mediation_ends_agreed_or_not_and_never_merely_done():
    assert rules.outcomes_for(NeedKind.MEDIATION) == (
        Outcome.AGREED,
        Outcome.NOT_AGREED,
        Outcome.PASSED_ON,
        Outcome.WITHDRAWN,
        Outcome.NOT_POSSIBLE,
    )


@pytest.mark.parametrize("kind", [kind for kind in NeedKind if kind != NeedKind.MEDIATION])
def test_only_mediation_ends_with_an_agreement(kind):
    assert rules.outcomes_for(kind) == (
        Outcome.DONE,
        Outcome.PASSED_ON,
        Outcome.WITHDRAWN,
        Outcome.NOT_POSSIBLE,
    )


@pytest.mark.parametrize(
    ("state", "confirmed", "has_household", "acts"),
    [
        ("open", None, True, (Act.NOTE, Act.HAND_OVER, Act.CLOSE)),
        ("open", None, False, (Act.NOTE, Act.HAND_OVER, Act.CLOSE)),
        ("closed", None, True, (Act.NOTE, Act.CONFIRM, Act.REOPEN)),
        ("closed", False, True, (Act.NOTE, Act.CONFIRM, Act.REOPEN)),
        ("closed", True, True, (Act.NOTE, Act.REOPEN)),
        ("closed", None, False, (Act.NOTE, Act.REOPEN)),
    ],
)
def test_what_may_come_next_depends_on_how_the_need_stands(state, confirmed, has_household, acts):
    found = rules.next_acts(state, confirmed=confirmed, has_household=has_household)

    assert found == acts
