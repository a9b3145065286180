"""Needs: the list, one need with its acts, and raising a new one."""

from datetime import date

import pytest
from django.urls import reverse

from doorstep.needs import actions as needs
from doorstep.needs.choices import NeedState
from doorstep.needs.models import Need, Placement
from doorstep.pairing.actions import take_off_register
from tests.factories import make_household, make_need, pair, request_mediation

LIST = reverse("office:needs")
NEW = reverse("office:need-new")
DAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


def page_of(need):
    return reverse("office:need", args=[need.pk])


def act_on(client, need, key, **values):
    return client.post(reverse(f"office:need-{key}", args=[need.pk]), values, follow=True)


def offered(answer):
    return [name.removeprefix("office:need-") for name, *_rest in answer.context["deeds"]]


def listed(answer):
    return [row.text for row, _kind in answer.context["rows"]]


def test_urgent_needs_come_first_then_by_deadline(cast, browser):
    make_need(cast.a, text="三")
    make_need(cast.b, text="二", kind="hazard")
    make_need(cast.c, text="一", kind="works", urgency="urgent")

    answer = browser(cast.coordinator).get(LIST)

    assert listed(answer)[0] == "一"
    assert sorted(listed(answer)) == sorted(["一", "二", "三"])


def test_a_helper_sees_the_own_households_needs(cast, browser):
    make_need(cast.a, text="自己的")
    make_need(cast.c, text="别人的")

    answer = browser(cast.tashi_account).get(LIST)

    assert listed(answer) == ["自己的"]
    assert "别人的" not in answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"开", "逾期", "急"}),
        ("state=overdue", {"逾期"}),
        ("state=urgent", {"急"}),
        ("state=closed", {"关"}),
        ("state=to_confirm", {"关"}),
        ("state=to_confirm&kind=hazard", set()),
        ("kind=hazard", {"逾期"}),
        ("owner=none", {"开", "逾期", "急"}),
        ("state=nonsense", {"开", "逾期", "急"}),
    ],
)
def test_the_list_is_narrowed(cast, browser, query, found):
    make_need(cast.a, text="开", kind="study", on=DAY)
    make_need(cast.a, text="逾期", kind="hazard", urgency="soon")
    make_need(cast.b, text="急", kind="works", urgency="urgent", on=date(2026, 3, 11))
    closed = make_need(cast.c, text="关", owner=cast.pema)
    needs.close_need(closed, outcome="done", by=cast.coordinator, on=DAY)

    answer = browser(cast.coordinator).get(f"{LIST}?{query}")

    assert set(listed(answer)) == found


def test_htmx_gets_the_list_alone(cast, browser):
    make_need(cast.a)

    answer = browser(cast.coordinator).get(LIST, headers={"HX-Request": "true"})

    assert "<html" not in answer.text


def test_the_number_of_queries_does_not_grow(cast, browser, django_assert_max_num_queries):
    client = browser(cast.coordinator)
    make_need(cast.a, owner=cast.tashi)
    client.get(LIST)
    with django_assert_max_num_queries(60) as few:
        client.get(LIST)
    for number in range(3):
        make_need(make_household(cast.caoba, f"A-1{number}"), owner=cast.pema)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(LIST)


def test_an_urgent_need_stands_above_the_coordinators_list_until_it_is_seen(cast, browser):
    need, client = make_need(cast.a, urgency="urgent"), browser(cast.coordinator)

    before = client.get(LIST).context["urgent"]
    answer = act_on(client, need, "see", next=LIST)

    assert before == [need]
    assert (answer.redirect_chain, answer.context["urgent"]) == ([(LIST, 302)], [])


def test_a_helper_cannot_say_that_the_coordinator_has_seen_it(cast, browser):
    need, client = make_need(cast.a, urgency="urgent"), browser(cast.tashi_account)

    shown, answer = client.get(page_of(need)), act_on(client, need, "see")

    need.refresh_from_db()
    assert (shown.context["see"], answer.status_code, need.seen_on) == (False, 404, None)


@pytest.mark.parametrize(
    ("who", "acts"),
    [
        ("coordinator", ["close", "note", "hand-over", "escalate"]),
        ("tashi_account", ["close", "note", "hand-over"]),
    ],
)
def test_the_page_offers_what_is_possible_now(cast, browser, who, acts):
    answer = browser(getattr(cast, who)).get(page_of(make_need(cast.a)))

    assert offered(answer) == acts


def test_the_town_reads_an_escalated_need_and_does_nothing(cast, browser):
    need = make_need(cast.a, text="需要乡里协调")
    needs.escalate_need(need, by=cast.coordinator, on=DAY, text="村里办不了")
    client = browser(cast.town_account)

    answer = client.get(page_of(need))

    assert (answer.status_code, offered(answer)) == (200, [])
    assert "央金" not in answer.text
    assert f'href="{LIST}"' not in answer.text  # the list is the team's
    assert act_on(client, need, "note", text="x").status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "whether you are a relative"),
        ({"is_relative": "yes"}, "A relative of the household may not mediate"),
    ],
)
def test_who_closes_a_mediation_is_asked_whether_they_are_a_relative(cast, browser, said, words):
    need, client = request_mediation(cast.a), browser(cast.coordinator)

    refused = act_on(client, need, "close", outcome="agreed", text="签了协议", **said)
    before = Need.objects.get(pk=need.pk).state
    act_on(client, need, "close", outcome="agreed", text="签了协议", is_relative="no")

    need.refresh_from_db()
    assert words in refused.text
    assert "签了协议" in refused.text
    assert (before, need.state, need.outcome) == ("open", "closed", "agreed")


