"""What a device fetches and sends."""

import base64
import gzip
import hashlib
import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from doorstep.kit import clock
from doorstep.pairing.actions import take_off_team
from doorstep.people.actions import close_account
from doorstep.register.actions import grant_access
from doorstep.sync.actions import revoke_device
from doorstep.sync.models import Submission
from doorstep.sync.queries import RECORD, TOKEN, key_for_devices
from doorstep.sync.queries.refusals import TOLD_TO_SENDERS, _refusals
from doorstep.visits.models import Visit
from tests.factories import DAY, make_need
from tests.kit.test_envelopes import envelope_for

pytestmark = pytest.mark.django_db
CASELOAD, RECORDS = reverse("field:caseload"), reverse("field:records")


@pytest.fixture
def phone(given):
    return Client(headers={"Authorization": f"Bearer {given[1]}"})


def visit_of(household, **said):
    form = {
        "id": str(uuid4()), "form": "visit", "version": "1", "household": str(household.pk),
        "on": str(clock.today()), "mode": "on_site", "result": "met",
    }  # fmt: skip
    return json.dumps(form | said)


def send(phone, *bodies):
    return phone.post(RECORDS, json.dumps({"records": bodies}), content_type="application/json")


def test_nothing_is_there_while_the_field_page_is_off(cast, method):
    assert Client().get(CASELOAD).status_code == 404
    assert Client().post(RECORDS).status_code == 404


@pytest.mark.parametrize(
    "told", ["", "Bearer ", "Bearer x", "Basic x", "Bearer \udce5", "Bearer é中", "Sealed \udce5"]
)
def test_a_token_never_given_gets_nothing(on, told):
    client = Client(headers={"Authorization": told})

    assert (client.get(CASELOAD).status_code, send(client).status_code) == (401, 401)
    assert Submission.objects.count() == 0


def test_a_device_gets_its_helpers_households_and_no_others(cast, phone):
    make_need(cast.a, text="要补课", kind="study")
    make_need(cast.a, text="秘密的", sealed=True)

    answer = phone.get(CASELOAD)

    told = answer.json()
    assert [one["code"] for one in told["households"]] == ["A-001", "A-002"]
    assert [need["text"] for need in told["households"][0]["needs"]] == ["要补课"]
    assert "秘密的" not in answer.text
    assert "次仁" not in answer.text
    assert [one["name"] for one in told["households"][0]["members"]] == ["央金", "旦增", "孩子1"]


def test_the_same_caseload_is_not_sent_twice(cast, phone):
    cursor = phone.get(CASELOAD).json()["cursor"]
    assert phone.get(CASELOAD, {"cursor": cursor}).status_code == 204

    make_need(cast.a)

    assert phone.get(CASELOAD, {"cursor": cursor}).status_code == 200


def test_the_caseload_is_compressed_and_kept_nowhere(phone):
    answer = phone.get(CASELOAD, headers={"Accept-Encoding": "gzip"})

    assert json.loads(gzip.decompress(answer.content))["place"] == "草坝村"
    assert answer.headers["Cache-Control"] == "no-store"


def test_each_record_is_answered_by_itself(cast, phone):
    good, bad = visit_of(cast.a), visit_of(cast.a, on="2999-01-01")

    answer = send(phone, good, bad, good, "no form").json()

    assert [(one["status"], one["state"]) for one in answer["answers"]] == [
        (201, "applied"), (201, "held"), (200, "applied"), (201, "held"),
    ]  # fmt: skip
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"note": "长" * 301}, "备注有 301 个字，最多 300 个，请写短一些。"),
        (
            {"result": "not_at_home", "services": ["policy"]},
            "没有见到人，不能勾选服务。请把结果改成“见到了”，或者取消勾选。",
        ),
        ({"services": ["央金的病"]}, "不符合规则"),
        ({"changes": [{"kind": "phone", "value": "1", "member": "央金"}]}, "不符合规则"),
        ({"closed": [{"need": str(uuid4()), "outcome": "done"}]}, "不符合规则"),
    ],
)
def test_a_refused_record_is_answered_in_the_rules_own_words_unless_they_name_something(
    cast, phone, said, words
):
    body = visit_of(cast.a, **said)

    answers = send(phone, body, body).json()["answers"]

    assert [(one["because"], one["words"]) for one in answers] == [("refused", words)] * 2


