"""Posts are reviewed; what a check found is corrected by one and closed by another."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from doorstep.figures.queries import get_figure, measure
from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from doorstep.supervision import actions
from doorstep.supervision.queries import (
    get_check_for,
    posts_for,
    problems_to_tell,
    with_closing,
)
from tests.factories import DAY

LATER = DAY + timedelta(days=20)
DUE = DAY + timedelta(days=10)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def check(cast):
    return actions.record_check(
        cast.caoba, kind="funds", title="惠农资金检查", checked_on=DAY, by=cast.town_account, on=DAY
    )


@pytest.fixture
def problem(cast, check):
    return actions.find_problem(
        check, text="补贴名单未公示", deadline_on=DUE, by=cast.town_account, on=DAY
    )


def correct(cast, problem, by=None):
    actions.correct_problem(
        problem, correction="已补公示", corrected_on=LATER, by=by or cast.coordinator, on=LATER
    )


def counted(place, key):
    return measure(get_figure(key), scope_of(place), Period(DAY, LATER)).value


def test_a_problem_is_corrected_and_then_closed_by_another(cast, problem):
    correct(cast, problem)
    assert with_closing(cast.coordinator, [problem], LATER) == [(problem, False)]
    assert with_closing(cast.town_account, [problem], LATER) == [(problem, True)]

    actions.close_problem(problem, outcome="现场看过", by=cast.town_account, on=LATER)

    assert (problem.state, problem.closed_on) == ("closed", LATER)
    assert counted(cast.town, "supervision_problems") == 1
    assert counted(cast.town, "supervision_problems_open") == 0


def test_who_corrected_it_does_not_close_it(cast, problem):
    correct(cast, problem)

    with pytest.raises(actions.CorrectedBySameHand):
        actions.close_problem(problem, by=cast.coordinator, on=LATER)


def test_an_open_problem_is_not_closed(cast, problem):
    with pytest.raises(actions.ProblemNotCorrected):
        actions.close_problem(problem, by=cast.town_account, on=LATER)


def test_what_is_not_corrected_is_open_again_with_what_was_seen(cast, problem):
    correct(cast, problem)

    with pytest.raises(actions.WordsMissing):
        actions.reopen_problem(problem, outcome=" ", by=cast.town_account, on=LATER)
    actions.reopen_problem(problem, outcome="只公示了一半", by=cast.town_account, on=LATER)

    assert (problem.state, problem.corrected_by) == ("open", None)
    assert counted(cast.town, "supervision_problems_open") == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"corrected_on": DAY - timedelta(days=1)}, actions.BeforeFound),
        ({"corrected_on": LATER + timedelta(days=1)}, actions.DayToCome),
        ({"correction": ""}, actions.WordsMissing),
        ({"correction": "长" * 301}, actions.TextTooLong),
    ],
)
def test_a_correction_that_cannot_be_is_refused(cast, problem, fields, error):
    given = {"correction": "已补公示", "corrected_on": LATER} | fields

    with pytest.raises(error):
        actions.correct_problem(problem, by=cast.coordinator, on=LATER, **given)


def test_a_deadline_before_the_check_is_refused_and_the_same_problem_stands_once(cast, check):
    told = {"text": "账未入册", "by": cast.town_account, "on": DAY}

    with pytest.raises(actions.DueBeforeFound):
        actions.find_problem(check, deadline_on=DAY - timedelta(days=1), **told)
    first = actions.find_problem(check, deadline_on=DUE, **told)

    assert actions.find_problem(check, deadline_on=DUE, **told) == first


def test_a_problem_is_called_to_mind_a_week_before_it_is_due(cast, problem):
    assert list(problems_to_tell(cast.caoba, DUE - timedelta(days=8))) == []
    assert list(problems_to_tell(cast.caoba, DUE - timedelta(days=7))) == [problem]
    assert list(problems_to_tell(cast.town, LATER)) == [problem]
    assert list(problems_to_tell(cast.xiagou, LATER)) == []


def test_a_post_is_reviewed_and_comes_again(cast):
    told = {"by": cast.town_account, "on": LATER}
    post = actions.add_supervised_post(
        cast.caoba, title="村会计", holder="某某", start_on=DAY, **told
    )
    given = {"risks": "一人管账管钱", "guards": "账钱分管、季度对账"}

    with pytest.raises(actions.AgainNotLater):
        actions.review_post(post, reviewed_on=DAY, again_on=DAY, **given, **told)
    actions.review_post(post, reviewed_on=DAY, again_on=date(2027, 3, 1), **given, **told)
    with pytest.raises(actions.ReviewedThatDay):
        actions.review_post(post, reviewed_on=DAY, again_on=date(2027, 3, 1), **given, **told)

    [seen] = posts_for(cast.coordinator, LATER)
    assert (seen.reviewed_on, seen.again_on) == (DAY, date(2027, 3, 1))
    assert counted(cast.town, "posts_reviewed") == 1


def test_a_post_ends_and_leaves_the_list(cast):
    told = {"by": cast.town_account, "on": LATER}
    post = actions.add_supervised_post(
        cast.town, title="民政专干", holder="某某", start_on=DAY, **told
    )
    with pytest.raises(actions.PostEntered):
        actions.add_supervised_post(
            cast.town, title="民政专干", holder="某某", start_on=DAY, **told
        )

    actions.end_supervised_post(post, end_on=LATER, **told)

    assert not posts_for(cast.town_account, LATER).exists()


def test_a_check_stands_once_and_counts_for_village_and_town(cast, check):
    with pytest.raises(actions.CheckEntered):
        actions.record_check(
            cast.caoba, kind="works", title="惠农资金检查", checked_on=DAY, by=cast.coordinator,
            on=DAY,
        )  # fmt: skip

    assert [counted(one, "supervision_checks") for one in (cast.town, cast.caoba, cast.xiagou)] == [
        1, 1, 0,
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["other_coordinator", "tashi_account", "second", "auditor"])
def test_nobody_else_sees_a_check(cast, check, who):
    with pytest.raises(NotVisible):
        get_check_for(getattr(cast, who), check.pk, LATER)


def test_a_village_writes_down_nobody_of_a_household_for_the_town_to_read(cast, check, problem):
    for write in (
        lambda by, text: actions.find_problem(check, text=text, deadline_on=DUE, by=by, on=DAY),
        lambda by, text: actions.record_check(
            cast.caoba, kind="funds", title="低保复核", found=text, checked_on=DAY, by=by, on=DAY
        ),
        lambda by, text: actions.correct_problem(
            problem, correction=text, corrected_on=LATER, by=by, on=LATER
        ),
    ):
        with pytest.raises(actions.HouseholdNamed) as refused:
            write(cast.coordinator, "央金家的补贴没有公示")
        write(cast.coordinator, "扎西经手的补贴没有公示")  # who helps there is known to the town

    assert refused.value.params == {"name": "央金"}


def test_a_town_learns_from_no_refusal_who_lives_in_a_village(cast, check):
    actions.find_problem(
        check, text="央金家的补贴没有公示", deadline_on=DUE, by=cast.town_account, on=DAY
    )

    assert check.problems.count() == 1
