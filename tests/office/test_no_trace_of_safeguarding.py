"""A safeguarding need leaves no trace but with the named person.

Held twice: no row of any other table differs, so that whatever is made of these rows cannot; and
every page, pack and command says to everybody else what it said before the need was. A fixed share
leaves out the pages of the household beside and most pages of figures, which one view draws, and
asks a sixth of the pages for those who see little; all with DOORSTEP_LONG=full.
"""

import json
import re
from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers

from doorstep.cli.main import main
from doorstep.figures.queries import ALL_FIGURES
from doorstep.kit.logs import NamesNoPath
from doorstep.people.choices import Duty, Role
from doorstep.safeguarding import actions
from doorstep.safeguarding.queries import get_guarded_need_for, get_safeguarding_need_for
from tests.factories import make_account
from tests.office.addresses import BESIDE, address_of, every_pattern, shows
from tests.office.conftest import TODAY
from tests.office.rows import ids_under, safeguarding_need
from tests.share import IS_WHOLE, share

pytestmark = pytest.mark.sweep

LOOKS = (
    "/households/",
    "/needs/",
    "/rights/",
    "/visits/",
    "/held/",
    "/rounds/",
    "/stars/",
    "/tables/",
)
TABS = ("", "members/", "record/", "print/", "hand-over/")
TOLD, REASON, NOTED = "夜里听见的事", "约好单独见面", "已经谈过一次"
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|'
    r'name="(?:id|visit_id)" value="[0-9a-f-]{36}"|value="[0-9a-f-]{36}" id="id_id"'
)
FIGURES = share(sorted(ALL_FIGURES), 4)
WHOLE = {"helper", "coordinator"}  # who sees most
OWN_TABLES = {"safeguardingentry", "safeguardingchain"}
COMMANDS = (
    ("figures", "--place", "caoba", "--json"),
    ("figures", "--place", "riduo", "--json"),
    ("pack", "--team", "caoba", "--week", "2026-W10", "--format", "json", "--out", "-"),
    ("pack", "--team", "caoba", "--week", "2026-W10", "--format", "html", "--out", "-"),
    ("audit", "verify", "--json"),
    ("nightly", "--dry-run", "--json"),
)


@pytest.fixture
def person(cast):
    return make_account("safe", name="保护人", duties=[(Duty.SAFEGUARDING, cast.caoba)])


@pytest.fixture
def rows(cast, method, person, today, monkeypatch):
    """Of both; the moment stands still, too: a counter tells for how long somebody waits."""
    noon = datetime.combine(today, time(12), UTC)
    monkeypatch.setattr("doorstep.kit.clock.now", lambda: noon)
    own = ids_under(cast.a, cast.tashi, cast.coordinator, method)
    beside = ids_under(cast.c, cast.pema, cast.coordinator, method)
    for ids in (own, beside):
        del ids["safeguarding_id"]
    return [own, beside] if IS_WHOLE else [own]


@pytest.fixture
def others(cast):
    """Everybody but the named person."""
    return {
        "helper": cast.tashi_account,
        "coordinator": cast.coordinator,
        "second decider": cast.second,
        "mediator": make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)]),
        "town": cast.town_account,
        "county": make_account("county", roles=[(Role.COUNTY, cast.county)]),
        "auditor": cast.auditor,
        "administrator": make_account("admin", roles=[(Role.ADMINISTRATOR, cast.county)]),
        "guards elsewhere": make_account("else", duties=[(Duty.SAFEGUARDING, cast.xiagou)]),
    }


def whole_story(cast, person, household):
    """A need through everything that can happen with it; its id."""
    need_id = safeguarding_need(household, by=cast.tashi_account, text=TOLD, on=TODAY)
    need = get_guarded_need_for(person, need_id, TODAY)
    actions.answer_relative(need, is_relative=False, by=person, on=TODAY)
    need = get_safeguarding_need_for(person, need_id, TODAY)
    actions.open_safeguarding_need(need, reason=REASON, by=person, on=TODAY)
    actions.note_safeguarding_need(need, text=NOTED, again_on=None, by=person, on=TODAY)
    return need_id


def everything_stored():
    """All rows of all tables but the two of safeguarding."""
    return {
        model._meta.label: serializers.serialize("json", model._base_manager.order_by("pk"))
        for model in apps.get_models()
        if model._meta.model_name not in OWN_TABLES
    }


