from datetime import date
from decimal import Decimal

import pytest

from doorstep.jobs import actions
from doorstep.jobs.actions.guards import JobNumberRefused, JobTextMissing, JobTextTooLong
from doorstep.jobs.actions.offers import (
    TEXTS,
    FewerPlacesThanTaken,
    OfferChangedMeanwhile,
    OfferClosedAlready,
    OfferEndsBeforeStart,
    OfferOpenTooLong,
    OfferOpenTooShort,
    OfferShutsOut,
    OfferThereAlready,
    WageRangeTurned,
    WageWithoutPer,
    WorkPointHalf,
    WorkPointOffEarth,
)
from doorstep.jobs.excluding import excluding_words
from doorstep.jobs.models import JobOffer
from doorstep.jobs.queries import offer_fields, offer_lines
from doorstep.jobs.rules import OfferFields, mark_of
from doorstep.kit.money import AmountNotPositive
from doorstep.people.models import AuditEntry
from tests.jobs.rows import DAY, OFFER, grown_up, make_offer, make_wish


def change(offer, cast, seen=None, **fields):
    seen = seen or mark_of(offer_fields(JobOffer.objects.get(pk=offer.pk)))
    told = OfferFields(**(OFFER | fields))
    actions.change_job_offer(offer, told, seen=seen, by=cast.coordinator, on=DAY)


def test_an_offer_keeps_what_the_employer_told(cast, method):
    made = make_offer(
        cast.caoba, by=cast.coordinator, crafts=("building", "welding"), lat=Decimal("29.1403"),
        lon=Decimal("92.5937"), wage=400_000, wage_most=600_000, wage_per="month",
    )  # fmt: skip

    kept = JobOffer.objects.get(pk=made.pk)
    assert (kept.employer, kept.title, kept.kind) == ("峡谷水电站", "绑钢筋", "temporary")
    assert (kept.wage, kept.wage_most, kept.wage_per) == (400_000, 600_000, "month")
    assert (kept.crafts, kept.places) == (["building", "welding"], 2)
    assert (kept.lat, kept.lon) == (Decimal("29.140"), Decimal("92.594"))
    assert AuditEntry.objects.filter(act="enter_job_offer").count() == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"employer": "  "}, JobTextMissing),
        ({"title": "长" * 101}, JobTextTooLong),
        ({"end_on": date(2026, 3, 8)}, OfferEndsBeforeStart),
        ({"open_until": date(2026, 3, 3)}, OfferOpenTooShort),
        ({"open_until": date(2027, 3, 6)}, OfferOpenTooLong),
        ({"wage": -1}, AmountNotPositive),
        ({"wage": 0}, AmountNotPositive),
        ({"wage_per": ""}, WageWithoutPer),
        ({"wage_most": 20_000}, WageRangeTurned),
        ({"wage": None, "wage_most": 20_000}, WageRangeTurned),
        ({"places": 0}, JobNumberRefused),
        ({"places": 1_000}, JobNumberRefused),
        ({"km": -1}, JobNumberRefused),
        ({"lat": Decimal(29)}, WorkPointHalf),
        ({"lat": Decimal(91), "lon": Decimal(92)}, WorkPointOffEarth),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(cast, method, fields, error):
    with pytest.raises(error):
        make_offer(cast.caoba, by=cast.coordinator, **fields)

    assert JobOffer.objects.count() == 0
    assert not AuditEntry.objects.filter(act="enter_job_offer").exists()


def test_the_same_offer_twice_is_one(cast, offer):
    with pytest.raises(OfferThereAlready):
        make_offer(cast.caoba, by=cast.coordinator)

    assert make_offer(cast.xiagou, by=cast.other_coordinator).place == cast.xiagou


def test_a_closed_offer_forgets_whom_to_reach_and_changes_no_more(cast, method):
    offer = make_offer(cast.caoba, by=cast.coordinator, contact_name="王工", contact_at="0893-1")

    actions.close_job_offer(offer, by=cast.coordinator, on=DAY)

    offer.refresh_from_db()
    assert (offer.closed_on, offer.contact_name, offer.contact_at) == (DAY, "", "")
    with pytest.raises(OfferClosedAlready):
        actions.close_job_offer(offer, by=cast.coordinator, on=DAY)
    with pytest.raises(OfferClosedAlready):
        change(offer, cast)


