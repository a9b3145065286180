"""Points on screen: from the vote to the slip, by whom, and never a list of totals."""

from datetime import date

import pytest
from django.urls import reverse

from doorstep.activities.actions import record_activity
from doorstep.people.queries import looks_at
from doorstep.points.models import Award, Dispute, PointScheme, RuleCard, ShopPrice, Swap
from doorstep.points.queries import reckoning_of
from doorstep.register.actions import end_member, move_member
from doorstep.register.models import Consent
from tests.factories import make_account, make_member, pair
from tests.points.made import give, make_scheme, rule_of, shelf, swap, take_part, voted

DAY = date(2026, 3, 4)
TODAY = date(2026, 3, 11)


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def scheme(cast):
    return make_scheme(cast.caoba, by=cast.coordinator, on=DAY)


@pytest.fixture
def head(cast, scheme):
    """The head of the first household, who takes part."""
    member = cast.a.members.get(relation="head")
    take_part(member, by=cast.coordinator, on=DAY)
    return member


@pytest.fixture
def other(cast, scheme):
    member = cast.c.members.get(relation="head")
    take_part(member, by=cast.coordinator, on=DAY)
    return member


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def test_a_scheme_from_its_name_to_the_card_that_hangs(cast, browser):
    office = browser(cast.coordinator)
    decision = voted(cast.caoba, by=cast.coordinator, on=DAY)
    empty = office.get(url("points")).text
    office.post(url("points-begin"), {"name": "和美积分", "lapse_months": 12, "answer_days": 10})
    card = RuleCard.objects.get()
    rule = {"text": "清理河道", "points": 2, "most": 1, "per": "week"}
    refused = office.post(url("point-rule-new", card.pk), rule | {"text": "不上访"})
    minus = office.post(url("point-rule-new", card.pk), rule | {"points": -2})
    office.post(url("point-rule-new", card.pk), rule)
    office.post(url("point-rule-new", card.pk), rule | {"text": "植树"})
    office.post(url("point-rule-drop", card.rules.get(text="植树").pk))
    office.post(url("rule-card-times", card.pk), {"lapse_months": 6, "answer_days": 5})
    office.post(url("rule-card-vote", card.pk), {"decision": decision.pk})
    early = office.post(
        url("rule-card-show", card.pk), {"shown_on": "2026-03-01", "shown_where": "门口"}
    )
    office.post(url("rule-card-show", card.pk), {"shown_on": "2026-03-11", "shown_where": "门口"})
    card.refresh_from_db()
    page, shown = office.get(url("points")).text, office.get(url("rule-card", card.pk)).text

    assert "This village gives no points" in empty
    assert (refused.status_code, minus.status_code, early.status_code) == (422, 422, 422)
    assert "“上访” has no place in points" in refused.text
    assert (card.voted_on, card.shown_on, card.lapse_months) == (DAY, TODAY, 6)
    assert [one.text for one in card.rules.all()] == ["清理河道"]
    assert "清理河道" in page
    assert "1 × a week" in page
    assert "通过积分规则" in shown


def test_new_rules_are_drafted_from_the_old(cast, browser, scheme):
    office = browser(cast.coordinator)
    made = office.post(url("rules-draft"))
    again = office.post(url("rules-draft"), follow=True)

    draft = scheme.cards.get(number=2)
    assert made["Location"] == url("rule-card", draft.pk)
    assert draft.rules.count() == 3
    assert "There is a draft of new rules already" in again.text
    assert "a draft that no meeting has voted" in office.get(url("points")).text


