"""Rows of jobs that a test or an address can name."""

from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook

from doorstep.jobs import actions
from doorstep.jobs.rules import OfferFields
from doorstep.needs.actions import raise_need
from doorstep.register.models import Member

DAY = date(2026, 3, 4)
OFFER = {
    "employer": "峡谷水电站", "title": "绑钢筋", "kind": "temporary", "where": "加查镇",
    "start_on": date(2026, 3, 9), "end_on": date(2026, 5, 31), "places": 2, "km": 30,
    "wage": 20_000, "wage_per": "day", "open_until": date(2026, 4, 30),
}  # fmt: skip
HEADS = [
    "序号",
    "用人单位",
    "岗位",
    "用工性质",
    "工作地点",
    "上岗时间",
    "工资",
    "人数",
    "要求",
    "联系人",
    "住宿",
]


def make_offer(place, *, by, on=DAY, **fields):
    return actions.enter_job_offer(place, OfferFields(**(OFFER | fields)), by=by, on=on)


def make_wish(member, *, by, on=DAY, **fields):
    told = {"said_on": on, "from_on": on, "crafts": ["building"], "most_km": 50} | fields
    return actions.say_wish(member, by=by, on=on, **told)


def grown_up(household, name="加央", **fields):
    """A member who is old enough to work."""
    fields = {"birth_year": 1990, "joined_on": household.registered_on} | fields
    return Member.objects.create(household=household, name=name, **fields)


def file_of(*rows, heads=HEADS):
    """An xlsx with a title, headings and rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "岗位"
    sheet.append(["县人社局岗位信息"])
    for row in (heads, *rows):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def job_ids(household, *, by):
    """By the name of an address' argument: the id of a row of that household's village. The head
    was placed, and wishes for other work since."""
    offer = make_offer(household.village, by=by, employer=f"电站 {household.code}", places=9)
    other = make_offer(household.village, by=by, employer=f"酒店 {household.code}")
    household.members.filter(relation="head").update(birth_year=1980)
    head = household.members.get(relation="head")
    first = make_wish(head, by=by)
    placed = actions.tell_job_offer(offer, first, told_on=DAY, by=by, on=DAY)
    placement = actions.place_told(placed, start_on=OFFER["start_on"], end_on=None, by=by, on=DAY)
    wish = make_wish(head, by=by)
    told = actions.tell_job_offer(other, wish, told_on=DAY, by=by, on=DAY)
    later = DAY + timedelta(days=30)
    wage = actions.report_wage(
        placement, month=date(2026, 3, 1), state="paid", amount=400_000, said_by="worker",
        said_on=later, by=by, on=later,
    )  # fmt: skip
    works = raise_need(
        household.village, kind="works", works_kind="bridge", text="架桥", served=[household],
        by=by, on=DAY,
    )  # fmt: skip
    return {
        "works_id": works.pk,
        "job_offer_id": offer.pk,
        "job_wish_id": wish.pk,
        "job_telling_id": told.pk,
        "job_placement_id": placement.pk,
        "wage_report_id": wage.pk,
    }


def everything_of_jobs(household, member, *, mark, by, on=DAY):
    """A wish with `mark` in its words, told, placed, and a wage that was not paid."""
    offer = make_offer(household.village, by=by, on=on, employer="水电站（全）")
    wish = make_wish(member, by=by, on=on, text=mark)
    telling = actions.tell_job_offer(offer, wish, told_on=on, by=by, on=on)
    placement = actions.place_told(telling, start_on=offer.start_on, end_on=None, by=by, on=on)
    later = on + timedelta(days=30)
    return actions.report_wage(
        placement, month=None, state="unpaid", amount=12_345, said_by="worker", said_on=later,
        by=by, on=later,
    )  # fmt: skip
