"""The screens of the safeguarding path, as who hands over and the named person use them."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from doorstep.method.queries import working_days_after
from doorstep.people.choices import Duty, Role
from doorstep.people.models import AccountDuty
from doorstep.register.models import Household, Member
from doorstep.rights import actions as rights
from doorstep.rights.models import Request
from doorstep.safeguarding.actions import answer_relative
from doorstep.safeguarding.models import SafeguardingEntry
from doorstep.safeguarding.queries import get_guarded_need_for
from tests.factories import make_account
from tests.office.conftest import TODAY
from tests.office.rows import safeguarding_need

TOLD = "夜里听见的事"
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|'
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


@pytest.fixture
def person(cast):
    return make_account("safe", name="保护人", duties=[(Duty.SAFEGUARDING, cast.caoba)])


def hand_over(client, household, **values):
    sent = {"id": str(uuid4()), "text": TOLD, "reach": "在学校门口"} | values
    return client.post(f"/households/{household.pk}/hand-over/", sent, follow=True)


def test_a_helper_hands_over_and_nothing_of_it_stays(cast, person, browser):
    client = browser(cast.tashi_account)
    form = client.get(f"/households/{cast.a.pk}/hand-over/")

    told = hand_over(client, cast.a)
    again = client.get(f"/households/{cast.a.pk}/")

    assert "保护人" in form.text
    assert told.redirect_chain == [(f"/households/{cast.a.pk}/", 302)]
    assert "It was handed over" in told.text
    assert ("handed over" in again.text, TOLD in told.text + again.text) == (False, False)


def test_without_a_named_person_the_page_says_what_to_do_and_keeps_nothing(cast, browser):
    client = browser(cast.coordinator)

    form = client.get(f"/households/{cast.a.pk}/hand-over/")
    told = hand_over(client, cast.a)

    assert "has named no safeguarding person yet" in form.text
    assert "<form method" not in form.text.split("<main", 1)[1].split("</main", 1)[0]
    assert (told.status_code, SafeguardingEntry.objects.count()) == (422, 0)


def test_the_named_person_is_led_to_the_needs_and_reads_with_a_reason(cast, person, browser):
    need_id = safeguarding_need(cast.a, by=cast.coordinator)
    client = browser(person)
    page = f"/safeguarding/{need_id}/"

    first = client.get("/", follow=True)
    unanswered = client.get(page)
    early = client.post(f"{page}open/", {"reason": "约好单独见面"})
    client.post(f"{page}answer/", {"is_relative": "no"})
    closed = client.get(page)
    short = client.post(f"{page}open/", {"reason": "看"})
    read = client.post(f"{page}open/", {"reason": "约好单独见面"})

    assert first.redirect_chain[-1] == ("/safeguarding/", 302)
    assert "A-001" in first.text
    assert "Are you a relative" in unanswered.text
    assert early.status_code == 404
    assert (short.status_code, read.status_code) == (422, 200)
    assert [TOLD in one.text for one in (first, unanswered, closed, short, read)] == [
        False, False, False, False, True,
    ]  # fmt: skip
    assert read.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"{page}open/").status_code == 405


def test_a_relative_is_shown_no_more_of_it(cast, person, browser):
    page = f"/safeguarding/{safeguarding_need(cast.a, by=cast.coordinator)}/"
    client = browser(person)

    told = client.post(f"{page}answer/", {"is_relative": "yes"}, follow=True)

    assert "Another safeguarding person is needed" in told.text
    assert page not in told.text
    assert client.get(page).status_code == 404


def test_the_person_notes_and_closes(cast, person, browser):
    page = f"/safeguarding/{safeguarding_need(cast.a, by=cast.coordinator)}/"
    client = browser(person)
    client.post(f"{page}answer/", {"is_relative": "no"})

    past = client.post(f"{page}note/", {"text": "谈过", "again_on": "2026-03-01"})
    noted = client.post(f"{page}note/", {"text": "谈过", "again_on": "2026-03-20"}, follow=True)
    empty = client.post(f"{page}close/", {"text": ""})
    closed = client.post(f"{page}close/", {"text": "已安全"}, follow=True)

    assert (past.status_code, empty.status_code) == (422, 422)
    assert "lies before today" in past.text
    assert noted.context["need"].due_on == date(2026, 3, 20)
    assert "Closed by you" in closed.text


def test_the_person_writes_down_what_was_told_directly(cast, person, browser):
    client = browser(person)
    sent = {
        "id": str(uuid4()), "village": str(cast.caoba.pk), "code": "A-001", "who": "旦增",
        "text": TOLD, "reach": "", "is_relative": "no",
    }  # fmt: skip

    wrong = [
        client.post("/safeguarding/new/", sent | one)
        for one in ({"code": "X-001"}, {"who": "别人"}, {"is_relative": "yes"}, {"text": " "})
    ]
    told = client.post("/safeguarding/new/", sent, follow=True)

    assert [one.status_code for one in wrong] == [422] * 4
    assert "A-001" in told.text
    assert "旦增" in client.get(f"/safeguarding/{sent['id']}/").text


def test_the_administrator_names_the_person_and_ends_it(cast, browser):
    admin = make_account("admin", roles=[(Role.ADMINISTRATOR, cast.county)])
    account = make_account("chosen", name="玉珍", duties=[(Duty.MEDIATOR, cast.caoba)])
    client = browser(admin)
    page = f"/people/{account.pk}/"

    client.post(f"{page}safeguarding/", {"place": str(cast.caoba.pk)})
    shown = client.get(page)
    refused = client.post(
        f"/people/{cast.coordinator.pk}/safeguarding/", {"place": str(cast.caoba.pk)}
    )
    client.post(f"{page}safeguarding/end/")

    held = AccountDuty.objects.get(duty=Duty.SAFEGUARDING)
    assert "Not any more" in shown.text
    assert (refused.status_code, "cannot be both" in refused.text) == (422, True)
    assert (held.account, held.end_on is not None) == (account, True)


def test_violence_is_not_mediated_and_the_form_shows_the_way(cast, person, browser, method):
    client = browser(cast.coordinator)
    sent = {"kind": "mediation", "text": TOLD, "urgency": "soon", "violence": "yes"}

    answer = client.post(f"/needs/new/?household={cast.a.pk}", sent)

    assert (answer.status_code, cast.a.needs.count()) == (422, 0)
    assert "is not mediated, and nothing was kept" in answer.text
    assert f"/households/{cast.a.pk}/hand-over/" in answer.text


def test_the_named_person_is_told_that_records_were_damaged(cast, person, browser):
    safeguarding_need(cast.a, by=cast.coordinator)
    client = browser(person)
    before = client.get("/safeguarding/").text

    SafeguardingEntry.objects.update(owner="v1.x")
    after = client.get("/safeguarding/").text

    told = "are not as they were written"
    assert (told in before, told in after) == (False, True)


def read_while_erased(browser, coordinator, household, monkeypatch):
    """What the coordinator reads while an erasure is asked for, granted, waits and is done."""
    later = working_days_after(TODAY, 5)
    page = reverse("office:household-erase", args=[household.pk])
    client, code = browser(coordinator), {"code": household.code}
    sent = {"kind": "erasure", "member": household.members.get(relation="head").pk}
    sent |= {"asked_as": "member", "how": "spoken", "asked_on": str(TODAY), "text": "请都删掉"}
    asked = client.post(reverse("office:request-new", args=[household.pk]), sent, follow=True)
    request = Request.objects.get(household=household)
    answer = reverse("office:request-answer", args=[request.pk])
    granted = client.post(answer, {"outcome": "granted", "answer": "照办"}, follow=True)
    early = [client.get(page), client.post(page, code), client.get("/rights/")]
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: later)
    client = browser(coordinator)  # no sign-in lasts so long
    done = [
        client.get("/rights/"),
        client.get(page),
        client.post(page, code),
        client.get("/rights/"),
    ]
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: TODAY)
    return [
        (one.status_code, CHANGING.sub("", one.text)) for one in (asked, granted, *early, *done)
    ]


@pytest.mark.usefixtures("method", "own_keys")
def test_an_erasure_tells_nobody_whether_something_was_open(cast, person, browser, monkeypatch):
    safeguarding_need(cast.a, by=cast.coordinator, text=TOLD, on=TODAY)
    told = []

    for household in (cast.a, cast.c):  # alike but for the need
        with transaction.atomic():
            Household.objects.filter(pk=household.pk).update(code="A-100", phone="")
            household.refresh_from_db()
            household.members.exclude(relation="head").delete()
            Member.objects.filter(household=household).update(name="同名", birth_year=None)
            told.append(read_while_erased(browser, cast.coordinator, household, monkeypatch))
            assert list(Household.objects.filter(pk=household.pk)) == []
            transaction.set_rollback(True)

    assert [status for status, _text in told[0]] == [200, 200, 200, 409, 200, 200, 200, 302, 200]
    assert told[0] == told[1]


@pytest.mark.usefixtures("method", "own_keys")
def test_the_named_person_sees_the_day_and_keeps_what_is_open(cast, person, browser):
    head = cast.a.members.get(relation="head")
    need_id = safeguarding_need(cast.a, by=cast.coordinator, text=TOLD, on=TODAY, member=head)
    need = get_guarded_need_for(person, need_id, TODAY)
    answer_relative(need, is_relative=False, by=person, on=TODAY)
    asked = rights.record_request(
        cast.a, kind="erasure", member=head, how="spoken", text="请都删掉", asked_on=TODAY,
        by=cast.coordinator, on=TODAY,
    )  # fmt: skip
    before = browser(person).get(f"/safeguarding/{need_id}/").text
    rights.answer_request(
        asked, outcome="granted", answer="照办", complain_to="12345", by=cast.coordinator, on=TODAY
    )
    waiting = browser(person)
    listed, shown = waiting.get("/safeguarding/").text, waiting.get(f"/safeguarding/{need_id}/")
    cast.a.refresh_from_db()
    rights.erase_as_granted(cast.a, by=cast.coordinator, on=working_days_after(TODAY, 5))

    client = browser(person)
    [line] = client.get("/safeguarding/").context["open"]
    kept = client.get(f"/safeguarding/{line.need.id}/")
    closed = client.post(f"/safeguarding/{line.need.id}/close/", {"text": "已安全"}, follow=True)

    assert "will be erased" not in before
    assert "the household will be erased, from 18 March 2026 on" in listed
    assert "from 18 March 2026 on. Nobody else learns" in shown.text
    assert (line.household, line.village) == (None, cast.caoba)
    assert head.name in kept.text
    assert "was erased on 18 March 2026" in kept.text
    assert (closed.status_code, SafeguardingEntry.objects.count()) == (200, 0)


@pytest.mark.usefixtures("method", "own_keys")
def test_what_is_told_while_a_household_waits_to_be_erased_is_kept_too(cast, person, browser):
    head = cast.a.members.get(relation="head")
    asked = rights.record_request(
        cast.a, kind="erasure", member=head, how="spoken", text="请都删掉", asked_on=TODAY,
        by=cast.coordinator, on=TODAY,
    )  # fmt: skip
    rights.answer_request(
        asked, outcome="granted", answer="照办", complain_to="12345", by=cast.coordinator, on=TODAY
    )
    sent = {"village": str(cast.caoba.pk), "code": "A-001", "who": "", "text": TOLD, "reach": ""}

    answer = browser(person).post(
        "/safeguarding/new/", sent | {"id": str(uuid4()), "is_relative": "no"}, follow=True
    )

    assert answer.status_code == 200
    assert [line.household.code for line in answer.context["open"]] == ["A-001"]
