"""A ledger on screen: sent, looked at, applied, undone; the file is nobody else's and goes."""

import io
import os
import re
import stat
import time
from base64 import b64decode
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from doorstep.kit import vault
from doorstep.office.imports import files
from doorstep.register.actions import close_household
from doorstep.register.models import Household, Member
from doorstep.rights.actions.closing import keep_unused
from doorstep.sync.actions import keep_columns, merge_households
from doorstep.sync.models import RosterImport

PAGE = reverse("office:imports")
HEADINGS = ["户编号", "村民小组", "户主（联系人）", "联系电话", "民族"]
ROWS = [
    ["A-001", "一组", "央金", "19900000077", "藏"],
    ["A-002", "一组", "巴桑", "", "藏"],
    ["A-003", "二组", "次仁", "", "藏"],
    ["A-004", "二组", "边巴", "", "藏"],
]


@pytest.fixture(autouse=True)
def var(settings, tmp_path, cast, method):
    settings.VAR = tmp_path
    return tmp_path


def workbook(rows, headings=HEADINGS):
    book = Workbook()
    for row in [headings, *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, content, name="台账.xlsx"):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def step(address, name):
    return reverse(f"office:{name}", args=[address.rstrip("/").rsplit("/", 1)[1]])


def kept(var):
    folder = var / "uploads"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_ledger_is_looked_at_applied_and_undone(cast, browser, var):
    client = browser(cast.coordinator)
    address = send(client, workbook(ROWS)).url
    preview = client.get(address)
    unchanged = Household.objects.filter(village=cast.caoba).count()

    applied = client.post(step(address, "import-apply"))
    done = client.get(applied.url)
    after = Household.objects.filter(village=cast.caoba).count()
    was_added = Household.objects.get(code="A-004").pk
    back = client.get(address)
    undone = client.post(step(applied.url, "import-undo"), follow=True)

    assert [one.code for one in preview.context["diff"].added] == ["A-004"]
    assert [(row.code, row.new) for row in preview.context["changes"]] == [("A-001", "19900000077")]
    assert (unchanged, after) == (3, 4)
    counts = {str(words): (count, homes) for words, count, homes in done.context["counts"]}
    assert counts["Households added"] == (1, [Household(pk=was_added)])
    assert "A-004 边巴" in done.text
    assert undone.context["done"].undone_on is not None
    assert Household.objects.filter(village=cast.caoba).count() == 3
    assert back.url == applied.url
    assert kept(var) == []


@pytest.mark.parametrize("then", ["applied", "undone"])
def test_what_was_looked_at_before_another_ledger_is_looked_at_again(cast, browser, then):
    client, other = browser(cast.coordinator), browser(cast.coordinator)
    theirs = send(other, workbook([*ROWS, ["A-005", "", "旺堆", "", "藏"]])).url
    if then == "undone":
        applied = other.post(step(theirs, "import-apply")).url
    address = send(client, workbook(ROWS)).url
    looked = {"close_missing": "on", "seen": client.get(address).context["seen"]}
    if then == "undone":
        other.post(step(applied, "import-undo"))
    else:
        other.post(step(theirs, "import-apply"))
    before = Household.objects.active_on(cast.day).count()

    refused = client.post(step(address, "import-apply"), looked)

    assert (refused.url, Household.objects.active_on(cast.day).count()) == (address, before)
    again = client.get(address)
    assert f'name="seen" value="{again.context["seen"]}"' in again.text
    done = client.post(step(address, "import-apply"), {"seen": again.context["seen"]})
    assert done.url == reverse("office:import", args=[RosterImport.objects.first().pk])


def test_every_new_and_missing_household_is_told_with_its_head(cast, browser, var):
    client = browser(cast.coordinator)
    rows = [[f"B-{n:03d}", "", f"户主{n}"] for n in range(1, 36)]

    preview = client.get(send(client, workbook(rows)).url)

    told = [f"{code} {head}" in preview.text for code, _group, head in rows]
    assert told == [True] * 35
    assert "A-001 央金" in preview.text


