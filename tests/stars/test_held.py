"""Stars that are held: shown by consent alone, ended by their day, given up, or given in error."""

from datetime import timedelta

import pytest
from django.utils import translation

from doorstep.figures.actions.star_notices import OneStarOnNotice, post_stars
from doorstep.figures.models import Notice
from doorstep.figures.queries import board_lines, get_figure, late_notices, measure
from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.method.queries import working_days_after
from doorstep.people.queries import scope_of
from doorstep.register import actions as register
from doorstep.rights.actions import erase_household
from doorstep.stars import actions
from doorstep.stars.actions.ending import SameGiver, TooLateForError
from doorstep.stars.actions.giving import (
    NoticeHangsStill,
    NoticeMissing,
    NoticeTooShort,
    NoticeUntilTooLate,
    NotToBeShown,
    PlaqueHandedOver,
    StarEndedAlready,
)
from doorstep.stars.actions.guards import MayNotReviewStar, StarStepElsewhere, StarTextMissing
from doorstep.stars.choices import NextStep
from doorstep.stars.models import Star, StarApplication, StarComment, StarFinding
from doorstep.stars.queries import ending_soon, get_star_for, shown_stars, star_lines
from tests.factories import DAY
from tests.stars.steps import agree, apply, assess, bring, give, hear, post, publish

WEEK = DAY + timedelta(days=7)


@pytest.fixture
def met(cast, star_set):
    """Household a, which agrees to be shown."""
    agree(cast.a, cast.coordinator)
    application = apply(star_set, cast.a, by=cast.coordinator)
    return bring(application, "met", by=cast.coordinator, second=cast.second)


@pytest.fixture
def shown(cast, met):
    post(met, by=cast.coordinator)
    return actions.give_star(met, by=cast.coordinator, on=WEEK)


def codes(cast, day):
    return [str(one.application) for one in shown_stars((cast.caoba.pk,), day)]


def count(key, place, day):
    return measure(get_figure(key), scope_of(place), Period(DAY, day)).value


def test_who_agrees_hangs_masked_for_its_time_before_the_star_is_given(cast, met):
    with pytest.raises(NoticeMissing):
        actions.give_star(met, by=cast.coordinator, on=DAY)
    with pytest.raises(NoticeTooShort):
        post(met, by=cast.coordinator, days=6)
    with pytest.raises(NoticeUntilTooLate):
        post(met, by=cast.coordinator, days=38)
    notice = post(met, by=cast.coordinator)
    with pytest.raises(NoticeHangsStill):
        actions.give_star(met, by=cast.coordinator, on=WEEK - timedelta(days=1))
    star = actions.give_star(met, by=cast.coordinator, on=WEEK)

    assert [line.who for line in board_lines(notice, DAY)] == ["央**"]
    assert (star.start_on, star.until_on) == (WEEK, WEEK.replace(year=2027))
    assert codes(cast, WEEK) == ["A-001"]
    assert codes(cast, star.until_on - timedelta(days=1)) == ["A-001"]
    assert codes(cast, star.until_on) == []


def test_who_does_not_agree_is_given_it_without_notice_and_stands_on_no_list(cast, star_set):
    application = apply(star_set, cast.b, by=cast.coordinator)
    bring(application, "met", by=cast.coordinator, second=cast.second)
    with pytest.raises(NotToBeShown):
        post(application, by=cast.coordinator)
    star = actions.give_star(application, by=cast.coordinator, on=DAY)

    assert not Notice.objects.exists()
    assert codes(cast, DAY) == []
    assert count("stars_shown", cast.caoba, DAY) == 0
    with pytest.raises(NotToBeShown):
        actions.hand_over_plaque(star, handed_on=DAY, by=cast.coordinator, on=DAY)
    assert get_star_for(cast.coordinator, star.pk, DAY) == star


def test_a_withdrawn_consent_takes_the_household_off_every_list_and_the_star_stays(cast, shown):
    notice = Notice.objects.get()
    consent = cast.a.consents.get(purpose="star")
    before = codes(cast, WEEK), len(board_lines(notice, WEEK)), list(late_notices(cast.caoba, DAY))
    register.withdraw_consent(consent, by=cast.coordinator, on=WEEK)

    assert before == (["A-001"], 1, [])
    assert (codes(cast, WEEK), board_lines(notice, WEEK)) == ([], [])
    assert list(late_notices(cast.caoba, WEEK)) == [notice]
    assert count("stars_shown", cast.caoba, WEEK) == 0
    assert Star.objects.held_on(WEEK).get() == shown


