"""The rights desk through its pages: asked, due, answered, on paper; consents in two presses."""

import json
from datetime import date

import pytest
from django.urls import reverse

from doorstep.people.queries import looks_at
from doorstep.register import actions as register
from doorstep.rights import actions
from doorstep.rights.models import CopyGiven, Request
from doorstep.rights.queries.copy import copy_of
from doorstep.rights.queries.copy.writing import as_json
from tests.factories import make_category, make_need, pair

ASKED_ON = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def caoba(cast, method):
    return cast.caoba


@pytest.fixture
def head(cast):
    return cast.a.members.get(relation="head")


@pytest.fixture
def client(cast, browser):
    return browser(cast.coordinator)


@pytest.fixture
def ask(cast, head):
    def asked(kind="copy", **more):
        given = {"member": head, "how": "spoken", "text": "请给一份", "asked_on": ASKED_ON}
        household = more.pop("household", cast.a)
        return actions.record_request(
            household, kind=kind, by=cast.coordinator, on=ASKED_ON, **(given | more)
        )

    return asked


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def test_a_request_is_recorded_from_the_code_and_stands_on_the_list(cast, client, head, today):
    found = client.get(url("rights"), {"code": "A-001"})
    sent = {
        "kind": "copy", "member": head.pk, "asked_as": "member", "how": "spoken",
        "asked_on": "2026-03-10", "text": "想看看记了什么", "about": "",
    }  # fmt: skip

    answer = client.post(found["Location"], sent)

    request = Request.objects.get()
    assert answer["Location"] == url("request", request.pk)
    text = client.get(url("rights")).text
    assert ("A-001" in text, text.count("31 Mar")) == (True, 1)
    assert client.get(answer["Location"]).text.count("31 Mar") == 1


def test_a_code_that_is_none_or_elsewhere_is_asked_for_again(client):
    for code in ("nix", "X-001"):
        answer = client.get(url("rights"), {"code": code})

        assert answer.status_code == 422
        assert "No household of this village has this code." in answer.text


def test_what_was_typed_stays_where_a_request_is_refused(cast, client, head):
    sent = {
        "kind": "copy", "member": head.pk, "asked_as": "representative", "how": "spoken",
        "asked_on": "2026-03-10", "text": "替她要的", "about": "",
    }  # fmt: skip

    answer = client.post(url("request-new", cast.a.pk), sent)

    assert (answer.status_code, Request.objects.count()) == (422, 0)
    assert "替她要的" in answer.text
    assert "Write the name of who asks for this member." in answer.text


def test_what_belongs_to_another_household_is_no_choice(cast, client, head):
    category = make_category(cast.b, cast.second)
    sent = {
        "kind": "explanation", "member": head.pk, "asked_as": "member", "how": "spoken",
        "asked_on": "2026-03-10", "text": "为什么", "about": f"proposal.{category.proposal_id}",
    }  # fmt: skip

    assert client.post(url("request-new", cast.a.pk), sent).status_code == 422


def test_an_objection_from_the_desk_is_answered_where_the_category_stands(cast, client, head):
    category = make_category(cast.a, cast.second)
    sent = {
        "kind": "objection", "member": head.pk, "asked_as": "member", "how": "written",
        "asked_on": "2026-03-10", "text": "不同意", "about": f"proposal.{category.proposal_id}",
    }  # fmt: skip
    client.post(url("request-new", cast.a.pk), sent)
    request = Request.objects.get()

    client.post(
        url("objection-answer", request.objection_id),
        {"upheld": "no", "answer": "理由如下", "is_relative": "no"},
    )

    page, listed = client.get(url("request", request.pk)), client.get(url("rights"))
    letter = client.get(url("request-letter", request.pk), {"language": "en"})
    assert ("理由如下" in page.text, "理由如下" in letter.text) == (True, True)
    assert "Nobody waits for an answer." in listed.text


