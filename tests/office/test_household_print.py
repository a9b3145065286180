"""A household's own record on paper: for one adult, in a chosen language."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from doorstep.categories.models import Category, Proposal
from doorstep.method.choices import NeedKind
from doorstep.people.choices import SpokenLanguage
from doorstep.people.models import Place
from doorstep.register.actions import give_consent, state_circumstance
from doorstep.register.choices import AccessVia, ConsentHow, ConsentPurpose, Relation
from doorstep.rights.queries.copy import copy_of
from doorstep.sync.actions import fill_table, make_column_set
from doorstep.visits.choices import Mode
from tests.factories import make_member, make_need, pair

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def caoba(cast, method):
    return cast.caoba


def printed(client, household, **query):
    answer = client.get(reverse("office:household-print", args=[household.pk]), query)
    assert answer.status_code == 200
    return answer.text


def test_it_is_in_the_first_language_of_the_household_unless_chosen(cast, browser):
    type(cast.a).objects.filter(pk=cast.a.pk).update(languages=["bo", "zh"])
    client = browser(cast.coordinator)

    own = printed(client, cast.a)
    english = printed(client, cast.a, language="en")

    assert ("ནང་མི།" in own, "家人" in own) == (True, True)  # the draft beside the Chinese
    assert ("Members" in english, "家人" in english) == (True, False)


def test_what_is_private_to_one_is_left_out_for_another(cast, browser):
    grown_up = make_member(cast.a, "边巴", birth_year=1980)
    head = cast.a.members.get(relation="head")
    make_need(cast.a, kind="care", text="边巴的事", member=grown_up)
    make_need(cast.a, text="大家的事")
    client = browser(cast.coordinator)

    for_head = printed(client, cast.a, member=str(head.pk))
    for_other = printed(client, cast.a, member=str(grown_up.pk))

    assert ("大家的事" in for_head, "边巴的事" in for_head) == (True, False)
    assert ("大家的事" in for_other, "边巴的事" in for_other) == (True, True)


def test_what_another_agreed_to_is_left_out(cast, browser):
    other = make_member(cast.a, "边巴", birth_year=1980)
    head = cast.a.members.get(relation="head")
    give_consent(
        cast.a, purpose="register", how="thumb", member=other, given_on=cast.day,
        by=cast.coordinator, on=cast.day,
    )  # fmt: skip
    client = browser(cast.coordinator)

    for_head = printed(client, cast.a, member=str(head.pk), language="en")
    for_other = printed(client, cast.a, member=str(other.pk), language="en")

    said = "thumbprint"
    assert (said in for_head, said in for_other) == (False, True)


def test_a_child_gets_no_copy(cast, browser):
    child = cast.a.members.get(birth_year=2019)

    text = printed(browser(cast.coordinator), cast.a, member=str(child.pk), language="en")

    assert "Made for 央金" in text


def test_a_decided_support_is_named_without_a_colour(cast, browser, method, today):
    proposal = Proposal.objects.create(
        household=cast.a, kind="blue", source="person", version=method, made_on=cast.day
    )
    Category.objects.create(
        household=cast.a, kind="blue", proposal=proposal, start_on=cast.day, end_on="2026-05-01"
    )

    text = printed(browser(cast.coordinator), cast.a, language="en")

    assert "until 1 May 2026" in text
    assert 'class="mark' not in text


def test_an_invented_household_says_so(cast, browser):
    client = browser(cast.coordinator)
    plain = printed(client, cast.a, language="en")
    Place.objects.filter(pk=cast.caoba.pk).update(is_invented=True)

    invented = printed(client, cast.a, language="en")

    said = "An example; all people are invented"
    assert (said in plain, said in invented) == (False, True)


def test_a_support_that_rests_on_what_is_private_to_another_is_left_out(
    cast, browser, method, today
):
    other = make_member(cast.a, "边巴", birth_year=1980)
    head = cast.a.members.get(relation="head")
    state_circumstance(
        cast.a, "medical_costs", member=other, private=True, since_on=cast.day, source="office",
        by=cast.coordinator, on=cast.day,
    )  # fmt: skip
    reason = {"key": "x", "fact": "medical_costs", "number": 1, "names": {"en": "Ill"}}
    proposal = Proposal.objects.create(
        household=cast.a, kind="blue", source="rule", version=method, made_on=cast.day,
        reasons=[reason],
    )  # fmt: skip
    Category.objects.create(
        household=cast.a, kind="blue", proposal=proposal, start_on=cast.day, end_on="2026-05-01"
    )
    client = browser(cast.coordinator)

    for_head = printed(client, cast.a, member=str(head.pk), language="en")
    for_other = printed(client, cast.a, member=str(other.pk), language="en")

    assert ("until 1 May 2026" in for_head, "until 1 May 2026" in for_other) == (False, True)


@pytest.mark.parametrize(
    "words",
    [SpokenLanguage, Relation, ConsentPurpose, ConsentHow, AccessVia, NeedKind, Mode],
    ids=lambda words: words.__name__,
)
def test_what_the_sheet_says_of_its_own_is_tibetan_in_its_tibetan_column(words):
    sealed = {AccessVia.SEALED}  # named on no paper

    with translation.override("bo"):
        told = [str(one.label) for one in words if one not in sealed]

    assert [label for label in told if CHINESE.search(label)] == []


def test_only_what_was_written_in_chinese_is_chinese_in_the_tibetan_column(cast, browser):
    pair(cast.a, cast.tashi)
    make_need(cast.a, owner=cast.tashi, text="水管")
    given = {"purpose": "register", "how": "spoken", "given_on": cast.day, "witness": "格桑"}
    give_consent(cast.a, by=cast.coordinator, on=cast.day, **given)
    data = {"央金", "旦增", "孩子", "草坝村", "一组", "扎西", "卓玛", "水管"}

    answer = browser(cast.coordinator).get(
        reverse("office:household-print", args=[cast.a.pk]), {"language": "bo"}
    )

    lines = [line for part in answer.context["sheet"].parts for line in part.lines]
    found = {text for line in lines for text in re.findall(f"{CHINESE.pattern}+", line)}
    assert found - data == set()
    assert len(lines) > len(data)


def test_large_print_is_a_choice_and_says_the_same(cast, browser):
    make_need(cast.a, text="大家的事")
    client = browser(cast.coordinator)

    small = printed(client, cast.a, language="en")
    large = printed(client, cast.a, language="en", large="on")

    assert ("upright one-page" in small, "upright large" in small) == (True, False)
    assert ("upright one-page" in large, "upright large" in large) == (False, True)
    assert small.count("<li>") == large.count("<li>") > 3


def test_record_print_and_copy_name_the_tables_that_went_to_offices(cast, browser):
    kept = make_column_set(
        cast.caoba, name="人数表", rows_of="households", columns=["code", "resident_count"],
        by=cast.coordinator, on=cast.day,
    )  # fmt: skip
    fill_table(
        kept, office="乡民政办", purpose="冬季取暖", active_on=cast.day, format="xlsx",
        by=cast.coordinator, on=cast.day,
    )  # fmt: skip
    client = browser(cast.coordinator)

    record = client.get(reverse("office:household-record", args=[cast.a.pk])).text
    paper = printed(client, cast.a, language="en")
    other = printed(browser(cast.other_coordinator), cast.d, language="en")
    (section,) = [one for one in copy_of(cast.a, None, cast.day).sections if one.key == "tables"]

    for text in (record, paper):
        assert ("乡民政办" in text, "冬季取暖" in text) == (True, True)
    assert "乡民政办" not in other
    assert [(row[0], row[1], row[3]) for row in section.rows] == [
        ("乡民政办", "冬季取暖", cast.day)
    ]
