"""Collect's round, from the first update to the last part of a split upload."""

import socket
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from doorstep.sync.models import Attachment, Submission
from tests.api.collect import filled, parts

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_whole_round(cast, collect_outside):
    collect = collect_outside
    forms = collect.forms()
    bodies = {form: collect.download(told) for form, told in forms.items()}
    lists = {form: collect.lists(told) for form, told in forms.items()}

    assert list(forms) == ["visit", "need", "close"]
    for one in (one for named in lists.values() for one in named.values()):
        ids = [row["name"] for row in collect.rows(one)]
        assert collect.gone(one, uuid4(), *ids) == dict.fromkeys(ids, False)
    assert collect.may_send().status == 204

    visit = filled(bodies["visit"])
    split = filled(bodies["visit"])
    assert collect.send(visit).status == 201
    assert collect.send(visit).status == 201
    assert collect.send(split, [("a.jpg", b"pixels")], is_incomplete=True).status == 201
    assert collect.send(split, [("b.jpg", b"pixels")]).status == 201
    assert collect.send(visit.replace(b">", b"> ", 1)).status == 409
    assert collect.send(filled(bodies["visit"], version="none")).status == 201

    kept = Submission.objects.values_list("because", flat=True)
    assert sorted(kept) == ["other_content", "unknown_form", *["unknown_household"] * 2]
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["a.jpg", "b.jpg"]


def test_of_a_form_whose_connection_broke_nothing_is_kept(cast, collect_outside):
    collect = collect_outside
    url = urlsplit(f"{collect.server_url}/submission")
    kind, body = parts(("xml_submission_file", "form.xml", b"<data/>"))
    head = (
        f"POST {url.path} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )

    with socket.create_connection((url.hostname, url.port), timeout=60) as line:
        line.sendall(head.encode() + body[:-10])
        line.shutdown(socket.SHUT_WR)
        answer = line.makefile("rb").read()

    assert (answer.split()[1], Submission.objects.count()) == (b"400", 0)
