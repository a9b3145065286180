from datetime import date, timedelta

import pytest

from doorstep.jobs import actions
from doorstep.jobs.actions.guards import JobDayToCome, JobNumberRefused, JobTextTooLong
from doorstep.jobs.actions.wishes import (
    TooYoungToWork,
    WishAskedLater,
    WishEndedAlready,
    WishEndsBeforeStart,
    WisherNotThere,
    WishLapsedAlready,
    WishThereAlready,
    WishTimeOver,
)
from doorstep.jobs.models import JobWish
from doorstep.jobs.queries import live_wishes, standing_wishes
from doorstep.jobs.rules import WISH_DAYS, is_old_enough
from doorstep.needs.actions.guards import HouseholdNotRegisteredYet
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.actions.guards import HouseholdClosedAlready
from doorstep.register.models import Member
from tests.factories import make_need
from tests.jobs.rows import DAY, grown_up, make_wish

LAPSE = DAY + timedelta(days=WISH_DAYS)


def test_a_wish_keeps_the_own_words_and_joins_an_open_need_for_work(cast, method, worker):
    make_need(cast.a, kind="care", member=worker)
    of_household = make_need(cast.a, kind="job")
    own = make_need(cast.a, kind="job", member=worker)

    wish = make_wish(worker, by=cast.coordinator, text=" 想在县城开车 ", kinds=["seasonal"] * 2)
    other = make_wish(grown_up(cast.a), by=cast.coordinator)

    kept = JobWish.objects.get(pk=wish.pk)
    assert (kept.text, kept.kinds, kept.crafts) == ("想在县城开车", ["seasonal"], ["building"])
    assert (kept.need, other.need) == (own, of_household)
    assert (kept.asked_on, kept.lapses_on) == (DAY, LAPSE)
    assert AuditEntry.objects.filter(act="say_wish").count() == 2


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"said_on": DAY + timedelta(days=1)}, JobDayToCome),
        ({"until_on": DAY - timedelta(days=1)}, WishEndsBeforeStart),
        ({"from_on": DAY - timedelta(days=9), "until_on": DAY - timedelta(days=1)}, WishTimeOver),
        ({"said_on": date(2020, 1, 1)}, HouseholdNotRegisteredYet),
        ({"most_km": 0}, JobNumberRefused),
        ({"text": "长" * 301}, JobTextTooLong),
        ({"crafts": ["flying"]}, ValueError),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(cast, method, worker, fields, error):
    with pytest.raises(error):
        make_wish(worker, by=cast.coordinator, **fields)

    assert JobWish.objects.count() == 0


def test_nobody_younger_than_sixteen_or_of_unknown_age(cast, method):
    child = cast.a.members.get(birth_year=2019)
    head = cast.a.members.get(relation="head")

    for member in (child, head):
        with pytest.raises(TooYoungToWork):
            make_wish(member, by=cast.coordinator)


@pytest.mark.parametrize(
    ("year", "month", "is_old"),
    [
        (2009, None, True),
        (2010, None, False),  # sixteen in some month of this year
        (2010, 2, True),
        (2010, 3, False),  # on which day of the month is not known
        (None, None, False),
    ],
)
def test_the_age_is_sure(year, month, is_old):
    assert is_old_enough(year, month, DAY) is is_old


def test_a_wish_lapses_by_itself_and_holds_on_when_asked_again(cast, wish):
    before, at = LAPSE - timedelta(days=1), LAPSE
    assert live_wishes(cast.coordinator, cast.caoba, before).count() == 1
    assert live_wishes(cast.coordinator, cast.caoba, at).count() == 0

    actions.renew_wish(wish, asked_on=at, by=cast.coordinator, on=at)

    assert live_wishes(cast.coordinator, cast.caoba, at).count() == 1
    with pytest.raises(WishAskedLater):
        actions.renew_wish(wish, asked_on=at, by=cast.coordinator, on=at)