def test_every_rule_that_a_phone_is_told_of_is_one():
    assert {name for name in TOLD_TO_SENDERS if name not in _refusals()} == set()


def test_other_content_under_a_known_id_is_a_conflict(cast, phone):
    first = json.loads(visit_of(cast.a))
    send(phone, json.dumps(first))

    (answer,) = send(phone, json.dumps(first | {"note": "另写"})).json()["answers"]

    assert (answer["status"], answer["because"], answer["id"]) == (
        409, "other_content", first["id"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "body", ["", "7", "{}", '{"records": 7}', '{"records": [7]}', "[" * 100_000, "\ud800"]
)
def test_a_body_that_is_no_list_of_records_stores_nothing(phone, body):
    answer = phone.post(
        RECORDS, body.encode("utf-8", "surrogatepass"), content_type="application/json"
    )

    assert answer.status_code == 400
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    "said",
    [
        {"form": "register", "base": 10**30},
        {"form": "register", "base": -1},
        {"form": "register", "changes": [{"field": "languages", "was": [], "now": ["xx", ""]}]},
        {"form": "need", "on": "9999-12-31"},
        {"form": "need", "on": str(clock.today() + timedelta(days=1))},
    ],
)
def test_values_that_no_rule_could_take_are_held_and_hold_up_nothing(cast, phone, said):
    ordinary = {
        "id": str(uuid4()), "household": str(cast.a.pk), "on": str(clock.today()),
        "version": "1", "base": 1, "kind": "errand", "text": "药",
        "changes": [{"field": "phone", "was": "", "now": "139"}],
    }  # fmt: skip

    answers = send(phone, json.dumps(ordinary | said), visit_of(cast.a)).json()["answers"]

    assert [(one["status"], one["state"], one["because"]) for one in answers] == [
        (201, "held", "refused"),
        (201, "applied", ""),
    ]


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x"])
def test_records_are_read_whatever_type_they_are_said_to_be(cast, phone, kind):
    body = json.dumps({"records": [visit_of(cast.a)]})

    (answer,) = phone.post(RECORDS, body, content_type=kind).json()["answers"]

    assert (answer["status"], answer["state"]) == (201, "applied")


def test_half_a_character_in_a_record_holds_up_none_of_the_others(cast, phone):
    cut = visit_of(cast.a).replace("}", ', "note": "平安\ud83d"}')

    answers = send(phone, cut, "\ud83d", visit_of(cast.b)).json()["answers"]

    assert [one["state"] for one in answers] == ["applied", "held", "applied"]
    assert Visit.objects.get(household=cast.a).note == "平安"


def test_more_than_fifty_at_once_are_refused_whole(cast, phone):
    assert send(phone, *[visit_of(cast.a)] * 51).status_code == 413
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("wipe", [False, True])
def test_a_device_that_was_shut_out_gets_no_caseload_and_loses_no_work(cast, given, phone, wipe):
    revoke_device(given[0], by=cast.coordinator, on=DAY, wipe=wipe)

    refused, sent = phone.get(CASELOAD), send(phone, visit_of(cast.a))

    assert (refused.status_code, refused.json()) == (403, {"wipe": wipe})
    assert (sent.json()["wipe"], sent.json()["answers"][0]["because"]) == (wipe, "revoked")


def test_who_was_let_go_gets_no_caseload_and_loses_no_work(cast, phone):
    close_account(cast.tashi_account, by=cast.coordinator, on=DAY)

    refused, sent = phone.get(CASELOAD), send(phone, visit_of(cast.a))

    assert (refused.status_code, refused.json()) == (403, {"wipe": True})
    assert (sent.json()["wipe"], sent.json()["answers"][0]["because"]) == (True, "revoked")


