"""Pairing on the screen: the proposal against today, and the pairs of one household."""

import pytest
from django.utils import translation

from doorstep.method.models import Preference, Version
from doorstep.method.queries import version_at
from doorstep.office.pairing.reading import PlanAgainstToday
from doorstep.pairing.actions import propose_pairing
from doorstep.pairing.models import Pairing, PairingOffer, PairingPlan
from doorstep.pairing.queries import next_words, words_of
from doorstep.people.actions import change_helper
from doorstep.people.models import Helper, Skill
from doorstep.register.models import Declined
from tests.factories import make_helper, pair


@pytest.fixture
def plan(cast, method, today):
    """Today a goes with Pema; Caoba's helpers have room for all three households."""
    pair(cast.a, cast.pema)
    return propose_pairing(cast.caoba, by=cast.coordinator, on=today)


def test_without_a_proposal_the_page_says_how_full_the_helpers_are(cast, method, browser):
    answer = browser(cast.coordinator).get("/pairing/")

    assert [(load.helper, load.households) for load in answer.context["loads"]] == [
        (cast.tashi, 0), (cast.pema, 0),
    ]  # fmt: skip


def test_a_proposal_changes_nothing(cast, method, browser, works):
    browser(cast.coordinator).post("/pairing/propose/")
    works.pop()()

    assert PairingPlan.objects.get().state == "open"
    assert not Pairing.objects.exists()


def test_the_proposal_stands_against_today_with_reasons(cast, plan, browser):
    against = browser(cast.coordinator).get("/pairing/").context["against"]

    assert [line.offer.household.code for line in against.changing] == ["A-002", "A-003"]
    assert [line.offer.household.code for line in against.staying] == ["A-001"]
    assert {line.today for line in against.changing} == {""}
    assert all(line.reasons for line in against.changing)
    assert {line.next_best for line in against.changing} == {
        f"{line.offer.next_helper.name} would do as well" for line in against.changing
    }
    assert against.staying[0].next_best == ""  # a person named this pair; it stays


def test_what_cannot_be_paired_is_said_in_the_readers_language(cast, method, browser, works):
    Version.objects.update(weights={"unserved": 2_000_000})
    client = browser(cast.coordinator, "zh-hans")
    client.post("/pairing/propose/")
    works.pop()()
    page = client.get("/pairing/", follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        "这一处不改就无法制定计划：权重：未安排的价为 2000000，应在 0 至 1000000 之间。"
    ]


def test_accepting_makes_the_pairs_run(cast, plan, browser):
    browser(cast.coordinator).post(f"/pairing/plans/{plan.pk}/accept/")

    plan.refresh_from_db()
    assert plan.state == "accepted"
    assert Pairing.objects.filter(end_on=None).count() == 3


def test_a_plan_is_accepted_once(cast, plan, browser):
    client = browser(cast.coordinator)
    client.post(f"/pairing/plans/{plan.pk}/accept/")

    answer = client.post(f"/pairing/plans/{plan.pk}/accept/", follow=True)

    assert "This proposal was accepted or replaced already." in answer.content.decode()


def test_the_price_moves_before_anything_is_saved(cast, plan, browser):
    offer = plan.offers.get(household=cast.a)

    answer = browser(cast.coordinator).get(
        f"/pairing/offers/{offer.pk}/?helper={cast.tashi.pk}", headers={"HX-Request": "true"}
    )

    offer.refresh_from_db()
    assert offer.helper == cast.pema
    assert answer.context["other"] == cast.tashi
    assert "<html" not in answer.content.decode()
    assert f"{answer.context['differs']} more" in answer.content.decode()


def test_while_the_price_is_worked_out_the_page_says_so(cast, plan, browser):
    page = browser(cast.coordinator).get(f"/pairing/offers/{plan.offers.first().pk}/").text

    assert 'hx-indicator="#pricing"' in page
    assert 'id="pricing">This takes some seconds…</span>' in page


