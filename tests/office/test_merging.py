"""Households that may be one, on screen: looked at, merged, taken apart, or kept apart."""

import pytest
from django.urls import reverse

from doorstep.activities.actions import record_activity
from doorstep.funds import actions as funds
from doorstep.people.models import AuditEntry
from doorstep.register.models import Household
from doorstep.sync.actions import merge_households
from doorstep.sync.models import HouseholdMerge
from tests.factories import DAY, make_account, make_household, make_member, make_need, pair

PAGE = reverse("office:duplicates")


@pytest.fixture
def two(cast, method):
    twin = make_household(
        cast.caoba, "A-010", head="央金拉姆", group=cast.c.group, phone="19900000001"
    )
    make_member(twin, "旦增", birth_year=1996, birth_month=5)
    return twin


def of(name, *ids):
    return reverse(f"office:{name}", args=ids)


def test_a_pair_is_suggested_with_its_reasons_in_words(cast, two, browser):
    page = browser(cast.coordinator).get(PAGE)

    ((suspect, reasons),) = page.context["rows"]
    assert (suspect.first, suspect.second) == (cast.a, two)
    assert reasons == ["Both have the telephone 19900000001.", "旦增, born 1996-05, is in both."]


def test_two_are_looked_at_merged_field_by_field_and_taken_apart(cast, two, browser):
    client, address = browser(cast.coordinator), of("household-merge", cast.a.pk)
    preview = client.get(address, {"with": "A-010"})
    picks = {name: preview.context["form"][name].value() for name in preview.context["form"].fields}

    done = client.post(address, picks | {"with": "A-010", "head": "gone"})

    merge = HouseholdMerge.objects.get()
    assert picks == {"group": "kept", "head": "kept"}
    assert done.url == of("household", cast.a.pk)
    assert cast.a.members.get(relation="head", left_on=None).name == "央金拉姆"
    assert client.get(PAGE).context["rows"] == []
    assert client.get(of("household", two.pk)).context["mergers"] == [merge]

    undone = client.post(of("merge-undo", merge.pk), follow=True)

    assert undone.context["done"].undone_on is not None
    assert Household.objects.get(pk=two.pk).closed_on is None


def test_the_one_that_is_kept_tells_what_the_other_was_paid(cast, two, browser):
    told = {"by": cast.coordinator, "on": DAY}
    relief = funds.found_programme(
        cast.caoba, name="慰问金", kind="other", source="民政局", start_on=DAY, **told
    )
    given = {"by": cast.second, "on": DAY}
    granted = funds.commit_money(relief, year=DAY.year, amount=90_000, decided_on=DAY, **given)
    funds.pay(relief, 12_300, cause=granted, household=two, paid_on=DAY, **told)
    record_activity(cast.caoba, kind="other", title="座谈会", households=[two], **told)
    merge_households(two, cast.a, **told)

    seen = browser(cast.coordinator).get(of("household", cast.a.pk)).text
    helped = browser(cast.tashi_account).get(of("household", cast.a.pk)).text

    assert ("¥123.00, 慰问金" in seen, "座谈会" in seen, seen.count("before the merger")) == (
        True, True, 2,
    )  # fmt: skip
    assert ("¥123.00" in helped, "座谈会" in helped) == (False, True)


def test_the_two_are_compared_with_why_they_are_suspected_in_the_same_words(cast, two, browser):
    client = browser(cast.coordinator)
    ((_suspect, reasons),) = client.get(PAGE).context["rows"]

    pages = [
        client.get(of("household-merge", one.pk), {"with": other.code})
        for one, other in ((cast.a, two), (two, cast.a))
    ]

    assert [page.context["reasons"] for page in pages] == [reasons, reasons]
    assert [page.text.count(words) for page in pages for words in reasons] == [1, 1, 1, 1]


def test_two_that_nothing_suggests_are_compared_without_a_hint(cast, two, browser):
    page = browser(cast.coordinator).get(of("household-merge", cast.a.pk), {"with": "A-002"})

    assert page.context["reasons"] == []
    assert page.text.count("The register gives no hint that the two are one; you say so.") == 1


