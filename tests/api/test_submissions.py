"""What Collect sends, whole and broken, and what becomes of it."""

import gzip
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from doorstep.kit import clock
from doorstep.method.actions import adopt_version
from doorstep.method.models import Version
from doorstep.needs.actions import close_need
from doorstep.needs.models import Need
from doorstep.register.models import Circumstance
from doorstep.sync.actions import revoke_device
from doorstep.sync.models import Attachment, Submission, unsealed
from doorstep.sync.rules.room import Most
from doorstep.visits.models import Visit
from tests.api.collect import parts
from tests.factories import DAY, make_need
from tests.postgres import end_connection
from tests.sync.pictures import DOT, with_notes

pytestmark = pytest.mark.django_db
BOMB = b"""<?xml version="1.0"?><!DOCTYPE data [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""


def kept(answer):
    """What a post left behind: its status, and state and reason of the one submission."""
    row = Submission.objects.get()
    return answer.status, row.state, row.because


def test_a_visit_is_applied_and_comes_back_in_the_list(cast, collect, ordinary):
    households = collect.lists(collect.forms()["visit"])["households.csv"]
    before = {row["code"]: row for row in collect.rows(households)}
    visit = ordinary(done__services="policy hazard_check", done__note="一切都好")

    answer = collect.send(visit)

    made = Visit.objects.get()
    assert (answer.status, answer.words) == (201, "已收到。")
    assert (made.household, made.helper, made.channel, made.note) == (
        cast.a, cast.tashi, "collect", "一切都好",
    )  # fmt: skip
    assert sorted(made.services.values_list("service", flat=True)) == ["hazard_check", "policy"]
    again = collect.lists(collect.forms()["visit"])["households.csv"]
    after = {row["code"]: row for row in collect.rows(again)}
    assert list(before) == list(after) == ["A-001", "A-002"]
    assert again["hash"] != households["hash"]
    assert int(after["A-001"]["__version"]) > int(before["A-001"]["__version"])
    assert (before["A-001"]["last_visit"], after["A-001"]["last_visit"]) == ("", f"{made.on}")


def test_all_that_the_visit_form_can_say(cast, collect, ordinary):
    need = make_need(cast.a, text="取暖用煤不够")
    visit = ordinary(
        what__part="morning",
        done__more="need closing changes",
        done__next_on=clock.today() + timedelta(days=9),
        need__kind="care", need__text="要配药", need__urgency="soon",
        closing__closed=need.pk, closing__outcome="done", closing__seen=need.version,
        changes__began="medical_costs", changes__private="OK", changes__residents=4,
        changes__phone="19900000009",
    )  # fmt: skip

    answer = collect.send(visit)

    assert kept(answer) == (201, "applied", "")
    made = Visit.objects.get()
    raised = Need.objects.exclude(pk=need.pk).get()
    need.refresh_from_db()
    cast.a.refresh_from_db()
    assert (made.part_of_day, made.next_on) == ("morning", clock.today() + timedelta(days=9))
    assert (raised.kind, raised.text, raised.urgency) == ("care", "要配药", "soon")
    assert (need.state, need.outcome) == ("closed", "done")
    assert (cast.a.resident_count, cast.a.phone) == (4, "19900000009")
    stated = Circumstance.objects.get()
    assert (stated.fact, stated.private) == ("medical_costs", True)


def test_a_need_by_itself(cast, collect, ordinary):
    sent = ordinary("need", need__kind="works", need__text="桥坏了", need__works_kind="bridge")

    answer = collect.send(sent)

    assert kept(answer) == (201, "applied", "")
    need = Need.objects.get()
    assert (need.household, need.kind, need.owner) == (cast.a, "works", cast.tashi)


def test_a_need_is_settled_by_itself(cast, collect, ordinary):
    need = make_need(cast.a)
    lists = collect.lists(collect.forms()["close"])
    (row,) = collect.rows(lists["needs.csv"])
    sent = ordinary(
        "close", closing__closed=row["name"], closing__outcome="done", closing__seen=row["seen"]
    )

    answer = collect.send(sent)

    need.refresh_from_db()
    assert kept(answer) == (201, "applied", "")
    assert (row["household"], need.state) == (f"{cast.a.pk}", "closed")
    assert collect.gone(lists["needs.csv"], need.pk) == {f"{need.pk}": True}


def test_a_need_closed_meanwhile_gets_a_note_and_the_visit_counts(cast, collect, ordinary):
    need = make_need(cast.a)
    sent = ordinary(
        done__more="closing", closing__closed=need.pk, closing__outcome="done", closing__seen=1
    )
    close_need(need, outcome="withdrawn", by=cast.coordinator, on=DAY)

    answer = collect.send(sent)

    need.refresh_from_db()
    assert kept(answer) == (201, "applied", "")
    assert (need.outcome, need.steps.filter(kind="note").count()) == ("withdrawn", 1)


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"what__on": "2999-01-01"}, "refused"),
        ({"what__on": "yesterday"}, "refused"),
        ({"what__result": "perhaps"}, "refused"),
        ({"what__no_change": "OK", "changes__phone": "1"}, "refused"),
        ({"what__household": uuid4()}, "unknown_household"),
        ({"version": "none"}, "unknown_form"),
    ],
)
def test_what_breaks_a_rule_is_kept_and_nothing_of_it_done(collect, ordinary, said, because):
    answer = collect.send(ordinary(**said))

    assert kept(answer) == (201, "held", because)
    assert answer.words.startswith("已收到，等办公室处理")
    assert Visit.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"done__note": "长" * 301}, "备注有 301 个字，最多 300 个，请写短一些。"),
        ({"what__on": "2999-01-01"}, None),
        ({"done__services": "央金的病"}, "不符合规则。"),
        ({"what__household": uuid4()}, None),
    ],
)
def test_why_it_waits_is_told_in_the_rules_own_words_unless_they_name_something(
    collect, ordinary, said, why
):
    sent = ordinary(**said)

    answers = [collect.send(sent).words for _again in range(2)]

    assert len(set(answers)) == 1
    assert re.fullmatch("已收到，等办公室处理：[^。]+。", answers[0])
    assert "央金" not in answers[0]
    if why:
        assert answers[0] == f"已收到，等办公室处理：{why}"
    elif "what__on" in said:
        assert answers[0] != "已收到，等办公室处理：不符合规则。"


def test_a_form_of_an_older_method_is_taken_for_ever(cast, collect, ordinary, method):
    sent = ordinary(done__services="policy")
    told = collect.forms()["visit"]
    newer = Version.objects.create(
        method_key=method.method_key, number=2, digest="2" * 64, published_on=DAY,
        by=cast.coordinator,
    )  # fmt: skip
    adopt_version(cast.caoba, newer, by=cast.coordinator, start_on=clock.today())

    offered = collect.forms()["visit"]
    late = collect.send(sent.replace(b"policy", b""))

    assert offered["version"] != told["version"]
    assert collect.download(told) != collect.download(offered)
    assert kept(late) == (201, "applied", "")


def test_a_corrected_form_is_kept_beside_the_first_for_a_person(collect, ordinary):
    first, second = uuid4(), uuid4()
    collect.send(ordinary(key=first))

    answer = collect.send(ordinary(key=second, replaces=first, done__note="另一天"))

    row = Submission.objects.get(pk=second)
    assert (answer.status, row.state, row.because, row.replaces) == (201, "held", "edited", first)
    assert Visit.objects.get().pk == first


def test_a_form_of_collects_is_corrected_at_the_office(cast, collect, ordinary):
    client = Client()
    client.force_login(cast.coordinator)
    collect.send(ordinary(what__household=uuid4(), done__note="在门口"))
    row = Submission.objects.get()
    said = {"household": cast.a.pk, "on": clock.today(), "mode": "on_site", "result": "met"}

    answer = client.post(f"/held/{row.pk}/mend/", said | {"note": "在门口"})

    assert answer.status_code == 302
    assert (Visit.objects.get().household, Visit.objects.get().note) == (cast.a, "在门口")


@pytest.mark.parametrize("head", [BOMB, b'<!DOCTYPE data SYSTEM "file:///etc/passwd">', b"<a"])
def test_what_is_no_form_is_kept_under_the_id_that_stands_in_it(collect, ordinary, head):
    key = uuid4()
    broken = head + ordinary(key=key)

    answers = [collect.send(broken), collect.send(broken)]

    assert [one.status for one in answers] == [201, 201]
    row = Submission.objects.get()
    assert (row.pk, row.because, row.body) == (key, "unreadable", broken)
    assert Visit.objects.count() == 0


@pytest.mark.parametrize("body", [b"no form", b"<data/>", b"<data>\0</data>", b"<" * 100_000])
def test_what_tells_no_id_is_refused_and_kept_once(collect, body):
    answers = [collect.send(body), collect.send(body)]

    assert [one.status for one in answers] == [400, 400]
    row = Submission.objects.get()
    assert (row.state, row.because, row.body) == ("held", "unreadable", body)


def test_a_body_sent_as_gzip_is_taken(collect, ordinary):
    kind, body = parts(("xml_submission_file", "form.xml", ordinary()))

    answer = collect.post(gzip.compress(body), kind, **{"Content-Encoding": "gzip"})

    assert kept(answer) == (201, "applied", "")


@pytest.mark.parametrize("breaks_off", ["parts", "gzip"])
def test_a_body_that_breaks_off_stays_on_the_phone(collect, ordinary, breaks_off):
    sent = ordinary()
    kind, body = parts(("xml_submission_file", "form.xml", sent), ("a.jpg", "a.jpg", b"x" * 99))
    headers = {"Content-Encoding": "gzip"} if breaks_off == "gzip" else {}
    body = gzip.compress(body)[:-20] if breaks_off == "gzip" else body[:-60]

    answer = collect.post(body, kind, **headers)

    assert kept(answer) == (400, "held", "unreadable")
    assert Submission.objects.get().body == body
    assert collect.send(sent).status == 201
    assert Visit.objects.count() == 1


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data", "text/xml"])
def test_a_form_that_comes_without_parts_is_taken_as_it_is(collect, ordinary, kind):
    assert kept(collect.post(ordinary(), kind)) == (201, "applied", "")


@pytest.mark.parametrize(
    ("told", "is_taken"),
    [
        ('form-data; name="xml_submission_file"; filename="form.xml"', True),
        ('form-data; name="xml_submission_file"; filename="巡访_2026-11-27 10.xml"', True),
        ('form-data; filename="form.xml"; name="xml_submission_file"', True),
        ("form-data; name=xml_submission_file; filename=form.xml", True),
        ('form-data; name="xml_submission_file"', True),
        ('form-data; name="xml_submission_file"; filename=".."', False),
        ('form-data; name="a.jpg"; filename="a.jpg"', False),
    ],
)
@pytest.mark.parametrize("kind", ["", "\r\nContent-Type: text/xml", "\r\nContent-Length: 9"])
@pytest.mark.parametrize("end", ["--", "--\r\n", ""])
def test_a_form_alone_is_taken_however_its_part_is_headed(
    collect, ordinary, told, is_taken, kind, end
):
    head = f"--edge\r\nContent-Disposition: {told}{kind}\r\n\r\n".encode()
    body = head + ordinary() + f"\r\n--edge{end}".encode()

    answer = collect.post(body, "multipart/form-data; boundary=edge")

    assert (answer.status == 201) == (is_taken and end != "")
    assert Visit.objects.count() == (1 if is_taken and end != "" else 0)


def test_parts_without_a_form_are_kept_and_refused(collect):
    kind, body = parts(("a.jpg", "a.jpg", b"pixels"))

    assert kept(collect.post(body, kind)) == (400, "held", "unreadable")


def test_an_unpacked_bomb_is_not_unpacked(collect):
    packed = gzip.compress(b"0" * 50_000_000)

    answer = collect.post(packed, "multipart/form-data; boundary=x", **{"Content-Encoding": "gzip"})

    assert kept(answer) == (400, "held", "unreadable")


def test_what_is_too_large_is_not_stored(collect):
    kind, body = parts(("xml_submission_file", "form.xml", b"x" * 50_000_000))

    answer = collect.post(body, kind)

    assert (answer.status, Submission.objects.count()) == (413, 0)
    assert answer.headers["x-openrosa-version"] == "1.0"


def test_a_hundred_files_with_a_form_are_taken(collect, ordinary):
    files = [(f"{number}.jpg", b"pixels") for number in range(100)]

    answer = collect.send(ordinary(), files)

    assert (answer.status, Attachment.objects.count()) == (201, 100)


def test_a_phone_that_was_shut_out_gets_nothing_and_loses_no_work(cast, given, collect, ordinary):
    forms = collect.forms()
    lists = collect.lists(forms["visit"])
    sent = ordinary()
    revoke_device(given[0], by=cast.coordinator, on=DAY)

    addresses = [f"{collect.server_url}/formList"]
    addresses += [forms["visit"][name] for name in ("downloadUrl", "manifestUrl")]
    addresses += [lists["needs.csv"][name] for name in ("downloadUrl", "integrityUrl")]
    statuses = [collect.call("GET", address).status for address in addresses]
    answers = [collect.may_send().status, collect.send(sent).status]

    assert (statuses, answers) == ([403] * 5, [204, 201])
    assert Submission.objects.get().because == "revoked"
    assert Visit.objects.count() == 0


def test_a_phone_that_was_shut_out_does_not_fill_the_disk(
    cast, given, collect, ordinary, monkeypatch
):
    sent = [ordinary() for _ in range(3)]
    most = Most(rows=2, letters=4_000_000)
    monkeypatch.setattr("doorstep.sync.queries.room.MOST_A_DAY_SHUT_OUT", most)
    revoke_device(given[0], by=cast.coordinator, on=DAY)

    assert [collect.send(one).status for one in sent] == [201, 201, 429]


def test_an_id_is_kept_as_collect_made_it(collect, ordinary):
    collect.send(ordinary(key="A1B2C3D4-0000-4000-8000-000000000001"))

    assert Submission.objects.get().pk == UUID("a1b2c3d4-0000-4000-8000-000000000001")


def test_no_file_tells_where_it_was_taken(collect, ordinary):
    files = {"a.jpg": with_notes(DOT), "b.heic": b"\0\0\0\x18ftypheic GPS 29.882", "c.txt": b"GPS"}

    for _time in range(2):
        answer = collect.send(ordinary(), files.items())

    kept_as = {
        one.name: unsealed(one.submission.owner, one.content) for one in Attachment.objects.all()
    }
    assert answer.status == 201
    assert kept_as == {
        "a.jpg": DOT, "c.txt": b"GPS",
        "b.heic.txt": "发来了一个 1 kB 的文件，其中可能记有位置，没有保存。".encode(),
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_form_is_taken_though_the_database_was_restarted_since_the_last(collect, ordinary):
    form = ordinary()
    end_connection()

    answer = collect.send(form)

    assert kept(answer) == (201, "applied", "")
