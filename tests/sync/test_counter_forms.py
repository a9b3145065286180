"""Forms of a station's counter at the door of visits: where they lie, who lets them count, how long
their words are kept."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from doorstep.rights.actions.retention import count_past_retention, end_retention
from doorstep.rights.choices import Keep
from doorstep.stations.actions import note_help, take_back
from doorstep.stations.models import HelpRequest, Loan
from doorstep.sync.actions import apply_again, give_device, revoke_device
from doorstep.sync.models import Submission
from tests.factories import DAY
from tests.stations.made import kind_of, make_loan_item, make_post, make_station, staff
from tests.sync.test_receive import TODAY, send, told

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=8)


@pytest.fixture
def phone(cast, method):
    return give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)[0]


@pytest.fixture
def station(cast):
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    return station


def form_of(station, form="walk_in", /, **said):
    head = {
        "id": str(uuid4()), "form": form, "version": "1", "station": str(station.pk),
        "on": str(TODAY),
    }  # fmt: skip
    if form == "walk_in":
        head |= {"kind": str(kind_of(station).pk), "ended": "asked", "who": "藏A12345"}
    return head | said


def test_a_household_that_it_names_is_nobodys(cast, phone, station):
    receipt = send(phone, form_of(station, household=str(cast.a.pk)))

    sent = Submission.objects.get()
    assert told(receipt) == (True, False, "applied", "")
    assert (sent.household, sent.owner) == (None, f"sent:{cast.caoba.pk}")


def test_what_a_lost_device_sends_waits_until_a_person_lets_it_count(cast, phone, station):
    revoke_device(phone, wipe=False, by=cast.coordinator, on=TODAY)
    phone.refresh_from_db()

    receipt = send(phone, form_of(station))
    before = HelpRequest.objects.count()
    done = apply_again(Submission.objects.get(), by=cast.coordinator, on=TODAY)

    assert (told(receipt)[2:], before) == (("held", "revoked"), 0)
    assert done
    assert HelpRequest.objects.get().asked_at is None


def test_a_correction_waits_and_changes_nothing_that_counts(phone, station):
    first = form_of(station)
    send(phone, first)

    receipt = send(phone, form_of(station, replaces=first["id"], who="别的"))

    assert told(receipt)[2:] == ("held", "edited")
    assert HelpRequest.objects.get().who == "藏A12345"


def test_an_id_that_was_guessed_takes_no_other_stations_request(cast, phone, station):
    other = make_station(cast.lhamo.team.place, "别村驿站")
    strange = HelpRequest.objects.create(
        station=other, kind=kind_of(other), source="board", who="别人", asked_on=TODAY
    )

    send(phone, form_of(station, id=str(strange.pk), ended="helped"))

    strange.refresh_from_db()
    own = HelpRequest.objects.exclude(pk=strange.pk).get()
    assert (strange.state, strange.who) == ("asked", "别人")
    assert (own.station, own.state) == (station, "helped")


@pytest.mark.parametrize("ended", ["asked", "helped"])
def test_its_words_go_with_those_of_the_request_and_it_is_known_on(cast, phone, station, ended):
    form = form_of(station, ended=ended)
    send(phone, form)
    by, kept = cast.coordinator, []
    if ended == "asked":
        note_help(HelpRequest.objects.get(), at=None, by=by, on=TODAY + timedelta(days=3))

    for day in (TODAY + WEEK - timedelta(days=1), TODAY + WEEK, TODAY + WEEK + timedelta(days=3)):
        past = count_past_retention(Keep.VISITORS, day)
        assert end_retention(Keep.VISITORS, by=by, on=day) == past
        kept.append((bool(Submission.objects.get().body), HelpRequest.objects.get().who != ""))

    again = send(phone, form)
    assert [bodies for bodies, _who in kept] == [who for _bodies, who in kept]
    assert kept[-1] == (False, False)
    assert kept[0] == (True, True)
    assert told(again) == (False, False, "applied", "")


def test_what_lapsed_is_forgotten_with_its_form(cast, phone, station):
    send(phone, form_of(station))
    day = TODAY + WEEK

    past = count_past_retention(Keep.VISITORS, day)
    gone = end_retention(Keep.VISITORS, by=cast.coordinator, on=day)

    assert (past, gone) == (2, 2)
    assert HelpRequest.objects.get().state == "lapsed"
    assert Submission.objects.get().body == b""


def test_who_borrowed_stands_in_the_form_until_a_week_after_the_thing_is_back(cast, phone, station):
    item, by = make_loan_item(station), cast.coordinator
    lend = form_of(
        station, "lend", item=str(item.pk), borrower="王师傅", reach="川B12345",
        due_on=str(TODAY),
    )  # fmt: skip
    send(phone, lend)
    end_retention(Keep.VISITORS, by=by, on=TODAY + timedelta(days=60))
    while_out = Submission.objects.get().body != b""
    back = TODAY + timedelta(days=60)
    take_back(Loan.objects.get(), condition="good", by=by, on=back)

    end_retention(Keep.VISITORS, by=by, on=back + timedelta(days=6))
    within = Submission.objects.get().body != b""
    end_retention(Keep.VISITORS, by=by, on=back + WEEK)

    assert (while_out, within, Submission.objects.get().body) == (True, True, b"")
    assert Loan.objects.get().borrower == ""


def test_what_waits_keeps_its_words(cast, phone, station):
    send(phone, form_of(station, kind=str(uuid4())))

    gone = end_retention(Keep.VISITORS, by=cast.coordinator, on=TODAY + 10 * WEEK)

    assert gone == 0
    assert json.loads(Submission.objects.get().body)["who"] == "藏A12345"


def test_old_forms_are_taken_as_ever(cast, phone, station):
    old = {
        "id": str(uuid4()), "form": "visit", "version": "1", "household": str(cast.a.pk),
        "on": str(TODAY), "mode": "on_site", "result": "met",
    }  # fmt: skip

    assert told(send(phone, old)) == (True, False, "applied", "")
