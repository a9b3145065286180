"""Jobs on screen: an offer, a wish, told, placed, the wage; and who sees none of it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from doorstep.jobs.models import JobOffer, JobTelling, JobWish, WageReport
from doorstep.needs.models import Need, Placement
from tests.factories import pair
from tests.jobs.rows import file_of, job_ids, make_offer, make_wish

TODAY = date(2026, 3, 11)  # of the browser
OFFER = {
    "employer": "峡谷水电站", "title": "绑钢筋", "kind": "temporary", "where": "加查镇",
    "places": "1", "km": "30", "start_on": "2026-03-09", "end_on": "2026-05-31",
    "wage": "200", "wage_per": "day", "crafts": ["building"], "contact_name": "王工",
    "open_until": "2026-04-30",
}  # fmt: skip


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def worker(cast):
    return cast.a.members.get(name="旦增")


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def test_the_whole_way_from_an_offer_to_a_wage_that_was_not_paid(cast, browser, worker):
    office = browser(cast.coordinator)
    office.post(url("job-offer-new"), OFFER)
    wished = {"member": worker.pk, "said_on": "2026-03-10", "from_on": "2026-03-10",
              "crafts": ["building", "driving"], "text": "想就近干活", "most_km": "40"}  # fmt: skip
    office.post(url("job-wish-new"), wished)
    offer, wish = JobOffer.objects.get(), JobWish.objects.get()

    fits = office.get(url("job-offer", offer.pk)).text
    office.post(url("job-tell", offer.pk, wish.pk))
    telling = JobTelling.objects.get()
    office.post(url("job-answer", telling.pk), {"answer": "goes", "answered_on": "2026-03-11"})
    office.post(url("job-place", telling.pk), {"start_on": "2026-03-11"})
    placement = Placement.objects.get()
    unpaid = {"state": "unpaid", "said_by": "worker", "said_on": "2026-03-11", "month": "2026-03"}
    office.post(url("job-wage", placement.pk), unpaid)
    report = WageReport.objects.get()
    paid = {"state": "paid", "amount": "4,000", "said_by": "employer", "said_on": "2026-03-11"}
    office.post(url("job-wage-correct", report.pk), paid)

    assert "30 km by road" in fits
    assert "A-001 旦增" in fits
    assert (placement.end_on, placement.hire.offer) == (date(2026, 5, 31), offer)
    assert Need.objects.get().kind == "job"
    page = office.get(url("job-placement", placement.pk)).text
    assert "¥4,000.00" in page
    assert "corrected later" in page
    assert "filled" in office.get(url("job-offer", offer.pk)).text
    assert "旦增" in office.get(url("job-placements")).text
    story = office.get(url("household", cast.a.pk)).text
    assert "峡谷水电站" in story
    assert "4,000" not in story


def test_what_is_refused_is_said_and_keeps_what_was_typed(cast, browser, worker):
    office = browser(cast.coordinator)
    turned = office.post(url("job-offer-new"), OFFER | {"end_on": "2026-03-01"})
    half = office.post(url("job-offer-new"), OFFER | {"lat": "29.1"})
    negative = office.post(url("job-offer-new"), OFFER | {"wage": "-200"})
    empty = office.post(url("job-wish-new"), {"member": ""})

    assert [one.status_code for one in (turned, half, negative, empty)] == [422] * 4
    assert "峡谷水电站" in turned.text
    assert "neither" in half.text
    assert (JobOffer.objects.count(), JobWish.objects.count()) == (0, 0)


def test_pressing_twice_tells_once_and_enters_once(cast, browser, worker):
    office = browser(cast.coordinator)
    for _ in range(2):
        office.post(url("job-offer-new"), OFFER)
    offer = JobOffer.objects.get()
    wish = make_wish(worker, by=cast.coordinator, on=TODAY)
    for _ in range(2):
        office.post(url("job-tell", offer.pk, wish.pk))
    telling = JobTelling.objects.get()
    for _ in range(2):
        office.post(url("job-place", telling.pk), {"start_on": "2026-03-11"})

    assert Placement.objects.count() == 1


def test_a_file_of_offers_comes_in_whole_or_not_at_all(cast, browser):
    office = browser(cast.coordinator)
    good = [1, "甲", "绑钢筋", "临时", "镇上", "2026-03-20", "200元/天", 2, None, None, "包住"]
    bad = [2, "乙", "绑钢筋", "临时", "镇上", "下周", "200元/天", 2, None, None, None]

    refused = office.post(url("job-offers-read"), {"file": upload(file_of(good, bad))})
    other = office.post(url("job-offers-read"), {"file": upload(file_of([1], heads=["户编号"]))})
    taken = office.post(url("job-offers-read"), {"file": upload(file_of(good))}, follow=True)

    assert (refused.status_code, other.status_code) == (422, 422)
    assert "row 4" in refused.text
    assert "住宿" in taken.text
    assert [one.employer for one in JobOffer.objects.all()] == ["甲"]


def upload(data):
    return SimpleUploadedFile("岗位.xlsx", data)


def test_acts_are_not_done_by_looking(cast, browser, worker):
    office = browser(cast.coordinator)
    offer = make_offer(cast.caoba, by=cast.coordinator)
    wish = make_wish(worker, by=cast.coordinator)

    for name, args in (
        ("job-tell", (offer.pk, wish.pk)),
        ("job-offer-close", (offer.pk,)),
        ("job-wish-end", (wish.pk,)),
    ):
        assert office.get(url(name, *args)).status_code == 405
    offer.refresh_from_db()
    wish.refresh_from_db()
    assert (offer.closed_on, wish.ended_on) == (None, None)


def test_nobody_else_opens_anything(cast, browser):
    ids = job_ids(cast.a, by=cast.coordinator)
    pages = [
        url("jobs"), url("job-wishes"), url("job-placements"), url("works"),
        url("job-offer", ids["job_offer_id"]), url("job-wish", ids["job_wish_id"]),
        url("job-placement", ids["job_placement_id"]), url("job-wage", ids["job_placement_id"]),
        url("job-wage-correct", ids["wage_report_id"]), url("job-answer", ids["job_telling_id"]),
    ]  # fmt: skip
    others = (cast.town_account, cast.tashi_account, cast.second, cast.auditor)

    for account in others:
        found = {page: browser(account).get(page).status_code for page in pages}
        works = found.pop(url("works"))
        assert works in (404, 302), account
        assert set(found.values()) == {404}, account
    theirs = {browser(cast.other_coordinator).get(page).status_code for page in pages[4:]}
    assert theirs == {404}


def test_ids_of_another_village_mix_with_nothing(cast, browser, worker):
    mine = make_offer(cast.caoba, by=cast.coordinator)
    wish = make_wish(worker, by=cast.coordinator)
    ids = job_ids(cast.d, by=cast.other_coordinator)
    office = browser(cast.coordinator)

    assert office.post(url("job-tell", mine.pk, ids["job_wish_id"])).status_code == 404
    assert office.post(url("job-tell", ids["job_offer_id"], wish.pk)).status_code == 404
    head = cast.d.members.get(relation="head")
    told = {"member": head.pk, "said_on": "2026-03-10", "from_on": "2026-03-10"}
    assert office.post(url("job-wish-new"), told).status_code == 422


def test_a_helper_reads_of_work_on_the_timeline_but_no_answer_and_no_wage(cast, browser):
    job_ids(cast.a, by=cast.coordinator)

    page = browser(cast.tashi_account).get(url("household", cast.a.pk)).text

    assert "work found" in page
    assert "told of an offer" not in page
    assert "4,000" not in page


def test_two_who_change_an_offer_at_once_do_not_undo_each_other(cast, browser):
    offer = make_offer(cast.caoba, by=cast.coordinator)
    office, page = browser(cast.coordinator), url("job-offer-change", offer.pk)
    seen = office.get(page).context["form"]["seen"].value()

    first = office.post(page, OFFER | {"places": "3", "seen": seen})
    second = office.post(page, OFFER | {"places": "4", "seen": seen})

    offer.refresh_from_db()
    assert (first.status_code, second.status_code, offer.places) == (302, 422, 3)
    assert "changed since you opened the page" in second.text