def test_who_takes_the_application_back_goes_off_the_notice_and_is_called_to_mind(cast, met):
    notice = post(met, by=cast.coordinator)
    actions.take_back_star_application(met, by=cast.coordinator, on=DAY)

    assert cast.a.consents.filter(purpose="star", withdrawn_on=None).exists()
    assert board_lines(notice, DAY) == []
    assert list(late_notices(cast.caoba, DAY)) == [notice]


def test_what_hangs_is_given_when_its_time_is_over(cast, met):
    post(met, by=cast.coordinator)
    lines = [
        star_lines(cast.coordinator, cast.caoba, day)[0] for day in (WEEK - timedelta(days=1), WEEK)
    ]

    assert [one.next_step for one in lines] == [NextStep.HANG, NextStep.GIVE]
    assert lines[0].by_on == WEEK
    assert lines[1].by_on == working_days_after(WEEK, 10)


def test_one_person_of_the_household_is_enough_to_be_shown_no_more(cast, shown):
    other = register.give_consent(
        cast.a, purpose="star", how="signed", member=cast.a.members.get(name="旦增"),
        given_on=DAY, by=cast.coordinator, on=DAY,
    )  # fmt: skip
    register.withdraw_consent(other, by=cast.coordinator, on=WEEK)

    assert cast.a.consents.filter(purpose="star", withdrawn_on=None).exists()
    assert codes(cast, WEEK) == []
    agree(cast.a, cast.coordinator, on=WEEK + timedelta(days=1))
    assert codes(cast, WEEK) == []
    assert codes(cast, WEEK + timedelta(days=1)) == ["A-001"]


def test_who_withdraws_and_agrees_anew_on_that_day_is_shown(cast, shown):
    consent = cast.a.consents.get(purpose="star")
    register.withdraw_consent(consent, by=cast.coordinator, on=WEEK)
    agree(cast.a, cast.coordinator, on=WEEK)

    assert codes(cast, WEEK) == ["A-001"]


def test_consent_withdrawn_while_the_notice_hangs_lets_the_star_be_given_at_once(cast, met):
    post(met, by=cast.coordinator)
    consent = cast.a.consents.get(purpose="star")
    register.withdraw_consent(consent, by=cast.coordinator, on=DAY)

    assert actions.give_star(met, by=cast.coordinator, on=DAY).start_on == DAY


def test_a_notice_is_about_one_star_and_nobody_hangs_twice(cast, met):
    other = publish(cast.caoba, by=cast.coordinator, name="互助星")
    agree(cast.b, cast.coordinator)
    second = bring(
        apply(other, cast.b, by=cast.coordinator), "met", by=cast.coordinator, second=cast.second
    )
    with pytest.raises(OneStarOnNotice):
        post_stars(cast.caoba, [met, second], take_down_on=WEEK, by=cast.coordinator, on=DAY)
    post(met, by=cast.coordinator)
    with pytest.raises(StarStepElsewhere):
        post(met, by=cast.coordinator)

    assert Notice.objects.count() == 1


def test_the_plaque_is_handed_over_once(cast, shown):
    actions.hand_over_plaque(shown, handed_on=WEEK, by=cast.coordinator, on=WEEK)

    with pytest.raises(PlaqueHandedOver):
        actions.hand_over_plaque(shown, handed_on=WEEK, by=cast.coordinator, on=WEEK)


def test_a_star_is_given_up_at_any_time(cast, shown):
    later = WEEK + timedelta(days=100)
    actions.give_up_star(shown, by=cast.coordinator, on=later)

    assert codes(cast, later - timedelta(days=1)) == ["A-001"]
    assert codes(cast, later) == []
    with pytest.raises(StarEndedAlready):
        actions.give_up_star(shown, by=cast.coordinator, on=later)