def test_somebody_takes_part_and_withdraws_in_two_presses(cast, browser, scheme):
    office, head = browser(cast.coordinator), cast.a.members.get(relation="head")
    child = cast.a.members.get(birth_year=2019)
    form = office.get(url("points-join")).text
    given = {"member": head.pk, "how": "signed", "given_on": "2026-03-11"}
    office.post(url("points-join"), given)
    word = Consent.objects.get(purpose="points")
    listed = office.get(url("points")).text
    office.post(url("household-consent-withdraw", cast.a.pk, word.pk))
    gone = office.get(url("points")).text

    assert str(head.pk) in form
    assert str(child.pk) not in form
    assert url("points-person", head.pk) in listed
    assert url("points-person", head.pk) not in gone
    assert office.get(url("points-person", head.pk)).status_code == 404


def test_who_is_under_18_takes_part_with_a_guardian(cast, browser, scheme):
    young = make_member(cast.a, "达娃", birth_year=2010, birth_month=1)
    given = {"member": young.pk, "how": "signed", "given_on": "2026-03-11"}
    office = browser(cast.coordinator)
    alone = office.post(url("points-join"), given)
    office.post(url("points-join"), given | {"guardian": "央金"})

    assert alone.status_code == 422
    assert "is under 18" in alone.text
    assert Consent.objects.get(purpose="points").guardian == "央金"


def test_who_moved_brings_the_points_along_with_the_word(cast, browser, scheme):
    office, by = browser(cast.coordinator), cast.coordinator
    given = {"how": "signed", "given_on": "2026-03-11"}
    before = office.get(url("points-join")).text
    former = make_member(cast.a, "旦达", birth_year=1990)
    take_part(former, by=by, on=DAY)
    give(scheme, former, by=by, on=DAY)
    moved = move_member(former, cast.b, by=by, on=TODAY)
    form = office.get(url("points-join")).text
    wrong = office.post(url("points-join"), given | {
        "member": cast.b.members.get(relation="head").pk, "former": former.pk,
    })  # fmt: skip

    done = office.post(url("points-join"), given | {"member": moved.pk, "former": former.pk})

    assert ['name="former"' in one for one in (before, form)] == [False, True]
    assert (wrong.status_code, "never to somebody else" in wrong.text) == (422, True)
    assert (done.status_code, reckoning_of(moved, TODAY).left) == (302, 2)


def test_points_are_given_for_a_session_in_one_press(cast, browser, scheme, head, other):
    session = record_activity(
        cast.caoba, kind="clean_up", title="清河", on=DAY, households=[cast.a], by=cast.coordinator
    )
    office, address = browser(cast.coordinator), f"{url('points-give')}?cause=session-{session.pk}"
    form = office.get(address).text
    nobody = office.post(address, {"rule": rule_of(scheme).pk})
    given = {"rule": rule_of(scheme).pk, "members": [head.pk]}
    office.post(address, given)
    twice = office.post(address, given)

    assert url("points-give") in office.get(url("activity", session.pk)).text
    assert str(head.pk) in form
    assert str(other.pk) not in form
    assert (nobody.status_code, twice.status_code) == (422, 422)
    assert "already. Nothing was given" in twice.text
    assert [(one.activity, one.on) for one in Award.objects.all()] == [(session, DAY)]


def test_points_are_given_in_words_to_several(cast, browser, scheme, head, other):
    office = browser(cast.coordinator)
    given = {"rule": rule_of(scheme).pk, "members": [head.pk, other.pk], "given_for": "2026-03-11"}
    silent = office.post(url("points-give"), given)
    office.post(url("points-give"), given | {"words": "修水渠"})

    assert silent.status_code == 422
    assert sorted(one.words for one in Award.objects.all()) == ["修水渠", "修水渠"]


@pytest.mark.parametrize("cause", ["session-x", "turn-", "else-1", "session-" + "0" * 32])
def test_a_cause_that_is_none_is_not_found(cast, browser, scheme, cause):
    got = browser(cast.coordinator).get(f"{url('points-give')}?cause={cause}")

    assert got.status_code == 404