def test_who_left_the_team_has_no_household_left_not_even_one_stood_in_for(cast, phone):
    today = clock.today()
    grant_access(
        cast.c, via="stand_in", from_on=DAY, until_on=today + timedelta(days=30),
        helper=cast.tashi, by=cast.coordinator,
    )  # fmt: skip
    before = phone.get(CASELOAD).json()["households"]

    take_off_team(cast.tashi, by=cast.coordinator, on=today)

    assert [one["code"] for one in before] == ["A-001", "A-002", "A-003"]
    assert phone.get(CASELOAD).json()["households"] == []


def test_the_number_of_queries_does_not_grow_with_the_caseload(
    cast, given, phone, django_assert_max_num_queries
):
    with django_assert_max_num_queries(22):
        phone.get(CASELOAD)


def sealed(purpose, text):
    office = base64.urlsafe_b64decode(key_for_devices())
    return base64.urlsafe_b64encode(envelope_for(office, purpose, text.encode())).decode()


@pytest.fixture
def locked(given):
    """The phone before its PIN: it has its token in an envelope alone."""
    return Client(headers={"Authorization": f"Sealed {sealed(TOKEN, given[1])}"})


def test_a_locked_device_sends_in_envelopes_and_fetches_nothing(cast, given, locked):
    body = visit_of(cast.a)

    (answer,) = send(locked, {"sealed": sealed(RECORD, body)}).json()["answers"]

    assert (answer["status"], answer["state"]) == (201, "applied")
    assert answer["digest"] == hashlib.sha256(body.encode()).hexdigest()
    assert locked.get(CASELOAD).status_code == 401


def test_the_same_record_plain_and_sealed_is_one(cast, phone, locked):
    body = visit_of(cast.a)

    send(locked, {"sealed": sealed(RECORD, body)})
    (answer,) = send(phone, body).json()["answers"]

    assert (answer["status"], Visit.objects.count()) == (200, 1)


def test_an_envelope_that_does_not_open_holds_up_none_of_the_others(cast, phone):
    envelopes = [{"sealed": "x"}, {"sealed": "5Lit"}, {"sealed": sealed(TOKEN, visit_of(cast.a))}]

    answer = send(phone, *envelopes, visit_of(cast.a)).json()

    assert [one["status"] for one in answer["answers"]] == [422, 422, 422, 201]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("record", [{}, {"sealed": 7}, {"sealed": None}, [], None])
def test_what_is_neither_text_nor_envelope_stores_nothing(phone, record):
    assert send(phone, record).status_code == 400
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("told", ["Sealed ", "Sealed x", "Sealed 5Lit"])
def test_an_envelope_without_a_token_in_it_is_nobody(on, told):
    assert send(Client(headers={"Authorization": told})).status_code == 401


def test_the_page_is_not_found_while_it_is_off(cast, method):
    addresses = [reverse(f"field:{name}") for name in ("page", "worker", "manifest")]

    assert [Client().get(one).status_code for one in addresses] == [404, 404, 404]


def test_the_page_is_the_same_for_everybody_and_its_worker_knows_all_its_files(on):
    page, worker = Client().get(reverse("field:page")), Client().get(reverse("field:worker"))

    files = json.loads(re.search(r"const FILES = (\[.*\]);", worker.text)[1])
    assert page.cookies == {}
    assert files[0] == reverse("field:page")
    assert [one for one in files[1:] if one not in page.text] == [files[3]]  # the font
    assert files[3].endswith("400.woff2")


def test_without_a_built_page_it_says_what_to_do(on, monkeypatch, tmp_path):
    monkeypatch.setattr("doorstep.field.page.STATIC", tmp_path)

    answer = Client().get(reverse("field:page"))

    assert (answer.status_code, "script/setup" in answer.text) == (503, True)
    assert Client().get(reverse("field:worker")).status_code == 404