def test_an_answer_is_printed_as_a_letter_with_where_to_complain(client, ask):
    request = ask("erasure")
    slip = client.get(url("request-letter", request.pk), {"language": "en"}).text

    answer = client.post(
        url("request-answer", request.pk),
        {
            "outcome": "refused", "answer": "不能删除", "reason": "正在办理的救助还要用",
            "complain_to": "12345",
        },
    )  # fmt: skip

    letter = client.get(url("request-letter", request.pk), {"language": "en"}).text
    assert answer.status_code == 302
    assert "by 23 March 2026 at the latest" in slip
    for words in ("Our answer to your request", "不能删除", "正在办理的救助还要用", "12345"):
        assert words in letter


def test_the_letter_for_fewer_visits_says_what_was_agreed(cast, client, ask):
    request = ask("fewer_visits")
    before = client.get(url("request-letter", request.pk), {"language": "en"}).text
    actions.answer_request(
        request, outcome="granted", answer="好的", complain_to="12345",
        cadences={"on_site": "quarter", "contact": ""}, by=cast.coordinator, on=ASKED_ON,
    )  # fmt: skip

    letter = client.get(url("request-letter", request.pk), {"language": "en"}).text

    assert "visit on site: every quarter" not in before
    assert "visit on site: every quarter" in letter


def test_a_copy_is_granted_once_it_was_made_and_the_page_says_where(client, ask):
    request = ask("copy")
    answer = {"outcome": "granted", "answer": "请看附件", "reason": "", "complain_to": ""}

    refused = client.post(url("request-answer", request.pk), answer)
    client.get(url("request-copy", request.pk, "json"))
    granted = client.post(url("request-answer", request.pk), answer)

    assert (refused.status_code, granted.status_code) == (422, 302)
    (said,) = refused.context["form"].non_field_errors()
    assert said.startswith("No copy was made yet for this request. Open the request, make the copy")
    assert refused.context["beside"] == [("Make the copy", url("request", request.pk) + "#to-do")]
    assert "请看附件" in refused.text


def test_an_answer_begins_with_the_villages_address_for_complaints(cast, client, ask):
    actions.put_complaints_address(
        cast.caoba,
        office="县民政局",
        where="县城",
        phone="12345",
        by=cast.coordinator,
        on=ASKED_ON,
    )

    page = client.get(url("request-answer", ask("copy").pk))

    assert "12345" in page.context["form"]["complain_to"].value()


def test_the_letter_is_in_the_households_language_with_chinese_beside_a_draft(cast, client, ask):
    type(cast.a).objects.filter(pk=cast.a.pk).update(languages=["bo"])

    text = client.get(url("request-letter", ask().pk)).text

    assert ("ཉིན" in text or "ཚེས" in text, "您的请求回执" in text) == (True, True)


def test_overdue_requests_stand_on_this_week_for_the_coordinator_alone(cast, browser, ask, today):
    Request.objects.filter(pk=ask().pk).update(due_on=date(2026, 3, 10))
    pair(cast.a, cast.tashi)

    texts = [browser(one).get("/").text for one in (cast.coordinator, cast.tashi_account)]

    said = "the answer was due by 10 March 2026"
    assert [said in text for text in texts] == [True, False]


def test_a_longer_list_of_requests_takes_no_more_queries(cast, client, ask, count_queries):
    for number in range(2):
        ask(text=f"第{number}次")
    Request.objects.update(due_on=date(2026, 3, 10))
    addresses = (url("rights"), url("this-week"))
    before = [count_queries(client, one) for one in addresses]
    for number in range(2, 6):
        ask(text=f"第{number}次")
    Request.objects.update(due_on=date(2026, 3, 10))

    assert [count_queries(client, one) for one in addresses] == before


