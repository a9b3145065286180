"""A row of a sheet that waits: whoever keys it reads why and is led to where it is mended."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from doorstep.entry.actions.set_up import change_instance
from doorstep.kit.weeks import Week
from doorstep.needs.models import Need
from doorstep.people.models import AuditEntry, Helper
from doorstep.register.actions import grant_access
from doorstep.register.models import Access
from doorstep.sync.actions import Incoming, give_device, receive
from doorstep.sync.models import Submission
from doorstep.sync.queries import why_held
from doorstep.visits.actions import make_round
from doorstep.visits.choices import Channel
from doorstep.visits.models import Visit
from tests.factories import DAY, make_need

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 11)


@pytest.fixture
def sheet(cast, method, today):
    return make_round(cast.tashi, Week.of(TODAY), by=cast.coordinator, on=TODAY)[0]


@pytest.fixture
def client(cast, browser):
    return browser(cast.coordinator)


@pytest.fixture
def phone(cast, method):
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)
    return give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)[0]


def key(client, sheet, row):
    told = {"on": str(TODAY), "part": "morning", "row": row}
    return client.post(reverse("office:round", args=[sheet.pk]), told)


def never_tashis(cast):
    """Household a was never Tashi's, but Pema's: the sheet was keyed as the wrong helper's."""
    Access.objects.filter(household=cast.a).delete()
    grant_access(cast.a, helper=cast.pema, via="pairing", from_on=DAY, by=cast.coordinator)


def test_a_row_that_breaks_a_rule_says_which_and_leads_to_where_it_is_mended(cast, client, sheet):
    Helper.objects.filter(pk=cast.tashi.pk).update(end_on=date(2026, 3, 10))
    answer = key(client, sheet, "1va")

    one = Submission.objects.get()
    with translation.override("en"):
        words = why_held(one)
    assert "11 March 2026" in words
    assert answer.text.count(words) == 2  # beside the line just keyed, and in its row
    assert answer.text.count(f'href="/held/{one.pk}/"') == 2


def test_of_two_keyings_the_second_is_led_to(client, sheet):
    key(client, sheet, "1va")

    answer = key(client, sheet, "1vb")

    other = Submission.objects.get(same_as__isnull=False)
    assert answer.text.count(f'href="/held/{other.pk}/"') == 2


def test_who_does_not_find_what_waits_is_led_nowhere(cast, client, browser, sheet):
    never_tashis(cast)
    key(client, sheet, "1va")

    page = browser(cast.tashi_account).get(reverse("office:round", args=[sheet.pk]))

    assert "/held/" + str(Submission.objects.get().pk) not in page.text


def test_paper_keyed_under_the_wrong_helper_is_put_to_the_right_one(cast, client, sheet):
    never_tashis(cast)
    key(client, sheet, "1va")
    one = Submission.objects.get()
    address = f"/held/{one.pk}/mend/"

    form = client.get(address).context["form"]
    offered = [name for _pk, name in form.fields["helper"].choices]
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, "", False)}
    answer = client.post(address, values | {"helper": str(cast.pema.pk)})

    one.refresh_from_db()
    visit = Visit.objects.get()
    entry = AuditEntry.objects.get(act="mend_submission")
    assert (answer.status_code, one.settled) == (302, "mended")
    assert sorted(offered) == sorted([cast.tashi.name, cast.pema.name])
    assert (visit.helper, visit.recorded_by) == (cast.pema, cast.coordinator)
    assert (one.helper, entry.by) == (cast.pema, cast.coordinator)


def test_what_a_phone_sent_stays_its_helpers(cast, client, phone, today):
    body = {"id": str(uuid4()), "form": "need", "household": str(cast.a.pk), "on": "2026-03-10"}
    receive(
        Incoming(phone, json.dumps(body | {"version": "2"}).encode(), Channel.FIELD),
        by=cast.tashi_account, today=TODAY,
    )  # fmt: skip

    form = client.get(f"/held/{Submission.objects.get().pk}/mend/").context["form"]

    assert "helper" not in form.fields


@pytest.mark.parametrize("senders", ["en", "zh-hans"])
def test_a_reason_names_closed_lists_in_the_readers_language(cast, phone, today, senders):
    need = make_need(cast.a, kind="study", text="要补课")
    said = {
        "id": str(uuid4()), "form": "close", "version": "1", "household": str(cast.a.pk),
        "on": "2026-03-10", "need": str(need.pk), "outcome": "agreed", "seen": need.version,
    }  # fmt: skip
    with translation.override(senders):
        body = json.dumps(said).encode()
        receive(Incoming(phone, body, Channel.FIELD), by=cast.tashi_account, today=TODAY)

    told = []
    for reader in ("en", "zh-hans"):
        with translation.override(reader):
            told.append(why_held(Submission.objects.get()))

    assert Need.objects.get().state == "open"
    assert told == [
        (
            "A need of the kind “study help” cannot end as “agreed between the parties”; choose "
            "another."
        ),
        "“辅导功课”类需求不能以“双方达成协议”办结，请另选结果。",
    ]


@pytest.mark.parametrize("value", ["choice:needs.Outcome.x", "choice:a", "2026-99-99"])
def test_words_that_look_like_a_choice_or_a_day_are_told_as_they_were_written(
    cast, phone, today, client, value
):
    said = {
        "id": str(uuid4()), "form": "visit", "version": "2", "household": str(cast.a.pk),
        "on": "2026-03-10", "mode": "on_site", "result": "met", "services": [value],
    }  # fmt: skip
    receive(
        Incoming(phone, json.dumps(said).encode(), Channel.FIELD), by=cast.tashi_account,
        today=TODAY,
    )  # fmt: skip

    [row] = client.get("/held/").context["rows"]

    assert value in row[2]
