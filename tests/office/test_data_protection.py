"""Data protection in the office: purposes, assessment, complaints, incidents."""

import re
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from doorstep.entry.models import Instance
from doorstep.kit import clock
from doorstep.people.actions import set_language
from doorstep.register.actions import change_household
from doorstep.rights.actions import put_complaints_address
from doorstep.rights.choices import Question
from doorstep.rights.models import Assessment, ComplaintsAddress, Incident
from doorstep.visits.actions import record_visit
from tests.factories import adopt_method

TODAY = date(2026, 3, 11)
ADDRESS = {"office": "乡司法所", "where": "乡政府一楼", "phone": "08910000000"}
INCIDENT = {
    "what": "一份走访名单遗失",
    "happened_on": "2026-03-10",
    "noticed_on": "2026-03-11",
    "cause": "名单留在车上",
    "data": "姓名和电话",
    "harm": "可能接到骚扰电话",
    "measures": "已找回并锁好",
    "advice": "不要向陌生来电透露信息",
    "contact": "村委会",
    "others_count": "0",
}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def browser(account):
    client = Client()
    client.force_login(account)
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def put_address(cast):
    put_complaints_address(cast.caoba, by=cast.coordinator, on=TODAY, **ADDRESS)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ["用途和保存期限", "知道我们为哪些住户服务", "法定职责", "销户后再保存三年"]),
        ("en", ["Purposes and retention", "a duty by law", "three years after it was closed"]),
    ],
)
def test_the_team_reads_what_is_kept_and_why(cast, language, words):
    set_language(cast.tashi_account, language=language, by=cast.tashi_account, on=TODAY)
    client = browser(cast.tashi_account)
    page = text_of(client.get("/rights/purposes/"))

    assert [one for one in words if one not in page] == []
    assert "birth_month" in page


def test_whom_no_public_duty_binds_asks_for_consent(cast):
    Instance.objects.create(deployer="ngo")

    page = browser(cast.tashi_account).get("/rights/purposes/")

    shown = {one.name: (str(one.basis), bool(one.law)) for one in page.context["purposes"]}
    assert shown["知道我们为哪些住户服务"] == ("同意", False)
    assert shown["生命健康或财产有危险时马上处理"] == ("紧急情况", True)


def test_the_notice_says_who_why_what_how_long_and_where_to_complain(cast):
    put_address(cast)

    page = text_of(browser(cast.tashi_account).get("/rights/purposes/print/"))

    for words in ("草坝村", "卓玛", "联系电话", "销户后再保存三年", "撤回同意", "乡司法所"):
        assert words in page


def test_draft_tibetan_has_the_chinese_beside_it(cast):
    page = browser(cast.tashi_account).get("/rights/purposes/print/?language=bo")

    cells = [cell for row in page.context["rows"] for cell in row[:2]]
    assert all(re.search(r"[\u0f00-\u0fff]", cell) for cell, _twin in cells)
    assert all(re.search(r"[\u4e00-\u9fff]", twin) for _cell, twin in cells)


def test_an_assessment_goes_from_the_first_answer_to_its_day(cast):
    client, second = browser(cast.coordinator), browser(cast.second)
    begun = client.post("/rights/assessments/begin/")
    one = Assessment.objects.get()
    path = f"/rights/assessments/{one.pk}/"
    client.post(f"{path}fill/", {question.value: "写明" for question in Question})
    refused = client.post(f"{path}date/", follow=True)
    done = second.post(f"{path}date/", follow=True)

    assert begun["Location"] == f"{path}fill/"
    assert "另一人" in text_of(refused)
    assert "评估已签署并锁定" in text_of(done)
    one.refresh_from_db()
    assert (one.dated_on, one.dated_by) == (TODAY, cast.second)
    assert client.get(f"{path}fill/")["Location"] == path
    assert "签署人：格桑" in text_of(client.get(f"{path}print/"))


