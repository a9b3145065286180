"""The list is fixed when a campaign begins, with the rule that made it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from doorstep.campaigns import actions
from doorstep.campaigns.models import Campaign
from doorstep.campaigns.queries import group_names
from doorstep.campaigns.rules import ALL_YEAR, ListRule, rule_of
from doorstep.register import actions as register
from tests.campaigns.conftest import DEADLINE, begin
from tests.factories import DAY, make_group, make_household


def codes(campaign):
    return [one.household.code for one in campaign.units.select_related("household")]


def test_a_rule_takes_every_household_of_the_town(cast, toilets):
    assert codes(toilets) == ["A-001", "A-002", "A-003", "X-001", "X-002"]
    assert toilets.rule == {"source": "register", "found": 5}


def test_a_household_that_comes_later_is_not_on_the_list(cast, toilets):
    make_household(cast.caoba, "A-009", on=DAY + timedelta(days=1))

    assert len(codes(toilets)) == 5


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"villages": ("xiagou",)}, ["X-001", "X-002"]),
        ({"groups": ("二组",)}, ["A-003"]),
        ({"lives": ALL_YEAR}, ["A-001", "A-002", "A-003", "X-001"]),
    ],
)
def test_each_bound_narrows(cast, rule, expected):
    told = {"by": cast.coordinator, "on": DAY}
    register.change_household(cast.a, resident_count=4, **told)
    register.change_household(cast.b, resident_count=2, **told)
    spot = {"lat": Decimal("29.800"), "lon": Decimal("91.700")}
    register.set_home(cast.e, "summer", **spot, **told)

    campaign = begin(cast.town, cast.town_account, rule=ListRule(**rule))

    assert codes(campaign) == expected
    assert rule_of(campaign.rule) == ListRule(**rule)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [({"people_from": 3}, ["A-001"]), ({"people_from": 1, "people_to": 2}, ["A-002"])],
)
def test_a_village_takes_houses_by_how_many_live_there(cast, rule, expected):
    told = {"by": cast.coordinator, "on": DAY}
    register.change_household(cast.a, resident_count=4, **told)
    register.change_household(cast.b, resident_count=2, **told)

    assert codes(begin(cast.caoba, cast.coordinator, rule=ListRule(**rule))) == expected


@pytest.mark.parametrize(
    "more",
    [
        {"unit_kind": "person"},
        {"unit_kind": "person", "rule": []},
        {"rule": ListRule(age_from=60)},
        {"rule": ListRule(people_to=2)},
    ],
)
def test_what_people_are_like_is_no_list_of_a_town(cast, more):
    with pytest.raises(actions.OfTheirVillageAlone):
        begin(cast.town, cast.town_account, **more)


def test_persons_are_taken_by_age(cast):
    campaign = begin(
        cast.caoba, cast.coordinator, unit_kind="person", rule=ListRule(age_from=18, age_to=60)
    )

    assert [one.member.name for one in campaign.units.all()] == ["旦增"]


def test_villages_are_taken_once_each(cast, cleanups):
    assert [one.place.code for one in cleanups.units.all()] == ["caoba", "xiagou"]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"title": " "}, actions.TitleMissing),
        ({"start_on": date(1990, 1, 1)}, actions.BeginsLongAgo),
        ({"deadline_on": None}, actions.DeadlineMissing),
        ({"deadline_on": DAY - timedelta(days=1)}, actions.DeadlineBeforeStart),
        ({"rule": ListRule(groups=("没有这个组",))}, actions.NobodyOnTheList),
        ({"pace": "weekly"}, actions.RepeatsByVillageOnly),
        ({"title": "长" * 101}, actions.TextTooLong),
    ],
)
def test_what_makes_no_campaign_is_refused(cast, more, error):
    with pytest.raises(error):
        begin(cast.town, cast.town_account, **more)

    assert not Campaign.objects.exists()


def test_it_begins_once(cast, toilets):
    with pytest.raises(actions.CampaignBegunAlready):
        begin(cast.town, cast.town_account)


def test_words_and_deadline_change_and_the_list_does_not(cast, toilets):
    later = DEADLINE + timedelta(days=30)

    actions.change_campaign(
        toilets, title="厕所革命", deadline_on=later, by=cast.town_account, on=DAY
    )

    toilets.refresh_from_db()
    assert (toilets.title, toilets.deadline_on, toilets.units.count()) == ("厕所革命", later, 5)


def test_an_erased_household_leaves_the_list(cast, toilets):
    actions.erase_rows(cast.a)

    assert codes(toilets) == ["A-002", "A-003", "X-001", "X-002"]


def test_groups_stand_as_villages_count_them(cast):
    for at, name in enumerate(["三组", "十组", "一组", "牧场组", "二组"]):
        make_household(cast.caoba, f"A-02{at}", group=make_group(cast.caoba, name))

    assert group_names([cast.caoba.pk]) == ["一组", "二组", "三组", "十组", "牧场组"]
