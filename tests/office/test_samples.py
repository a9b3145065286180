"""Samples on their screens: taken, handed on, read from a file, told."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doorstep.people.models import AuditEntry
from doorstep.samples.models import Custody, Lab, LabFile, Result, Sample
from tests.office.conftest import TODAY
from tests.samples.made import make_lab, make_trip, measure, receive, sheet_of, take


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def file_of(data, name="报告.xlsx"):
    stream = BytesIO(data)
    stream.name = name
    return stream


@pytest.fixture
def trip(cast):
    return make_trip(cast.caoba, on=TODAY - timedelta(days=2))


@pytest.fixture
def lab(cast):
    return make_lab(cast.caoba)


def one_taken(trip, helper, code="W-01", **fields):
    return take(trip, helper, code, on=TODAY - timedelta(days=2), **fields)


def test_a_helper_takes_one_after_the_other_and_the_code_counts_on(cast, trip, browser):
    client = browser(cast.tashi_account)
    form = client.get(url("sample-new")).context["form"]
    given = {
        "id": form["id"].value(), "activity": trip.pk, "code": "W-09", "matter": "salt",
        "household_code": "a-001", "where": "盐罐", "taken_by": cast.tashi.pk,
        "taken_on": TODAY, "norm": "usual",
    }  # fmt: skip

    answer = client.post(url("sample-new"), given, follow=True)

    sample = Sample.objects.get()
    assert (sample.household, sample.norm, sample.taken_by) == (cast.a, "gb26878_30", cast.tashi)
    assert answer.context["form"]["code"].value() == "W-10"
    assert answer.context["form"]["matter"].value() == "salt"


def test_a_code_that_is_not_the_readers_to_see_is_no_code(cast, trip, browser):
    client = browser(cast.tashi_account)
    form = client.get(url("sample-new")).context["form"]
    given = {
        "id": form["id"].value(), "activity": trip.pk, "code": "W-1", "matter": "milk",
        "taken_by": cast.tashi.pk, "taken_on": TODAY, "norm": "none",
    }  # fmt: skip

    told = [
        client.post(url("sample-new"), given | {"household_code": code}).text
        for code in ("A-003", "Z-999")  # of another helper, and none
    ]

    assert ["No household has the code" in text for text in told] == [True, True]
    assert Sample.objects.count() == 0


def test_several_go_on_together_or_none_does(cast, trip, lab, browser):
    mine, other = one_taken(trip, cast.tashi), one_taken(trip, cast.pema, "W-02")
    client = browser(cast.coordinator)
    both = f"?sample={mine.pk}&sample={other.pk}"

    refused = client.post(
        url("sample-receive") + both, {"giver": "扎西", "lab": lab.pk, "received_on": TODAY}
    )
    assert refused.status_code == 422
    assert "Sample W-02 is with 白玛 and not with 扎西" in refused.text
    assert Custody.objects.count() == 2

    client.post(
        url("sample-hand-over") + f"?sample={other.pk}",
        {"giver": "白玛", "helper": cast.tashi.pk, "carrier": "", "handed_on": TODAY},
    )
    client.post(
        url("sample-receive") + both, {"giver": "扎西", "lab": lab.pk, "received_on": TODAY}
    )

    assert [one.custody.count() for one in (mine, other)] == [2, 3]
    assert client.get(url("sample-receive"), follow=True).status_code == 200


def test_a_file_is_read_what_is_left_is_told_and_read_again(cast, trip, lab, browser):
    sample, out = one_taken(trip, cast.tashi), one_taken(trip, cast.tashi, "W-02")
    receive(sample, lab, on=TODAY)
    client = browser(cast.coordinator)
    data = sheet_of(
        ("W-01", "氟化物", "1.6", "mg/L", None), ("W-02", "氟化物", "0.3", "mg/L", None)
    )

    answer = client.post(url("lab-file-read", lab.pk), {"file": file_of(data)}, follow=True)

    file = LabFile.objects.get()
    assert "the chain of custody does not reach this laboratory" in answer.text
    assert "1 result is taken from this file." in answer.text
    receive(out, lab, on=TODAY)
    again = client.post(url("lab-file-again", file.pk), follow=True)
    assert "Every row of this file was taken." in again.text
    assert Result.objects.count() == 2
    assert "over the limit" in client.get(url("sample", sample.pk)).text


def test_a_file_with_other_columns_is_refused_and_its_headings_are_asked_about(
    cast, trip, lab, browser
):
    receive(one_taken(trip, cast.tashi), lab, on=TODAY)
    client = browser(cast.coordinator)
    data = sheet_of(("W-01", "氟化物", "1", "mg/L"), headings=("流水", "检测项目", "数", "单位"))

    refused = client.post(url("lab-file-read", lab.pk), {"file": file_of(data)})

    assert refused.status_code == 422
    assert "Its headings are: 流水, 检测项目, 数, 单位" in refused.text
    assert LabFile.objects.count() == 0
    for heading, meaning in (("流水", "code"), ("数", "value")):
        column = lab.columns.get(heading=heading)
        client.post(url("lab-heading", column.pk), {"meaning": meaning})
    client.post(url("lab-file-read", lab.pk), {"file": file_of(data)})
    assert Result.objects.count() == 1
    forgotten = lab.columns.get(heading="流水")
    client.post(f"{url('lab-heading', forgotten.pk)}?forget=yes")
    assert not lab.columns.filter(heading="流水").exists()
    assert AuditEntry.objects.filter(act="forget_heading").count() == 1
    assert client.post(url("lab-file-read", lab.pk), {"file": file_of(data)}).status_code == 422
    assert Result.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02"])
def test_what_is_no_workbook_is_said_on_the_form(cast, lab, browser, data):
    answer = browser(cast.coordinator).post(
        url("lab-file-read", lab.pk), {"file": file_of(data, "x.xlsx")}
    )

    assert answer.status_code == 422
    assert LabFile.objects.count() == 0


def test_letters_come_as_one_pdf_in_the_chosen_language(cast, trip, lab, browser):
    sample = one_taken(trip, cast.tashi, household=cast.a)
    receive(sample, lab, on=TODAY)
    client = browser(cast.coordinator)
    nothing = client.get(url("result-letters"), {"sample": sample.pk}, follow=True)
    assert "None of them has a result that you may tell yet." in nothing.text
    measure(sample, on=TODAY)

    made = client.get(url("result-letters"), {"sample": sample.pk, "language": "bo"})

    assert made.headers["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
    assert 'filename="results-caoba-bo.pdf"' in made.headers["Content-Disposition"]


def test_what_was_told_stands_in_the_households_one_timeline(cast, method, trip, lab, browser):
    sample = one_taken(trip, cast.tashi, household=cast.a)
    receive(sample, lab, on=TODAY)
    measure(sample, on=TODAY)
    client = browser(cast.tashi_account)

    client.post(url("sample-tell", sample.pk), {"how": "read_out", "told_on": TODAY})

    events = client.get(url("household", cast.a.pk)).context["events"]
    told = [(one.about, one.text) for one in events if one.url == url("sample", sample.pk)]
    assert told == [
        ("result told · W-01", "drinking water: within the limit"),
        ("sample W-01 · 扎西", "drinking water · 井口"),
    ]


def test_what_waits_too_long_stands_on_this_week(cast, method, trip, browser):
    take(trip, cast.tashi)

    text = browser(cast.coordinator).get(url("this-week")).text

    assert "1 sample waits too long." in text
    assert "W-01: not yet at the laboratory" in text


def test_a_helper_sees_the_own_and_those_of_no_household(cast, trip, browser):
    own = one_taken(trip, cast.tashi, household=cast.a)
    spring = one_taken(trip, cast.pema, "W-02")
    other = one_taken(trip, cast.pema, "W-03", household=cast.c)
    client = browser(cast.tashi_account)

    shown = client.get(url("samples")).context["page"].object_list
    assert [one.sample for one in shown] == [own, spring]
    assert [client.get(url("sample", one.pk)).status_code for one in (own, spring, other)] == [
        200, 200, 404,
    ]  # fmt: skip
    assert client.get(url("labs")).status_code == 404
    assert browser(cast.other_coordinator).get(url("sample", own.pk)).status_code == 404


def test_the_list_asks_as_much_for_three_as_for_one(cast, trip, browser):
    client = browser(cast.coordinator)
    one_taken(trip, cast.tashi)
    client.get(url("samples"))
    with CaptureQueriesContext(connection) as first:
        client.get(url("samples"))
    one_taken(trip, cast.tashi, "W-02", household=cast.a)
    one_taken(trip, cast.pema, "W-03")
    with CaptureQueriesContext(connection) as second:
        client.get(url("samples"))

    assert len(second) == len(first)


def test_the_rest_of_the_forms_write_what_they_say(cast, trip, browser):
    client = browser(cast.coordinator)
    client.post(url("lab-new"), {"name": "化验室", "reach": "0891-6300000", "days": 10})
    lab = Lab.objects.get()
    client.post(url("lab-change", lab.pk), {"name": "市化验室", "reach": "", "days": 12})
    sample, broken = one_taken(trip, cast.tashi), one_taken(trip, cast.tashi, "W-02")
    receive(sample, lab, on=TODAY)
    client.post(url("sample-norm", sample.pk), {"norm": "gb5749_2022_small"})
    client.post(
        url("result-new", sample.pk),
        {"parameter": "fluoride", "value": "1.1", "unit": "mg/L", "measured_on": ""},
    )
    result = Result.objects.get()
    client.post(url("result-take-back", result.pk), {"reason": "看错行"})
    client.post(url("sample-spoil", broken.pk), {"reason": "碎"})

    for row in (lab, sample, broken, result):
        row.refresh_from_db()
    assert (lab.name, lab.days) == ("市化验室", 12)
    assert sample.norm == "gb5749_2022_small"
    assert result.taken_back_because == "看错行"
    assert broken.spoiled_because == "碎"
    assert client.get(url("lab", lab.pk)).status_code == 200
    assert "看错行" in client.get(url("sample", sample.pk)).text


def test_nobody_is_said_to_have_taken_or_received_one_unasked(cast, trip, lab, browser):
    client = browser(cast.coordinator)
    sample = one_taken(trip, cast.tashi)

    taken = client.get(url("sample-new")).context["form"]["taken_by"]
    received = client.get(url("sample-receive") + f"?sample={sample.pk}").context["form"]["lab"]

    assert [field.field.empty_label for field in (taken, received)] == ["–", "–"]
