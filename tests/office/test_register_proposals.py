"""Changes to the register that helpers propose, as the coordinator answers them."""

import json
from uuid import uuid4

import pytest

from doorstep.entry.actions.set_up import change_instance
from doorstep.register import actions as register
from doorstep.sync.actions import Incoming, give_device, receive
from doorstep.sync.models import RegisterProposal
from doorstep.visits.choices import Channel
from tests.factories import DAY
from tests.office.conftest import TODAY

ADDRESS = "/held/register/"


@pytest.fixture
def propose(cast, method, today):
    """propose(change, …): sends these of household a; the ids that wait."""
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)
    phone, _token = give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)

    def sent(*changes):
        form = {
            "id": str(uuid4()), "form": "register", "version": "1", "household": str(cast.a.pk),
            "on": "2026-03-10", "base": 1, "changes": list(changes),
        }  # fmt: skip
        incoming = Incoming(phone, json.dumps(form).encode(), Channel.FIELD)
        receive(incoming, by=cast.tashi_account, today=TODAY)
        return [str(one.pk) for one in RegisterProposal.objects.filter(state="waiting")]

    return sent


@pytest.fixture
def client(cast, browser):
    return browser(cast.coordinator)


def to(now, was="19900000001"):
    return {"field": "phone", "was": was, "now": now}


def shown(page, part):
    return [(row.base, row.ours, row.theirs) for row in page.context[part]]


def test_what_only_the_helper_changed_stands_apart_from_what_both_changed(cast, client, propose):
    propose(to("19900002222"), {"field": "languages", "was": ["bo"], "now": ["bo", "zh"]})
    register.change_household(cast.a, by=cast.coordinator, on=TODAY, phone="19900003333")

    page = client.get(ADDRESS)

    assert shown(page, "both") == [("19900000001", "19900003333", "19900002222")]
    assert shown(page, "alone") == [("Tibetan", "–", "Tibetan, Chinese")]


def test_all_of_them_are_accepted_in_one_click(cast, client, propose):
    ids = propose(to("19900002222"), {"field": "best_time", "was": "", "now": "傍晚"})

    answer = client.post(f"{ADDRESS}accept/", {"proposal": [*ids, str(uuid4()), "x"]})

    cast.a.refresh_from_db()
    assert (answer["Location"], cast.a.phone, cast.a.best_time) == (
        ADDRESS, "19900002222", "傍晚",
    )  # fmt: skip


@pytest.mark.parametrize(("act", "phone"), [("accept", "19900002222"), ("decline", "19900003333")])
def test_what_both_changed_is_answered_one_by_one(cast, client, propose, act, phone):
    [one] = propose(to("19900002222"))
    register.change_household(cast.a, by=cast.coordinator, on=TODAY, phone="19900003333")

    for _press in range(2):
        client.post(f"{ADDRESS}{one}/{act}/", {"why": "号码是对的"})

    cast.a.refresh_from_db()
    assert (cast.a.phone, RegisterProposal.objects.get().state) == (
        phone,
        f"{act}ed".replace("ee", "e"),
    )


def test_whoever_declines_says_why_for_the_helper_reads_it(client, propose):
    [one] = propose(to("19900002222"))
    address = f"{ADDRESS}{one}/decline/"

    page, blank = client.get(address), client.post(address, {"why": " "})
    client.post(address, {"why": "号码是对的"})

    asked = RegisterProposal.objects.get()
    assert "A-001 · Telephone" in page.text
    assert (blank.status_code, asked.state, asked.settled_why) == (422, "declined", "号码是对的")


def test_what_the_register_refuses_is_said_and_still_waits(client, propose):
    [one] = propose(to("不是号码"))

    answer = client.post(f"{ADDRESS}{one}/accept/", follow=True)

    assert "is no telephone number" in answer.text
    assert RegisterProposal.objects.get().state == "waiting"


def test_a_childs_own_name_is_not_shown(cast, client, propose):
    child = cast.a.members.get(birth_year=2019)
    propose(
        {"field": "joined", "now": [{"name": "曲珍样值", "birth_year": 2020}]},
        {"member": str(child.pk), "field": "name", "was": child.name, "now": "达娃样值"},
    )

    page = client.get(ADDRESS)

    assert [words in page.text for words in ("曲珍样值", "达娃样值")] == [False, False]
    assert "a child · 2020" in page.text


def test_this_week_says_that_they_wait(client, propose):
    propose(to("19900002222"))

    assert "1 change to the register that a helper proposes waits" in client.get("/").text


def test_others_find_none_of_it(cast, browser, propose):
    [one] = propose(to("19900002222"))

    for account in (cast.tashi_account, cast.second, cast.other_coordinator):
        other = browser(account)
        assert other.post(f"{ADDRESS}{one}/accept/").status_code == 404
    assert browser(cast.tashi_account).get(ADDRESS).status_code == 404
    assert RegisterProposal.objects.get().state == "waiting"


def test_the_list_takes_as_many_queries_for_one_as_for_many(client, propose, count_queries):
    propose(to("19900002222"))
    few = count_queries(client, ADDRESS)
    for digit in range(4):
        propose(to(f"1990000444{digit}"))

    assert count_queries(client, ADDRESS) == few
