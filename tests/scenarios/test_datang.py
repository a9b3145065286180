"""Every figure the page states of the power company's programme comes out of rows."""

from datetime import date

import pytest
from django.db.models import Sum

from doorstep.funds.models import Payment, Posting
from doorstep.funds.queries import year_of
from doorstep.method.queries import version_at
from doorstep.partners.models import Application, Backing, Partner
from doorstep.people.models import Place
from doorstep.scenarios.actions import replay
from doorstep.scenarios.datang.play import StoryNotBegun, read_story
from doorstep.scenarios.queries import count_replay
from tests.factories import DAY

UNTIL = date(2026, 11, 25)
STATED = {
    "open_day_visitors": 30,
    "aid_2023": 3_950_000_00,
    "aid_2024_planned": 4_290_000_00,
    "study_trip": 40,
    "wind_capacity": 100_000,
    "wind_energy": 233_000_000,
    "coal_saved": 73_100,
    "co2_avoided": 182_800,
}


def silent(_line):
    pass


@pytest.fixture
def datang(db):
    return replay("datang", until=UNTIL, today=UNTIL, progress=silent)


def test_every_stated_figure_holds_and_has_rows(datang):
    counted = count_replay(datang)

    assert {one.key: one.stated for one in counted} == STATED
    assert [one.key for one in counted if not one.holds] == []
    assert all(one.rows for one in counted)


def test_what_was_paid_of_a_year_stays_within_its_commitments(datang):
    partner = Partner.objects.get()
    years = [year_of(one.programme, 2023) for one in Backing.objects.filter(partner=partner)]

    assert all(0 <= one.paid <= one.committed for one in years)
    assert sum(one.paid for one in years) == STATED["aid_2023"]
    assert Posting.objects.aggregate(sum=Sum("amount"))["sum"] == STATED["aid_2023"]
    assert not Payment.objects.exclude(cause="commitment").exists()


def test_a_replay_to_an_earlier_day_tells_only_what_had_come(db):
    half = replay("datang", until=date(2023, 6, 30), today=DAY, progress=silent)
    counted = {one.key: one for one in count_replay(half)}

    assert counted["open_day_visitors"].holds
    assert counted["aid_2024_planned"].counted == 0
    assert counted["aid_2023"].counted == 2_150_000_00


def test_a_day_before_the_story_is_refused_and_nothing_stays(db):
    with pytest.raises(StoryNotBegun):
        replay("datang", until=date(2022, 12, 31), today=DAY, progress=silent)

    assert Partner.objects.count() == 0


def test_thirteen_of_fourteen_get_the_scholarship_one_of_them_on_appeal(datang):
    rows = Application.objects.order_by("household__code")
    granted = rows.filter(state="granted")

    assert (rows.count(), granted.count()) == (14, 13)
    assert granted.filter(appeal__is_granted=True).count() == 1
    assert {one.payment.household_id for one in granted} == {one.household_id for one in granted}
    assert Posting.objects.filter(payment__scholarship_of__isnull=False).aggregate(
        sum=Sum("amount")
    ) == {"sum": 65_000_00}


def test_the_village_follows_the_method_so_that_its_screens_open(datang):
    village = Place.objects.get(code=read_story()["village"]["code"])

    assert version_at(village, DAY).method_key == "four_colours"
