"""One frozen value: codes and no names, the same numbers in every form and language."""

import io
import json
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import translation
from docx import Document
from openpyxl import load_workbook

from doorstep.categories.actions import propose_by_rules
from doorstep.figures.actions import NewLine, make_notice
from doorstep.figures.queries import get_figure, measure
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.meetings.models import AgendaItem
from doorstep.method.choices import FactKind
from doorstep.packs.actions import prepare_meeting
from doorstep.packs.page import read_sections
from doorstep.packs.queries import items_of, week_pack
from doorstep.packs.writing import WRITERS
from doorstep.people.queries import scope_of
from doorstep.register.actions import close_household, set_absence, state_circumstance
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household
from doorstep.rights.actions import erase_household
from doorstep.sync.actions import merge_households
from doorstep.visits.actions import record_visit, write_weekly_note
from tests.factories import make_household, make_need, make_proposal

WEEK = Week.parse("2026-W11")
TUESDAY = date(2026, 3, 10)


@pytest.fixture
def week(cast, method):
    """A week of Caoba: one visit, an urgent need, an overdue one, a sealed one, a note."""
    record_visit(
        id=uuid4(),
        household=cast.a,
        helper=cast.tashi,
        on=TUESDAY,
        mode="on_site",
        result="met",
        services=["policy", "errand"],
        by=cast.tashi_account,
        today=TUESDAY,
    )
    make_need(cast.b, kind="hazard", text="炉子漏烟", urgency="urgent", on=TUESDAY)
    overdue = make_need(cast.c, kind="errand", text="代办", on=date(2026, 3, 2))
    overdue.deadline_on = date(2026, 3, 5)
    overdue.save()
    make_need(cast.a, kind="care", text="不愿说的事", sealed=True, on=TUESDAY)
    write_weekly_note(cast.tashi, WEEK, text="路面结冰", by=cast.tashi_account, on=TUESDAY)
    return cast


def written(pack, form):
    stream = io.BytesIO()
    WRITERS[form](pack, stream)
    return stream.getvalue()


def test_it_reports_a_week_to_the_monday_after_and_plans_the_next(week):
    pack = week_pack(week.caoba_team, WEEK)

    assert (pack.week, pack.from_on, pack.to_on) == (
        "2026-W11",
        date(2026, 3, 9),
        date(2026, 3, 15),
    )
    assert (pack.meeting_on, pack.planned_week) == (date(2026, 3, 16), "2026-W12")


def test_it_counts_what_happened(week):
    pack = week_pack(week.caoba_team, WEEK)
    coverage, work = pack.section("coverage"), pack.section("work")

    assert coverage.number("households").value == 3
    assert coverage.number("coverage.contact").value == 1
    assert coverage.number("coverage.contact.left").value == 2
    assert work.number("errands_done").value == 1
    assert [row[0] for row in pack.section("not_reached").rows] == ["A-002", "A-003"]
    assert [row[1] for row in pack.section("notes").rows] == ["路面结冰"]


def test_overdue_and_urgent_needs_stand_by_code_and_sealed_ones_as_a_count(week):
    needs = week_pack(week.caoba_team, WEEK).section("needs")

    assert sorted(row[:2] for row in needs.rows) == [("A-002", "hazard"), ("A-003", "errand")]
    assert needs.number("needs_sealed").value == 1
    assert needs.number("needs_sealed").url == ""
    assert needs.number("needs_open").value == 2


def test_every_number_is_the_figures_number(week):
    pack = week_pack(week.caoba_team, WEEK)
    scope, period = scope_of(week.caoba), Period.of_week(WEEK)
    numbers = [number for section in pack.sections for number in section.figures if number.url]

    assert {number.key: number.value for number in numbers} == {
        number.key: measure(get_figure(number.key), scope, period).value for number in numbers
    }


