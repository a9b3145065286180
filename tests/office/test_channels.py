"""Where messages of a village go, on screen: listed, added, tried, ended; no address is shown."""

import pytest
from django.urls import reverse

from doorstep.people.actions import add_channel
from doorstep.people.models import AuditEntry, NoticeChannel
from tests.people.test_channels import SECRET, hook  # noqa: F401

PAGE = reverse("office:channels")
TOKEN = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
NEW = {
    "name": "值班群",
    "address": f"dingtalk://{TOKEN}",
    "site": "https://doorstep.test",
    "urgent": "on",
}


@pytest.fixture
def client(cast, browser):
    return browser(cast.coordinator)


@pytest.fixture
def added(cast, hook):  # noqa: F811
    """A channel that arrives, as the command line adds it."""
    address = f"json://127.0.0.1:{hook.server_port}/{SECRET}"
    told = {"name": "值班群", "site": "https://doorstep.test", "urgent": True, "daily": True}
    return add_channel(cast.caoba, address=address, by=cast.coordinator, on=cast.day, **told)


def of(name, channel):
    return reverse(f"office:{name}", args=[channel.pk])


def test_a_channel_is_added_and_its_address_shown_nowhere(cast, client):
    answer = client.post(PAGE, NEW)
    page = client.get(PAGE)

    channel = NoticeChannel.objects.get()
    assert (answer.status_code, channel.place, channel.name) == (302, cast.caoba, "值班群")
    assert (channel.tells_urgent, channel.tells_daily) == (True, False)
    assert list(page.context["found"]) == [channel]
    assert (TOKEN in page.text, TOKEN in channel.address) == (False, False)
    assert AuditEntry.objects.filter(act="add_channel", by=cast.coordinator).count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"address": f"jsons://127.0.0.1/{SECRET}"}, "address"),
        ({"address": f"json://10.0.0.1/{SECRET}"}, "address"),
        ({"address": f"file:///etc/{SECRET}"}, "address"),
        ({"address": f"dingtalk://{TOKEN}, jsons://127.0.0.1/{SECRET}"}, "__all__"),
        ({"address": f"dingtalk://{TOKEN} json://10.0.0.1/{SECRET}"}, "__all__"),
        ({"address": "dingtalk://"}, "__all__"),
        ({"urgent": ""}, "__all__"),
        ({"site": "doorstep"}, "__all__"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_refused_adds_nothing_and_shows_no_address(cast, client, changed, field):
    answer = client.post(PAGE, NEW | changed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    told = [token in answer.text for token in (SECRET, TOKEN)]
    assert (NoticeChannel.objects.count(), told) == (0, [False, False])


def test_a_test_arrives_or_it_is_said_that_it_does_not(client, added, hook):  # noqa: F811
    arrived = client.post(of("channel-test", added), follow=True)
    hook.answer = 500
    failed = client.post(of("channel-test", added), follow=True)

    said = [str(one) for page in (arrived, failed) for one in page.context["messages"]]
    assert [one.split(":")[0] for one in said] == [
        "The test was taken by the other side",
        "The test did not arrive at",
    ]
    assert SECRET not in arrived.text + failed.text


def test_ended_it_is_listed_no_more_and_its_address_is_gone(client, added):
    client.post(of("channel-end", added))

    added.refresh_from_db()
    assert (added.address, added.ended_on is None) == ("", False)
    assert list(client.get(PAGE).context["found"]) == []
    assert client.post(of("channel-test", added)).status_code == 404


@pytest.mark.parametrize("who", ["tashi_account", "second", "other_coordinator", "town_account"])
def test_nobody_but_the_villages_coordinator_reaches_it(cast, browser, added, hook, who):  # noqa: F811
    client = browser(getattr(cast, who))

    answers = [client.post(of(name, added)).status_code for name in ("channel-test", "channel-end")]
    seen = client.get(PAGE)

    added.refresh_from_db()
    assert (answers, added.ended_on, len(hook.got)) == ([404, 404], None, 0)
    expected = 200 if who == "other_coordinator" else 404  # the list of the own village
    assert (seen.status_code, "值班群" in seen.text) == (expected, False)
