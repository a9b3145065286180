"""The copy: everything kept on a household that one adult may read, and nothing else."""

import json
import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstep.activities import actions as activities
from doorstep.categories.actions import review_household
from doorstep.kit.sheets import read_workbook
from doorstep.meetings import actions as meetings
from doorstep.needs.models import Need
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.choices import AccessVia
from doorstep.register.models import Household, Member
from doorstep.rights import actions
from doorstep.rights.actions.copies import NotARequestForACopy
from doorstep.rights.models import CopyGiven, Request
from doorstep.rights.queries.copy import LEFT_OUT, PARTS, copy_of
from doorstep.rights.queries.copy.writing import as_json, write_workbook
from doorstep.sync.actions import (
    decline_proposal,
    fill_table,
    make_column_set,
    merge_households,
    see_device,
)
from doorstep.sync.models import Device, RegisterProposal
from doorstep.visits.actions import set_cadence
from tests.factories import (
    make_category,
    make_household,
    make_meeting,
    make_member,
    make_need,
    pair,
    team_of,
)
from tests.office.rows import ids_under

COLOURS = re.compile(r"\b(red|orange|blue|green)\b|红|橙|蓝|绿", re.IGNORECASE)
ABSENT_UNTIL = date(2026, 3, 20)
NUMBER = re.compile(r"\d{2}\.\d{3}")


@pytest.fixture
def head(cast, method):
    return cast.a.members.get(relation="head")


@pytest.fixture
def full(cast, head, method):
    """Household a with a row of everything that a part tells."""
    by, on = cast.coordinator, cast.day
    ids = ids_under(cast.a, cast.tashi, by, method)
    register.set_home(cast.a, "winter", lat=29.882, lon=91.643, by=by, on=on)
    register.set_absence(cast.a, until_on=ABSENT_UNTIL, by=by, on=on)
    set_cadence(cast.a, "contact", "month", by=by, on=on)
    kept = {"name": "人数表", "rows_of": "households", "columns": ["code"]}
    asked = {"office": "乡民政办", "purpose": "取暖", "active_on": on, "format": "csv"}
    fill_table(make_column_set(cast.caoba, **kept, by=by, on=on), **asked, by=by, on=on)
    make_category(cast.a, cast.second, "orange")
    make_need(cast.a, kind="works", text="便桥", works_kind="bridge")
    make_need(cast.b, kind="works", text="别家的桥", works_kind="bridge", served=[cast.a])
    activities.record_activity(
        cast.caoba, kind="training", title="培训", on=on, by=by, households=[cast.a]
    )
    meeting = make_meeting(team_of(cast.caoba), on=on)
    review_household(cast.a, meeting, by=by, on=on)
    item = meetings.add_item(meeting, kind="other", text="修路", household_code="A-001", by=by)
    meetings.decide(
        meeting, item=item, text="修路", owner=cast.tashi, due_on=ABSENT_UNTIL, on=on, by=by
    )
    return ids


def rows_of(copy, key):
    section = next(one for one in copy.sections if one.key == key)
    keys = [name for name, _label in section.columns]
    return [dict(zip(keys, row, strict=True)) for row in section.rows]


def test_every_table_of_a_household_or_member_is_told_or_says_why_not():
    told = {model for part in PARTS for model in part.models}
    keyed = {
        model
        for model in apps.get_models()
        if model.__module__.startswith("doorstep.")
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one or field.many_to_many)
        and not field.auto_created
        and field.related_model in (Household, Member)
    }

    left_out = {apps.get_model(label) for label in LEFT_OUT}
    assert keyed - told - left_out == set()
    assert told & left_out == set()


def test_of_a_full_household_no_part_is_empty(cast, full, head):
    register.look_at_household(cast.a, by=cast.coordinator, on=cast.day)
    actions.note_copy(request_of(full), format="json", by=cast.coordinator, on=cast.day)
    see_device(Device.objects.get(pk=full["device_id"]), ABSENT_UNTIL)

    copy = copy_of(cast.a, head, cast.day)

    assert [one.key for one in copy.sections if not one.rows] == []


def request_of(ids):
    return Request.objects.get(pk=ids["request_id"])