@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
def test_a_note_with_letters_that_no_paper_holds_stops_no_pack(week, form):
    text = "路面\x1b结冰\ufffe"
    write_weekly_note(week.tashi, WEEK, text=text, by=week.tashi_account, on=TUESDAY)

    content = written(week_pack(week.caoba_team, WEEK), form)

    assert "路面结冰" in text_of(content, form)


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "json"])
def test_no_form_holds_the_name_of_anybody_of_a_household(week, form):
    content = written(week_pack(week.caoba_team, WEEK), form)
    text = text_of(content, form)

    assert "A-002" in text
    for name in ("央金", "巴桑", "次仁", "旦增", "炉子漏烟", "不愿说的事", "X-001"):
        assert name not in text


@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_file_says_a_colour(week, form, language):
    with translation.override(language):
        text = text_of(written(week_pack(week.caoba_team, WEEK), form), form)

    for word in ("red", "orange", "blue", "green"):
        assert re.search(rf"\b{word}\b", text) is None
    assert set("红橙蓝绿") & set(text) == set()


def text_of(content, form):
    if form == "docx":
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(part.text for part in document.paragraphs), *cells])
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(
            str(value)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
            for value in row
        )
    return content.decode()


def test_its_hash_is_the_same_in_every_language_and_changes_with_a_row(week):
    with translation.override("en"):
        in_english = week_pack(week.caoba_team, WEEK).hash
    with translation.override("zh-hans"):
        in_chinese = week_pack(week.caoba_team, WEEK).hash
    make_need(week.a, kind="hazard", text="电线", urgency="urgent", on=TUESDAY)

    assert in_english == in_chinese
    assert week_pack(week.caoba_team, WEEK).hash != in_chinese


def test_a_proposals_reasons_are_frozen_in_every_language(week):
    state_circumstance(
        week.b,
        FactKind.SUDDEN_EVENT,
        since_on=TUESDAY,
        source="office",
        by=week.coordinator,
        on=TUESDAY,
    )
    propose_by_rules(week.caoba, by=week.coordinator, on=TUESDAY)
    texts = {}

    for language in ("zh-hans", "en"):
        with translation.override(language):
            pack = week_pack(week.caoba_team, WEEK)
            texts[language] = read_sections(pack)[3].rows[0][1].text, pack.hash

    assert texts["zh-hans"] == ("经济帮扶", texts["en"][1])
    assert texts["en"][0] == "Livelihood support"


def test_one_is_said_in_the_singular(week):
    with translation.override("en"):
        [coverage, *_rest] = read_sections(week_pack(week.caoba_team, WEEK))
    words = {number.key: (number.value, number.unit) for number in coverage.figures}

    assert words["coverage.contact"] == (1, "household")
    assert words["coverage.contact.left"] == (2, "households")


def test_its_json_has_the_agreed_shape(week):
    pack = json.loads(written(week_pack(week.caoba_team, WEEK), "json"))

    assert list(pack) == ["team", "week", "hash", "sections"]
    assert list(pack["sections"][0]) == ["key", "title", "figures", "rows"]
    assert list(pack["sections"][0]["figures"][0]) == ["key", "value", "unit", "url"]


def test_its_titles_follow_the_readers_language(week):
    with translation.override("zh-hans"):
        assert "草坝村 周会材料" in written(week_pack(week.caoba_team, WEEK), "html").decode()
    with translation.override("en"):
        assert (
            "pack for the weekly meeting"
            in written(week_pack(week.caoba_team, WEEK), "html").decode()
        )


def test_a_past_pack_stays_as_it_was_when_later_rows_come(week):
    before, later = week_pack(week.caoba_team, WEEK).hash, date(2026, 3, 20)

    make_need(week.b, kind="errand", text="后来的", on=later)
    make_household(week.caoba, "A-009", on=later)
    set_absence(week.c, until_on=date(2026, 4, 20), by=week.coordinator, on=later)
    record_visit(
        id=uuid4(),
        household=week.b,
        helper=week.tashi,
        on=later,
        mode="on_site",
        result="met",
        by=week.tashi_account,
        today=later,
    )

    assert week_pack(week.caoba_team, WEEK).hash == before


