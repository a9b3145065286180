"""Criteria are published from a day, in versions, and without what no star asks about."""

from datetime import timedelta

import pytest

from doorstep.people.models import AuditEntry
from doorstep.stars import actions
from doorstep.stars.actions.guards import StarTextMissing, StarTopicRefused
from doorstep.stars.actions.sets import (
    CriteriaMissing,
    CriterionTwice,
    NoStarsHere,
    StarNumberRefused,
    StarSetEnded,
    StarSetTooEarly,
    StarSetTooLate,
)
from doorstep.stars.models import StarCriterion, StarSet
from doorstep.stars.queries import get_star_set_for, open_sets, sets_for
from tests.factories import DAY
from tests.stars.steps import publish

LATER = DAY + timedelta(days=30)


@pytest.mark.parametrize(
    "words",
    [
        "没有信访记录", "不参加宗教活动", "不投诉", "不聚集", "不欠人情", "没有低保", "没有纠纷",
        "身体健康", "排名前十", "积分满 100", "不属于红色类别", "没有警察上门", "非法集会",
        "no petitions", "no complaints", "no religious gatherings", "good health", "no favours",
        "the first in the ranking", "gets no relief", "had no mediation", "scores 90",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["name", "criterion", "words"])
def test_what_no_star_asks_about_is_refused_at_publishing(cast, method, words, where):
    words = words[:38]
    name = words if where == "name" else "整洁星"
    one = (words if where == "criterion" else "庭院", words if where == "words" else "没有垃圾")

    with pytest.raises(StarTopicRefused):
        publish(cast.caoba, by=cast.coordinator, name=name, criteria=[one])

    assert not StarSet.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "院子里没有垃圾", "适龄孩子都在上学", "邻里互相帮忙收青稞", "五星级文明户", "house tidy",
        "children at school", "helps neighbours with the harvest", "牲畜不进屋",
    ],
)  # fmt: skip
def test_plain_criteria_are_published(cast, method, words):
    made = publish(cast.caoba, by=cast.coordinator, criteria=[("一", words)])

    assert list(made.criteria.values_list("name", "words")) == [("一", words)]


def test_a_double_click_publishes_once_and_a_change_is_the_next_version(cast, star_set):
    same = publish(cast.caoba, by=cast.coordinator)
    new = publish(cast.caoba, by=cast.coordinator, criteria=[("庭院", "干净")], from_on=LATER)

    assert same == star_set
    assert (new.number, new.criteria.count(), star_set.criteria.count()) == (2, 1, 2)
    assert open_sets(cast.caoba, LATER - timedelta(days=1)) == [star_set]
    assert open_sets(cast.caoba, LATER) == [new]
    assert AuditEntry.objects.filter(act="publish_star_set").count() == 2


def test_a_slip_of_the_year_takes_no_name_and_ends_nothing(cast, star_set):
    far = DAY + timedelta(days=368)
    with pytest.raises(StarSetTooLate):
        publish(cast.caoba, by=cast.coordinator, criteria=[("庭院", "干净")], from_on=far)
    with pytest.raises(StarSetTooLate):
        actions.end_star_set(star_set, until_on=far, by=cast.coordinator, on=DAY)

    assert (star_set.until_on, open_sets(cast.caoba, far)) == (None, [star_set])


def test_nothing_is_published_into_the_past_or_before_the_version_that_holds(cast, star_set):
    with pytest.raises(StarSetTooEarly):
        publish(cast.caoba, by=cast.coordinator, name="新", from_on=DAY - timedelta(days=1))
    with pytest.raises(StarSetTooEarly):
        publish(cast.caoba, by=cast.coordinator, criteria=[("庭院", "干净")])


@pytest.mark.parametrize(
    ("criteria", "error"),
    [
        ([], CriteriaMissing),
        ([(f"第{n}条", "好") for n in range(13)], CriteriaMissing),
        ([("庭院", "好"), ("庭院", "更好")], CriterionTwice),
        ([("", "好")], StarTextMissing),
        ([("庭院", "  ")], StarTextMissing),
    ],
)
def test_criteria_are_from_one_to_twelve_each_with_words(cast, method, criteria, error):
    with pytest.raises(error):
        publish(cast.caoba, by=cast.coordinator, criteria=criteria)

    assert not StarCriterion.objects.exists()


@pytest.mark.parametrize(
    "terms",
    [{"valid_months": 11}, {"valid_months": 25}, {"answer_days": 4}, {"notice_days": 0},
     {"objection_days": 0}, {"again_days": 366}],
)  # fmt: skip
def test_terms_stay_within_bounds(cast, method, terms):
    with pytest.raises(StarNumberRefused):
        publish(cast.caoba, by=cast.coordinator, **terms)


def test_a_county_publishes_none(cast, method):
    with pytest.raises(NoStarsHere):
        publish(cast.county, by=cast.town_account)


def test_criteria_that_ended_are_offered_no_more(cast, star_set):
    actions.end_star_set(star_set, until_on=LATER, by=cast.coordinator, on=DAY)

    assert open_sets(cast.caoba, LATER - timedelta(days=1)) == [star_set]
    assert open_sets(cast.caoba, LATER) == []
    with pytest.raises(StarSetEnded):
        actions.end_star_set(star_set, until_on=LATER, by=cast.coordinator, on=DAY)


def test_who_reads_published_criteria(cast, star_set, town_set):
    everybody = (cast.coordinator, cast.second, cast.tashi_account, cast.town_account)

    assert [set(sets_for(one, DAY)) for one in everybody] == [{star_set, town_set}] * 4
    assert set(sets_for(cast.other_coordinator, DAY)) == {town_set}
    assert get_star_set_for(cast.tashi_account, star_set.pk, DAY) == star_set
    assert not sets_for(cast.auditor, DAY).exists()