def test_a_swap_at_the_counter(cast, browser, scheme, head):
    give(scheme, head, by=cast.coordinator, on=DAY)
    office = browser(cast.coordinator)
    office.post(url("shop-stock"), stock := {
        "id": "0b0f2f1e-7c1b-4f7e-9f1e-6d1b5a3c2d10", "name": "洗衣粉", "unit": "袋", "quantity": 4,
    })  # fmt: skip
    office.post(url("shop-stock"), stock)
    item = scheme.place.stock_items.get()
    office.post(url("shop-price-new"), {"item": item.pk, "points": 1})
    price = ShopPrice.objects.get()
    given = {"id": "5b0f2f1e-7c1b-4f7e-9f1e-6d1b5a3c2d11", "member": head.pk, "price": price.pk,
             "quantity": 3, "signed": "thumb"}  # fmt: skip
    much = office.post(url("points-counter"), given)
    office.post(url("points-counter"), given | {"quantity": 2})
    office.post(url("points-counter"), given | {"quantity": 2})
    page = office.get(url("points-person", head.pk)).text

    assert "It costs 3 points, and 2 are left" in much.text
    assert (Swap.objects.count(), reckoning_of(head, TODAY).left) == (1, 0)
    assert "2 袋 洗衣粉" in page
    assert "2 袋" in office.get(url("points")).text

    office.post(url("swap-undo", Swap.objects.get().pk), {"why": "坏了"})
    office.post(url("shop-price-end", price.pk))

    assert reckoning_of(head, TODAY).left == 2
    assert "坏了" in office.get(url("points-person", head.pk)).text
    assert "Nothing is offered for points yet" in office.get(url("points")).text


def test_a_dispute_is_answered_by_who_decides(cast, browser, scheme, head):
    [award] = give(scheme, head, by=cast.coordinator, on=DAY)
    office, second = browser(cast.coordinator), browser(cast.second)
    said = {"award": award.pk, "text": "那天我没去", "made_on": "2026-03-11"}
    office.post(url("points-dispute-new", head.pk), said)
    again = office.post(url("points-dispute-new", head.pk), said)
    row = Dispute.objects.get()
    answer = {"outcome": "taken_back", "answer": "核对过", "is_relative": "no"}
    own = office.post(url("points-dispute-answer", row.pk), answer)
    waits = second.get(url("points")).text
    relative = second.post(url("points-dispute-answer", row.pk), answer | {"is_relative": "yes"})
    second.post(url("points-dispute-answer", row.pk), answer)
    told = second.get(url("points-dispute", row.pk)).text
    page = office.get(url("points-person", head.pk)).text

    assert (again.status_code, own.status_code, relative.status_code) == (422, 404, 422)
    assert url("points-dispute", row.pk) in waits
    assert "核对过" in told
    assert "award taken back" in told
    assert "taken back" in page
    assert reckoning_of(head, TODAY).left == 0


def test_a_missing_award_is_added(cast, browser, scheme, head):
    browser(cast.coordinator).post(
        url("points-dispute-new", head.pk), {"text": "漏记了", "made_on": "2026-03-11"}
    )
    row = Dispute.objects.get()
    second, answer = browser(cast.second), {"answer": "补记", "is_relative": "no"}
    form = second.get(url("points-dispute-answer", row.pk)).text
    without = second.post(url("points-dispute-answer", row.pk), answer | {"outcome": "added"})
    added = {"outcome": "added", "rule": rule_of(scheme).pk, "earned_on": "2026-03-10"}
    second.post(url("points-dispute-answer", row.pk), answer | added)

    assert "taken_back" not in form
    assert "Choose by which rule" in without.text
    assert reckoning_of(head, TODAY).left == 2


def test_the_slip_and_the_card_are_papers(cast, browser, scheme, head):
    give(scheme, head, by=cast.coordinator, on=DAY)
    office = browser(cast.coordinator)
    card = scheme.cards.get()

    for address in (url("points-slip", head.pk), url("rule-card-pdf", card.pk)):
        for language in ("zh-hans", "bo", "en"):
            got = office.get(address, {"language": language})
            assert (got.status_code, got.content[:5]) == (200, b"%PDF-")


