"""Samples for tests, made with the real actions."""

from io import BytesIO

from openpyxl import Workbook

from doorstep.activities.actions import record_activity
from doorstep.people.actions import system_account
from doorstep.samples import actions as samples
from tests.factories import DAY


def make_trip(place, title="水源地采样", *, on=DAY):
    return record_activity(place, kind="other", title=title, on=on, by=system_account())


def take(activity, helper, code="W-01", *, on=DAY, **fields):
    fields = {"matter": "drinking_water", "norm": "gb5749_2022", "where": "井口"} | fields
    return samples.take_sample(
        activity, code=code, taken_by=helper, taken_on=on, by=system_account(), on=on, **fields
    )


def make_lab(place, name="县疾控中心化验室", *, days=15, on=DAY):
    return samples.add_lab(place, name=name, days=days, by=system_account(), on=on)


def receive(sample, lab, *, giver=None, on=DAY):
    giver = giver or sample.custody.order_by("-order").first().holder
    return samples.receive_sample(
        sample, lab, giver=giver, received_on=on, by=system_account(), on=on
    )


def measure(sample, parameter="fluoride", value="0.8", unit="mg/L", *, on=DAY, **fields):
    return samples.record_result(
        sample, parameter=parameter, value=value, unit=unit, by=system_account(), on=on, **fields
    )


HEADINGS = ("样品编号", "检测项目", "检测结果", "单位", "检测日期")


def sheet_of(*rows, headings=HEADINGS, above=(("水质检测报告",), ("委托单位", "草坝村"))):
    """A laboratory's workbook: title rows, headings, rows."""
    book = Workbook()
    sheet = book.active
    for row in (*above, headings, *rows):
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