def test_a_wish_is_not_said_again_on_a_day_from_which_it_lapsed_too(cast, wish):
    late = LAPSE + timedelta(days=WISH_DAYS)
    first = late - timedelta(days=WISH_DAYS - 1)

    with pytest.raises(WishLapsedAlready):
        actions.renew_wish(wish, asked_on=LAPSE, by=cast.coordinator, on=late)
    with pytest.raises(WishLapsedAlready):
        make_wish(grown_up(cast.b), by=cast.coordinator, said_on=LAPSE, on=late)
    actions.renew_wish(wish, asked_on=first, by=cast.coordinator, on=late)

    assert live_wishes(cast.coordinator, cast.caoba, late).count() == 1


def test_one_wish_a_person_and_one_that_lapsed_makes_room(cast, wish, worker):
    with pytest.raises(WishThereAlready):
        make_wish(worker, by=cast.coordinator)

    later = make_wish(worker, by=cast.coordinator, on=LAPSE)

    wish.refresh_from_db()
    assert wish.ended_on == LAPSE
    assert [one.pk for one in live_wishes(cast.coordinator, cast.caoba, LAPSE)] == [later.pk]


def test_an_ended_wish_is_not_renewed_nor_ended_again(cast, wish):
    actions.end_wish(wish, by=cast.coordinator, on=DAY)

    with pytest.raises(WishEndedAlready):
        actions.end_wish(wish, by=cast.coordinator, on=DAY)
    with pytest.raises(WishEndedAlready):
        actions.renew_wish(wish, asked_on=DAY, by=cast.coordinator, on=DAY)
    assert not live_wishes(cast.coordinator, cast.caoba, DAY).exists()


def test_a_wish_whose_time_is_over_is_said_anew(cast, method, worker):
    until = DAY + timedelta(days=30)
    wish = make_wish(worker, by=cast.coordinator, until_on=until)
    after = until + timedelta(days=1)

    with pytest.raises(WishTimeOver):
        actions.renew_wish(wish, asked_on=after, by=cast.coordinator, on=after)


def test_who_left_and_a_household_that_left_wish_no_more(cast, wish, worker):
    register.end_member(worker, by=cast.coordinator, on=DAY)
    worker.refresh_from_db()

    assert not live_wishes(cast.coordinator, cast.caoba, DAY).exists()
    with pytest.raises(WisherNotThere):
        make_wish(worker, by=cast.coordinator, on=DAY)
    register.close_household(cast.b, because="moved", by=cast.coordinator, on=DAY)
    with pytest.raises(HouseholdClosedAlready):
        make_wish(grown_up(cast.b), by=cast.coordinator, on=DAY)


def test_wishes_are_the_coordinators_of_that_village_alone(cast, wish):
    seen = [
        live_wishes(account, cast.caoba, DAY).count()
        for account in (
            cast.coordinator, cast.other_coordinator, cast.town_account, cast.tashi_account,
            cast.second, cast.auditor,
        )
    ]  # fmt: skip

    assert seen == [1, 0, 0, 0, 0, 0]


def test_who_came_over_in_a_merger_says_the_wish_anew(cast, wish, worker):
    Member.objects.filter(pk=worker.pk).update(household=cast.b)
    worker.refresh_from_db()

    make_wish(worker, by=cast.coordinator)

    wish.refresh_from_db()
    assert wish.ended_on == DAY
    assert JobWish.objects.get(ended_on=None).household == cast.b


def test_nobody_is_asked_again_who_left_or_whose_household_did(cast, wish):
    moved = make_wish(grown_up(cast.b), by=cast.coordinator)
    stays = make_wish(grown_up(cast.c), by=cast.coordinator)
    Member.objects.filter(pk=wish.member_id).update(left_on=LAPSE)
    register.close_household(moved.household, because="moved", by=cast.coordinator, on=LAPSE)

    assert list(standing_wishes(cast.coordinator, cast.caoba, LAPSE)) == [stays]