def test_states_are_derived_and_the_open_ones_come_first(cast, method, worker):
    closed = make_offer(cast.caoba, by=cast.coordinator, employer="甲")
    actions.close_job_offer(closed, by=cast.coordinator, on=DAY)
    make_offer(cast.caoba, by=cast.coordinator, employer="乙", open_until=DAY)
    full = make_offer(cast.caoba, by=cast.coordinator, employer="丙", places=1)
    make_offer(cast.caoba, by=cast.coordinator, employer="丁", open_until=date(2026, 12, 31))
    wish = make_wish(worker, by=cast.coordinator)
    told = actions.tell_job_offer(full, wish, told_on=DAY, by=cast.coordinator, on=DAY)
    actions.place_told(told, start_on=full.start_on, end_on=None, by=cast.coordinator, on=DAY)

    lines = offer_lines(cast.coordinator, cast.caoba, date(2026, 3, 5))

    assert [(line.offer.employer, str(line.state), line.taken) for line in lines] == [
        ("丁", "open", 0),
        ("丙", "full", 1),
        ("乙", "closed", 0),
        ("甲", "closed", 0),
    ]


def test_there_are_not_fewer_places_than_are_taken(cast, method, offer):
    for name in ("加央", "索朗"):
        wish = make_wish(grown_up(cast.b, name), by=cast.coordinator)
        told = actions.tell_job_offer(offer, wish, told_on=DAY, by=cast.coordinator, on=DAY)
        actions.place_told(told, start_on=offer.start_on, end_on=None, by=cast.coordinator, on=DAY)

    with pytest.raises(FewerPlacesThanTaken):
        change(offer, cast, places=1)

    change(offer, cast, places=3)
    assert JobOffer.objects.get(pk=offer.pk).places == 3


def test_who_changes_what_somebody_else_changed_meanwhile_is_told_so(cast, offer):
    seen = mark_of(offer_fields(JobOffer.objects.get(pk=offer.pk)))
    change(offer, cast, seen, places=3)

    with pytest.raises(OfferChangedMeanwhile):
        change(offer, cast, seen, places=4)
    change(offer, cast, seen, places=3)  # the same, pressed twice

    assert JobOffer.objects.get(pk=offer.pk).places == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("保安，只要男", "只要男"),
        ("限 男 性，45 岁以下", "限男"),
        ("Men only", "men only"),
        ("不招少数民族", "不招少数民族"),
        ("无乙肝", "乙肝"),
        ("年龄不限 女工两名", None),
        ("名额有限，学历不限\n男工三名", None),
        ("年龄不限 限女工", "限女"),
        ("男女不限，不限男女", None),
        ("限男女工人各两名", None),
        ("clamen only", None),
        ("有无残疾均可，不查乙肝", None),
        ("艾滋病防治宣传员", None),
        ("残疾人和非残疾人都欢迎", None),
        ("身体健康，能上夜班", None),
    ],
)
def test_words_that_shut_people_out_are_named(text, words):
    assert excluding_words(text) == words


@pytest.mark.parametrize("field", ["employer", "title", "where", "contact_name", "note"])
def test_an_offer_that_shuts_people_out_names_the_field(cast, method, field):
    with pytest.raises(OfferShutsOut) as refused:
        make_offer(cast.caoba, by=cast.coordinator, **{field: "限男"})

    assert str(TEXTS[field][0]) in str(refused.value)
    assert JobOffer.objects.count() == 0


def test_offers_are_the_coordinators_of_that_village_alone(cast, offer):
    seen = [
        len(offer_lines(account, cast.caoba, DAY))
        for account in (
            cast.coordinator, cast.other_coordinator, cast.town_account, cast.tashi_account,
            cast.second, cast.auditor,
        )
    ]  # fmt: skip

    assert seen == [1, 0, 0, 0, 0, 0]


def test_the_same_change_sent_twice_does_no_harm_however_it_was_typed(cast, offer):
    seen = mark_of(offer_fields(JobOffer.objects.get(pk=offer.pk)))
    typed = {"lat": Decimal("29.14034"), "lon": Decimal("92.59371"), "title": "  绑 钢筋 "}

    change(offer, cast, seen=seen, **typed)
    change(offer, cast, seen=seen, **typed)

    offer.refresh_from_db()
    assert (offer.lat, offer.lon, offer.title) == (
        Decimal("29.140"), Decimal("92.594"), "绑 钢筋",
    )  # fmt: skip
