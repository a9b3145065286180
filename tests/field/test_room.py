"""How much a device may leave with the office in a day."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from doorstep.kit import clock
from doorstep.sync.actions import Incoming, receive, revoke_device
from doorstep.sync.models import Attachment, Submission
from doorstep.sync.queries import find_caller, has_room
from tests.factories import DAY
from tests.field.test_api import send, visit_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(given):
    return Client(headers={"Authorization": f"Bearer {given[1]}"})


def left(device, rows, *, letters=0, days_ago=0):
    """Rows a device left before."""
    one = {
        "channel": "field", "device": device, "helper": device.helper, "digest": "0",
        "place": device.helper.team.place, "state": "held", "because": "unreadable",
        "content": "x" * letters, "received_on": clock.today() - timedelta(days=days_ago),
    }  # fmt: skip
    return Submission.objects.bulk_create(Submission(**one) for _ in range(rows))


def attach(row, *, letters, days_ago=0):
    """A file that came with a row, or after it."""
    day = clock.today() - timedelta(days=days_ago)
    Attachment.objects.create(
        submission=row, name=f"{days_ago}", digest="0", content="x" * letters, received_on=day
    )


def test_an_honest_phone_that_comes_back_with_five_hundred_records_leaves_all(cast, client):
    for _ in range(10):
        assert (
            send(client, *[visit_of(cast.a, note="记" * 300) for _ in range(50)]).status_code == 200
        )

    assert Submission.objects.count() == 500


def test_a_device_that_left_too_much_today_is_told_when_to_come_again(cast, given, client):
    left(given[0], 2000)

    answer = send(client, visit_of(cast.a))

    assert (answer.status_code, "wipe" in answer.json()) == (429, False)
    assert 0 < int(answer.headers["Retry-After"]) <= 24 * 60 * 60 + 1
    assert Submission.objects.count() == 2000


def test_what_is_known_is_answered_also_when_there_is_no_room(cast, given, client):
    known = visit_of(cast.a)
    send(client, known)
    left(given[0], 2000)

    answer = send(client, known)

    assert [one["state"] for one in answer.json()["answers"]] == ["applied"]
    assert send(client, known, visit_of(cast.a)).status_code == 429


def test_a_form_and_its_files_that_are_known_pass_too(cast, given):
    device = find_caller(given[1], "field", clock.today())
    one = Incoming(device, visit_of(cast.a).encode(), "field", {"a.jpg": b"pixels"})
    receive(one, by=cast.tashi.account, today=clock.today())
    left(given[0], 2000)
    full = find_caller(given[1], "field", clock.today())

    assert has_room(full, [one.body], one.attachments)
    assert not has_room(full, [one.body], {"a.jpg": b"other pixels"})
    assert not has_room(full, [one.body], {"b.jpg": b"pixels"})  # it would be kept once more
    assert not has_room(full, [b"pixels"])


def test_letters_count_too_and_those_of_files(cast, given, client):
    (row,) = left(given[0], 1, letters=20_000_000)
    assert send(client, visit_of(cast.a)).status_code == 200

    attach(row, letters=20_000_000)

    assert send(client, visit_of(cast.a)).status_code == 429


def test_files_that_come_after_their_form_count_on_the_day_they_come(cast, given, client):
    (old,) = left(given[0], 1, letters=20_000_000, days_ago=1)
    attach(old, letters=40_000_000, days_ago=1)
    assert send(client, visit_of(cast.a)).status_code == 200

    attach(old, letters=40_000_000)

    assert send(client, visit_of(cast.a)).status_code == 429


def test_a_file_is_dated_by_the_day_on_which_it_came(cast, given):
    form = {"id": str(uuid4()), "form": "song"}
    files = ({"a": b"1"}, {"a": b"1", "b": b"2"})

    for days, sent in enumerate(files):
        came = Incoming(given[0], json.dumps(form).encode(), "field", sent)
        receive(came, by=cast.coordinator, today=DAY + timedelta(days=days))

    dated = Attachment.objects.order_by("name").values_list("name", "received_on")
    assert list(dated) == [("a", DAY), ("b", DAY + timedelta(days=1))]


def test_yesterdays_and_another_devices_do_not_count(cast, given, client):
    left(given[0], 2000, days_ago=1)
    Submission.objects.update(device=given[0])
    Submission.objects.bulk_create(
        Submission(
            channel="field", digest="0", place=cast.tashi.team.place, state="held",
            because="unreadable", received_on=clock.today(),
        )
        for _ in range(2000)
    )  # fmt: skip

    assert send(client, visit_of(cast.a)).status_code == 200


def test_a_device_that_was_shut_out_may_leave_far_less_and_is_still_told_to_wipe(
    cast, given, client
):
    revoke_device(given[0], by=cast.coordinator, on=DAY, wipe=True)
    left(given[0], 199)

    taken, refused = send(client, visit_of(cast.a)), send(client, visit_of(cast.a))

    assert (taken.status_code, refused.status_code) == (200, 429)
    assert refused.json()["wipe"] is True


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_phone_keeps_what_finds_no_room_and_goes_on(cast, given, ready):
    rows = left(given[0], 2000)
    ready.visit("央金")
    ready.page.wait_for_selector(".state >> text=今天不再接收")
    assert (ready.unsent(), Submission.objects.count()) == (1, 2000)

    Submission.objects.filter(pk=rows[0].pk).delete()
    ready.page.reload()
    ready.enter()
    ready.wait_for_unsent(0)

    assert Submission.objects.count() == 2000
