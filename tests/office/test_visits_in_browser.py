"""Visits, needs and activities in a real browser: no barriers, no mouse, no script."""

from datetime import date
from uuid import uuid4

import pytest

from doorstep.activities import actions as activities
from doorstep.needs.models import Need
from doorstep.visits import actions as visits
from doorstep.visits.models import Visit
from tests.browser import barriers
from tests.factories import make_need, pair, request_mediation
from tests.share import share

DAY = date(2026, 3, 4)
# Stands on the visit's page alone: a second press breaks off the first one's navigation, so an
# address cannot be waited for.
RECORDED = "a[href$='/amend/']"
PAGES = (
    "/visits/",
    "/visits/?show=done&week=2026-W10",
    "/visits/?show=next",
    "/visits/?show=reports",
    "/visits/{visit}/",
    "/visits/{visit}/amend/",
    "/households/{household}/visit/",
    "/helpers/{helper}/report/2026-W10/",
    "/helpers/{helper}/report/2026-W10/print/",
    "/needs/",
    "/needs/{need}/",
    "/needs/new/?household={household}",
    "/activities/",
    "/activities/{activity}/",
    "/activities/new/",
)


@pytest.fixture
def ids(cast, method):
    """By name: the ids of which the pages are about."""
    pair(cast.a, cast.tashi)
    visit, _new = visits.record_visit(
        id=uuid4(), household=cast.a, helper=cast.tashi, on=DAY, mode="on_site", result="met",
        services=["policy"], note="烟道没问题", by=cast.coordinator, today=DAY,
    )  # fmt: skip
    make_need(cast.a, owner=cast.tashi, urgency="urgent", text="取暖炉坏了")
    activity = activities.record_activity(
        cast.caoba, kind="training", title="电工培训", on=DAY, by=cast.coordinator,
        households=[cast.a],
    )  # fmt: skip
    return {
        "visit": visit.pk,
        "household": cast.a.pk,
        "helper": cast.tashi.pk,
        "need": request_mediation(cast.a).pk,
        "activity": activity.pk,
    }


@pytest.mark.parametrize("width", share([320, 1280], 2, 1))
def test_nothing_bars_the_way_and_nothing_runs_out(cast, ids, page, sign_in, width):
    sign_in(cast.coordinator)
    page.set_viewport_size({"width": width, "height": 900})

    told = []
    for path in PAGES:
        page.goto(path.format(**ids))
        is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        told.append((path, barriers(page), is_wide))

    assert told == [(path, [], False) for path in PAGES]


def test_a_usual_visit_takes_a_few_keys_and_no_mouse(cast, ids, page, sign_in):
    sign_in(cast.tashi_account)
    page.goto("/visits/?duty=contact")

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/visit/?duty=contact")
    page.focus("[name=services]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/visits/*-*/")

    visit = Visit.objects.exclude(pk=ids["visit"]).get()
    assert (visit.mode, visit.result, visit.no_change) == ("phone", "met", True)


def test_how_a_need_ended_is_asked_once_it_is_ticked(cast, ids, page, sign_in):
    sign_in(cast.tashi_account)
    page.goto(f"/households/{ids['household']}/visit/")
    outcome = page.locator(f"[name=outcome_{ids['need']}]")

    before = outcome.is_visible()
    page.locator(f"[name=done_{ids['need']}]").press("Space")

    assert (before, outcome.is_visible()) == (False, True)


def test_mediation_asks_for_its_request_and_other_kinds_do_not(cast, ids, page, sign_in):
    sign_in(cast.tashi_account)
    page.goto(f"/needs/new/?household={ids['household']}")
    request = page.locator("[name=requested_how]")

    before = request.is_visible()
    page.select_option("[name=kind]", "mediation")

    assert (before, request.is_visible()) == (False, True)


def test_two_presses_record_one_visit(cast, ids, page, sign_in):
    sign_in(cast.tashi_account)
    page.goto(f"/households/{ids['household']}/visit/")

    page.locator(".main-act").dblclick()
    page.locator(RECORDED).wait_for()

    assert Visit.objects.count() == 2


def test_a_visit_is_recorded_without_script(cast, ids, still_page, sign_in):
    sign_in(cast.tashi_account)
    window = still_page()
    window.goto(f"/households/{ids['household']}/visit/")

    window.click(".block summary")
    window.select_option("[name=new_kind]", "hazard")
    window.fill("[name=new_text]", "烟道堵了")
    window.locator(".main-act").dblclick()
    window.locator(RECORDED).wait_for()

    assert Visit.objects.count() == 2
    assert Need.objects.filter(kind="hazard").count() == 1


def test_the_needs_narrow_as_they_are_chosen(cast, ids, page, sign_in):
    sign_in(cast.coordinator)
    page.goto("/needs/")

    page.select_option("#by-kind", "mediation")
    page.wait_for_url("**kind=mediation**")

    assert page.locator("#found tbody tr").count() == 1