def test_a_meeting_gets_its_agenda_from_rows_and_adds_only_what_is_new(week):
    monday = date(2026, 3, 16)

    first = prepare_meeting(week.caoba_team, kind="weekly", on=monday, by=week.coordinator)
    kinds = list(first.items.order_by("order").values_list("kind", "household_code"))
    again = prepare_meeting(week.caoba_team, kind="weekly", on=monday, by=week.coordinator)

    assert again == first
    assert sorted(kinds) == [
        ("not_reached", ""),
        ("overdue", "A-003"),
        ("plan", ""),
        ("urgent", "A-002"),
    ]
    assert AgendaItem.objects.filter(meeting=first).count() == len(kinds)


def test_an_agenda_has_no_line_about_who_is_kept_for_the_law(week):
    monday = date(2026, 3, 16)
    told = {"kind": "weekly", "by": week.coordinator}
    first = prepare_meeting(week.caoba_team, on=monday, **told)
    kept = {"closed_on": monday, "closed_because": ClosedBecause.KEPT}
    Household.objects.filter(pk=week.b.pk).update(**kept)

    later = prepare_meeting(week.caoba_team, on=monday + timedelta(days=7), **told)

    assert "A-002" in {item.household_code for item in first.items.all()}
    assert "A-002" not in {item.household_code for item in items_of(first)}
    assert {item.household_code for item in later.items.all()} == {"", "A-003"}


def test_a_list_past_its_day_stands_on_the_agenda(week):
    posted = make_notice(
        week.caoba,
        title="临时救助公示",
        lines=[NewLine(week.a)],
        take_down_on=TUESDAY,
        by=week.coordinator,
        on=week.day,
    )

    meeting = prepare_meeting(
        week.caoba_team, kind="weekly", on=date(2026, 3, 16), by=week.coordinator
    )

    item = meeting.items.get(kind="notice")
    assert (item.subject_id, item.text) == (posted.pk, "临时救助公示")


def test_a_week_that_still_runs_counts_up_to_the_day_and_calls_nothing_late_before(cast, method):
    due = make_need(cast.a, on=TUESDAY)
    due.deadline_on = date(2026, 3, 13)
    due.save()

    running = week_pack(cast.caoba_team, WEEK, until=date(2026, 3, 12))
    over = week_pack(cast.caoba_team, WEEK)

    late = [one.section("needs").number("needs_overdue").value for one in (running, over)]
    assert (late, running.to_on, over.to_on) == ([0, 1], date(2026, 3, 12), date(2026, 3, 15))


@pytest.mark.parametrize("because", ["erasing", "kept"])
def test_no_list_of_a_past_pack_names_who_is_out_of_use_and_its_numbers_stay(week, because):
    make_proposal(week.b, on=TUESDAY)
    before = week_pack(week.caoba_team, WEEK)
    assert "A-002" in written(before, "json").decode()

    close_household(week.b, because=because, by=week.coordinator, on=date(2026, 3, 25))
    after = week_pack(week.caoba_team, WEEK)

    assert "A-002" not in written(after, "json").decode()
    assert [part.figures for part in after.sections] == [part.figures for part in before.sections]


def test_a_past_pack_names_who_was_merged_since_as_it_was_then(week):
    double = make_household(week.caoba, "A-077", head="普布")
    before = week_pack(week.caoba_team, WEEK)

    merge_households(double, week.a, by=week.coordinator, on=date(2026, 3, 25))

    assert week_pack(week.caoba_team, WEEK) == before


@pytest.mark.usefixtures("own_keys")
def test_a_past_pack_shows_nothing_of_an_erased_household_and_counts_it(week):
    before = week_pack(week.caoba_team, WEEK)

    erase_household(week.b, by=week.coordinator, on=date(2026, 3, 25), also=[Period.of_week(WEEK)])
    after = week_pack(week.caoba_team, WEEK)

    assert "A-002" not in written(after, "json").decode()
    numbers = [[(one.key, one.value) for one in part.figures] for part in after.sections]
    assert numbers == [[(one.key, one.value) for one in part.figures] for part in before.sections]
