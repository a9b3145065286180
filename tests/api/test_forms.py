"""What Collect fetches."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from doorstep.entry.actions.set_up import change_instance
from doorstep.kit import clock
from doorstep.people.models import AuditEntry
from doorstep.register.actions import end_access, grant_access
from doorstep.register.models import Access
from doorstep.sync.actions import give_device
from doorstep.sync.models import PublishedForm, Submission
from doorstep.sync.rules import EDITION, build_xforms, digest_of
from tests.api.collect import Collect, parts
from tests.factories import DAY, make_household, make_need

pytestmark = pytest.mark.django_db


def households(collect):
    return collect.lists(collect.forms()["visit"])["households.csv"]


def test_a_phone_gets_its_helpers_households_and_no_others(cast, collect):
    make_need(cast.a, text="要补课", kind="study")
    make_need(cast.a, text="秘密的", sealed=True)
    lists = collect.lists(collect.forms()["visit"])

    homes, needs = collect.rows(lists["households.csv"]), collect.rows(lists["needs.csv"])

    assert [(one["name"], one["label"], one["open_needs"]) for one in homes] == [
        (f"{cast.a.pk}", "央金 · A-001 · 一组", "1"), (f"{cast.b.pk}", "巴桑 · A-002 · 一组", "0"),
    ]  # fmt: skip
    assert [(one["household"], one["label"]) for one in needs] == [(f"{cast.a.pk}", "要补课")]


def test_the_forms_are_built_once_and_lie_as_bytes(cast, collect):
    before = collect.forms()
    PublishedForm.objects.filter(form="need").update(title="改过的名字")

    after = collect.forms()

    assert after["need"]["name"] == "改过的名字"
    assert after["need"]["hash"] == before["need"]["hash"]
    assert AuditEntry.objects.filter(act="publish_form").count() == 3


def test_a_phone_that_has_the_list_gets_none(cast, collect):
    address = f"{collect.server_url}/formList"
    tag = collect.call("GET", address).headers["etag"]

    again = collect.call("GET", address, headers={"If-None-Match": tag})

    assert (again.status, again.body) == (304, b"")
    assert again.headers["x-openrosa-version"] == "1.0"


def test_forms_speak_three_languages_and_tibetan_stands_by_the_chinese(collect):
    form = collect.download(collect.forms()["visit"]).decode()

    for language in ("中文 (zh)", "བོད་ཡིག (bo)", "English (en)"):
        assert f'<translation lang="{language}"' in form
    assert "<value>འབྲས་བུ། 结果</value>" in form


def test_a_list_is_new_when_the_caseload_is(cast, collect):
    before = households(collect)["hash"]
    assert households(collect)["hash"] == before

    make_need(cast.a)

    assert households(collect)["hash"] != before


def test_a_household_that_went_to_somebody_else_leaves_the_phone(cast, collect):
    listed = households(collect)
    access = Access.objects.get(household=cast.a, helper=cast.tashi)
    end_access(access, by=cast.coordinator, on=DAY)

    assert [row["code"] for row in collect.rows(listed)] == ["A-002"]
    strange = uuid4()
    told = collect.gone(listed, cast.a.pk, cast.b.pk, cast.c.pk, strange)
    assert told == {f"{cast.a.pk}": True, f"{cast.b.pk}": False}


def test_a_village_without_a_method_has_no_form(cast, collect):
    cast.caoba.adoptions.update(start_on=clock.today() + timedelta(days=9))

    assert collect.forms() == {}


@pytest.mark.parametrize(
    "address", ["forms/visit/none", "forms/visit/none/manifest", "lists/members.csv", "other"]
)
def test_what_is_not_there_is_not_found(collect, address):
    assert collect.call("GET", f"{collect.server_url}/{address}").status == 404


def test_ids_that_are_none_are_passed_over(collect):
    told = collect.gone(households(collect), "no-id", "")

    assert told == {}


def test_a_token_never_given_gets_nothing_and_stores_nothing(cast, given):
    stranger = Collect("http://testserver/odk/never-given", Client())
    kind, body = parts(("xml_submission_file", "form.xml", b"<data/>"))

    answers = [
        stranger.call("GET", f"{stranger.server_url}/formList"),
        stranger.may_send(),
        stranger.post(body, kind),
    ]

    assert [one.status for one in answers] == [403, 403, 403]
    assert Submission.objects.count() == 0


def test_the_token_of_a_field_page_is_none_here(cast, given, collect):
    token = give_device(cast.tashi, kind="field", name="页", by=cast.coordinator, on=DAY)[1]
    page = Collect(f"http://testserver/odk/{token}", Client())

    assert page.call("GET", f"{page.server_url}/formList").status == 403


def test_nothing_is_there_while_phones_are_switched_off(cast, collect):
    change_instance(by=cast.coordinator, on=DAY, has_field_page=False)
    kind, body = parts(("xml_submission_file", "form.xml", b"<data/>"))

    assert collect.call("GET", f"{collect.server_url}/formList").status == 404
    assert collect.post(body, kind).status == 404
    assert Submission.objects.count() == 0


def test_a_head_reads_the_tokens_row_alone(given, collect, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = collect.may_send()

    assert (answer.status, answer.headers["x-openrosa-accept-content-length"]) == (204, "10000000")


def test_a_list_costs_the_same_whatever_the_caseload(cast, collect):
    listed = households(collect)
    with CaptureQueriesContext(connection) as few:
        assert len(collect.rows(listed)) == 2
    for number in range(3):
        more = make_household(cast.caoba, f"A-1{number}", head="多吉")
        grant_access(more, via="pairing", from_on=DAY, helper=cast.tashi, by=cast.coordinator)

    with CaptureQueriesContext(connection) as many:
        assert len(collect.rows(listed)) == 5

    assert len(many) == len(few)


def test_other_words_or_questions_are_another_edition():
    """If this fails, raise EDITION and write the new digests: phones that have a form under a
    version do not fetch another under the same."""
    services = [("policy", {"zh-hans": "政策宣讲", "en": "Policy briefing"})]
    built = {one.form: one.xml for one in build_xforms("1", services)}

    assert (EDITION, {form: digest_of(xml.encode())[:16] for form, xml in built.items()}) == (
        2, {"visit": "19cbf7bfdb80ff55", "need": "15b2fd011f9a24ee", "close": "0da323ae405bfebe"},
    )  # fmt: skip