def test_one_pair_is_changed_and_the_page_says_so(cast, plan, browser):
    offer, client = plan.offers.get(household=cast.a), browser(cast.coordinator)

    client.post(f"/pairing/offers/{offer.pk}/", {"helper": str(cast.tashi.pk)})

    offer.refresh_from_db()
    assert (offer.helper, offer.is_changed_by_hand) == (cast.tashi, True)
    assert "changed by hand" in client.get("/pairing/").content.decode()


def test_a_helper_who_is_full_is_refused_in_the_form(cast, plan, browser):
    full = make_helper(cast.caoba, "边巴", most_households=1)
    client = browser(cast.coordinator)
    first, second = plan.offers.filter(household__in=(cast.a, cast.b)).order_by("household__code")
    client.post(f"/pairing/offers/{first.pk}/", {"helper": str(full.pk)})

    answer = client.post(f"/pairing/offers/{second.pk}/", {"helper": str(full.pk)})

    second.refresh_from_db()
    assert answer.status_code == 422
    assert "边巴 has 1 of at most 1 households" in answer.content.decode()
    assert second.helper != full


def test_places_without_a_helper_say_why(cast, method, browser, today):
    for helper in (cast.tashi, cast.pema):
        type(helper).objects.filter(pk=helper.pk).update(most_households=1)
    propose_pairing(cast.caoba, by=cast.coordinator, on=today)

    against = browser(cast.coordinator).get("/pairing/").context["against"]

    assert [line.why for line in against.unserved] == ["those who fit are full"]


def test_a_helper_is_named_by_hand(cast, method, browser):
    browser(cast.coordinator).post(
        f"/pairing/{cast.a.pk}/", {"helper": str(cast.tashi.pk), "order": "1"}
    )

    made = Pairing.objects.get()
    assert (made.household, made.helper, made.via) == (cast.a, cast.tashi, "person")


def test_declining_asks_for_no_reason_and_holds(cast, method, browser):
    made, client = pair(cast.a, cast.tashi), browser(cast.coordinator)

    client.post(f"/pairing/{cast.a.pk}/{made.pk}/decline/")
    again = client.post(f"/pairing/{cast.a.pk}/", {"helper": str(cast.tashi.pk), "order": "1"})

    made.refresh_from_db()
    assert made.end_on is not None
    assert Declined.objects.filter(household=cast.a, helper=cast.tashi).exists()
    assert again.status_code == 422
    assert "are not to be paired" in again.content.decode()


def test_pairing_is_the_coordinators(cast, plan, browser):
    for account in (cast.tashi_account, cast.second, cast.auditor, cast.town_account):
        client = browser(account)
        assert client.get("/pairing/").status_code == 404
        assert client.post("/pairing/propose/").status_code == 404
        assert client.get(f"/pairing/{cast.a.pk}/").status_code == 404


def test_the_page_takes_a_constant_number_of_queries(cast, plan, browser, count_queries, today):
    from tests.factories import make_household

    client = browser(cast.coordinator)
    few = count_queries(client, "/pairing/")
    for number in range(4):
        make_household(cast.caoba, f"B-{number}", head="次仁")
    propose_pairing(cast.caoba, by=cast.coordinator, on=today)

    assert count_queries(client, "/pairing/") == few


@pytest.fixture
def full(cast, method, today):
    """Tashi takes one household, Pema two; all three places are taken."""
    for helper, most in ((cast.tashi, 1), (cast.pema, 2)):
        change_helper(helper, by=cast.coordinator, on=cast.day, most_households=most)
    return propose_pairing(cast.caoba, by=cast.coordinator, on=today)


def of_helper(plan, helper):
    return plan.offers.filter(helper=helper).order_by("household__code").first()