def test_an_error_ends_a_star_within_thirty_days_by_a_second_person_with_words(cast, shown):
    told = {"error": "other", "words": "写错了户", "on": WEEK + timedelta(days=30)}

    with pytest.raises(SameGiver):
        actions.end_star_in_error(shown, by=cast.coordinator, **told)
    with pytest.raises(MayNotReviewStar):
        actions.end_star_in_error(shown, by=cast.tashi_account, **told)
    with pytest.raises(StarTextMissing):
        actions.end_star_in_error(shown, by=cast.second, **told | {"words": " "})
    with pytest.raises(ValueError, match="late"):
        actions.end_star_in_error(shown, by=cast.second, **told | {"error": "late"})
    with pytest.raises(TooLateForError):
        actions.end_star_in_error(shown, by=cast.second, **told | {"on": WEEK + timedelta(days=31)})
    actions.end_star_in_error(shown, by=cast.second, **told)

    assert codes(cast, WEEK + timedelta(days=30)) == []


def test_a_star_ends_with_the_household(cast, shown):
    register.close_household(cast.a, because="moved", by=cast.coordinator, on=WEEK)

    assert (codes(cast, WEEK), Star.objects.held_on(WEEK).count()) == ([], 0)


def test_what_ends_soon_is_called_to_mind_until_it_is_applied_for_anew(cast, star_set, shown):
    near = shown.until_on - timedelta(days=60)
    asked = cast.coordinator, cast.caoba

    assert ending_soon(*asked, near - timedelta(days=1)) == []
    assert ending_soon(*asked, near) == [shown]
    apply(star_set, cast.a, by=cast.coordinator, on=near)
    assert ending_soon(*asked, near) == []


def test_figures_count_what_is_shown_open_and_answered_in_time(cast, star_set, shown):
    late = apply(star_set, cast.b, by=cast.coordinator)
    counts = ("stars_shown", "star_applications_open", "star_answers_in_time")
    before = [count(key, cast.caoba, WEEK) for key in counts]
    day = late.due_on + timedelta(days=1)
    bring(late, "met", by=cast.coordinator, second=cast.second, on=day)

    assert before == [1, 1, 1]
    assert [count(key, cast.caoba, day) for key in counts] == [1, 0, 1]
    assert count("star_applications_answered", cast.caoba, day) == 2
    assert count("stars_shown", cast.xiagou, day) == 0


def test_a_village_applies_itself_and_two_of_the_town_decide(
    cast, town_set, second_of_town, method
):
    told = {"by": cast.coordinator, "on": DAY}
    application = actions.apply_for_star(
        town_set, village=cast.caoba, how="paper", asked_on=DAY, **told
    )
    assess(application, by=cast.coordinator)
    with pytest.raises(StarStepElsewhere):
        hear(application, by=cast.coordinator)
    bring_on = {"by": cast.town_account, "second": second_of_town}
    with pytest.raises(MayNotReviewStar):
        bring(application, "reviewed", by=cast.coordinator, second=cast.second)
    bring(application, "met", **bring_on)
    with pytest.raises(MayNotReviewStar):
        actions.give_star(application, by=cast.coordinator, on=DAY)
    star = actions.give_star(application, by=cast.town_account, on=DAY)

    assert [one.pk for one in shown_stars((cast.caoba.pk,), DAY)] == [star.pk]
    assert count("star_villages", cast.town, DAY) == 1
    assert get_star_for(cast.town_account, star.pk, DAY) == star
    with pytest.raises(NotVisible):
        get_star_for(cast.other_coordinator, star.pk, DAY)


def test_an_erased_household_leaves_nothing_of_it(cast, star_set, shown, own_keys):
    again = apply(star_set, cast.b, by=cast.coordinator)
    assess(again, by=cast.coordinator)
    finding = again.findings.first()
    StarFinding.objects.filter(pk=finding.pk).update(words="与 A-001 一样整洁")
    erase_household(cast.a, by=cast.coordinator, on=WEEK)
    finding.refresh_from_db()

    assert list(StarApplication.objects.all()) == [again]
    assert not Star.objects.exists()
    assert not StarComment.objects.exists()
    assert "A-001" not in finding.words


def test_no_star_is_held_twice(cast, star_set):
    application = apply(star_set, cast.b, by=cast.coordinator)
    star = give(application, by=cast.coordinator, second=cast.second)

    with pytest.raises(StarStepElsewhere):
        actions.give_star(application, by=cast.coordinator, on=DAY)
    assert Star.objects.get() == star


def test_a_notice_of_a_star_is_titled_in_the_language_of_the_place(cast, met):
    with translation.override("en"):
        notice = post(met, by=cast.coordinator)

    assert notice.title.startswith("拟授予")