def addresses(rows, client):
    """Whatever shows something, as that client is told."""
    beside = BESIDE | {"day": "2026-05-01"}
    return sorted(
        {
            address_of(pattern, ids, beside | {"key": key, "format": kind})
            for pattern in every_pattern()
            if "safeguarding_id" not in pattern.pattern.converters
            and not pattern.name.startswith("look")
            and shows(client, pattern, rows[0], beside)
            for ids in rows
            for key in (FIGURES if pattern.name == "figure" else ("note",))
            for kind in (("html", "docx", "xlsx", "json") if pattern.name == "pack-file" else ("",))
        }
    )


def said(client, asked):
    """By address what a GET answers, without what differs each time."""
    found = {}
    for address in asked:
        answer = client.get(address)
        raw = answer.content
        if raw.startswith(b"PK"):
            body = unpacked(raw)
        else:  # a PDF is made of the same bytes each time
            body = raw.decode("latin-1" if raw.startswith(b"%PDF") else "utf-8")
        found[address] = (answer.status_code, CHANGING.sub("", body))
    return found


def unpacked(raw):
    """What a docx or xlsx holds, without the time at which it was made."""
    with ZipFile(BytesIO(raw)) as file:
        parts = {name: file.read(name) for name in file.namelist() if "docProps" not in name}
    return str(sorted(parts.items()))


def test_no_row_of_any_other_table_differs(cast, person, rows):
    before = everything_stored()

    need_id = whole_story(cast, person, cast.a)

    after = everything_stored()
    assert {label for label in after if after[label] != before[label]} == set()
    assert str(need_id) not in json.dumps(after)


@pytest.mark.long
def test_every_page_says_the_same_to_everybody_else(cast, person, rows, others, browser):
    clients = {name: browser(account) for name, account in others.items()}
    shown = addresses(rows, clients["coordinator"])
    asked = {
        name: shown if name in WHOLE else share(shown, 6, first)
        for first, name in enumerate(clients)
    }
    for name, client in clients.items():  # so that the looks of the day are in the trail
        said(client, [one for one in asked[name] if one.startswith(LOOKS)])
    before = {name: said(client, asked[name]) for name, client in clients.items()}

    need_id = whole_story(cast, person, cast.a)

    after = {name: said(client, asked[name]) for name, client in clients.items()}
    differing = [
        (name, address)
        for name in after
        for address in asked[name]
        if after[name][address] != before[name][address]
    ]
    assert differing == []
    assert sum(status == 200 for pages in after.values() for status, _text in pages.values()) > 200
    assert str(need_id) not in json.dumps(after)


def test_no_page_asks_the_database_more_often(cast, person, rows, browser, count_queries):
    pages = ["/", "/households/", *(f"/households/{cast.a.pk}/{tab}" for tab in TABS)]
    clients = [browser(one) for one in (cast.coordinator, cast.tashi_account)]

    def counted():
        return [count_queries(client, page) for client in clients for page in pages]

    before = counted()
    whole_story(cast, person, cast.a)

    assert counted() == before


def test_every_command_says_the_same(cast, person, rows, capfdbinary):
    def told():
        for command in COMMANDS:
            main(list(command))
        read = capfdbinary.readouterr()
        return read.out, read.err

    before = told()

    whole_story(cast, person, cast.a)

    assert told() == before
    assert len(before[0]) > 2_000


def test_the_log_of_the_server_names_no_household(cast, person, rows, browser, caplog):
    client = browser(cast.tashi_account)
    caplog.handler.addFilter(NamesNoPath(settings.UNLOGGED_PATHS))

    refused = client.post(f"/households/{cast.a.pk}/hand-over/", {"text": ""})
    client.get(f"/households/{cast.c.pk}/")

    assert refused.status_code == 422
    assert str(cast.a.pk) not in caplog.text
    assert "/households/…/" in caplog.text
    assert settings.LOGGING["filters"]["paths"]["()"] == "doorstep.kit.logs.NamesNoPath"
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["paths"]


def test_the_named_person_does_read_it(cast, person, rows, browser):
    need_id = whole_story(cast, person, cast.a)
    client = browser(person)

    listed = client.get("/safeguarding/")
    read = client.post(f"/safeguarding/{need_id}/open/", {"reason": REASON})

    assert str(need_id) in listed.text
    assert [words in read.text for words in (TOLD, REASON, NOTED)] == [True, True, True]
