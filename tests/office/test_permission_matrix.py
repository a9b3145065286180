"""Who may open what: every address × every kind of account × own, beside, elsewhere, sealed.

The table is docs/permissions.md, written by this test where `DOORSTEP_WRITE=permissions` is set and
held by it otherwise: a right that is given or lost shows as a changed line, to be read and agreed.
A fixed share asks every address by the coordinator and a sixth of the other accounts; all with
DOORSTEP_LONG=full.
"""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from doorstep.categories.actions import put_proposal
from doorstep.categories.models import Proposal
from doorstep.entry.actions.set_up import change_instance
from doorstep.meetings.models import Meeting
from doorstep.people.choices import Duty, Role
from doorstep.safeguarding.actions import answer_relative
from doorstep.safeguarding.queries import get_guarded_need_for
from tests.architecture.source import CHECKOUT
from tests.factories import make_account, make_need
from tests.office.addresses import BESIDE, address_of, every_pattern, ids_of
from tests.office.rows import DAY, ids_under
from tests.share import share

pytestmark = pytest.mark.sweep
TABLE = CHECKOUT / "docs" / "permissions.md"
IS_WRITTEN = os.environ.get("DOORSTEP_WRITE") == "permissions"
NAMES = {
    "figure": {"key": "households"},
    "calendar-day-remove": {"day": "2026-05-01"},
    "incident-tick": {"step": "stopped"},
}
GUARDED = ("safeguarding", "`/safegua")  # the named person alone, and no other row
NAMED = "`/needs/<need_id>/named/"  # sealed needs, by whom they are named to
DISPUTES = "`/stations/requests/<station_dispute_id>/"  # mediators alone mediate
AT_THE_TOP = ("administrator", "`/people/")  # accounts, not households, are in that care
# the template of columns is the town's, whose villages' coordinators keep it together
OF_THE_TOWN = "`/imports/columns/<meaning_id>/drop/`"
# the town sees the money of its villages, and whose it is where a need lies with it
MONEY_OF_THE_TOWN = {
    ("town", f"`/money/{row}/`")
    for row in (
        "cooperatives/<cooperative_id>",
        "payments/<payment_id>",
        "programmes/<programme_id>",
        "projects/<project_id>",
    )
}
# what the town asks of its villages: campaigns by code, village and reason, its own supervision,
# and its partners' acts; a household's name stays with the village
WORK_OF_THE_TOWN = (
    "`/campaigns/",
    "`/partners/",
    "`/scholarships/",
    "`/stars/sets/",
    "`/supervision/",
)
OF_APPLICANTS = "`/scholarships/applications/"
OPENS, ELSEWHERE, CLOSED = "✓", "→", "–"
HEAD = """# Who may open what

Written and held by `tests/office/test_permission_matrix.py`; not to be edited by hand.
Each address of the office is asked by each kind of account. ✓ opens (or takes the form), → leads
elsewhere (to the sign-in page, to the own first screen), – is not found.
Where an address names a row there are three marks, for rows of a household that is the helper's
own, of another one in the same village, of another village; addresses of needs have a fourth, for a
mediation of the own household that is sealed and named to the mediator.
The helper is paired with the first household alone. The decider
holds the duties to decide categories and to release exports; a proposal for the first household is
put, which is why it opens to that account until it is decided. The county and the administrator
hold their role at the county, the town and the auditor at the town, all others at the village.
A ledger that was sent opens to the session that sent it alone: the first mark is of the asking
coordinator's, the second of one that the same account sent from elsewhere.
The field page is switched on; without it the addresses of devices are not found. What a device
itself may fetch and send is in [field.md](field.md).

"""


@pytest.fixture
def askers(cast):
    """By column: the account that asks."""
    county = [(Role.COUNTY, cast.county)]
    administers = [(Role.ADMINISTRATOR, cast.county)]
    safeguards = [(Duty.SAFEGUARDING, cast.caoba)]  # before any row is made: the one person there
    return {
        "signed out": None,
        "no role": make_account("nobody"),
        "helper": cast.tashi_account,
        "decider": cast.second,
        "coordinator": cast.coordinator,
        "safeguarding": make_account("safe", duties=safeguards),
        "mediator": make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)]),
        "town": cast.town_account,
        "county": make_account("county", roles=county),
        "auditor": cast.auditor,
        "administrator": make_account("admin", roles=administers),
    }