def test_only_mediation_asks_for_kinship(cast, browser):
    form = browser(cast.coordinator).get(f"/needs/{make_need(cast.a).pk}/")

    assert "Are you a relative" not in form.text


def test_a_need_is_worked_on_from_its_page(cast, browser):
    need, client = make_need(cast.a, owner=cast.tashi), browser(cast.coordinator)

    act_on(client, need, "note", text="问过民政")
    act_on(client, need, "hand-over", to=str(cast.pema.pk), text="离得近")
    act_on(client, need, "escalate", text="缺煤")
    need.refresh_from_db()
    act_on(client, need, "close", outcome="done", text="煤送到了", version=need.version)
    act_on(client, need, "confirm", confirmed="no")
    answer = act_on(client, need, "reopen", text="还差两袋")

    need.refresh_from_db()
    assert (need.state, need.owner) == (NeedState.OPEN, cast.pema)
    assert [event["soft"] for event in answer.context["events"] if event["soft"]] == [
        "还差两袋", "煤送到了", "缺煤", "离得近", "问过民政",
    ]  # fmt: skip


def test_a_need_closed_twice_is_refused_and_the_words_stay(cast, browser):
    need = make_need(cast.a)
    needs.close_need(need, outcome="done", by=cast.coordinator, on=DAY)

    answer = act_on(browser(cast.coordinator), need, "close", outcome="done", text="再办一次")

    assert answer.status_code == 422
    assert "was closed on" in answer.text
    assert "再办一次" in answer.text


def test_two_people_closing_at_once_do_not_overwrite_each_other(cast, browser):
    need = make_need(cast.a)
    shown = need.version
    needs.note_need(need, text="有新情况", by=cast.coordinator, on=DAY)

    answer = act_on(
        browser(cast.coordinator), need, "close", outcome="done", version=shown, text="好了"
    )

    need.refresh_from_db()
    assert (answer.status_code, need.state) == (422, NeedState.OPEN)
    assert "Somebody else changed this need" in answer.text


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("note", {"text": ""}),
        ("note", {"text": "长" * 301}),
        ("hand-over", {"to": "nobody"}),
        ("close", {"outcome": "agreed"}),
        ("close", {"outcome": "not_possible"}),
        ("reopen", {"text": "还没完"}),
        ("confirm", {"confirmed": "yes"}),
        ("request", {"how": "signed", "on": "2026-03-04"}),
        ("works", {"state": "approved", "on": "2026-03-04"}),
        ("works", {"state": "nonsense", "on": "2026-03-04"}),
        ("served", {"codes": "A-999"}),
    ],
)
def test_what_cannot_be_done_is_said_in_its_form(cast, browser, key, values):
    need = make_need(cast.a)

    answer = act_on(browser(cast.coordinator), need, key, **values)

    form = next(form for *_rest, form in answer.context["deeds"] if form.is_bound)
    assert (answer.status_code, need.steps.count()) == (422, 1)
    assert form.errors


def test_mediation_shows_its_request_or_that_there_is_none(cast, browser):
    client = browser(cast.coordinator)
    bare = make_need(cast.a, kind="mediation", text="草场")

    missing = client.get(page_of(bare))
    answer = act_on(client, bare, "request", how="spoken", on="2026-03-10")
    future = act_on(
        client, make_need(cast.b, kind="mediation"), "request", how="spoken", on="2026-03-12"
    )

    assert "no request on record" in missing.text
    assert "request" in offered(missing)
    assert "asked in words, before a witness · 10 March 2026" in answer.text
    assert (future.status_code, "still to come" in future.text) == (422, True)


def test_works_go_from_approved_to_accepted(cast, browser):
    client = browser(cast.coordinator)
    need = make_need(cast.a, kind="works", works_kind="bridge", text="便桥")

    for state in ("approved", "built"):
        act_on(client, need, "works", state=state, on="2026-03-10")
    unsigned = act_on(client, need, "works", state="accepted", on="2026-03-11")
    act_on(client, need, "works", state="accepted", on="2026-03-11", accepted_by="乡水利站")
    act_on(client, need, "served", codes="Ａ－００２，a-003")
    answer = client.get(page_of(need))

    assert unsigned.status_code == 422
    assert answer.context["works"].accepted_by == "乡水利站"
    assert [one.code for one in answer.context["served"]] == ["A-002", "A-003"]