def test_the_file_is_private_and_not_in_the_database(cast, browser, var):
    client = browser(cast.coordinator)

    send(client, workbook(ROWS))

    (path,) = kept(var)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert set(client.session["upload"]) == {"id", "filename", "place", "columns"}


def test_the_file_lies_there_sealed(cast, browser, var):
    content = "户编号,户主（联系人）\nA-001,央金样名\n".encode()

    send(browser(cast.coordinator), content, "台账.csv")

    (file,) = kept(var)
    assert content not in file.read_bytes()
    assert "央金样名".encode() not in file.read_bytes()
    assert b64decode(vault.unseal(files.VAULT_OWNER, file.read_text())) == content


def test_refused_columns_are_named(cast, browser):
    client = browser(cast.coordinator)

    answer = client.get(send(client, workbook(ROWS)).url)

    (note,) = re.findall(
        r'<div class="note ([^"]*)"[^>]*>(?:(?!<div).)*民族', answer.text, re.DOTALL
    )
    assert [one.column for one in answer.context["roster"].refused_columns] == ["民族"]
    assert note == "plain"  # nothing is wrong: that it is dropped is told, no alarm is raised


def test_rows_in_error_are_told_by_row_and_the_others_applied(cast, browser):
    client = browser(cast.coordinator)
    address = send(client, workbook([*ROWS, ["A-005", "二组", "", "", ""]])).url
    preview = client.get(address)

    client.post(step(address, "import-apply"))

    ((where, _words),) = preview.context["errors"]
    assert "row 6" in where
    assert set(Household.objects.filter(code__startswith="A-").values_list("code", flat=True)) == {
        "A-001", "A-002", "A-003", "A-004",
    }  # fmt: skip


def test_a_household_that_is_gone_leaves_only_when_ticked(cast, browser, today):
    client = browser(cast.coordinator)
    address = send(client, workbook([ROWS[0], ROWS[1]])).url
    preview = client.get(address)

    client.post(step(address, "import-apply"), {"close_missing": "on"})

    assert "Is it the ledger of another village?" not in preview.text
    assert [one.code for one in preview.context["diff"].removed] == ["A-003"]
    assert Household.objects.get(code="A-003").closed_on == today


def test_a_ledger_of_other_households_is_asked_about_and_takes_nobody_off(cast, browser):
    client = browser(cast.coordinator)
    headings = ["户编号", "姓名", "与户主关系", "出生年月"]
    there = Member.objects.filter(household__village=cast.caoba, left_on=None).count()

    address = send(client, workbook([("Z-001", "卓嘎", "户主", "1960-05")], headings)).url
    preview = client.get(address)
    client.post(step(address, "import-apply"))

    done = RosterImport.objects.get()
    assert "Is it the ledger of another village?" in preview.text
    assert "1 come, 0 go" in preview.text
    assert (done.summary["members_added"], done.summary["members_removed"]) == (1, 0)
    staying = Member.objects.filter(household__village=cast.caoba, left_on=None).count()
    assert (there > 1, staying) == (True, there + 1)


def unknown(preview):
    """The headings nobody knew, with their fields' names."""
    sheets = preview.context["columns_form"].by_sheet()
    return {field.label: field.name for _sheet, fields, _known in sheets for field in fields}


def known(preview):
    sheets = preview.context["columns_form"].by_sheet()
    return {field.label: field.name for _sheet, _unknown, fields in sheets for field in fields}


def test_what_a_known_heading_means_is_corrected(cast, browser):
    client = browser(cast.coordinator)
    address = send(client, workbook(ROWS)).url
    fields = known(client.get(address))

    client.post(address, {fields["联系电话"]: ""})

    preview = client.get(address)
    assert list(fields) == HEADINGS[:4]
    assert "联系电话" not in preview.context["roster"].household_table.column_map
    assert preview.context["changes"] == []