@pytest.fixture
def targets(cast, method, askers):
    """The ids of the rows asked for: own, beside, elsewhere. The own one's proposal is put; the
    safeguarding person has answered to be no relative."""
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)
    own = ids_under(cast.a, cast.tashi, cast.coordinator, method)
    put_proposal(
        Proposal.objects.get(pk=own["proposal_id"]),
        Meeting.objects.get(pk=own["meeting_id"]),
        by=cast.coordinator,
        on=DAY,
        is_relative=False,
    )
    beside = ids_under(cast.c, cast.pema, cast.coordinator, method)
    person = askers["safeguarding"]
    for ids in (own, beside):
        need = get_guarded_need_for(person, ids["safeguarding_id"], DAY)
        answer_relative(need, is_relative=False, by=person, on=DAY)
    return [
        own,
        beside,
        ids_under(cast.d, cast.lhamo, cast.other_coordinator, method),
    ]


@pytest.fixture
def sealed(cast, targets, askers):
    asked = {"requested_on": DAY, "requested_how": "signed"}
    need = make_need(cast.a, kind="mediation", on=DAY, mediator=askers["mediator"], **asked)
    return targets[0] | {"need_id": need.pk}


@pytest.fixture
def clients(askers, today):
    made = {}
    for column, account in askers.items():
        made[column] = client = Client(raise_request_exception=True)
        if account is not None:
            client.force_login(account)
            client.get(reverse("office:my-account"))  # opens the sign-in, which undoing leaves open
    return made


@pytest.fixture
def send(cast, clients, settings, tmp_path):
    """send(): the ids of ledgers just sent: by the coordinator who asks, by the same account in
    another session, by the other village's coordinator."""
    settings.VAR = tmp_path
    elsewhere, other = Client(), Client()
    elsewhere.force_login(cast.coordinator)
    other.force_login(cast.other_coordinator)

    def sent():
        senders = (clients["coordinator"], elsewhere, other)
        return [{"upload_id": upload_by(client)} for client in senders]

    return sent


def is_the_towns(column, address):
    """Whether a row that the town opens in any of its villages is one of its own work or money."""
    if column != "town":
        return False
    if address.startswith(OF_APPLICANTS):
        return False
    return address.startswith(WORK_OF_THE_TOWN) or (column, address) in MONEY_OF_THE_TOWN


def upload_by(client):
    ledger = SimpleUploadedFile("台账.csv", "户编号,户主（联系人）\nA-001,央金\n".encode())
    preview = client.post(reverse("office:imports"), {"file": ledger})
    return resolve(preview["Location"]).kwargs["upload_id"]


def mark_of(client, address, name, only_saving):
    """What an address answers; whatever it wrote is undone.

    The names of addresses that take no GET are put into `only_saving`, whoever asked: from then on
    they are asked as they want to be alone.
    """
    with transaction.atomic():
        got = None if name in only_saving else client.get(address)
        if got is None or got.status_code == 405:
            only_saving.add(name)
            got = client.post(address, {})
            is_led = got.status_code == 302 and "/account/login/" in got["Location"]
        else:
            is_led = got.status_code == 302
        transaction.set_rollback(True)
    if got.status_code == 404:
        return CLOSED
    return ELSEWHERE if is_led else OPENS


def marks_of(client, pattern, targets, sealed, only_saving):
    """One mark, or one for each row that is asked for."""
    beside = BESIDE | NAMES.get(pattern.name, {})
    asked = [{}]
    if ids_of(pattern):
        asked = [*targets, sealed] if "need_id" in ids_of(pattern) else targets
    addresses = [address_of(pattern, ids, beside) for ids in asked]
    return "".join(mark_of(client, one, pattern.name, only_saving) for one in addresses)


def shown(pattern):
    return "/" + str(pattern.pattern).replace("<uuid:", "<").replace("<str:", "<")


