"""Who was told, what they said, and who was placed: never more than there are places."""

from datetime import date, timedelta

import pytest

from doorstep.jobs import actions
from doorstep.jobs.actions.guards import JobDayToCome
from doorstep.jobs.actions.telling import (
    AnswerBeforeTelling,
    AnswerMissing,
    OfferFull,
    OfferNotOpen,
    OfferOfAnotherVillage,
    PlacedBeforeOffer,
    PlacedBeyondOffer,
    ToldAlready,
    ToldBeforeOffer,
    WishLapsed,
)
from doorstep.jobs.actions.wishes import WishEndedAlready
from doorstep.jobs.models import Hire, JobTelling
from doorstep.jobs.queries import taken_places
from doorstep.jobs.rules import WISH_DAYS
from doorstep.needs.actions import end_placement
from doorstep.needs.choices import StepKind
from doorstep.needs.models import Placement
from doorstep.people.models import AuditEntry
from tests.factories import make_need
from tests.jobs.rows import DAY, OFFER, grown_up, make_offer, make_wish
from tests.needs.telling import story

START = OFFER["start_on"]


def told(cast, offer, wish, on=DAY):
    return actions.tell_job_offer(offer, wish, told_on=on, by=cast.coordinator, on=on)


def placed(cast, telling, *, start_on=START, end_on=None, on=DAY):
    return actions.place_told(telling, start_on=start_on, end_on=end_on, by=cast.coordinator, on=on)


def test_told_answered_and_placed_with_offer_wish_and_need(cast, offer, worker):
    need = make_need(cast.a, kind="job", member=worker)
    wish = make_wish(worker, by=cast.coordinator)
    telling = told(cast, offer, wish)
    answer = {"by": cast.coordinator, "on": DAY, "answered_on": DAY}

    actions.record_answer(telling, answer="later", **answer)
    actions.record_answer(telling, answer="goes", **answer)
    placement = placed(cast, telling)

    assert (placement.employer, placement.kind) == (offer.employer, "temporary")
    assert (placement.start_on, placement.end_on) == (START, offer.end_on)
    assert (placement.need, placement.hire.offer, placement.hire.wish) == (need, offer, wish)
    assert story(need) == [StepKind.RAISED, StepKind.PLACED]
    wish.refresh_from_db()
    assert wish.ended_on == DAY
    entries = AuditEntry.objects.filter(household_id=cast.a.pk).order_by("number")
    assert list(entries.values_list("act", flat=True))[-5:] == [
        "tell_job_offer",
        "record_answer",
        "record_answer",
        "place_member",
        "place_told",
    ]


def test_nobody_is_told_twice_before_the_offer_or_of_tomorrow(cast, offer, wish):
    with pytest.raises(JobDayToCome):
        actions.tell_job_offer(
            offer, wish, told_on=DAY + timedelta(days=1), by=cast.coordinator, on=DAY
        )
    with pytest.raises(ToldBeforeOffer):
        actions.tell_job_offer(
            offer, wish, told_on=DAY - timedelta(days=1), by=cast.coordinator, on=DAY
        )
    told(cast, offer, wish)
    with pytest.raises(ToldAlready):
        told(cast, offer, wish)

    assert JobTelling.objects.count() == 1


def test_a_wish_after_its_end_is_told_of_nothing(cast, offer, wish):
    late = make_offer(cast.caoba, by=cast.coordinator, employer="秋季", open_until=date(2027, 1, 1))
    lapsed = DAY + timedelta(days=WISH_DAYS)
    with pytest.raises(WishLapsed):
        told(cast, late, wish, on=lapsed)

    actions.end_wish(wish, by=cast.coordinator, on=DAY)

    with pytest.raises(WishEndedAlready):
        told(cast, offer, wish)


def test_an_offer_of_another_village_or_closed_or_over_is_told_to_nobody(cast, offer, wish):
    with pytest.raises(OfferOfAnotherVillage):
        told(cast, make_offer(cast.xiagou, by=cast.other_coordinator), wish)
    with pytest.raises(OfferNotOpen):
        told(cast, offer, wish, on=offer.open_until + timedelta(days=1))
    actions.close_job_offer(offer, by=cast.coordinator, on=DAY)
    with pytest.raises(OfferNotOpen):
        told(cast, offer, wish)


def test_no_more_are_placed_than_there_are_places(cast, method, wish):
    offer = make_offer(cast.caoba, by=cast.coordinator, places=1)
    other = make_wish(grown_up(cast.b), by=cast.coordinator)
    late = make_wish(grown_up(cast.c), by=cast.coordinator)
    first, second = told(cast, offer, wish), told(cast, offer, other)
    placed(cast, first)

    with pytest.raises(OfferFull):
        placed(cast, second)
    with pytest.raises(OfferFull):
        told(cast, offer, late)

    assert Placement.objects.count() == 1
    other.refresh_from_db()
    assert other.ended_on is None


def test_who_leaves_early_leaves_the_place_to_another(cast, method, wish):
    offer = make_offer(cast.caoba, by=cast.coordinator, places=1)
    other = make_wish(grown_up(cast.b), by=cast.coordinator)
    first, second = told(cast, offer, wish), told(cast, offer, other)
    placement = placed(cast, first)
    left = START + timedelta(days=3)
    end_placement(placement, by=cast.coordinator, on=left)

    after = left + timedelta(days=1)
    placed(cast, second, start_on=after, on=after)

    assert taken_places([offer], after)[offer.pk] == 1
    assert Hire.objects.filter(offer=offer).count() == 2


def test_no_work_before_the_offer_begins_nor_after_it_is_over(cast, offer, wish):
    telling = told(cast, offer, wish)

    with pytest.raises(PlacedBeforeOffer):
        placed(cast, telling, start_on=START - timedelta(days=1))
    with pytest.raises(PlacedBeyondOffer):
        placed(cast, telling, end_on=offer.end_on + timedelta(days=1))
    assert Placement.objects.count() == 0


def test_placed_once_and_no_word_after_it(cast, offer, wish):
    telling = told(cast, offer, wish)
    placed(cast, telling)

    with pytest.raises(WishEndedAlready):
        placed(cast, telling)
    with pytest.raises(WishEndedAlready):
        actions.record_answer(
            telling, answer="goes_not", answered_on=DAY, by=cast.coordinator, on=DAY
        )
    assert Placement.objects.count() == 1


def test_an_answer_is_a_word_of_the_list_on_a_day_after_telling(cast, offer, wish):
    telling = told(cast, offer, wish)
    given = {"by": cast.coordinator, "on": DAY}

    with pytest.raises(AnswerMissing):
        actions.record_answer(telling, answer="", answered_on=DAY, **given)
    early = DAY - timedelta(days=1)
    with pytest.raises(AnswerBeforeTelling):
        actions.record_answer(telling, answer="goes", answered_on=early, **given)
    with pytest.raises(ValueError, match="maybe"):
        actions.record_answer(telling, answer="maybe", answered_on=DAY, **given)
    assert JobTelling.objects.get().answered_on is None