def test_what_was_said_is_kept_for_the_towns_next_ledger(cast, browser):
    client, other = browser(cast.coordinator), browser(cast.other_coordinator)
    ledger = workbook([[*row[:4], "早上"] for row in ROWS], [*HEADINGS[:4], "几点 去好*"])
    address = send(client, ledger).url
    field = unknown(client.get(address))["几点 去好*"]
    client.post(address, {field: "best_time", "keep": "on"})

    again = workbook([["X-001", "德吉", "晚上"]], ["户编号", "户主", "几点去好"])
    preview = other.get(send(other, again).url)  # of another village of that town

    assert preview.context["by_template"] == ["几点去好"]
    assert [(row.code, row.new) for row in preview.context["changes"]] == [("X-001", "晚上")]
    listed = client.get(reverse("office:import-columns")).context["rows"]
    assert [(one.heading, words) for one, _kind, words in listed] == [
        ("几点 去好*", "Best time for a visit")
    ]


def test_of_two_columns_for_one_field_the_person_chooses(cast, browser):
    client = browser(cast.coordinator)
    ledger = workbook([["1", *row[:3], "近河"] for row in ROWS], ["序号", *HEADINGS[:3], "备注"])
    address = send(client, ledger).url
    number, note = unknown(client.get(address))["序号"], known(client.get(address))["备注"]

    both = client.post(address, {number: "note", "keep": "on"})
    kept_by_then = client.get(reverse("office:import-columns")).context["rows"]
    client.post(address, {number: "note", note: "", "keep": "on"})

    preview = client.get(address)
    assert both.status_code == 422
    assert set(both.context["columns_form"].errors) == {number, note}
    assert kept_by_then == []
    assert preview.context["roster"].household_table.column_map["序号"] == "note"
    assert preview.context["displaced"] == []


def test_a_column_that_the_template_displaces_is_named(cast, browser):
    client = browser(cast.coordinator)
    keep_columns(cast.town, [("households", "序号", "note")], by=cast.coordinator, on=cast.day)

    ledger = workbook([["1", *row[:3], "近河"] for row in ROWS], ["序号", *HEADINGS[:3], "备注"])
    preview = client.get(send(client, ledger).url)

    assert preview.context["displaced"] == [("备注", "序号", "Note")]
    assert "“备注” is not read, since “序号” is read as “Note”" in preview.text


def test_a_line_of_the_template_is_taken_off(cast, browser):
    client = browser(cast.coordinator)
    (meaning,) = keep_columns(
        cast.town, [("households", "几点去好", "best_time")], by=cast.coordinator, on=cast.day
    )

    client.post(reverse("office:import-column-drop", args=[meaning.pk]))

    ledger = workbook([[*ROWS[0][:4], "早上"]], [*HEADINGS[:4], "几点去好"])
    preview = client.get(send(client, ledger).url)
    assert preview.context["by_template"] == []
    assert list(unknown(preview)) == ["几点去好"]


def test_a_ledger_of_foreign_headings_is_explained_by_hand_and_then_known(cast, browser):
    client = browser(cast.coordinator)
    rows = [["A-001", "央金", "19900000088"], ["A-002", "巴桑", ""]]
    headings = ["门牌", "当家人", "怎么联系"]
    address = send(client, workbook(rows, headings)).url
    first = client.get(address)
    fields = unknown(first)

    said = {fields["门牌"]: "code", fields["当家人"]: "head", fields["怎么联系"]: "phone"}
    client.post(address, said | {"keep": "on"})
    client.post(step(address, "import-apply"))

    assert "roster" not in first.context
    assert list(fields) == headings
    assert Household.objects.get(code="A-001").phone == "19900000088"
    again = client.get(send(client, workbook(rows, headings)).url)
    assert again.context["by_template"] == headings
    assert again.context["diff"].changes == ()


def test_refused_and_sealed_headings_are_not_offered(cast, browser):
    client = browser(cast.coordinator)
    rows = [[*row, "x", "x"] for row in ROWS]
    preview = client.get(send(client, workbook(rows, [*HEADINGS, "残疾证号", "公民身份号码"])).url)

    assert unknown(preview) == {}
    assert set(known(preview)) == set(HEADINGS[:4])