def test_the_field_of_who_lives_there_is_filled_with_the_sum_and_says_so(cast, two, browser):
    Household.objects.filter(pk=cast.a.pk).update(resident_count=3)
    Household.objects.filter(pk=two.pk).update(resident_count=2)

    page = browser(cast.coordinator).get(of("household-merge", cast.a.pk), {"with": "A-010"})

    field = page.context["form"]["resident_count"]
    words = [str(label) for _side, label in field.field.choices]
    assert (field.value(), words) == ("both", ["both together · 4", "A-001 · 3", "A-010 · 2"])
    assert page.text.count("Both together unless you choose otherwise") == 1


def test_who_came_with_a_merger_is_said_to(cast, two, browser):
    pair(cast.a, cast.tashi)
    pair(two, cast.pema)
    client, address = browser(cast.coordinator), of("household-merge", cast.a.pk)
    form = client.get(address, {"with": "A-010"}).context["form"]

    client.post(address, {name: form[name].value() for name in form.fields} | {"with": "A-010"})

    page, pairs = (client.get(of(name, cast.a.pk)) for name in ("household", "pairing"))
    told = {pair.helper: words for pair, words, _next in page.context["why"]}
    assert told[cast.pema].startswith("with the merger of A-010, since ")
    assert told[cast.tashi].startswith("named by a person, since ")
    assert pairs.text.count("with the merger of A-010") == 1


def test_looking_at_two_households_is_on_the_trail_of_both(cast, two, browser):
    browser(cast.coordinator).get(of("household-merge", cast.a.pk), {"with": "A-010"})

    looks = AuditEntry.objects.filter(act="look_at_household", by=cast.coordinator)
    assert set(looks.values_list("household_id", flat=True)) == {cast.a.pk, two.pk}


def test_what_cannot_be_undone_is_named(cast, two, browser):
    client = browser(cast.coordinator)
    client.post(
        of("household-merge", cast.a.pk), {"with": "A-010", "group": "kept", "head": "kept"}
    )
    merge = HouseholdMerge.objects.get()
    make_need(cast.a, member=cast.a.members.get(name="央金拉姆"))

    page = client.get(of("merged", merge.pk))
    refused = client.post(of("merge-undo", merge.pk), follow=True)

    assert len(page.context["later"]) == 1
    assert refused.context["done"].undone_on is None


def test_said_to_be_two_they_are_not_suggested_again(cast, two, browser):
    client = browser(cast.coordinator)

    client.post(of("household-apart", cast.a.pk), {"with": "A-010"})

    assert client.get(PAGE).context["rows"] == []


@pytest.mark.parametrize("code", ["X-001", "A-001", "Z-9", "A-010 ", "ａ－０１０"])
def test_only_another_household_of_the_village_is_compared(cast, two, browser, code):
    page = browser(cast.coordinator).get(of("household-merge", cast.a.pk), {"with": code})

    is_found = code in ("A-010 ", "ａ－０１０")
    assert (page.status_code, "other" in page.context) == (
        (200, True) if is_found else (422, False)
    )


@pytest.mark.parametrize("who", ["tashi_account", "second", "other_coordinator", "town_account"])
def test_nobody_but_the_coordinator_merges(cast, two, browser, who):
    client = browser(getattr(cast, who))
    sent = {"with": "A-010", "group": "kept", "head": "kept"}

    answers = [
        client.get(PAGE).status_code,
        client.get(of("household-merge", cast.a.pk), {"with": "A-010"}).status_code,
        client.post(of("household-merge", cast.a.pk), sent).status_code,
        client.post(of("household-apart", cast.a.pk), sent).status_code,
    ]

    assert not HouseholdMerge.objects.exists()
    expected = 200 if who == "other_coordinator" else 404  # the list of the own village
    assert answers == [expected, 404, 404, 404]


def test_a_sealed_need_is_not_counted_before_the_coordinator(cast, two, browser):
    sealed = make_need(two)
    type(sealed).objects.filter(pk=sealed.pk).update(sealed=True)

    page = browser(cast.coordinator).get(of("household-merge", cast.a.pk), {"with": "A-010"})

    assert page.context["lines"][0] == "Open needs that go over: 0"


def test_the_list_asks_the_database_as_often_for_many(cast, two, browser, count_queries):
    client = browser(cast.coordinator)
    few = count_queries(client, PAGE)
    for number in range(8):
        make_household(cast.caoba, f"B-{number}", head="多吉", phone=f"1990000001{number // 2}")

    assert count_queries(client, PAGE) == few


def test_an_account_without_a_village_has_no_list(method, browser):
    assert browser(make_account("nobody")).get(PAGE).status_code == 404
