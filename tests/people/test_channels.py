"""Messages out of the house: a count and a link, by e-mail or webhook, for whoever asked."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse

from doorstep.kit import vault
from doorstep.needs.actions import raise_need
from doorstep.people import actions
from doorstep.people.actions import channels
from doorstep.people.choices import Duty
from doorstep.people.models import AuditEntry, NoticeChannel
from doorstep.register import actions as register
from tests.factories import DAY, make_account

pytestmark = pytest.mark.django_db
SECRET = "group-chat-key"


class Hook(BaseHTTPRequestHandler):
    """The other side of a webhook: keeps what comes, and answers as it is told to."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(json.loads(body))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture
def hook():
    server = HTTPServer(("127.0.0.1", 0), Hook)
    server.got, server.answer = [], 200
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def channel(cast, hook):
    return add(cast, address=f"json://127.0.0.1:{hook.server_port}/{SECRET}")


def add(cast, **said):
    told = {
        "name": "值班群", "address": f"json://127.0.0.1:1/{SECRET}", "site": "https://doorstep.test",
        "urgent": True, "daily": True,
    } | said  # fmt: skip
    return actions.add_channel(cast.caoba, **told, by=cast.coordinator, on=DAY)


def need(cast, **said):
    told = {"household": cast.a, "kind": "hazard", "text": "电线冒烟", "urgency": "urgent"} | said
    return raise_need(cast.caoba, **told, by=cast.coordinator, on=DAY)


def waiting():
    return NoticeChannel.objects.get().waiting


def test_an_urgent_need_is_told_by_a_count_and_a_link_alone(cast, method, hook, channel):
    need(cast)
    need(cast, text="桥塌了")
    need(cast, text="不急", urgency="ordinary")

    for _again in range(2):
        assert actions.send_waiting(channel, on=DAY)

    [told] = hook.got
    assert (told["title"], told["message"]) == (
        "到户 · 草坝村", "收到 2 件急的需求。\nhttps://doorstep.test/needs/",
    )  # fmt: skip
    assert waiting() == 0


def test_a_need_that_is_sealed_is_told_of_nowhere(cast, method, channel):
    register.open_sealed_fields(cast.caoba, by=cast.coordinator, on=DAY, assessed_on=DAY)
    mediator = make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)])

    need(
        cast, kind="mediation", requested_on=DAY, requested_how="signed", mediator=mediator,
    )  # fmt: skip

    assert waiting() == 0


def test_it_goes_out_when_the_need_stands_and_not_before(
    cast, method, hook, channel, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as urgent:
        need(cast)
    with django_capture_on_commit_callbacks() as ordinary:
        need(cast, urgency="ordinary")
    before = list(hook.got)

    channels.tell_waiting([channel.pk])

    assert len(urgent) == len(ordinary) + 1
    assert (before, len(hook.got), waiting()) == ([], 1, 0)


def test_what_the_other_side_does_not_take_waits_and_no_log_names_it(
    cast, method, hook, channel, caplog, monkeypatch
):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(channels.log, "disabled", False)
    monkeypatch.setattr(channels.log, "handlers", [caplog.handler])
    hook.answer = 500
    need(cast)

    taken = actions.send_waiting(channel, on=DAY)
    waited = waiting()
    hook.answer = 200

    assert (taken, waited) == (False, 1)
    assert SECRET not in caplog.text
    assert "could not be sent" in caplog.text
    assert actions.send_waiting(channel, on=DAY)
    assert waiting() == 0


def test_the_daily_list_is_told_once_a_day(cast, hook, channel):
    for _again in range(2):
        assert actions.send_daily(channel, 7, on=DAY)
        channel.refresh_from_db()

    assert [one["message"] for one in hook.got] == ["还有 7 户要走访。\nhttps://doorstep.test/"]
    assert AuditEntry.objects.filter(act="send_notice").count() == 1


def test_a_test_says_whether_it_arrived(cast, hook, channel):
    arrived = actions.send_test(channel)
    hook.answer = 404

    assert (arrived, actions.send_test(channel)) == (True, False)


def test_the_address_lies_sealed_and_goes_with_the_channel(
    cast, channel, django_capture_on_commit_callbacks
):
    sealed = channel.address

    with django_capture_on_commit_callbacks(execute=True):
        for _again in range(2):
            actions.end_channel(channel, by=cast.coordinator, on=DAY)

    assert SECRET not in sealed
    assert SECRET not in json.dumps(list(AuditEntry.objects.values("detail")))
    assert NoticeChannel.objects.get().address == ""
    with pytest.raises(vault.KeyDestroyed):
        vault.unseal(channel.owner, sealed)
    assert AuditEntry.objects.filter(act="end_channel").count() == 1


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"name": " "}, "ChannelNameMissing"),
        ({"urgent": False, "daily": False}, "ChannelTellsNothing"),
        ({"site": "doorstep.test"}, "SiteRefused"),
        ({"address": ""}, "ChannelAddressRefused"),
        ({"address": "dbus://"}, "ChannelAddressRefused"),
        ({"address": "syslog://localhost"}, "ChannelAddressRefused"),
        ({"address": "json://"}, "ChannelAddressRefused"),
    ],
)
def test_what_is_no_channel_is_refused(cast, said, refused):
    with pytest.raises(getattr(channels, refused)):
        add(cast, **said)

    assert NoticeChannel.objects.count() == 0


def test_links_lead_to_screens_there_are():
    screens = {channels.URGENT_SCREEN, channels.DAILY_SCREEN}

    assert screens == {reverse("office:needs"), reverse("office:this-week")}
