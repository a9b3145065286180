"""Rounds on paper: printed without categories and words, keyed in, joined with the phone's."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from docx import Document

from doorstep.kit.weeks import Week
from doorstep.needs.models import Need
from doorstep.register.actions import end_access
from doorstep.register.models import Access
from doorstep.sync.models import Submission
from doorstep.visits.actions import join_visits, make_round, part_visits, record_visit
from doorstep.visits.models import PaperRound, Visit
from doorstep.visits.rules import read_round_code, round_code
from tests.factories import make_category, make_need, pair

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 11)
WEEK = Week.of(TODAY)


@pytest.fixture
def sheet(cast, method, today):
    paper, _is_new = make_round(cast.tashi, WEEK, by=cast.coordinator, on=TODAY)
    return paper


def visit(cast, *, channel, part="morning", services=(), helper=None):
    return record_visit(
        id=uuid4(), household=cast.a, helper=helper or cast.tashi, on=TODAY, mode="on_site",
        result="met", part_of_day=part, services=services, channel=channel, by=cast.coordinator,
        today=TODAY,
    )[0]  # fmt: skip


def key(client, sheet, row, *, on=TODAY, part="morning"):
    address = reverse("office:round", args=[sheet.pk])
    return client.post(address, {"on": str(on), "part": part, "row": row})


def test_one_wrong_digit_or_two_that_changed_places_are_no_code():
    code = round_code(Week(2026, 48), 7)
    wrong = [
        code[:at] + digit + code[at + 1 :] for at in (0, 1, 2, 3, 5, 6) for digit in "0123456789"
    ]
    swapped = [
        code[:one] + code[two] + code[one + 1 : two] + code[one] + code[two + 1 :]
        for one in range(7)
        for two in range(one + 1, 7)
        if "-" not in (code[one], code[two]) and code[one] != code[two]
    ]

    assert read_round_code(f" {code.lower().replace('-', ' ')} ") == (26, 48, 7)
    assert {read_round_code(one) for one in [*wrong, *swapped] if one != code} == {None}
    assert read_round_code("2599-01-A") is None


def test_a_round_is_made_once_while_nothing_has_changed(cast, browser, method):
    client = browser(cast.coordinator)
    wanted = {"helper": str(cast.tashi.pk), "week": str(WEEK)}

    for _twice in range(2):
        client.post(reverse("office:rounds-new"), wanted)
    end_access(
        Access.objects.get(household=cast.b, helper=cast.tashi), by=cast.coordinator, on=TODAY
    )
    client.post(reverse("office:rounds-new"), wanted)

    told = [
        (paper.number, [row.household.code for row in paper.rows.all()])
        for paper in PaperRound.objects.order_by("number")
    ]
    assert told == [(1, ["A-001", "A-002"]), (2, ["A-001"])]


def test_the_sheets_of_all_helpers_are_printed_one_after_the_other(cast, browser, method):
    client = browser(cast.coordinator)

    answer = client.post(
        reverse("office:rounds-new"), {"helper": "", "week": str(WEEK)}, follow=True
    )

    assert answer.request["PATH_INFO"] == f"/rounds/{WEEK}/print/"
    assert answer.text.count('class="side-of-paper') == 2  # Tashi's and Pema's
    assert "A-003" in answer.text


def test_paper_says_what_is_due_and_neither_category_nor_need(cast, browser, method):
    pair(cast.a, cast.tashi)
    make_need(cast.a, text="取暖用煤不够", on=TODAY)
    make_category(cast.a, cast.second, on=date(2026, 3, 9))
    paper, _is_new = make_round(cast.tashi, WEEK, by=cast.coordinator, on=TODAY)
    client = browser(cast.tashi_account)

    page = client.get(reverse("office:round-print", args=[paper.pk]) + "?language=en").text

    assert ("央金" in page, "1 open need" in page, "visit" in page) == (True, True, True)
    for word in ("取暖用煤不够", "hardship", "Livelihood", "mark", "blue", "19900000001"):
        assert word not in page


def test_the_word_file_holds_the_same_rows(cast, browser, sheet):
    answer = browser(cast.coordinator).get(
        reverse("office:round-docx", args=[sheet.pk]) + "?language=zh-hans"
    )

    (table,) = Document(BytesIO(answer.content)).tables
    assert [row.cells[1].text.split("\n")[0] for row in table.rows] == ["住户", "央金", "巴桑"]
    assert [row.cells[4].text for row in table.rows] == ["v 入户", "☐", "☐"]


def test_tibetan_is_printed_with_the_chinese_beside_it(cast, browser, sheet):
    page = browser(cast.coordinator).get(
        reverse("office:round-print", args=[sheet.pk]) + "?language=bo"
    )

    assert "ཁྱིམ་ཚང་། 住户" in page.text


def test_a_household_that_went_to_another_helper_is_not_named_any_more(cast, browser, sheet):
    end_access(
        Access.objects.get(household=cast.a, helper=cast.tashi), by=cast.coordinator, on=TODAY
    )
    client = browser(cast.tashi_account)

    for name in ("round-print", "round"):
        page = client.get(reverse(f"office:{name}", args=[sheet.pk])).text
        assert ("央金" in page, "A-001" in page, "巴桑" in page) == (False, False, True)


def test_another_helpers_round_is_not_found(cast, browser, sheet):
    mine = [
        browser(account).get(reverse("office:round", args=[sheet.pk])).status_code
        for account in (cast.tashi_account, cast.coordinator, cast.other_coordinator, cast.second)
    ]

    assert mine == [200, 200, 404, 404]


@pytest.mark.parametrize(("typed", "status"), [("", 200), ("2611 01", 422), ("2611-01-Z", 422)])
def test_a_code_that_does_not_fit_is_said(cast, browser, sheet, typed, status):
    answer = browser(cast.coordinator).get(reverse("office:rounds"), {"code": typed})

    assert answer.status_code == status


def test_the_code_on_a_sheet_opens_it(cast, browser, sheet):
    answer = browser(cast.coordinator).get(reverse("office:rounds"), {"code": sheet.code.lower()})

    assert answer.url == reverse("office:round", args=[sheet.pk])


def test_a_row_that_is_keyed_leaves_an_empty_line_and_keeps_day_and_part(cast, browser, sheet):
    answer = key(browser(cast.coordinator), sheet, "1vac", on=date(2026, 3, 10))

    form = answer.context["form"]
    assert answer.status_code == 200
    assert (form["row"].value(), form["part"].value()) == (None, "morning")
    assert form["on"].value() == date(2026, 3, 10)
    assert Visit.objects.get().household == cast.a


def test_the_day_is_asked_for_once_the_week_is_over(cast, browser, sheet, monkeypatch):
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: WEEK.shift(1).start_on)
    client, address = browser(cast.coordinator), reverse("office:round", args=[sheet.pk])

    form = client.get(address).context["form"]
    answer = client.post(address, {"on": "", "part": "", "row": "1u"})

    assert (form["on"].value(), form.fields["on"].widget.attrs["autofocus"]) == (None, True)
    assert (answer.status_code, answer.context["form"]["row"].value()) == (422, "1u")
    assert not Visit.objects.exists()


def test_what_cannot_be_read_is_said_by_its_row_and_stays_to_be_mended(cast, browser, sheet):
    answer = key(browser(cast.coordinator), sheet, "1vq")

    assert answer.status_code == 422
    assert answer.context["form"]["row"].value() == "1vq"
    assert "Row 1: “q” is no letter of this sheet." in answer.text
    assert not Submission.objects.exists()


def test_a_second_typists_difference_is_shown_at_once(cast, browser, sheet):
    key(browser(cast.coordinator), sheet, "1vac")

    answer = key(browser(cast.tashi_account), sheet, "1vab")

    assert "Row 1 was keyed before, and not like this." in answer.text
    assert "keyed a second time otherwise: vab" in answer.text
    assert Visit.objects.get().services.count() == 2


def test_the_words_of_a_need_are_not_shown_again(cast, browser, sheet):
    answer = key(browser(cast.coordinator), sheet, "1v w2 夜里咳得厉害")

    assert Need.objects.get().text == "夜里咳得厉害"
    assert ("vw2" in answer.text or "v w2" in answer.text, "咳" in answer.text) == (True, False)


def test_sheets_are_counted_back_once(cast, browser, sheet):
    client = browser(cast.coordinator)

    for _twice in range(2):
        client.post(reverse("office:round-back", args=[sheet.pk]))

    sheet.refresh_from_db()
    assert (sheet.back_on, sheet.back_by) == (TODAY, cast.coordinator)
    assert "1 sheet · back since" in client.get(reverse("office:rounds")).text


def test_the_same_visit_from_paper_and_phone_is_said_wherever_visits_are_listed(
    cast, browser, sheet
):
    visit(cast, channel="field")
    client = browser(cast.coordinator)

    keyed = key(client, sheet, "1v").text
    lists = [
        client.get(f"/visits/?show=done&week={WEEK}").text,
        client.get(reverse("office:household", args=[cast.a.pk])).text,
        client.get(reverse("office:report", args=[cast.tashi.pk, str(WEEK)])).text,
    ]

    assert "Row 1 is likely the same visit" in keyed
    assert [text.count("likely the same as the one from: field page") for text in lists] == [1] * 3
    assert [
        text.count("likely the same as the one from: keyed in from paper") for text in lists
    ] == [1] * 3


def test_records_likely_told_twice_are_counted_above_the_list(cast, browser, sheet):
    told_twice = {visit(cast, channel=channel).pk for channel in ("field", "paper")}
    record_visit(
        id=uuid4(), household=cast.b, helper=cast.tashi, on=TODAY, mode="phone", result="met",
        by=cast.coordinator, today=TODAY,
    )  # fmt: skip
    client = browser(cast.coordinator)

    every = client.get(f"/visits/?show=done&week={WEEK}")
    alone = client.get(f"/visits/?show=done&week={WEEK}&twice=1")

    assert (every.context["twice"], len(every.context["rows"])) == (2, 3)
    assert "2 records likely tell of visits" in every.text
    assert {one.pk for one, _services, _same in alone.context["rows"]} == told_twice


@pytest.mark.parametrize(("part", "said"), [("", 2), ("morning", 2), ("evening", 0)])
def test_only_the_same_part_of_the_day_is_likely_the_same(cast, browser, sheet, part, said):
    visit(cast, channel="field", part=part)
    visit(cast, channel="paper", part="morning")

    page = browser(cast.coordinator).get(f"/visits/?show=done&week={WEEK}").text

    assert page.count("likely the same") == said
    assert ("likely tell of" in page) == bool(said)


def test_joined_they_count_once_and_taken_apart_twice(cast, browser, sheet):
    phone = visit(cast, channel="field", services=["policy", "errand"])
    paper = visit(cast, channel="paper", services=["errand"])
    client = browser(cast.tashi_account)

    def counted():
        done = Need.objects.filter(kind="errand", outcome="done").count()
        return (Visit.objects.standing().count(), done)

    told = [counted()]
    client.post(reverse("office:visit-join", args=[phone.pk]), {"other": str(paper.pk)})
    told.append(counted())
    page = client.get(reverse("office:visit", args=[paper.pk])).text
    client.post(reverse("office:visit-part", args=[paper.pk]))
    told.append(counted())

    assert told == [(2, 2), (1, 1), (2, 2)]
    assert "Another record tells of the same visit and counts" in page


def test_what_is_not_the_same_is_not_joined(cast, browser, sheet):
    phone = visit(cast, channel="field", part="morning")
    evening = visit(cast, channel="paper", part="evening")
    client = browser(cast.coordinator)
    address = reverse("office:visit-join", args=[phone.pk])

    for other in (str(evening.pk), str(phone.pk), "x"):
        client.post(address, {"other": other})

    assert Visit.objects.standing().count() == 2
    assert client.post(address, {"other": str(uuid4())}).status_code == 404


def test_a_joined_visit_is_joined_once_and_its_needs_stay_with_the_one_that_counts(
    cast, browser, sheet
):
    phone = visit(cast, channel="field")
    key(browser(cast.coordinator), sheet, "1v w3 烟道堵了")
    paper = Visit.objects.get(channel="paper")

    join_visits(phone, paper, by=cast.coordinator, on=TODAY)
    page = browser(cast.coordinator).get(reverse("office:visit", args=[phone.pk])).text
    part_visits(paper, by=cast.coordinator, on=TODAY)

    assert "烟道堵了" in page
    assert Visit.objects.standing().count() == 2


def test_a_list_of_rounds_asks_no_more_for_three_than_for_one(cast, browser, method, count_queries):
    client, address = browser(cast.coordinator), reverse("office:rounds")
    make_round(cast.tashi, WEEK, by=cast.coordinator, on=TODAY)
    one = count_queries(client, address)
    make_round(cast.pema, WEEK, by=cast.coordinator, on=TODAY)
    make_round(cast.tashi, WEEK.shift(1), by=cast.coordinator, on=TODAY)

    assert count_queries(client, address) == one