def test_splits_mergers_new_codes_and_moves_are_shown_with_their_reasons(cast, browser):
    client = browser(cast.coordinator)
    headings = ["户编号", "姓名", "与户主关系", "出生年月"]
    then = [
        ("A-001", "央金", "户主", "1960-05"),
        ("A-001", "旦增", "长子", "1996-05"),
        ("A-002", "巴桑", "户主", "1955-01"),
        ("A-002", "平措", "长子", "1981-01"),
        ("A-002", "曲珍", "长女", "1985-02"),
        ("A-003", "次仁", "户主", "1970-03"),
        ("A-004", "边巴", "户主", "1975-04"),
    ]
    client.post(step(send(client, workbook(then, headings)).url, "import-apply"))
    now = [
        ("A-001", "央金", "户主", "1960-05"),
        ("A-001", "曲珍", "儿媳", "1985-02"),
        ("A-002", "巴桑", "户主", "1955-01"),
        ("A-002", "次仁", "其他", "1970-03"),
        ("A-011", "旦增", "户主", "1996-05"),
        ("A-014", "边巴", "户主", "1975-04"),
    ]

    preview = client.get(send(client, workbook(now, headings)).url)

    assert [(one.label, one.source, one.into, one.why) for one in preview.context["moves"]] == [
        ("Split", "A-001", "A-011", "旦增: listed under A-011 now. A-001 stays as it is."),
        ("Merged", "A-003", "A-002", "次仁: everybody is listed under A-002; A-003 leaves."),
        ("Another code", "A-004", "A-014", "边巴: everybody is listed under A-014; A-004 leaves."),
        ("Moved", "A-002", "A-001", "曲珍: taken off A-002 and added to A-001; both stay."),
    ]


def test_a_heading_nobody_knew_is_said_by_hand(cast, browser):
    client = browser(cast.coordinator)
    rows = [[*row[:4], "早上"] for row in ROWS]
    address = send(client, workbook(rows, [*HEADINGS[:4], "几点去好"])).url
    asked = unknown(client.get(address))

    client.post(address, {asked["几点去好"]: "best_time"})
    client.post(step(address, "import-apply"))

    assert list(asked) == ["几点去好"]
    assert Household.objects.get(code="A-004").best_time == "早上"


@pytest.mark.parametrize("content", [b"", b"this is no workbook", workbook([], ["甲", "乙"])])
def test_what_is_no_ledger_is_refused_and_not_kept(cast, browser, var, content):
    answer = send(browser(cast.coordinator), content)

    assert answer.status_code == 422
    assert len(answer.context["form"].errors["file"]) == 1
    assert kept(var) == []


def test_cancelling_deletes_the_file(cast, browser, var):
    client = browser(cast.coordinator)
    address = send(client, workbook(ROWS)).url

    client.post(step(address, "import-cancel"))

    back = client.get(address)
    assert kept(var) == []
    assert (back.status_code, back.templates[0].name) == (410, "office/imports/cancelled.html")
    assert f'href="{reverse("office:imports")}"' in back.text
    assert client.post(step(address, "import-apply")).status_code == 404
    assert browser(cast.coordinator).get(address).status_code == 404
    assert not RosterImport.objects.exists()


def test_a_file_is_deleted_after_an_hour(cast, browser, var):
    client = browser(cast.coordinator)
    address = send(client, workbook(ROWS)).url
    (path,) = kept(var)
    os.utime(path, (0, time.time() - files.KEPT_SECONDS - 1))

    answers = [client.get(address, follow=True), apply_again(client, address)]

    assert kept(var) == []
    for answer in answers:
        assert answer.redirect_chain == [(PAGE, 302)]
        assert "it is deleted after an hour" in answer.text


def apply_again(client, address):
    return client.post(step(address, "import-apply"), follow=True)


def fail_applying(path, act):
    """Does something while the file is claimed, and then fails."""
    with files.claimed(files.Upload(UUID(path.name), "", "")):
        act()
        raise KeyError


