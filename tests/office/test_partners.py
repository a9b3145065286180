"""Partners on screen: added, backed, met, computed, ended; and nothing of it for others."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from doorstep.funds import actions as funds
from doorstep.partners.models import Backing, JointAct, Partner, Plant
from tests.factories import pair

DAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def added(client):
    client.post(url("partner-new"), {"name": "电力公司", "since_on": "2026-03-01"})
    return Partner.objects.get()


def test_a_partner_is_added_backs_a_programme_and_is_met(cast, browser):
    client, told = browser(cast.coordinator), {"by": cast.coordinator, "on": DAY}
    aid = funds.found_programme(
        cast.caoba, name="企业帮扶", kind="aid", source="电力公司", start_on=DAY, **told
    )
    partner = added(client)
    client.post(url("partner-back", partner.pk), {"programme": aid.pk, "since_on": "2026-03-02"})
    bought = {
        "kind": "purchase", "title": "采购核桃", "done_on": "2026-03-03", "people_count": "0",
        "amount": "12,000.50", "of_office": cast.coordinator.pk, "programme": aid.pk,
    }  # fmt: skip
    client.post(url("joint-act-new", partner.pk), bought)
    act = JointAct.objects.get()
    client.post(url("joint-act-change", act.pk), bought | {"title": "采购核桃和蜂蜜"})
    refused = client.post(url("joint-act-new", partner.pk), bought | {"amount": ""})
    page, listed = client.get(url("partner", partner.pk)), client.get(url("partners"))
    changing = client.get(url("joint-act-change", act.pk))

    assert (Backing.objects.get().programme, act.amount) == (aid, 1_200_050)
    assert refused.status_code == 422
    assert "Write for how much was bought." in refused.text
    assert "采购核桃和蜂蜜" in page.text
    assert "¥12,000.50" in page.text
    assert "企业帮扶" in page.text
    assert "电力公司" in listed.text
    assert 'value="12000.50"' in changing.text
    assert "采购核桃和蜂蜜" in client.get(url("joint-act", act.pk)).text


def test_a_plant_shows_what_it_saves_before_and_after_rounding(cast, browser):
    client = browser(cast.coordinator)
    partner = added(client)
    stated = {
        "kind": "wind", "name": "风电场", "capacity_kw": "100000", "yearly_kwh": "233000000",
        "factors": "partner_2023", "stated_on": "2026-03-03", "document": "规划说明第7页",
    }  # fmt: skip
    client.post(url("plant-new", partner.pk), stated)
    plant = Plant.objects.get()
    page = client.get(url("plant", plant.pk)).text
    client.post(url("plant-built", plant.pk), {"built_on": "2026-03-04"})

    saved = ("73,100 t", "73,092 t", "182,800 t", "182,789 t", "313.7 g/kWh", "73,046 t – 73,162 t")
    for words in (*saved, "2023", "规划说明第7页"):
        assert words in page
    assert Plant.objects.get().built_on == DAY


def test_who_keeps_no_money_finds_no_partner_and_the_town_changes_none_of_a_village(cast, browser):
    partner = added(browser(cast.coordinator))
    town = browser(cast.town_account)

    assert browser(cast.tashi_account).get(url("partners")).status_code == 404
    assert browser(cast.other_coordinator).get(url("partner", partner.pk)).status_code == 404
    assert town.get(url("partner", partner.pk)).status_code == 200
    assert town.get(url("partner-change", partner.pk)).status_code == 404
    assert town.post(url("partner-end", partner.pk), {"last_on": "2026-03-04"}).status_code == 404


def test_the_contact_goes_with_the_end(cast, browser):
    client = browser(cast.coordinator)
    partner = added(client)
    changed = {"name": "电力公司", "contact_name": "张工", "contact_at": "0886-1", "note": ""}
    client.post(url("partner-change", partner.pk), changed)
    before = client.get(url("partner", partner.pk)).text
    client.post(url("partner-end", partner.pk), {"last_on": "2026-03-04"})
    after = client.get(url("partner", partner.pk)).text

    assert ("张工" in before, "张工" in after) == (True, False)


def test_a_partners_file_is_read_and_what_was_not_read_is_said(cast, browser):
    client = browser(cast.coordinator)
    partner = added(client)
    page = url("joint-acts-read", partner.pk)

    def sent(text):
        file = SimpleUploadedFile("台账.csv", text.encode())
        return client.post(page, {"file": file}, follow=True)

    wrong = sent("日期,事项,人数\n2026-03-03,走访,很多\n")
    right = sent("日期,事项,人数,经费来源\n2026-03-03,走访,5,企业\n")

    assert (wrong.status_code, right.status_code) == (422, 200)
    assert "row 2" in wrong.text
    assert "Columns that were not read: 经费来源." in right.text
    assert JointAct.objects.get().people_count == 5


def test_a_programme_names_the_partner_that_backs_it(cast, browser):
    client, told = browser(cast.coordinator), {"by": cast.coordinator, "on": DAY}
    aid = funds.found_programme(
        cast.caoba, name="企业帮扶", kind="aid", source="捐款", start_on=DAY, **told
    )
    partner = added(client)
    before = client.get(url("programme", aid.pk))
    client.post(url("partner-back", partner.pk), {"programme": aid.pk, "since_on": "2026-03-11"})
    after = client.get(url("programme", aid.pk))

    assert (before.status_code, "电力公司" in before.text) == (200, False)
    assert url("partner", partner.pk) in after.text


def test_the_town_reads_neither_numbers_nor_words_nor_a_contact_of_a_villages_partner(
    cast, browser
):
    client = browser(cast.coordinator)
    partner = added(client)
    changed = {
        "name": "电力公司",
        "contact_name": "张工",
        "contact_at": "0886-1",
        "note": "自己找的",
    }
    client.post(url("partner-change", partner.pk), changed)
    jobs = {
        "kind": "jobs", "title": "校园招聘", "done_on": "2026-03-03", "people_count": "3",
        "household_count": "2", "seen": "央金家的孩子签约", "agreed": "明年再来",
        "of_office": cast.coordinator.pk,
    }  # fmt: skip
    client.post(url("joint-act-new", partner.pk), jobs)
    act = JointAct.objects.get()
    pages = (url("joint-act", act.pk), url("partner", partner.pk))
    own = "".join(client.get(page).text for page in pages)
    towns = "".join(browser(cast.town_account).get(page).text for page in pages)

    for words in ("3 persons", "2 households", "央金家", "明年再来", "张工", "0886-1", "自己找的"):
        assert (words in own, words in towns) == (True, False), words
    assert "校园招聘" in towns


def test_a_stated_plant_is_mended_by_who_keeps_it_alone(cast, browser):
    client = browser(cast.coordinator)
    partner = added(client)
    stated = {
        "kind": "sun", "name": "屋顶光伏", "capacity_kw": "120", "yearly_kwh": "150000",
        "factors": "partner_2023", "stated_on": "2026-03-03", "document": "备案表",
    }  # fmt: skip
    client.post(url("plant-new", partner.pk), stated)
    plant = Plant.objects.get()
    page = url("plant-change", plant.pk)

    assert 'value="150000"' in client.get(page).text
    assert browser(cast.town_account).post(page, stated).status_code == 404
    assert browser(cast.other_coordinator).post(page, stated).status_code == 404
    client.post(page, stated | {"yearly_kwh": "160000"})
    plant.refresh_from_db()
    assert plant.yearly_kwh == 160_000
    assert "50 t" in client.get(url("plant", plant.pk)).text