def test_the_copy_comes_as_json_workbook_and_page_and_each_is_noted(client, ask):
    request = ask()
    answers = [
        client.get(url("request-copy", request.pk, one)) for one in ("json", "xlsx", "print")
    ]

    assert [one.status_code for one in answers] == [200, 200, 200]
    told = json.loads(answers[0].content)
    assert (told["household"], told["made_for"]) == ("A-001", "央金")
    assert answers[1].content[:2] == b"PK"
    assert (
        "Made for 央金"
        in client.get(url("request-copy", request.pk, "print"), {"language": "en"}).text
    )
    assert CopyGiven.objects.count() == 3
    assert client.get(url("request-copy", request.pk, "docx")).status_code == 404


def test_a_decision_is_explained_with_reasons_people_and_what_can_be_done(cast, client, method):
    category = make_category(cast.a, cast.second, note="家里遇到急事")

    text = client.get(url("proposal-explained", category.proposal_id), {"language": "en"}).text

    for words in (
        "家里遇到急事", "Put by 卓玛", "Decided by 格桑 on 2 March 2026", "You may object",
        "ends by itself on 31 May 2026",
    ):  # fmt: skip
        assert words in text
    assert 'class="mark' not in text


def test_a_reason_that_is_private_to_one_is_not_explained_to_another(cast, client, head):
    from tests.factories import make_member

    other = make_member(cast.a, "边巴", birth_year=1980)
    register.state_circumstance(
        cast.a, "bereaved", member=other, since_on=ASKED_ON, source="office",
        by=cast.coordinator, on=ASKED_ON, private=True,
    )  # fmt: skip
    category = make_category(cast.a, cast.second, "orange", reasons=["bereaved"], note="")
    page = url("proposal-explained", category.proposal_id)

    texts = [client.get(page, {"language": "en", "member": one.pk}).text for one in (head, other)]

    assert ["it is explained to that member alone" in text for text in texts] == [True, False]


def test_what_was_written_beside_a_private_reason_is_for_its_member(cast, client, head):
    from tests.factories import make_member

    other = make_member(cast.a, "边巴", birth_year=1980)
    for fact, member in (("bereaved", other), ("left_behind", None)):
        register.state_circumstance(
            cast.a, fact, member=member, since_on=ASKED_ON, source="office", by=cast.coordinator,
            on=ASKED_ON, private=member is not None,
        )  # fmt: skip
    category = make_category(
        cast.a, cast.second, "orange", reasons=["bereaved", "left_behind"], note="边巴的母亲刚走"
    )
    page = url("proposal-explained", category.proposal_id)

    texts = [client.get(page, {"language": "en", "member": one.pk}).text for one in (head, other)]
    copies = [as_json(copy_of(cast.a, one, ASKED_ON)) for one in (head, other)]

    assert ["Decided by" in text for text in texts] == [True, True]
    assert ["边巴的母亲刚走" in text for text in (*texts, *copies)] == [False, True, False, True]


def test_why_a_helper_comes_is_explained(cast, client):
    pairing = pair(cast.a, cast.tashi)

    text = client.get(url("pairing-explained", cast.a.pk, pairing.pk), {"language": "en"}).text

    assert "扎西 comes to you since 2 March 2026." in text
    assert "another helper at any time" in text


def test_a_kept_household_is_found_on_the_desk_alone(cast, client, ask):
    request = ask("erasure")
    client.post(
        url("request-answer", request.pk),
        {
            "outcome": "kept", "answer": "依法留存", "legal_ground": "《会计档案管理办法》第十四条",
            "kept_until": "2036-01-01", "complain_to": "12345",
        },
    )  # fmt: skip

    told = {
        name: client.get(url(name, cast.a.pk)).status_code
        for name in ("household", "household-record", "household-print", "household-consents")
    }
    left = client.get(url("households"), {"state": "left"}).text
    desk = client.get(url("rights")).text
    page = client.get(url("request", request.pk))
    assert set(told.values()) == {404}
    assert ("A-001" in left, "会计档案" in desk, page.status_code) == (False, True, 200)
    assert client.get(url("request-new", cast.a.pk)).status_code == 200