def test_a_file_that_is_being_applied_is_not_forgotten_nor_kept_longer_afterwards(
    cast, browser, var
):
    client = browser(cast.coordinator)
    send(client, workbook(ROWS))
    (path,) = kept(var)
    long_ago = time.time() - files.KEPT_SECONDS + 60
    os.utime(path, (long_ago, long_ago))

    during = []

    def forget():
        files.forget_old(time.time() + 120)
        during.extend(kept(var))

    with pytest.raises(KeyError):
        fail_applying(path, forget)

    assert [one.suffix for one in during] == [".applied"]
    assert kept(var) == [path]
    files.forget_old(time.time() + 120)
    assert kept(var) == []


def test_a_claimed_file_that_is_gone_all_the_same_is_told_in_words(cast, browser, var):
    send(browser(cast.coordinator), workbook(ROWS))
    (path,) = kept(var)

    with pytest.raises(KeyError):
        fail_applying(path, lambda: [one.unlink() for one in kept(var)])

    with pytest.raises(files.UploadGone):
        _ = files.Upload(UUID(path.name), "", "").content


def test_another_coordinator_finds_neither_file_nor_import(cast, browser):
    client, other = browser(cast.coordinator), browser(cast.other_coordinator)
    address = send(client, workbook(ROWS)).url
    stolen = [
        other.get(address).status_code,
        other.post(step(address, "import-apply")).status_code,
        other.post(step(address, "import-cancel")).status_code,
    ]
    done = client.post(step(address, "import-apply")).url

    assert stolen == [404, 404, 404]
    assert other.get(done).status_code == 404
    assert other.post(step(done, "import-undo")).status_code == 404


def test_a_second_click_while_the_ledger_is_applied_applies_nothing(cast, browser, var):
    client = browser(cast.coordinator)
    address = send(client, workbook(ROWS)).url
    (path,) = kept(var)
    with files.claimed(files.Upload(UUID(path.name), "", "")):
        second = client.post(step(address, "import-apply"))

    assert second.url == PAGE
    assert not RosterImport.objects.exists()


def test_a_helper_imports_nothing(cast, browser):
    client = browser(cast.tashi_account)

    assert [client.get(PAGE).status_code, send(client, workbook(ROWS)).status_code] == [404, 404]


def test_the_page_says_how_a_ledger_is_taken_out_by_two(cast, browser):
    answer = browser(cast.coordinator).get(PAGE)

    assert f'<a href="{reverse("office:tables")}">Tables</a>' in answer.text
    assert "doorstep export-roster --place caoba" in answer.text


def test_notes_that_may_speak_of_health_are_counted_before_they_are_kept(cast, browser):
    headings = ["户编号", "村民小组", "户主（联系人）", "备注", "需求简述"]
    rows = [
        ["A-001", "一组", "央金", "老伴有癌症", ""],
        ["A-002", "一组", "巴桑", "狗很凶", "要住院"],
        ["A-003", "二组", "次仁", "狗很凶", "缺煤"],
    ]
    client = browser(cast.coordinator)

    preview = client.get(send(client, workbook(rows, headings)).url)
    without = client.get(send(client, workbook(ROWS)).url)

    assert preview.context["speak_of_health"] == 2
    told = "Notes that may speak of health"
    assert (told in preview.text, told in without.text) == (True, False)


def test_households_that_do_not_come_back_are_named_with_their_row_before_anything_is_applied(
    cast, browser
):
    merge_households(cast.b, cast.a, by=cast.coordinator, on=cast.day)
    keep_unused(cast.c, by=cast.coordinator, on=cast.day)
    client = browser(cast.coordinator)

    page = client.get(send(client, workbook(ROWS))["Location"])

    assert [words in page.text for words in ("Row 3", "Row 4", "Row 5")] == [True, True, False]
    assert "Household A-002 was merged into A-001" in page.text
    assert "Household A-003 was closed to use" in page.text
    assert [home.code for home in page.context["added"]] == ["A-004"]


def test_nothing_is_in_the_way_of_one_that_only_moved_away(cast, browser):
    close_household(cast.b, because="moved", by=cast.coordinator, on=cast.day)
    client = browser(cast.coordinator)

    page = client.get(send(client, workbook(ROWS))["Location"])

    assert page.context["in_the_way"] == ()