def test_an_answer_that_is_too_long_stays_in_the_form(cast):
    client = browser(cast.coordinator)
    path = client.post("/rights/assessments/begin/")["Location"]

    answer = client.post(path, {"what": "长" * 2001})

    assert answer.status_code == 422
    assert Assessment.objects.get().answers == {}
    assert "长" * 2001 in answer.content.decode()


def test_this_week_asks_for_an_address_until_there_is_one(cast):
    adopt_method(cast.caoba)
    client = browser(cast.coordinator)
    words = "还没有填写队伍以外的投诉地址"
    before = text_of(client.get("/"))
    helper = text_of(browser(cast.tashi_account).get("/"))
    saved = client.post("/rights/complaints/", ADDRESS, follow=True)
    after = text_of(client.get("/"))

    assert [words in page for page in (before, helper, after)] == [True, False, False]
    assert saved.redirect_chain == [("/rights/complaints/", 302)]
    assert "地址已保存" in text_of(saved)
    assert ComplaintsAddress.objects.get().office == "乡司法所"


def test_an_address_inside_the_team_is_refused_and_what_was_typed_stays(cast):
    answer = browser(cast.coordinator).post("/rights/complaints/", ADDRESS | {"office": "扎西"})

    assert answer.status_code == 422
    assert "队伍里的人" in text_of(answer)
    assert "乡政府一楼" in answer.content.decode()
    assert not ComplaintsAddress.objects.exists()


def test_the_households_print_names_the_address(cast):
    adopt_method(cast.caoba)
    client = browser(cast.coordinator)
    before = text_of(client.get(f"/households/{cast.a.pk}/print/"))
    put_address(cast)
    after = text_of(client.get(f"/households/{cast.a.pk}/print/"))

    words = "投诉（队伍以外）：乡司法所 · 乡政府一楼 · 08910000000"
    assert [words in page for page in (before, after)] == [False, True]


def test_an_incident_is_recorded_told_and_closed(cast):
    put_address(cast)
    client = browser(cast.coordinator)
    page = client.post("/rights/incidents/new/", INCIDENT)["Location"]
    client.post(f"{page}concerned/", {"codes": "A-001\nA-003"})
    letters = text_of(client.get(f"{page}letters/"))
    for step in ("stopped", "regulator_told", "households_told", "closed"):
        client.post(f"{page}steps/{step}/")

    assert Incident.objects.get().closed_on == TODAY
    for words in ("央金 · A-001", "次仁 · A-003", "我们向您致歉", "名单遗失", "乡司法所"):
        assert words in letters
    assert "巴桑" not in letters


def test_what_is_not_known_yet_is_said_so_on_paper(cast):
    client = browser(cast.coordinator)
    unknown = dict.fromkeys(("cause", "data", "harm", "contact"), "")
    page = client.post("/rights/incidents/new/", INCIDENT | unknown)["Location"]
    client.post(f"{page}concerned/", {"codes": "A-001"})

    [letter] = client.get(f"{page}letters/").context["papers"]
    [notice] = client.get(f"{page}notice/").context["papers"]

    said = [text for paper in (letter, notice) for _heading, texts in paper.parts for text in texts]
    assert said.count("尚不清楚") == 3 + 4
    assert text_of(client.get(page)).count("尚不清楚") == 4


def test_the_letters_and_the_notice_are_word_files_too(cast):
    client = browser(cast.coordinator)
    page = client.post("/rights/incidents/new/", INCIDENT)["Location"]
    client.post(f"{page}concerned/", {"everybody": "on"})

    files = [client.get(f"{page}{name}.docx").content for name in ("letters", "notice")]
    letters, notice = ([one.text for one in Document(BytesIO(file)).paragraphs] for file in files)

    assert letters.count("关于贵户信息的告知信") == 3
    assert notice[0] == "个人信息安全事件报告"
    assert "3 户" in notice
    assert [text for text in notice if "A-00" in text or "央金" in text] == []