def test_no_list_holds_a_total_and_none_is_in_the_order_of_points(cast, browser, scheme):
    """Three people with 0, 2 and 5 points stand by code, whatever they have."""
    people = []
    for household, texts in (
        (cast.c, ["清理河道", "参加培训"]),
        (cast.b, ["清理河道"]),
        (cast.a, []),
    ):
        member = household.members.get(relation="head")
        take_part(member, by=cast.coordinator, on=DAY)
        for text in texts:
            give(scheme, member, by=cast.coordinator, on=DAY, text=text)
        people.append(member)
    page = browser(cast.coordinator).get(url("points")).text
    section = page[page.index('id="people"') :]
    places = [section.index(url("points-person", one.pk)) for one in reversed(people)]

    assert places == sorted(places)
    assert "point" not in section[: section.index("</table>")].replace("/points/people/", "")


def test_who_sees_what(cast, browser, scheme, head, other):
    give(scheme, head, other, by=cast.coordinator, on=DAY)
    helper, second = browser(cast.tashi_account), browser(cast.second)
    listed = helper.get(url("points")).text
    mine, others = url("points-person", head.pk), url("points-person", other.pk)

    assert mine in listed
    assert others not in listed
    assert (helper.get(mine).status_code, helper.get(others).status_code) == (200, 404)
    assert second.get(url("points")).status_code == 200
    assert second.get(mine).status_code == 404
    outside = [
        cast.town_account, cast.auditor, cast.other_coordinator,
        make_account("county", roles=[("county", cast.county)]),
    ]  # fmt: skip
    for account in outside:
        assert browser(account).get(mine).status_code == 404


@pytest.mark.parametrize("who", ["tashi_account", "second", "other_coordinator", "town_account"])
def test_who_does_not_coordinate_writes_nothing(cast, browser, scheme, head, who):
    [award] = give(scheme, head, by=cast.coordinator, on=DAY)
    price = shelf(scheme, by=cast.coordinator, on=DAY)
    done = swap(head, price, by=cast.coordinator, on=DAY)
    client = browser(getattr(cast, who))
    place = f"?place={cast.caoba.code}"
    card = scheme.cards.get()
    addresses = [
        url("points-begin") + place, url("points-end") + place, url("points-join") + place,
        url("points-give") + place, url("points-counter") + place, url("rules-draft") + place,
        url("shop-stock") + place, url("shop-price-new") + place,
        url("shop-price-end", price.pk), url("swap-undo", done.pk),
        url("points-dispute-new", head.pk), url("points-slip", head.pk),
        url("rule-card-times", card.pk), url("rule-card-vote", card.pk),
        url("rule-card-show", card.pk), url("point-rule-new", card.pk),
        url("point-rule-drop", card.rules.first().pk), url("rule-card-pdf", card.pk),
    ]  # fmt: skip

    assert {client.post(address, {}).status_code for address in addresses} == {404}
    assert (Award.objects.get(), Swap.objects.get()) == (award, done)


def test_acts_are_not_done_by_looking(cast, browser, scheme):
    office, card = browser(cast.coordinator), scheme.cards.get()
    price = shelf(scheme, by=cast.coordinator, on=DAY)
    looked = [
        office.get(url("rules-draft")), office.get(url("shop-price-end", price.pk)),
        office.get(url("point-rule-drop", card.rules.first().pk)),
    ]  # fmt: skip

    assert {one.status_code for one in looked} == {405}
    assert office.get(url("points-end")).status_code == 200
    assert PointScheme.objects.get().ended_on is None


def test_the_household_reads_who_opened_its_peoples_points(cast, browser, scheme, head):
    office = browser(cast.coordinator)
    for _again in range(2):
        office.get(url("points-person", head.pk))

    assert [(one.who, one.days) for one in looks_at(cast.a.pk)] == [("卓玛", (TODAY,))]