def test_the_code_of_one_out_of_use_is_answered_like_one_that_does_not_exist(cast, browser):
    take_off_register(cast.b, because="kept", by=cast.coordinator, on=DAY)
    client = browser(cast.coordinator)
    need = make_need(cast.a, kind="works", works_kind="bridge", text="便桥")

    kept, unknown = (act_on(client, need, "served", codes=code) for code in ("A-002", "A-999"))

    said = [
        next(form for *_rest, form in one.context["deeds"] if form.is_bound).errors["codes"][0]
        for one in (kept, unknown)
    ]
    assert said[0] == said[1].replace("A-999", "A-002")


def test_a_helper_reads_how_many_more_are_served_not_who(cast, browser):
    need = make_need(cast.a, kind="works", works_kind="bridge")
    needs.add_served(need, [cast.b, cast.c], by=cast.coordinator, on=DAY)

    answer = browser(cast.tashi_account).get(page_of(need))

    assert ([one.code for one in answer.context["served"]], answer.context["served_more"]) == (
        ["A-002"], 1,
    )  # fmt: skip
    assert "次仁" not in answer.text


def test_somebody_is_placed_in_work_and_it_ends(cast, browser):
    client, need = browser(cast.coordinator), make_need(cast.a, kind="job", text="想找活")
    member = cast.a.members.get(name="旦增")

    answer = act_on(
        client, need, "placement", member=str(member.pk), employer="合作社", kind="temporary",
        start_on="2026-03-05",
    )  # fmt: skip
    placement = Placement.objects.get()
    client.post(reverse("office:placement-end", args=[placement.pk]))

    placement.refresh_from_db()
    assert "合作社" in answer.text
    assert (placement.need, placement.end_on) == (need, date(2026, 3, 11))


def test_a_helper_who_closes_a_need_of_a_household_not_theirs_is_led_to_the_list(cast, browser):
    need = make_need(cast.c, owner=cast.tashi)

    answer = act_on(browser(cast.tashi_account), need, "close", outcome="done")

    need.refresh_from_db()
    assert (need.state, answer.redirect_chain) == (NeedState.CLOSED, [(LIST, 302)])


def test_a_need_of_a_household_is_raised(cast, browser):
    client = browser(cast.tashi_account)
    values = {"kind": "hazard", "text": "烟道堵了", "urgency": "urgent"}

    answer = client.post(f"{NEW}?household={cast.a.pk}", values)

    need = Need.objects.get()
    assert answer.url == page_of(need)
    assert (need.household, need.owner, need.urgency) == (cast.a, cast.tashi, "urgent")


def test_a_need_of_the_place_names_no_household_or_one_by_its_code(cast, browser):
    client = browser(cast.coordinator)

    client.post(NEW, {"kind": "works", "text": "修桥", "urgency": "soon", "works_kind": "bridge"})
    client.post(
        NEW,
        {"kind": "care", "text": "送药", "urgency": "soon", "code": "ａ－００２", "private": "on"},
    )

    bridge, care = Need.objects.get(kind="works"), Need.objects.get(kind="care")
    assert (bridge.household, bridge.place, bridge.works.kind) == (None, cast.caoba, "bridge")
    assert (care.household, care.shared) == (cast.b, False)


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"kind": ""},
        {"kind": "nonsense"},
        {"code": "A-999"},
        {"code": "X-001"},
        {"requested_how": "signed"},
        {"kind": "mediation", "violence": "no", "requested_how": "signed"},
        {
            "kind": "mediation",
            "violence": "no",
            "requested_how": "signed",
            "requested_on": "2026-03-12",
        },
        {"kind": "mediation"},
        {"kind": "mediation", "violence": "yes"},
    ],
)
def test_a_new_need_that_is_refused_keeps_what_was_typed(cast, browser, values):
    sent = {"kind": "other", "text": "路灯坏了", "urgency": "soon"} | values

    answer = browser(cast.coordinator).post(NEW, sent)

    form = answer.context["form"]
    assert (answer.status_code, Need.objects.count()) == (422, 0)
    assert {name: form[name].value() for name in sent} == sent


def test_a_code_of_a_household_not_ones_own_looks_like_none(cast, browser):
    client = browser(cast.tashi_account)
    sent = {"kind": "other", "text": "路灯坏了", "urgency": "soon"}

    told = [
        str(client.post(NEW, sent | {"code": code}).context["form"].errors).replace(code, "…")
        for code in ("A-003", "A-999")
    ]

    assert told[0] == told[1]


@pytest.mark.parametrize("who", ["second", "town_account", "auditor"])
def test_who_is_not_of_the_team_raises_no_need(cast, browser, who):
    assert browser(getattr(cast, who)).get(NEW).status_code == 404


@pytest.mark.parametrize("household", ["nonsense", "00000000-0000-4000-8000-000000000001"])
def test_a_household_that_is_none_is_not_found(cast, browser, household):
    assert browser(cast.coordinator).get(f"{NEW}?household={household}").status_code == 404


def test_the_screens_speak_chinese(cast, browser):
    client, need = browser(cast.coordinator, "zh-hans"), request_mediation(cast.a)

    assert "记一件需求" in client.get(LIST).text
    assert "可以做的" in client.get(page_of(need)).text