def test_once_the_law_no_longer_asks_for_it_a_kept_household_can_be_erased(cast, client, ask):
    request, page = ask("erasure"), url("household-erase", cast.a.pk)
    actions.answer_request(
        request, outcome="kept", answer="依法留存", legal_ground="会计法", complain_to="12345",
        kept_until=date(2026, 3, 11), by=cast.coordinator, on=ASKED_ON,
    )  # fmt: skip

    now = page in client.get(url("request", request.pk)).text
    Request.objects.update(kept_until=date(2026, 3, 12))
    before = page in client.get(url("request", request.pk)).text

    assert (now, before) == (True, False)


def test_opening_a_request_is_told_to_the_household(cast, browser, ask):
    request = ask()

    for name in ("request", "request-letter"):
        browser(cast.coordinator).get(url(name, request.pk))

    assert [one.who for one in looks_at(cast.a.pk)] == ["卓玛"]


def test_consent_is_withdrawn_in_two_presses_and_the_service_goes_on(cast, client):
    pair(cast.a, cast.tashi)
    make_need(cast.a, owner=cast.tashi)
    consent = register.give_consent(
        cast.a, purpose="register", how="signed", given_on=ASKED_ON, by=cast.coordinator,
        on=ASKED_ON,
    )  # fmt: skip
    address = url("household-consent-withdraw", cast.a.pk, consent.pk)
    page = client.get(url("household-consents", cast.a.pk)).text

    shown = client.get(address)
    consent.refresh_from_db()
    still = consent.withdrawn_on
    done = client.post(address)

    consent.refresh_from_db()
    assert (address in page, shown.status_code, still) == (True, 200, None)
    assert (done["Location"], consent.withdrawn_on) == (
        url("household-consents", cast.a.pk), date(2026, 3, 11),
    )  # fmt: skip
    assert cast.a.pairings.filter(end_on=None).count() == 1
    assert cast.a.needs.filter(state="open").count() == 1


def test_a_text_is_published_and_who_agreed_before_is_told_again(cast, client):
    register.give_consent(
        cast.a, purpose="register", how="signed", given_on=ASKED_ON, by=cast.coordinator,
        on=ASKED_ON,
    )  # fmt: skip
    shipped = client.get(url("consent-text-new", "register"))

    client.post(
        url("consent-text-new", "register"),
        {"zh": "我们想征得您同意。", "bo": "", "en": "We ask.", "from_on": "2026-03-11"},
    )

    page = client.get(url("consent-texts")).text
    text = cast.caoba.consent_texts.get()
    paper = client.get(url("consent-text", text.pk)).text
    assert "村里的帮扶队伍" in shipped.text
    assert ("version 1" in page, "A-001" in page) == (True, True)
    assert ("我们想征得您同意。" in paper, "We ask." in paper) == (True, True)
    assert "to be told again" in client.get(url("household-consents", cast.a.pk)).text


def test_the_text_to_read_lies_beside_the_consent(cast, client):
    page = url("household-consent", cast.a.pk)
    before = client.get(page)
    client.post(
        url("consent-text-new", "register"),
        {"zh": "我们想征得您同意。", "bo": "", "en": "We ask.", "from_on": "2026-03-11"},
    )

    after = client.get(page)

    text = cast.caoba.consent_texts.get()
    ways = [[way for _words, way in answer.context["beside"]] for answer in (before, after)]
    assert ways == [
        [url("consent-texts")],
        [url("consent-text", text.pk), url("consent-texts")],
    ]
    assert "No text is published yet for: being on the register" in before.text
    assert "No text is published yet for: showing a child" in after.text


def test_a_spoken_consent_asks_for_its_witness(cast, client):
    sent = {"purpose": "register", "how": "spoken", "given_on": "2026-03-10", "witness": ""}

    refused = client.post(url("household-consent", cast.a.pk), sent)
    kept = client.post(url("household-consent", cast.a.pk), sent | {"witness": "巴桑"})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert cast.a.consents.get().witness == "巴桑"