def test_an_ended_scheme_keeps_what_people_were_given(cast, browser, scheme, head):
    give(scheme, head, by=cast.coordinator, on=DAY)
    office = browser(cast.coordinator)
    office.post(url("points-end"))
    page = office.get(url("points")).text

    assert "Who has points of an earlier scheme" in page
    assert office.get(url("points-person", head.pk)).status_code == 200
    assert office.get(url("points-give")).status_code == 404


def test_a_dispute_waits_on_after_the_scheme_ended(cast, browser, scheme, head):
    browser(cast.coordinator).post(
        url("points-dispute-new", head.pk), {"text": "漏记了", "made_on": "2026-03-11"}
    )
    browser(cast.coordinator).post(url("points-end"))

    address = url("points-dispute", Dispute.objects.get().pk)
    assert address in browser(cast.second).get(url("points")).text
    assert address not in browser(cast.tashi_account).get(url("points")).text


def test_a_consent_under_18_names_who_said_it(cast, browser, scheme):
    young = make_member(cast.a, "桑珠", birth_year=TODAY.year - 16)
    word = take_part(young, by=cast.coordinator, on=DAY, guardian="舅舅")
    office = browser(cast.coordinator)

    for address in (
        url("household-consents", cast.a.pk),
        url("household-consent-withdraw", cast.a.pk, word.pk),
    ):
        assert "桑珠 · 舅舅" in office.get(address).text


def test_the_households_story_tells_of_points_without_a_total(cast, browser, scheme, head):
    give(scheme, head, by=cast.coordinator, on=DAY)
    swap(head, shelf(scheme, by=cast.coordinator, on=DAY), by=cast.coordinator, on=DAY)
    page = browser(cast.coordinator).get(url("household", cast.a.pk)).text

    assert "points · 央金" in page
    assert "清理河道" in page
    assert "swapped for points · 央金" in page


def test_who_left_has_no_page_of_points_and_the_story_leads_to_none(cast, browser, scheme):
    young, office = cast.a.members.get(name="旦增"), browser(cast.coordinator)
    take_part(young, by=cast.coordinator, on=DAY)
    give(scheme, young, by=cast.coordinator, on=DAY)
    address, household = url("points-person", young.pk), url("household", cast.a.pk)
    assert address in office.get(household).text
    end_member(young, by=cast.coordinator, on=TODAY)

    page = office.get(household).text

    assert "points · 旦增" in page
    assert address not in page
    assert office.get(address).status_code == 404


def test_the_figures_open_their_rows(cast, browser, scheme, head):
    give(scheme, head, by=cast.coordinator, on=DAY)
    query = {"place": cast.caoba.code, "from": "2026-03-01", "to": "2026-03-11"}
    page = browser(cast.coordinator).get(url("figure", "points_given"), query).text
    helper = browser(cast.tashi_account).get(url("figure", "points_people"), query).text

    assert url("points-person", head.pk) in page
    assert url("points-person", head.pk) in helper


def test_a_long_list_asks_no_more(cast, browser, scheme, head, count_queries):
    office = browser(cast.coordinator)
    few = count_queries(office, url("points"))
    for household in (cast.b, cast.c):
        member = household.members.get(relation="head")
        take_part(member, by=cast.coordinator, on=DAY)
        give(scheme, member, by=cast.coordinator, on=DAY)

    assert count_queries(office, url("points")) == few


def test_a_persons_page_asks_no_more_for_more_rows(cast, browser, scheme, head, count_queries):
    office, price = browser(cast.coordinator), shelf(scheme, by=cast.coordinator, on=DAY, points=1)
    give(scheme, head, by=cast.coordinator, on=DAY)
    swap(head, price, by=cast.coordinator, on=DAY)
    few = count_queries(office, url("points-person", head.pk))
    give(scheme, head, by=cast.coordinator, on=DAY, text="参加培训")
    swap(head, price, by=cast.coordinator, on=DAY)

    assert count_queries(office, url("points-person", head.pk)) == few
