"""`doorstep add-channel`, `channels`, `test-channel`, `end-channel`, `send-lists`."""

import io

import pytest

from doorstep.cli.nightly import STEPS
from doorstep.kit.clock import today
from doorstep.people.models import NoticeChannel
from tests.people.test_channels import SECRET, hook  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def added(cast, method, run, hook, monkeypatch):  # noqa: F811
    """The id of a channel that was added on the command line."""
    address = io.StringIO(f"json://127.0.0.1:{hook.server_port}/{SECRET}\n")
    monkeypatch.setattr("sys.stdin", address)
    told = ("--place", cast.caoba.code, "--name", "值班群", "--site", "https://doorstep.test")
    code, said, _words = run("add-channel", *told, "--daily")
    assert code == 0
    return said["id"]


def test_lists_are_sent_once_a_day(run, added, hook):  # noqa: F811
    first, again = run("send-lists"), run("send-lists")

    assert [one[:2] for one in (first, again)] == [
        (0, {"due": 1, "sent": 1}), (0, {"due": 0, "sent": 0}),
    ]  # fmt: skip
    assert len(hook.got) == 1


def test_what_did_not_arrive_is_sent_by_the_next_night(run, added, hook):  # noqa: F811
    hook.answer = 500
    code, said, _words = run("send-lists")
    hook.answer = 200

    [step] = [one for one in STEPS if one.name == "messages"]
    due, done = step.count(today()), step.do(today())

    assert (code, said) == (1, {"due": 1, "sent": 0})
    assert (due, done, step.count(today())) == (1, 1, 0)


def test_they_are_listed_tried_and_ended_and_no_address_is_told(run, added, hook):  # noqa: F811
    listed = run("channels")
    tried = run("test-channel", added)
    ended = run("end-channel", added)
    after = run("test-channel", added)

    assert [one["name"] for one in listed[1]] == ["值班群"]
    assert (tried[1], ended[1], after[0]) == ({"arrived": True}, {"ended": added}, 1)
    assert SECRET not in f"{listed}{tried}{ended}"
    assert NoticeChannel.objects.get().address == ""