def test_why_a_change_to_the_register_was_declined_is_told(cast, full, head):
    proposal = RegisterProposal.objects.get(pk=full["register_proposal_id"])
    decline_proposal(proposal, why="号码没有变", by=cast.coordinator, on=cast.day)

    for_head = rows_of(copy_of(cast.a, head, cast.day), "changes_proposed")
    RegisterProposal.objects.update(member=make_member(cast.a, "边巴"))
    of_another = rows_of(copy_of(cast.a, head, cast.day), "changes_proposed")

    assert [(row["helper"], row["why"]) for row in for_head] == [(cast.tashi.name, "号码没有变")]
    assert of_another == []


def test_it_says_no_colour_and_no_place_on_the_map(cast, full, head):
    text = as_json(copy_of(cast.a, head, cast.day))

    assert COLOURS.findall(text) == []
    assert NUMBER.findall(text) == []


def test_what_is_private_to_another_member_is_left_out(cast, head):
    other = make_member(cast.a, "边巴", birth_year=1980)
    by, on = cast.coordinator, cast.day
    make_need(cast.a, kind="care", text="边巴的事", member=other, shared=False)
    make_need(cast.a, text="大家的事")
    register.state_circumstance(
        cast.a, "bereaved", member=other, since_on=on, source="office", by=by, on=on, private=True
    )
    make_category(cast.a, cast.second, "orange", reasons=["bereaved"], note="")
    actions.record_request(
        cast.a, kind="copy", member=other, how="spoken", text="边巴要的", asked_on=on, by=by, on=on
    )
    register.give_consent(
        cast.a, purpose="register", how="signed", given_on=on, member=other, by=by, on=on
    )

    for_head, for_other = (copy_of(cast.a, one, on) for one in (head, other))

    keys = ("needs", "steps", "circumstances", "proposals", "requests", "consents")
    assert [len(rows_of(for_head, key)) for key in keys] == [1, 1, 0, 0, 0, 0]
    assert [len(rows_of(for_other, key)) for key in keys] == [2, 2, 1, 1, 1, 1]
    assert "边巴的事" not in as_json(for_head)


def test_what_was_decided_about_something_private_is_told_to_whom_it_concerns(cast, head):
    other = make_member(cast.a, "边巴", birth_year=1980)
    by, on = cast.coordinator, cast.day
    care = make_need(cast.a, kind="care", text="边巴的事", member=other, shared=False)
    register.state_circumstance(
        cast.a, "bereaved", member=other, since_on=on, source="office", by=by, on=on, private=True
    )
    category = make_category(cast.a, cast.second, "orange", reasons=["bereaved"], note="")
    meeting = make_meeting(team_of(cast.caoba), on=on)
    about = {"need": care, "proposal": category.proposal, "category": category, "": None}
    for kind, subject in about.items():
        item = meetings.add_item(
            meeting, kind="other", text=f"事项{kind}", household_code="A-001", by=by,
            subject_kind=kind, subject_id=subject and subject.pk,
        )  # fmt: skip
        meetings.decide(
            meeting, item=item, text=f"议定{kind}", owner=cast.tashi, due_on=ABSENT_UNTIL, on=on,
            by=by,
        )  # fmt: skip

    for_head, for_other = (
        {row["text"] for row in rows_of(copy_of(cast.a, one, on), "decisions")}
        for one in (head, other)
    )

    assert for_head == {"议定"}
    assert for_other == {"议定", "议定need", "议定proposal", "议定category"}


def test_who_came_with_a_merger_is_told_so(cast, head):
    pair(cast.a, cast.tashi)
    double = make_household(cast.caoba, "A-010", head="普布")
    pair(double, cast.pema)

    merge_households(double, cast.a, by=cast.coordinator, on=ABSENT_UNTIL)

    told = rows_of(copy_of(cast.a, head, ABSENT_UNTIL), "pairs")
    assert {row["helper"]: row["via"] for row in told} == {
        cast.tashi.name: "由人指定",
        cast.pema.name: "随A-010户并入而来",
    }


