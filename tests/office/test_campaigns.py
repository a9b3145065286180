"""Campaigns on screen: begun by a rule, moved by acts, the remainder by name and reason."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from doorstep.campaigns import actions
from doorstep.campaigns.models import Campaign, Deed
from doorstep.funds.actions import reverse_payment
from doorstep.funds.models import Payment
from doorstep.kit.sheets import Column, SheetOut, write_sheets
from tests.campaigns.conftest import begin, unit_of
from tests.factories import DAY
from tests.funds.conftest import found

NEW = {
    "kind": "toilets", "title": "户厕改造", "text": "", "unit_kind": "household", "pace": "once",
    "start_on": "2026-03-02", "deadline_on": "2026-07-31", "pay": "500", "lives": "",
    "people_from": "", "people_to": "", "age_from": "", "age_to": "",
}  # fmt: skip


@pytest.fixture
def toilets(cast):
    return begin(cast.town, cast.town_account, pay=50_000)


def told(by, days=3):
    return {"done_on": DAY + timedelta(days=days), "by": by, "on": DAY + timedelta(days=8)}


def workbook(*rows, head=("序号", "行政村", "户编号", "状态", "日期", "原因")):
    stream = BytesIO()
    columns = [Column(one) for one in head]
    write_sheets(stream, [SheetOut("进度", "改厕进度", columns, rows)])
    return SimpleUploadedFile("进度.xlsx", stream.getvalue())


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_rule_is_counted_before_it_begins(cast, browser):
    client = browser(cast.coordinator)

    counted = client.post("/campaigns/new/", NEW | {"place": "caoba"})
    assert counted.status_code == 200
    assert "The rule finds 3. Nothing is written yet" in counted.content.decode()
    assert not Campaign.objects.exists()

    seen = counted.context["form"].data["seen"]
    changed = client.post(
        "/campaigns/new/", NEW | {"place": "caoba", "seen": seen, "lives": "all_year"}
    )
    assert "Nothing is written yet" in changed.content.decode()

    begun = client.post("/campaigns/new/", NEW | {"place": "caoba", "seen": seen}, follow=True)
    assert "The campaign is begun; its list is fixed." in begun.content.decode()
    assert Campaign.objects.get().pay == 50_000


def test_a_rule_that_finds_nobody_says_so(cast, browser):
    answer = browser(cast.coordinator).post("/campaigns/new/", NEW | {"people_from": "90"})

    assert answer.status_code == 422
    assert "The rule finds nobody at 草坝村." in answer.content.decode()


def test_a_town_is_not_told_how_many_are_of_an_age(cast, browser):
    answer = browser(cast.town_account).post(
        "/campaigns/new/", NEW | {"place": "riduo", "age_from": "60"}
    )

    assert answer.status_code == 422
    assert "is looked up by the village&#x27;s own team alone" in answer.content.decode()
    assert answer.context["found"] is None


def test_a_list_comes_as_a_workbook(cast, browser):
    file = workbook((1, "草坝村", "A-002"), (2, "下沟村", "X-001"), head=("序号", "村", "户号"))

    answer = browser(cast.town_account).post(
        "/campaigns/new/", NEW | {"place": "riduo", "file": file}, follow=True
    )

    codes = [one.household.code for one in Campaign.objects.get().units.all()]
    assert answer.status_code == 200
    assert codes == ["A-002", "X-001"]


def test_a_workbook_without_its_column_names_it(cast, browser):
    file = workbook((1, "草坝村", "央金"), head=("序号", "行政村", "户主"))

    answer = browser(cast.town_account).post(
        "/campaigns/new/", NEW | {"place": "riduo", "file": file}
    )

    assert answer.status_code == 422
    words = answer.content.decode()
    assert "This file has no column for: household code." in words
    assert "序号, 行政村, 户主" in words
    assert not Campaign.objects.exists()


def test_the_coordinator_reads_names_and_the_town_codes_and_reasons(cast, browser, toilets):
    unit = unit_of(toilets, cast.a)
    actions.explain_unit(unit, because="ground", note="院里还冻着", **told(cast.coordinator))
    address = f"/campaigns/{toilets.pk}/"

    village, town = (
        page(browser(cast.coordinator), address),
        page(browser(cast.town_account), address),
    )

    assert "央金" in village
    assert "院里还冻着" in village
    assert "the ground is frozen or wet" in village
    assert "A-001" in town
    assert "草坝村" in town
    assert "the ground is frozen or wet" in town
    assert "央金" not in town
    assert "院里还冻着" not in town
    assert "X-001" in town
    assert "X-001" not in village


def test_a_unit_accepted_before_it_is_built_is_refused_and_what_was_typed_stays(
    cast, browser, toilets
):
    unit = unit_of(toilets, cast.a)
    file = workbook((1, "草坝村", "A-001", "已验收", "2026-03-05", ""))

    answer = browser(cast.town_account).post(f"/campaigns/{toilets.pk}/states/", {"file": file})

    unit.refresh_from_db()
    assert answer.status_code == 422
    assert "Row 3: A-001 is “not begun”: it is accepted once it is built." in (
        answer.content.decode()
    )
    assert unit.state == "not_begun"


def test_states_of_a_workbook_are_all_taken_or_none(cast, browser, toilets):
    client = browser(cast.town_account)
    good = [
        (1, "草坝村", "A-001", "完工", "2026-03-04", ""),
        (2, "草坝村", "A-001", "验收", "2026-03-05", ""),
        (3, "草坝村", "A-002", "未动工", "2026-03-05", "等开春化冻"),
    ]
    bad = [
        (4, "上沟村", "X-001", "完工", "2026-03-04", ""),
        (5, "下沟村", "X-009", "完工", "2026-03-04", ""),
        (6, "下沟村", "X-001", "快了", "2026-03-04", ""),
        (7, "下沟村", "X-002", "完工", "三月初", ""),
    ]
    address = f"/campaigns/{toilets.pk}/states/"

    refused = client.post(address, {"file": workbook(*good, *bad)}).content.decode()
    assert "4 rows cannot be taken, so nothing was kept." in refused
    for words in (
        "Row 6: there is no village “上沟村” here.",
        "Row 7: no household “X-009” is on the register.",
        "Row 8: “快了” is no state;",
        "Row 9: “三月初” is no day.",
    ):
        assert words in refused
    assert not toilets.units.exclude(state="not_begun").exists()

    taken = client.post(address, {"file": workbook(*good)}, follow=True).content.decode()
    assert "3 changed." in taken
    a, b = unit_of(toilets, cast.a), unit_of(toilets, cast.b)
    assert (a.state, b.state, b.because, b.note) == (
        "accepted", "not_begun", "other", "等开春化冻",
    )  # fmt: skip


def test_a_village_does_not_accept_for_the_town(cast, browser, toilets):
    unit = unit_of(toilets, cast.a)
    actions.build_unit(unit, **told(cast.coordinator))
    client = browser(cast.coordinator)
    given = {"done_on": "2026-03-10", "because": "", "note": ""}

    form = page(client, f"/campaigns/units/{unit.pk}/move/", 200)
    answer = client.post(f"/campaigns/units/{unit.pk}/move/", given | {"act": "accept"})
    many = client.get(f"/campaigns/{toilets.pk}/many/?act=accept")

    unit.refresh_from_db()
    assert "It is accepted" not in form
    assert (answer.status_code, many.status_code, unit.state) == (422, 404, "built")


def test_a_unit_moves_and_its_page_tells_each_step(cast, browser, toilets):
    unit = unit_of(toilets, cast.a)
    client, town = browser(cast.coordinator), browser(cast.town_account)
    address = f"/campaigns/units/{unit.pk}/"
    given = {"because": "", "note": ""}

    client.post(f"{address}move/", given | {"act": "build", "done_on": "2026-03-09"})
    town.post(
        f"{address}move/",
        {"act": "send_back", "done_on": "2026-03-10", "because": "mend", "note": "渗漏"},
    )

    words = page(client, address)
    assert "sent back" in words
    assert "something is to be put right" in words
    assert "渗漏" in words
    assert "渗漏" not in page(town, address)


def test_a_step_is_taken_back_by_who_may_have_made_it(cast, browser, toilets):
    unit = unit_of(toilets, cast.a)
    actions.build_unit(unit, **told(cast.coordinator))
    actions.accept_unit(unit, **told(cast.town_account))
    address = f"/campaigns/units/{unit.pk}/back/"

    village = browser(cast.coordinator).post(address, {"because": "记错"})
    town = browser(cast.town_account).post(address, {"because": "记错"})

    unit.refresh_from_db()
    assert (village.status_code, town.status_code, unit.state) == (404, 302, "built")


def test_several_are_built_at_once(cast, browser, toilets):
    units = [unit_of(toilets, one).pk for one in (cast.a, cast.b)]

    answer = browser(cast.coordinator).post(
        f"/campaigns/{toilets.pk}/many/?act=build", {"units": units, "done_on": "2026-03-09"}
    )

    assert answer.status_code == 302
    assert toilets.units.filter(state="built").count() == 2


def test_a_town_ticks_a_village_at_a_time(cast, browser, toilets):
    client, address = browser(cast.town_account), f"/campaigns/{toilets.pk}/many/"

    first = page(client, f"{address}?act=build")
    other = page(client, f"{address}?act=build&village=xiagou")

    assert ("A-001" in first, "X-001" in first) == (True, False)
    assert ("A-001" in other, "X-001" in other) == (False, True)
    assert "?act=build&amp;village=xiagou" in first


def test_each_accepted_unit_is_paid_once(cast, browser, toilets):
    programme = found(cast.town, cast.town_account, name="改厕奖补", committed=1_000_000)
    unit = unit_of(toilets, cast.a)
    actions.build_unit(unit, **told(cast.coordinator))
    actions.accept_unit(unit, **told(cast.town_account, 4))
    client = browser(cast.town_account)
    address = f"/campaigns/{toilets.pk}/pay/"
    given = {"programme": programme.pk, "paid_on": "2026-03-10", "units": [unit.pk]}

    assert "1 is accepted and not paid yet." in page(client, f"/campaigns/{toilets.pk}/")
    first = client.post(address, given)
    again = client.post(address, given)

    assert (first.status_code, again.status_code) == (302, 422)
    assert Payment.objects.get().unit_id == unit.pk


def test_a_form_of_a_unit_that_was_accepted_meanwhile_leads_to_its_page(cast, browser, toilets):
    unit = unit_of(toilets, cast.a)
    actions.build_unit(unit, **told(cast.coordinator))
    actions.accept_unit(unit, **told(cast.town_account, 4))
    client, address = browser(cast.town_account), f"/campaigns/units/{unit.pk}/"
    sent = {"act": "accept", "done_on": "2026-03-10", "because": "", "note": ""}

    for answer in (
        client.get(f"{address}move/", follow=True),
        client.post(f"{address}move/", sent, follow=True),
    ):
        assert answer.redirect_chain == [(address, 302)]
        assert "A-001 is “accepted” since" in answer.text
    assert unit.unit_steps.filter(state="accepted").count() == 1


def test_what_to_do_first_is_said_where_nothing_can_be_paid(cast, browser, toilets):
    client, address = browser(cast.town_account), f"/campaigns/{toilets.pk}/pay/"
    unit = unit_of(toilets, cast.a)

    assert "What is built is accepted first" in page(client, address)
    actions.build_unit(unit, **told(cast.coordinator))
    actions.accept_unit(unit, **told(cast.town_account, 4))
    assert "has no programme that pays today." in page(client, address)
    found(cast.town, cast.town_account, name="改厕奖补", committed=1_000_000)
    assert "What is built is accepted first" not in page(client, address)


def test_what_was_paid_already_is_told_without_its_id(cast, browser, toilets):
    programme = found(cast.town, cast.town_account, name="改厕奖补", committed=1_000_000)
    units = [unit_of(toilets, one) for one in (cast.a, cast.b)]
    for unit in units:
        actions.build_unit(unit, **told(cast.coordinator))
        actions.accept_unit(unit, **told(cast.town_account, 4))
    client, address = browser(cast.town_account), f"/campaigns/{toilets.pk}/pay/"
    given = {"programme": programme.pk, "paid_on": "2026-03-10"}

    client.post(address, given | {"units": [units[0].pk]})
    some = client.post(address, given | {"units": [units[0].pk]})
    client.post(address, given | {"units": [units[1].pk]})
    none = client.post(address, given | {"units": [units[1].pk]})

    assert (some.status_code, none.status_code, Payment.objects.count()) == (422, 422, 2)
    for answer, unit in ((some, units[0]), (none, units[1])):
        assert "is paid already, or was taken back meanwhile" in answer.text
        assert f"{unit.pk} is not" not in answer.text


def test_a_paid_unit_says_so_and_offers_no_step_back(cast, browser, toilets):
    test_each_accepted_unit_is_paid_once(cast, browser, toilets)
    payment, unit = Payment.objects.get(), unit_of(toilets, cast.a)
    town, village = browser(cast.town_account), browser(cast.coordinator)
    link = f'href="/money/payments/{payment.pk}/"'

    one = page(town, f"/campaigns/units/{unit.pk}/")
    many = page(town, f"/campaigns/{toilets.pk}/?state=accepted")
    of_village = page(village, f"/campaigns/units/{unit.pk}/")

    assert (one.count(link), many.count(link)) == (1, 1)
    assert "10 March" in one
    assert "paid on 10" in many
    assert "10 March" in of_village
    assert "Take the last step back" not in one + of_village


def test_a_unit_whose_payment_was_reversed_is_taken_back_again(cast, browser, toilets):
    test_each_accepted_unit_is_paid_once(cast, browser, toilets)
    unit, on = unit_of(toilets, cast.a), DAY + timedelta(days=8)
    reverse_payment(Payment.objects.get(), because="记错", by=cast.town_account, on=on)

    words = page(browser(cast.town_account), f"/campaigns/units/{unit.pk}/")

    assert "Take the last step back" in words
    assert "Paid on" not in words


def test_the_household_tells_campaign_and_payment_in_one_story(cast, method, browser, toilets):
    test_each_accepted_unit_is_paid_once(cast, browser, toilets)

    words = page(browser(cast.coordinator), f"/households/{cast.a.pk}/")

    assert "campaign: 户厕改造" in words
    for state in ("not begun", "built", "accepted"):
        assert f"{state}." in words


def test_turns_are_entered_by_village_and_taken_back(cast, browser):
    waste = begin(
        cast.town, cast.town_account, kind="waste", title="清运", unit_kind="village",
        pace="trips", deadline_on=None,
    )  # fmt: skip
    unit = waste.units.get(place=cast.caoba)
    client = browser(cast.coordinator)

    client.post(
        f"/campaigns/units/{unit.pk}/turn/",
        {"done_on": "2026-03-09", "trips": "2", "kilograms": "1200", "note": ""},
    )
    assert "1,200" in page(client, f"/campaigns/{waste.pk}/")
    deed = Deed.objects.get()
    back = f"/campaigns/units/{unit.pk}/turns/take-back/"
    nothing = client.post(back, {"because": "记错村"}, follow=True).text
    client.post(back, {"deed": deed.pk, "because": "记错村"})

    deed.refresh_from_db()
    assert ("Nothing is ticked" in nothing, deed.taken_back) == (True, "记错村")


def test_turns_that_are_ticked_are_taken_back_for_one_reason_all_or_none(cast, browser):
    cleanup = begin(
        cast.town, cast.town_account, kind="waste", title="清扫", unit_kind="village",
        pace="weekly", deadline_on=None,
    )  # fmt: skip
    unit = cleanup.units.get(place=cast.caoba)
    by = cast.coordinator
    for days in (0, 7):
        actions.record_deed(unit, **told(by, days))
    keys = [deed.pk for deed in unit.deeds.all()]
    client = browser(by)
    back = f"/campaigns/units/{unit.pk}/turns/take-back/"

    shown = page(client, f"/campaigns/units/{unit.pk}/")
    client.post(back, {"deed": keys, "because": ""})
    kept = unit.deeds.filter(taken_back="").count()
    client.post(back, {"deed": [*reversed(keys), str(keys[0]).upper()], "because": "记错村"})

    assert (shown.count('name="because"'), shown.count('name="deed"'), kept) == (1, 2, 2)
    assert {deed.taken_back for deed in unit.deeds.all()} == {"记错村"}


def test_a_campaign_near_its_deadline_stands_on_this_week_and_at_the_town(
    cast, method, browser, toilets
):
    actions.change_campaign(
        toilets, deadline_on=DAY + timedelta(days=5), by=cast.town_account, on=DAY
    )

    assert "Campaign “户厕改造”: 3 are left" in page(browser(cast.coordinator), "/")
    assert "Campaign “户厕改造”: 5 are left" in page(browser(cast.town_account), "/town/")


@pytest.mark.parametrize("who", ["tashi_account", "second", "auditor", "other_coordinator"])
def test_what_is_not_theirs_is_not_found(cast, browser, who):
    own = begin(cast.caoba, cast.coordinator)
    client = browser(getattr(cast, who))

    assert client.get(f"/campaigns/{own.pk}/").status_code == 404
    assert client.get(f"/campaigns/units/{own.units.first().pk}/").status_code == 404


def test_more_units_take_no_more_queries(cast, browser, toilets, count_queries):
    client, address = browser(cast.coordinator), f"/campaigns/{toilets.pk}/"
    unit = unit_of(toilets, cast.a)
    for household in (cast.b, cast.c):
        actions.excuse_unit(unit_of(toilets, household), because="later", **told(cast.coordinator))
    one = count_queries(client, address)

    for household in (cast.b, cast.c):
        actions.take_up_unit(unit_of(toilets, household), **told(cast.coordinator))
    begin(cast.caoba, cast.coordinator, title="另一个")

    assert count_queries(client, address) == one
    assert unit.state == "not_begun"


def test_more_campaigns_take_no_more_queries(cast, browser, toilets, count_queries):
    client = browser(cast.coordinator)
    one = count_queries(client, "/campaigns/")

    for number in range(3):
        begin(cast.caoba, cast.coordinator, title=f"第 {number} 个")

    assert count_queries(client, "/campaigns/") == one


def test_a_helper_reads_the_states_of_the_own_households_without_words(
    cast, method, browser, toilets
):
    unit = unit_of(toilets, cast.a)
    actions.explain_unit(unit, because="ground", note="院里还冻着", **told(cast.coordinator))

    words = page(browser(cast.tashi_account), f"/households/{cast.a.pk}/")

    assert "not begun: the ground is frozen or wet." in words
    assert "院里还冻着" not in words
    assert f"/campaigns/units/{unit.pk}/" not in words


def test_a_stray_enter_settles_no_unit(cast, browser):
    unit = unit_of(begin(cast.caoba, cast.coordinator), cast.a)
    address = reverse("office:campaign-unit-move", args=[unit.pk])
    client = browser(cast.coordinator)

    page = client.get(address)
    answer = client.post(address, {"done_on": page.context["form"]["done_on"].value()})

    unit.refresh_from_db()
    assert (answer.status_code, unit.state) == (422, "not_begun")
    assert "checked" not in page.text
