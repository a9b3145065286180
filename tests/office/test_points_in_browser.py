"""Points in a real browser: no barriers, nothing runs out of a narrow window, keys alone."""

from datetime import date

import pytest

from doorstep.activities.actions import record_activity
from doorstep.points import actions
from tests.browser import barriers
from tests.factories import pair
from tests.points.made import give, make_scheme, shelf, swap, take_part
from tests.share import share

DAY = date(2026, 3, 4)
PAGES = (
    "/points/",
    "/points/give/",
    "/points/give/?cause=session-{session}",
    "/points/join/",
    "/points/counter/",
    "/points/end/",
    "/points/shop/price/",
    "/points/shop/stock/",
    "/points/cards/{card}/",
    "/points/cards/{draft}/",
    "/points/cards/{draft}/rule/",
    "/points/cards/{draft}/vote/",
    "/points/people/{person}/",
    "/points/people/{person}/dispute/",
    "/points/disputes/{dispute}/",
    "/points/swaps/{swap}/undo/",
)


@pytest.fixture
def ids(cast, method):
    """By name: the ids of which the pages are about."""
    pair(cast.a, cast.tashi)
    told = {"by": cast.coordinator, "on": DAY}
    scheme = make_scheme(cast.caoba, **told)
    session = record_activity(
        cast.caoba, kind="clean_up", title="清理河道", households=[cast.a, cast.c], **told
    )
    people = [one.members.get(relation="head") for one in (cast.a, cast.b, cast.c)]
    for person in people:
        take_part(person, **told)
    award = give(scheme, *people, **told)[0]
    give(scheme, people[0], text="参加培训", **told)
    price = shelf(scheme, points=1, **told)
    shelf(scheme, name="砖茶", points=6, **told)
    undone = swap(people[0], price, **told)
    actions.undo_swap(undone, why="拿错了", **told)
    member = award.consent.member
    dispute = actions.dispute_points(
        scheme, member, award=award, text="那天我没去", made_on=DAY, **told
    )
    actions.dispute_points(scheme, people[0], text="培训漏记了一次", made_on=DAY, **told)
    return {
        "session": session.pk,
        "card": scheme.cards.get().pk,
        "draft": actions.draft_rules(scheme, **told).pk,
        "person": people[0].pk,
        "dispute": dispute.pk,
        "swap": swap(people[0], price, **told).pk,
    }


@pytest.mark.parametrize("width", share([390, 1280], 2))
def test_pages_of_points_have_no_barriers_and_stay_in_the_window(
    cast, today, page, sign_in, ids, width
):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(cast.coordinator)
    found = {}
    for address in PAGES:
        page.goto(address.format(**ids))
        told = barriers(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            told = [*told, ("wide", address)]
        if told:
            found[address] = told

    assert found == {}


def test_points_are_given_by_keys_alone(cast, today, page, sign_in, ids):
    sign_in(cast.coordinator)
    page.goto(f"/points/give/?cause=session-{ids['session']}")
    page.locator("input[name=rule]").nth(1).focus()
    page.keyboard.press("Space")
    page.locator("input[name=members]").nth(1).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/points/")

    assert page.locator("[role=status], .done, .message").first.inner_text()