def test_what_was_decided_when_a_line_came_back_is_told_too(cast, head):
    by, owner = cast.coordinator, cast.tashi
    first = make_meeting(team_of(cast.caoba), on=cast.day)
    item = meetings.add_item(first, kind="other", text="事项", household_code="A-001", by=by)
    due = {"owner": owner, "due_on": ABSENT_UNTIL, "by": by}
    meetings.decide(first, item=item, text="先问村医", on=cast.day, **due)
    later = make_meeting(team_of(cast.caoba), on=cast.day + timedelta(days=7))
    again = later.items.get(kind="last_time", text="先问村医")
    meetings.decide(later, item=again, text="再问县医院", on=later.on, **due)

    told = [row["text"] for row in rows_of(copy_of(cast.a, head, later.on), "decisions")]

    assert told == ["先问村医", "再问县医院"]


def test_of_another_adult_it_tells_name_relation_and_year_alone(cast, head):
    rows = {row["name"]: row for row in rows_of(copy_of(cast.a, head, cast.day), "members")}

    assert (rows["旦增"]["birth_year"], rows["旦增"]["able_to_work"]) == (1996, None)
    assert rows["孩子1"]["at_school"] is True


def test_nothing_sealed_is_told(cast, head):
    need = make_need(cast.a, kind="care", text="不愿说的事")
    Need.objects.filter(pk=need.pk).update(sealed=True)
    register.grant_access(
        cast.a, via=AccessVia.SEALED, from_on=cast.day, account=cast.second, by=cast.coordinator
    )

    copy = copy_of(cast.a, head, cast.day)

    assert (rows_of(copy, "needs"), rows_of(copy, "steps")) == ([], [])
    assert [row["who"] for row in rows_of(copy, "access")] == ["卓玛", "扎西"]


def test_json_has_the_rows_by_column_and_days_as_iso(cast, head):
    pair(cast.a, cast.tashi)

    told = json.loads(as_json(copy_of(cast.a, head, cast.day)))

    assert (told["household"], told["made_for"], told["made_on"]) == ("A-001", "央金", "2026-03-02")
    (pairing,) = told["sections"]["pairs"]["rows"]
    assert (pairing["helper"], pairing["start_on"], pairing["end_on"]) == (
        "扎西", "2026-03-02", None,
    )  # fmt: skip


def test_the_workbook_has_a_sheet_for_each_part_with_the_same_rows(cast, full, head, tmp_path):
    copy = copy_of(cast.a, head, cast.day)
    stream = BytesIO()

    write_workbook(copy, stream)

    path = tmp_path / "copy.xlsx"
    path.write_bytes(stream.getvalue())
    sheets = read_workbook(path).sheets
    assert len(sheets) == len(copy.sections)
    below = [len(sheet.rows) - 3 for sheet in sheets]  # title, line, header
    assert below == [len(section.rows) for section in copy.sections]


def test_a_copy_is_noted_once_a_day_in_its_log_and_in_the_trail(cast, full):
    request = request_of(full)

    for _time in range(2):
        actions.note_copy(request, format="json", by=cast.coordinator, on=cast.day)
    actions.note_copy(request, format="xlsx", by=cast.coordinator, on=cast.day)

    assert [one.format for one in CopyGiven.objects.order_by("format")] == ["json", "xlsx"]
    entries = AuditEntry.objects.filter(act="note_copy", household_id=cast.a.pk)
    assert [one.detail for one in entries] == [{"format": "json"}, {"format": "xlsx"}]


def test_a_copy_is_made_for_a_request_for_one(cast, head):
    request = actions.record_request(
        cast.a, kind="correction", member=head, how="spoken", text="改电话", asked_on=cast.day,
        by=cast.coordinator, on=cast.day,
    )  # fmt: skip

    with pytest.raises(NotARequestForACopy):
        actions.note_copy(request, format="json", by=cast.coordinator, on=cast.day)


def test_a_longer_story_takes_no_more_queries(cast, full, head):
    def queries():
        household = Household.objects.select_related("village", "group").get(pk=cast.a.pk)
        with CaptureQueriesContext(connection) as found:
            copy_of(household, head, cast.day)
        return len(found)

    before = queries()
    for number in range(5):
        make_need(cast.a, text=f"第{number}件事")
        make_member(cast.a, f"亲戚{number}", birth_year=1990)

    assert queries() == before