def test_for_a_helper_who_is_full_the_price_of_making_room_is_told(cast, full, browser):
    offer = of_helper(full, cast.pema)

    shown = browser(cast.coordinator).get(
        f"/pairing/offers/{offer.pk}/", {"helper": cast.tashi.pk}, headers={"HX-Request": "true"}
    )

    assert (shown.context["is_full"], shown.context["moved"]) == (True, 1)
    assert "If others make room, the whole proposal costs" in shown.text
    assert "Take this helper, let others make room" in shown.text
    assert PairingPlan.objects.get() == full


def test_others_make_room_for_a_helper_who_is_full(cast, full, browser):
    offer, was = of_helper(full, cast.pema), of_helper(full, cast.tashi)

    answer = browser(cast.coordinator).post(
        f"/pairing/offers/{offer.pk}/", {"helper": cast.tashi.pk, "around": "1"}
    )

    plan = PairingPlan.objects.get(state="open")
    pairs = dict(plan.offers.values_list("household", "helper"))
    assert answer.url == "/pairing/"
    assert (pairs[offer.household_id], pairs[was.household_id]) == (cast.tashi.pk, cast.pema.pk)
    assert [one.household for one in plan.offers.filter(is_changed_by_hand=True)] == [
        offer.household
    ]
    assert (plan.bound, plan.objective >= plan.bound) == (full.bound, True)


def test_what_was_changed_by_hand_before_stays(cast, full, browser):
    client = browser(cast.coordinator)
    first = of_helper(full, cast.pema)
    client.post(f"/pairing/offers/{first.pk}/", {"helper": cast.tashi.pk, "around": "1"})
    plan = PairingPlan.objects.get(state="open")
    second = of_helper(plan, cast.pema)

    answer = client.post(f"/pairing/offers/{second.pk}/", {"helper": cast.tashi.pk, "around": "1"})

    assert answer.status_code == 422
    assert "has 1 of at most 1 households in this proposal" in answer.text
    assert PairingPlan.objects.get(state="open") == plan


def test_nobody_makes_room_for_a_pair_that_was_declined(cast, full, browser, today):
    offer = of_helper(full, cast.pema)
    Declined.objects.create(household=offer.household, helper=cast.tashi, start_on=today)

    shown = browser(cast.coordinator).get(f"/pairing/offers/{offer.pk}/", {"helper": cast.tashi.pk})

    assert "no_room" in shown.context
    assert "let others make room" not in shown.text


def test_what_the_pairs_come_to_stands_beside_today(cast, plan, browser):
    now, then = browser(cast.coordinator).get("/pairing/").context["sums"]

    assert [(one.pairs, one.empty, one.most_households) for one in (now, then)] == [
        (1, 2, 1), (3, 0, 2),
    ]  # fmt: skip
    assert 0 < now.weekly_hours < then.weekly_hours


def test_who_has_nobody_stands_first_as_what_is_to_decide(cast, method, browser, today):
    pair(cast.a, cast.pema)
    for helper in (cast.tashi, cast.pema):
        change_helper(helper, by=cast.coordinator, on=cast.day, most_households=1)
    propose_pairing(cast.caoba, by=cast.coordinator, on=today)

    answer = browser(cast.coordinator).get("/pairing/")

    [line] = answer.context["against"].unserved
    assert line.head_name
    page = answer.content.decode()
    assert page.index("To decide: 1 household without a helper") < page.index("What changes: ")
    assert "Where a place is empty, 卓玛 stands in until somebody is found." in page


def line(kind, cents, *, is_met=True, **more):
    return {"kind": kind, "cents": cents, "is_met": is_met, **more}


LESS_ROOM = "the other one has less room"
WISH = {"preference": "has_skill", "value": "care", "names": {"en": "care"}}


