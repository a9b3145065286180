"""The auditor's page of the trail, and what opening a household leaves in it."""

import ast
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doorstep.needs import actions as needs
from doorstep.office.trail_rows import ROWS
from doorstep.office.trail_words import ACTS, act_words
from doorstep.people.models import AuditEntry
from doorstep.register.actions import grant_access, look_at_household
from doorstep.register.choices import AccessVia
from tests.architecture.source import files, tree
from tests.factories import make_need

TRAIL = reverse("office:trail")
SHANGHAI = ZoneInfo("Asia/Shanghai")
TABS = ["household", "household-members", "household-homes", "household-record", "household-print"]


@pytest.fixture(autouse=True)
def caoba(cast, method):
    return cast.caoba


def looks():
    told = AuditEntry.objects.filter(act="look_at_household").order_by("serial")
    return [(one.by.login, one.household_id, one.detail) for one in told]


def written_at(answer):
    return {time for _row, _words, _kind, _short, time in answer.context["rows"]}


def test_the_page_shows_the_hour_while_it_is_kept(cast, browser, today):
    at = datetime(2026, 2, 9, 0, 0, tzinfo=SHANGHAI)  # thirty days before, to the day
    AuditEntry.objects.update(at=at, on=at.date())

    answer = browser(cast.auditor).get(TRAIL)

    assert written_at(answer) == {"00:00"}


def test_the_page_shows_days_and_no_hour_of_older_entries(cast, browser, today):
    at = datetime(2026, 2, 8, 23, 59, tzinfo=SHANGHAI)
    AuditEntry.objects.update(at=at, on=at.date())

    answer = browser(cast.auditor).get(TRAIL)

    assert written_at(answer) == {""}
    assert "8 February 2026" in answer.text
    assert "23:59" not in answer.text


def test_what_was_written_on_another_day_says_on_which(cast, browser, today):
    AuditEntry.objects.update(at=datetime(2026, 3, 4, 9, 5, tzinfo=SHANGHAI), on=cast.day)

    answer = browser(cast.auditor).get(TRAIL)

    assert written_at(answer) == {"4 Mar 09:05"}


def test_the_order_within_a_day_is_shown_as_long_as_the_hour(cast, browser, today):
    last = AuditEntry.objects.order_by("serial").last().serial
    for days in (30, 31):
        for minute in range(8):
            look_at_household(cast.a, by=cast.second, on=today - timedelta(days=days))
            entry = AuditEntry.objects.order_by("serial").last()
            at = datetime(2026, 2, 9, 8, minute, tzinfo=SHANGHAI) - timedelta(days=days - 30)
            AuditEntry.objects.filter(pk=entry.pk).update(at=at, household_id=None)

    answer = browser(cast.auditor).get(TRAIL, {"by": str(cast.second.pk)})

    told = [row for row, *_words in answer.context["rows"] if row.serial > last]
    kept, old = told[:8], told[8:]
    numbers = re.findall(r'<td class="num">(.+?)</td>', answer.text)
    assert {len(kept), len(old)} == {8}
    assert [one.serial for one in kept] == sorted((one.serial for one in kept), reverse=True)
    assert [one.id for one in old] == sorted(one.id for one in old)
    assert numbers[:16] == [*(str(one.number) for one in kept), *["–"] * 8]


def test_reading_the_trail_leaves_no_look(cast, browser):
    browser(cast.auditor).get(TRAIL)

    assert looks() == []


@pytest.mark.parametrize("tab", TABS)
def test_opening_any_page_of_a_household_is_told(cast, browser, tab):
    browser(cast.tashi_account).get(reverse(f"office:{tab}", args=[cast.a.pk]))

    assert looks() == [("tashi", cast.a.pk, {"via": "pairing"})]


def test_opening_more_pages_on_one_day_is_told_once(cast, browser):
    client = browser(cast.coordinator)
    for tab in TABS:
        client.get(reverse(f"office:{tab}", args=[cast.a.pk]))

    assert looks() == [("drolma", cast.a.pk, {"via": "coordinator"})]


def test_a_household_that_is_not_found_was_not_looked_at(cast, browser):
    for tab in TABS:
        answer = browser(cast.other_coordinator).get(reverse(f"office:{tab}", args=[cast.a.pk]))
        assert answer.status_code == 404

    assert looks() == []


def test_the_town_looks_by_the_need_it_was_handed(cast, browser):
    need = make_need(cast.a, text="桥面要加固", owner=cast.tashi)
    needs.escalate_need(need, by=cast.coordinator, on=cast.day, text="钱不够")

    browser(cast.town_account).get(reverse("office:household", args=[cast.a.pk]))

    assert looks() == [("town", cast.a.pk, {"via": "escalation"})]


