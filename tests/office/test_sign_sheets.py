"""Activities on their screens: planned, prepared, signed for, keyed in, wished for."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.activities.models import Activity, Goods, Material, SignSheet, Wish
from tests.activities.made import buy, hold, make_sheet
from tests.office.conftest import TODAY


def url(name, *args):
    return reverse(f"office:{name}", args=args)


@pytest.fixture
def visit(cast):
    return hold(cast.caoba, on=TODAY)


def test_an_activity_is_planned_prepared_and_held(cast, browser):
    client, then = browser(cast.coordinator), TODAY + timedelta(days=3)
    client.post(
        url("activity-plan"),
        {"kind": "training", "title": "电工培训", "planned_on": then, "where": "村委会"},
    )
    planned = Activity.objects.get()
    assert "电工培训" in client.get(url("activities")).text
    client.post(url("material-new", planned.pk), {"text": "万用表"})
    material = Material.objects.get()
    client.post(url("material-tick", material.pk))
    changed = client.post(
        url("activity-change", planned.pk),
        {"kind": "training", "title": "电工培训（二）", "held_on": then, "others_count": 0},
    )
    assert changed.status_code == 302

    early = client.post(url("activity-hold", planned.pk), {"held_on": then})
    assert early.status_code == 422
    client.post(url("activity-hold", planned.pk), {"held_on": TODAY})

    planned.refresh_from_db()
    material.refresh_from_db()
    assert (planned.state, planned.on, planned.title) == ("held", TODAY, "电工培训（二）")
    assert material.is_ready


def test_what_is_called_off_is_told_so(cast, browser):
    client = browser(cast.coordinator)
    given = {"kind": "show", "title": "演出", "planned_on": TODAY}
    client.post(url("activity-plan"), given)
    planned = Activity.objects.get()

    client.post(url("activity-cancel", planned.pk))

    assert "cancelled" in client.get(url("activities")).text
    assert client.post(url("activity-hold", planned.pk), {"held_on": TODAY}).status_code == 422


def test_a_sheet_is_made_printed_and_keyed_by_row_number(cast, visit, browser):
    client = browser(cast.coordinator)
    client.post(url("sign-sheet-new", visit.pk), {"kind": "attendance", "who": "all", "blanks": 2})
    sheet = SignSheet.objects.get()
    assert sheet.rows.count() == 5

    for language in ("zh-hans", "bo", "en"):
        made = client.get(url("sign-sheet-pdf", sheet.pk), {"language": language})
        assert made.content.startswith(b"%PDF")
    wrong = client.post(url("sign-sheet", sheet.pk), {"line": "1 9"})
    assert wrong.status_code == 422
    assert "This sheet has the rows 1 to 5; 9 is none." in wrong.text
    keyed = client.post(url("sign-sheet", sheet.pk), {"line": "1x2 3 5"})

    assert "3 rows are changed." in keyed.text
    assert "3 of 5 rows are signed: 4 persons" in keyed.text
    assert "4 persons" in client.get(url("activity", visit.pk)).text


def test_goods_are_bought_signed_for_and_stand_in_the_households_timeline(
    cast, method, visit, browser
):
    client = browser(cast.coordinator)
    form = client.get(url("goods-buy", visit.pk)).context["form"]
    given = {"id": form["id"].value(), "name": "脸盆", "unit": "个", "quantity": 3}
    wrong = client.post(url("goods-buy", visit.pk), given | {"unit_fen": "十二"})
    assert wrong.status_code == 422
    for _twice in range(2):
        client.post(url("goods-buy", visit.pk), given | {"unit_fen": "12.50"})
    goods = Goods.objects.get()
    client.post(
        url("sign-sheet-new", visit.pk),
        {"kind": "goods", "who": "all", "blanks": 0, "item": goods.batch.item_id, "each": 2},
    )
    sheet = SignSheet.objects.get()

    refused = client.post(url("sign-sheet", sheet.pk), {"line": "1 2"})
    client.post(url("sign-sheet", sheet.pk), {"line": "1"})

    assert refused.status_code == 422
    assert "1 good ones are there" in refused.text
    page = client.get(url("activity", visit.pk)).text
    assert "Handed out so far: ¥25.00" in page
    events = client.get(url("household", cast.a.pk)).context["events"]
    assert [one.text for one in events if "received" in one.about] == ["2 个 脸盆"]


def test_a_wish_becomes_a_need_and_stands_on_the_page(cast, method, visit, browser):
    client = browser(cast.tashi_account)
    given = {"id": uuid4(), "household_code": "a-001", "kind": "care", "text": "想有人常来坐坐",
             "owner": cast.tashi.pk}  # fmt: skip
    for code in ("A-003", "Z-1"):  # of another helper, and none
        told = client.post(url("wish-new", visit.pk), given | {"household_code": code})
        assert "No household has the code" in told.text
    client.post(url("wish-new", visit.pk), given)

    assert Wish.objects.get().need.owner == cast.tashi
    assert "想有人常来坐坐" in client.get(url("activity", visit.pk)).text
    assert "想有人常来坐坐" in browser(cast.coordinator).get(url("needs")).text


def test_sheets_and_goods_are_the_coordinators(cast, visit, browser):
    buy(visit, on=TODAY)
    sheet = make_sheet(visit, [cast.a], on=TODAY)
    client = browser(cast.tashi_account)

    tried = [("sign-sheet", sheet.pk), ("sign-sheet-pdf", sheet.pk), ("goods-buy", visit.pk),
             ("sign-sheet-new", visit.pk), ("activity-plan",)]  # fmt: skip
    assert [client.get(url(*one)).status_code for one in tried] == [404] * 5
    assert browser(cast.other_coordinator).get(url("sign-sheet", sheet.pk)).status_code == 404