@pytest.mark.long
def test_the_table_of_permissions_is_what_the_addresses_answer(
    clients, targets, sealed, send, works
):
    rows, only_saving = {}, set()
    for number, pattern in enumerate(every_pattern()):
        if pattern.name.startswith("look"):  # which only developers have
            continue
        # sent anew for each address, since applying and leaving it delete the file
        asked = send() if "upload_id" in ids_of(pattern) else targets
        # the coordinator always: what one address begins, another shows
        asked_by = clients if IS_WRITTEN else {"coordinator", *share(clients, 6, number)}
        columns = [column for column in clients if column in asked_by]
        rows[f"`{shown(pattern)}`"] = {
            column: marks_of(clients[column], pattern, asked, sealed, only_saving)
            for column in columns
        }
    if IS_WRITTEN:
        TABLE.write_text(written(list(clients), rows), "utf-8")

    committed = read()
    assert list(rows) == list(committed)
    assert rows == {
        address: {column: committed[address][column] for column in marks}
        for address, marks in rows.items()
    }


def written(columns, rows):
    lines = [f"| Address | {' | '.join(columns)} |", "| --- |" + " --- |" * len(columns)]
    lines += [f"| {address} | {' | '.join(marks.values())} |" for address, marks in rows.items()]
    return HEAD + "\n".join(lines) + "\n"


def test_the_committed_table_is_what_is_written():
    rows = read()

    assert TABLE.read_text("utf-8") == written(list(next(iter(rows.values()))), rows)


def read():
    """The committed table: address → {column: marks}."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in TABLE.read_text("utf-8").splitlines()
        if line.startswith("|")
    ]
    columns = rows[0][1:]
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows[2:]}


def test_without_signing_in_nothing_opens_but_the_choice_of_a_language_and_a_contact_board():
    opened = {address for address, marks in read().items() if OPENS in marks["signed out"]}

    assert opened == {"`/b/<board_code>/`", "`/d/<slug:door_code>/`", "`/language/`"}


@pytest.mark.parametrize(
    "column", ["no role", "safeguarding", "mediator", "town", "county", "auditor", "administrator"]
)
def test_no_row_opens_to_those_outside_the_team(column):
    rows = {
        address: marks[column]
        for address, marks in read().items()
        if "<" in address and (column, address[:9]) not in (AT_THE_TOP, GUARDED)
        if (column, address.startswith((NAMED, DISPUTES))) != ("mediator", True)
        if not is_the_towns(column, address)
    }

    assert [address for address, marks in rows.items() if len(marks) > 1 and OPENS in marks] == []


def test_nothing_of_another_village_opens_to_any_of_this_one():
    opened = [
        (address, column)
        for address, row in read().items()
        for column, marks in row.items()
        if len(marks) > 1 and marks[2] == OPENS and (column, address[:9]) != AT_THE_TOP
        if (column, address) != ("coordinator", OF_THE_TOWN) and not is_the_towns(column, address)
    ]

    assert opened == []


def test_a_helper_opens_no_household_but_the_own():
    opened = [
        address
        for address, marks in read().items()
        if address.startswith(("`/households/<", "`/visits/<", "`/needs/<"))
        and OPENS in marks["helper"][1:3]
    ]

    assert opened == []


def test_a_safeguarding_need_opens_to_the_named_person_alone():
    opened = {
        column
        for address, row in read().items()
        for column, marks in row.items()
        if address.startswith("`/safeguarding/<") and OPENS in marks
    }

    assert opened == {"safeguarding"}


def test_a_sealed_need_opens_to_the_named_mediator_alone_and_at_addresses_of_its_own():
    opened = {
        (address.startswith(NAMED), column)
        for address, row in read().items()
        for column, marks in row.items()
        if address.startswith("`/needs/<") and marks[3] == OPENS
    }

    assert opened == {(True, "mediator")}


def test_no_need_that_is_not_sealed_opens_where_sealed_ones_do():
    marks = {
        mark[:3]
        for address, row in read().items()
        for column, mark in row.items()
        if address.startswith(NAMED) and column != "signed out"
    }

    assert marks == {CLOSED * 3}
