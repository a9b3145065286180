"""A database that takes nothing in, and bodies that are too large: the device is told, and keeps
what it has."""

import json
import socket
from uuid import uuid4

import pytest
from django.test import Client

from doorstep.sync.models import Submission
from doorstep.visits.models import Visit
from tests.field.test_api import RECORDS, send, visit_of
from tests.trouble import ANSWERED, possible, trouble


@pytest.fixture
def device(given):
    return Client(headers={"Authorization": f"Bearer {given[1]}"})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [0, 1])
def test_records_stay_on_the_device_and_come_once_when_they_can(cast, device, number):
    kind, first = possible()[number], visit_of(cast.a, note="记" * 290)
    many = [first, *(visit_of(cast.a, note="记" * 290) for _ in range(49))]
    send(device, visit_of(cast.b))  # the day's first notes the day as well

    with trouble(kind):
        refused = send(device, *many)
    after = send(device, *many)

    assert refused.status_code == ANSWERED[kind]
    assert "内容还在手机上" in refused.json()["words"]
    assert {one["state"] for one in after.json()["answers"]} == {"applied"}
    assert (Visit.objects.count(), Submission.objects.count()) == (51, 51)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [2_100_000, 3_000_000, 9_000_000])
def test_a_body_that_is_too_large_is_answered_once_it_is_sent(given, live_server, size):
    body = json.dumps({"records": ["x" * size]}).encode()
    head = f"POST {RECORDS} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {given[1]}\r\n"

    with socket.create_connection(("127.0.0.1", int(live_server.url.rpartition(":")[2]))) as line:
        line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = line.recv(100)

    assert answer.startswith(b"HTTP/1.1 413")
    assert Submission.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["needs", "closed", "changes", "services"])
def test_thousands_of_rows_in_a_visit_are_held_and_nothing_of_them_done(cast, device, name):
    rows = {
        "needs": {"kind": "hardship", "text": "取暖用煤不够"},
        "closed": {"need": f"{uuid4()}", "outcome": "done"},
        "changes": {"kind": "residents", "value": 3},
        "services": "policy",
    }

    [answer] = send(device, visit_of(cast.a, **{name: [rows[name]] * 3000})).json()["answers"]

    kept = Submission.objects.get()
    assert (answer["status"], kept.state, kept.refusal) == (201, "held", "sync.TooMany")
    assert answer["words"] == (
        f"表格的“{name}”里有 3000 行，最多收 50 行，整张表格都没有写入。请改正表格，"
        "或者把其余的写在别的表格上。"
    )
    assert Visit.objects.count() == 0