def test_the_record_lists_who_looked_by_what_right_and_on_which_days(cast, browser, today):
    cast.a.access.update(from_on="2026-01-01")
    cast.tashi_account.roles.update(start_on="2026-01-01")
    type(cast.tashi).objects.filter(pk=cast.tashi.pk).update(start_on="2026-01-01")
    for days in range(40):
        look_at_household(cast.a, by=cast.tashi_account, on=today - timedelta(days=days))

    answer = browser(cast.coordinator).get(reverse("office:household-record", args=[cast.a.pk]))

    told = {one.who: (one.why, one.days) for one in answer.context["lookers"]}
    assert list(told) == ["卓玛", "扎西"]
    assert told["卓玛"] == ("coordinator of 草坝村", "11 Mar")
    assert told["扎西"][0] == AccessVia.PAIRING.label
    assert told["扎西"][1].startswith("11 Mar, 10 Mar, 9 Mar")
    assert told["扎西"][1].endswith("10 Feb, and 10 earlier days")


def test_the_printed_copy_lists_who_looked(cast, browser):
    client = browser(cast.tashi_account)
    client.get(reverse("office:household", args=[cast.a.pk]))

    text = client.get(reverse("office:household-print", args=[cast.a.pk]), {"language": "en"}).text

    assert "Who looked at it, and on which days" in text
    assert "扎西: pairing · 11 Mar" in text


def test_a_look_by_a_sealed_grant_is_not_among_those_a_household_reads(cast, browser, today):
    grant_access(cast.a, via="sealed", account=cast.second, from_on=cast.day, by=cast.coordinator)
    browser(cast.second).get(reverse("office:household", args=[cast.a.pk]))

    answer = browser(cast.coordinator).get(reverse("office:household-record", args=[cast.a.pk]))

    assert [one.who for one in answer.context["lookers"]] == ["卓玛"]
    assert looks()[0] == ("gesang", cast.a.pk, {"via": "sealed"})


@pytest.mark.parametrize(
    ("tab", "most"),
    [(tab, 1 + tab.endswith(("record", "print")) + tab.endswith("record")) for tab in TABS],
)
def test_a_look_that_is_told_costs_a_page_one_query(cast, browser, tab, most):
    """And where the household reads who looked, that one; who opened what is sealed, one more."""
    client = browser(cast.coordinator)
    address = reverse(f"office:{tab}", args=[cast.a.pk])
    client.get(address)

    with CaptureQueriesContext(connection) as captured:
        client.get(address)

    assert sum("people_audit" in one["sql"] for one in captured) == most


def test_what_is_written_today_is_dated_today_whatever_day_it_is_about(cast, browser, today):
    last = AuditEntry.objects.order_by("-serial").first().serial
    client = browser(cast.coordinator)

    client.post(reverse("office:meeting-new"), {"kind": "weekly", "on": "2026-03-16"})
    client.post(
        reverse("office:household-consent", args=[cast.a.pk]),
        {"purpose": "register", "how": "signed", "given_on": "2026-03-02"},
    )

    told = AuditEntry.objects.filter(serial__gt=last)
    assert set(told.values_list("on", flat=True)) == {today}
    assert {"call_meeting", "give_consent"} <= set(told.values_list("act", flat=True))


def test_a_visit_of_last_week_is_told_today_with_all_that_follows(cast, browser, today):
    last = AuditEntry.objects.order_by("-serial").first().serial
    client = browser(cast.coordinator)
    form = client.get(reverse("office:visit-new", args=[cast.a.pk])).context["form"]

    client.post(
        reverse("office:visit-new", args=[cast.a.pk]),
        {
            "id": str(form["id"].value()), "on": "2026-03-04", "mode": "on_site", "result": "met",
            "helper": str(cast.tashi.pk), "new_kind": "hazard", "new_text": "电线老化",
        },
    )  # fmt: skip

    told = AuditEntry.objects.filter(serial__gt=last).exclude(act="look_at_household")
    assert {"record_visit", "raise_need"} <= set(told.values_list("act", flat=True))
    assert set(told.values_list("on", flat=True)) == {today}


def chosen(value):
    """The acts of `act = "this" if … else "that"`, which a call then names by a variable."""
    sides = [value.body, value.orelse] if isinstance(value, ast.IfExp) else []
    return {side.value for side in sides if isinstance(side, ast.Constant)}


def test_every_act_of_the_trail_has_words_for_the_auditor():
    named = set()
    for path in files(".py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if "audit" in called or called == "note_act":
                    named.add(node.args[0].value)
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "act":
                named |= chosen(node.value)

    assert named - set(ACTS) == set()
    assert len(named) > 100


def test_the_auditor_reads_acts_in_words(cast, browser):
    answer = browser(cast.auditor, "zh-hans").get(TRAIL)

    assert "新增住户" in answer.text
    assert "<code>add_household</code>" not in answer.text
    assert ">采用</td>" in answer.text


def test_an_act_under_its_former_name_reads_as_it_does_now():
    assert act_words("confirm_first_aid") == act_words("confirm_aid_first")
    assert act_words("confirm_first_aid") != "confirm_first_aid"


def test_every_kind_of_row_has_words_for_the_auditor():
    kinds = {
        model._meta.model_name
        for model in apps.get_models()
        if model.__module__.startswith("doorstep.")
    }

    assert set(ROWS) == kinds


def test_an_entry_of_no_place_says_whose_it_is(cast, browser):
    entries = AuditEntry.objects.filter(place=None)
    assert entries.exists()

    words = browser(cast.auditor).get(TRAIL).text

    assert "the whole instance" in words
