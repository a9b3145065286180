"""The bank's file on screen: read, matched, and what stands on one side alone."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from doorstep.funds import actions
from doorstep.funds.models import Posting, Statement, StatementRow
from doorstep.people.models import AuditEntry
from tests.factories import make_need, pair

DAY = date(2026, 3, 4)
BANK = reverse("office:bank")
READ = reverse("office:bank-read")


@pytest.fixture(autouse=True)
def paid(cast, method):
    pair(cast.a, cast.tashi)
    told = {"by": cast.coordinator, "on": DAY}
    relief = actions.found_programme(
        cast.caoba, name="救助", kind="other", source="民政局", start_on=DAY, **told
    )
    given = {"by": cast.second, "on": DAY}
    actions.commit_money(relief, year=2026, amount=1_000_000, decided_on=DAY, **given)
    for fen, reference in ((50_000, "R1"), (60_000, "")):
        actions.pay(relief, fen, cause=make_need(cast.a), paid_on=DAY, reference=reference, **told)


def sent(text, name="三月流水.csv"):
    return {"file": SimpleUploadedFile(name, text.encode("gb18030"))}


FILE = "日期,金额,流水号,对方户名\n2026-03-04,-500.00,R1,央金\n2026-03-05,-600.00,R2,央金\n"


def test_a_file_is_read_and_both_sides_are_listed(cast, browser):
    client = browser(cast.coordinator)

    answer = client.post(READ, sent(FILE))
    page = client.get(answer.url)

    statement = Statement.objects.get()
    assert answer.url == reverse("office:statement", args=[statement.pk])
    assert [row.reference for row, _moves in page.context["open_rows"]] == ["R2"]
    assert [row.reference for row in page.context["page"].object_list] == ["R1"]
    assert [move.amount for move in client.get(BANK).context["moves"]] == [-60_000]
    assert "央金" not in page.text


def test_a_file_that_nobody_knows_is_explained_and_then_read(cast, browser):
    client = browser(cast.coordinator)
    text = "记账时点,宗教信仰,变动额,凭单\n2026-03-04,无,-500.00,R1\n"
    meanings = {"记账时点": "on", "变动额": "amount", "凭单": "reference"}

    refused = client.post(READ, sent(text))
    columns = {one.heading: one for one in cast.caoba.bank_columns.all()}
    addresses = {
        heading: reverse("office:bank-heading", args=[one.pk]) for heading, one in columns.items()
    }
    listed = client.get(BANK).text
    for heading, meaning in meanings.items():
        client.post(addresses[heading], {"meaning": meaning})
    answer = client.post(READ, sent(text))

    assert refused.status_code == 422
    assert set(columns) == set(meanings)
    assert all(address in page for address in addresses.values() for page in (refused.text, listed))
    assert listed.count("not said yet") == len(meanings)
    assert "not said yet" not in client.get(BANK).text
    assert answer.url == reverse("office:statement", args=[Statement.objects.get().pk])
    assert StatementRow.objects.get().reference == "R1"


def test_a_heading_that_was_explained_is_forgotten_and_asked_about_again(cast, browser):
    client = browser(cast.coordinator)
    text = "记账时点,金额\n2026-03-04,-500.00\n"
    client.post(READ, sent(text))
    column = cast.caoba.bank_columns.get()
    address = reverse("office:bank-heading", args=[column.pk])
    client.post(address, {"meaning": "on"})

    page = client.get(address).text
    answer = client.post(f"{address}?forget=yes", follow=True)
    refused = client.post(READ, sent(text))

    assert 'action="?forget=yes"' in page
    assert "The heading is forgotten." in answer.text
    assert refused.status_code == 422
    assert [one.meaning for one in cast.caoba.bank_columns.all()] == [""]
    assert AuditEntry.objects.filter(act="forget_bank_heading", by=cast.coordinator).count() == 1


@pytest.mark.parametrize("who", ["other_coordinator", "town_account", "tashi_account"])
def test_headings_are_explained_by_whoever_keeps_that_money(cast, browser, who):
    actions.note_bank_headings(cast.caoba, ["变动额"], by=cast.coordinator, on=DAY)
    column = cast.caoba.bank_columns.get()

    answer = browser(getattr(cast, who)).get(reverse("office:bank-heading", args=[column.pk]))

    assert answer.status_code == 404


def test_a_row_is_matched_and_parted_by_hand(cast, browser):
    client = browser(cast.coordinator)
    client.post(READ, sent(FILE))
    row = StatementRow.objects.get(reference="R2")
    posting = Posting.objects.get(amount=60_000)
    matching = reverse("office:bank-row-match", args=[row.pk])

    nothing = client.post(matching, {"posting": ""}, follow=True)
    client.post(matching, {"posting": str(posting.pk)})
    matched = StatementRow.objects.get(pk=row.pk).posting
    client.post(reverse("office:bank-row-part", args=[row.pk]))

    assert "Choose the posting that the row is." in nothing.text
    assert matched == posting
    assert StatementRow.objects.get(pk=row.pk).posting is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("甲,1\n乙,2\n", "No row of this file names its columns"),
        ("日期,金额\n2026-03-04,五百\n", "Row 2: “五百” is no amount"),
    ],
)
def test_a_wrong_file_is_said_at_its_field_and_nothing_is_kept(cast, browser, text, words):
    answer = browser(cast.coordinator).post(READ, sent(text))

    assert (answer.status_code, words in answer.text) == (422, True)
    assert Statement.objects.count() == 0


def test_the_bank_is_for_who_keeps_the_money(cast, browser):
    browser(cast.coordinator).post(READ, sent(FILE))
    page = reverse("office:statement", args=[Statement.objects.get().pk])

    for account in (cast.town_account, cast.tashi_account, cast.second, cast.other_coordinator):
        assert browser(account).get(page).status_code == 404


def test_a_file_stands_under_its_name_as_it_was_given(cast, browser):
    client = browser(cast.coordinator)
    client.post(READ, sent(FILE, "ok.csv"))

    page = client.get(reverse("office:statement", args=[Statement.objects.get().pk])).text

    assert '<h1 class="as-given">ok.csv</h1>' in page