@pytest.mark.parametrize(
    ("own", "other", "adds", "words"),
    [
        ([line("distance", 200, km=2.0)], [line("distance", 1400, km=14.0)], 1200,
         "Next best: 扎西, 12 km-points more; this one: 12 km nearer"),
        ([line("distance", 300, km=3.0), line("preference", 0, **WISH)],
         [line("distance", 200, km=2.0), line("preference", 6000, is_met=False, **WISH)], 5900,
         "Next best: 扎西, 59 km-points more; this one: good at: care"),
        # asked for of all and once more of the category
        ([line("distance", 200, km=2.0), line("preference", 0, **WISH),
          line("preference", 0, **WISH)],
         [line("distance", 200, km=2.0), line("preference", 6000, is_met=False, **WISH),
          line("preference", 3000, is_met=False, **WISH)], 11000,
         "Next best: 扎西, 110 km-points more; this one: good at: care"),
        ([line("distance", 200, km=2.0)], [line("distance", 200, km=2.0)], 400,
         f"Next best: 扎西, 4 km-points more; this one: {LESS_ROOM}"),
        ([line("distance", 200, km=2.0)], [line("distance", 202, km=2.0)], 2,
         "扎西 would do as well"),
        ([line("distance", 900, km=9.0)], [line("distance", 200, km=2.0)], -700,
         "Next best: 扎西, 7 km-points less"),
        ([line("distance", 200, km=2.0)], [], 400, "Next best: 扎西, 4 km-points more"),
    ],
)  # fmt: skip
def test_the_next_best_says_what_decides_between_both(cast, own, other, adds, words):
    offer = PairingOffer(
        plan=PairingPlan(made_on=cast.day), next_helper=cast.tashi, next_price=adds,
        terms=[*own, line("fairness", 1000)], next_terms=other,
    )  # fmt: skip

    with translation.override("en"):
        assert next_words(offer) == words
        assert "has many households already" not in words_of(offer, with_load=False)


@pytest.mark.parametrize(
    ("above", "is_stopped", "points"),
    [(0, False, ""), (4, False, "0.1"), (2514, False, "25.1"),
     (0, True, ""), (4, True, "0.1"), (2511, True, "25.2"), (2510, True, "25.1")],
)  # fmt: skip
def test_how_far_from_the_least_is_no_nothing_and_at_most_is_rounded_up(above, is_stopped, points):
    plan = PairingPlan(objective=9000 + above, bound=9000, is_stopped=is_stopped)

    assert PlanAgainstToday(plan, [], [], [], []).above_best == points


def test_what_is_asked_for_of_all_and_of_the_category_is_said_once(cast):
    twice = [line("preference", 0, **WISH), line("preference", 0, **WISH)]
    offer = PairingOffer(plan=PairingPlan(made_on=cast.day), terms=twice)

    with translation.override("en"):
        assert words_of(offer) == ["good at: care"]


def test_where_pairs_end_it_is_not_said_that_nothing_changes(cast, method, browser, today):
    pair(cast.a, cast.tashi)
    Helper.objects.update(end_on=today)
    propose_pairing(cast.caoba, by=cast.coordinator, on=today)

    shown = browser(cast.coordinator).get("/pairing/")

    against = shown.context["against"]
    assert (len(against.changing), len(against.ending)) == (0, 1)
    assert "Nothing changes" not in shown.content.decode()


def test_a_skill_that_nobody_brings_who_goes_there_is_said(cast, method, browser):
    skill = Skill.objects.create(key="law", names={"en": "the law"})
    Preference.objects.create(
        version=version_at(cast.caoba, cast.day), kind="one_has_skill", value="law", order=99
    )
    client = browser(cast.coordinator)
    said = "asks for somebody who is good at: the law. None of those who go there is."

    nobody = client.get(f"/pairing/{cast.a.pk}/").text
    named = client.post(
        f"/pairing/{cast.a.pk}/", {"helper": cast.tashi.pk, "order": 1}, follow=True
    ).text
    cast.tashi.skills.add(skill)
    brought = client.get(f"/pairing/{cast.a.pk}/").text

    assert [said in page for page in (nobody, named, brought)] == [False, True, False]