def test_a_letter_to_a_household_that_speaks_tibetan_stands_in_both(cast):
    change_household(cast.a, languages=["bo"], by=cast.coordinator, on=TODAY)
    client = browser(cast.coordinator)
    page = client.post("/rights/incidents/new/", INCIDENT)["Location"]
    client.post(f"{page}concerned/", {"codes": "A-001"})

    [letter] = client.get(f"{page}letters/").context["papers"]

    for heading in (letter.heading, *(heading for heading, _texts in letter.parts if heading)):
        assert re.search(r"[\u0f00-\u0fff].*[\u4e00-\u9fff]", heading)
    assert "发现于2026年3月11日" in letter.parts[1][1][1]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"what": ""}, "这里还没有填"),
        ({"noticed_on": "2026-03-12"}, "发现日期不晚于今天"),
        ({"others_count": "-1"}, "0"),
    ],
)
def test_an_incident_that_cannot_be_is_refused_and_what_was_typed_stays(cast, more, words):
    answer = browser(cast.coordinator).post("/rights/incidents/new/", INCIDENT | more)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "名单留在车上" in answer.content.decode()
    assert not Incident.objects.exists()


def test_a_code_that_is_not_here_is_named(cast):
    client = browser(cast.coordinator)
    page = client.post("/rights/incidents/new/", INCIDENT)["Location"]

    answer = client.post(f"{page}concerned/", {"codes": "A-001 X-001 Z-9"})

    assert answer.status_code == 422
    assert "X-001" in text_of(answer)
    assert not Incident.objects.get().concerned.exists()


def test_a_step_that_does_not_exist_is_not_found(cast):
    client = browser(cast.coordinator)
    page = client.post("/rights/incidents/new/", INCIDENT)["Location"]

    assert client.post(f"{page}steps/forgotten/").status_code == 404


def test_an_open_incident_stands_on_this_week_for_the_coordinator_alone(cast):
    adopt_method(cast.caoba)
    client = browser(cast.coordinator)
    client.post("/rights/incidents/new/", INCIDENT)

    pages = [text_of(browser(one).get("/")) for one in (cast.coordinator, cast.tashi_account)]

    assert ["数据安全事件尚未结案" in page for page in pages] == [True, False]


def test_the_menu_marks_data_protection_on_all_its_pages(cast):
    client = browser(cast.coordinator)

    for path in ("/rights/purposes/", "/rights/assessments/", "/rights/incidents/"):
        page = client.get(path).content.decode()
        current = re.findall(r'<a href="([^"]+)"[^>]* aria-current="page">', page)
        assert current[0] == "/rights/purposes/"


def test_the_number_of_queries_does_not_grow_with_the_households(cast):
    client = browser(cast.coordinator)
    page = client.post("/rights/incidents/new/", INCIDENT)["Location"]
    counted = []
    for codes in ("A-001", "A-001 A-002 A-003"):
        client.post(f"{page}concerned/", {"codes": codes})
        for path in (page, f"{page}letters/"):
            client.get(path)  # says what was done, once
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counted.append(len(queries))

    assert counted[:2] == counted[2:]


def test_the_coordinator_reads_which_fields_nobody_fills_in(cast, method, monkeypatch):
    record_visit(
        id=uuid4(), household=cast.a, helper=cast.tashi, on=TODAY, mode="phone", result="met",
        note="门口积水", by=cast.tashi_account, today=TODAY,
    )  # fmt: skip
    monkeypatch.setattr(clock, "today", lambda: date(2026, 9, 11))

    page = browser(cast.coordinator).get("/rights/fields/")
    (_unused, listed), _used = page.context["groups"]

    assert ("备注", TODAY) in [(str(row["words"]), row["last_on"]) for row in listed]
    assert browser(cast.tashi_account).get("/rights/fields/").status_code == 404
