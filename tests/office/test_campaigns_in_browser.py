"""Campaigns, supervision and measures in a real browser: no barriers, nothing runs out."""

from datetime import timedelta

import pytest

from doorstep.campaigns import actions
from doorstep.meetings import actions as meetings
from doorstep.supervision import actions as supervision
from tests.browser import barriers
from tests.campaigns.conftest import begin, unit_of
from tests.factories import DAY
from tests.funds.conftest import found
from tests.share import share

PAGES = (
    "/campaigns/",
    "/campaigns/new/",
    "/campaigns/{toilets}/",
    "/campaigns/{toilets}/?state=all",
    "/campaigns/{toilets}/change/",
    "/campaigns/{toilets}/states/",
    "/campaigns/{toilets}/many/?act=build",
    "/campaigns/{toilets}/pay/",
    "/campaigns/{waste}/",
    "/campaigns/{cleanups}/",
    "/campaigns/units/{unit}/",
    "/campaigns/units/{unit}/move/",
    "/campaigns/units/{carried}/",
    "/campaigns/units/{carried}/turn/",
    "/supervision/",
    "/supervision/posts/",
    "/supervision/posts/new/",
    "/supervision/posts/{post}/",
    "/supervision/posts/{post}/review/",
    "/supervision/checks/new/",
    "/supervision/checks/{check}/",
    "/supervision/problems/{problem}/correct/",
    "/meetings/measures/",
    "/meetings/measures/new/",
    "/meetings/measures/{measure}/",
    "/meetings/measures/{measure}/move/",
)


@pytest.fixture
def ids(cast, method):
    """By name: the ids of which the pages are about."""
    later = DAY + timedelta(days=9)
    told = {"by": cast.coordinator, "on": later}
    found(cast.caoba, cast.coordinator, name="改厕奖补")
    toilets = begin(cast.caoba, cast.coordinator, pay=50_000, text="不渗漏、能冲水算合格")
    built, left = unit_of(toilets, cast.a), unit_of(toilets, cast.b)
    actions.build_unit(built, done_on=DAY, **told)
    actions.accept_unit(built, done_on=DAY, note="镇验收组", **told)
    actions.explain_unit(left, done_on=DAY, because="ground", note="院里还冻着", **told)
    again = {"unit_kind": "village", "deadline_on": None}
    waste = begin(
        cast.caoba, cast.coordinator, kind="waste", title="垃圾清运", pace="trips", **again
    )
    cleanups = begin(
        cast.caoba, cast.coordinator, kind="clean_up", title="村庄清洁", pace="weekly", **again
    )
    carried = waste.units.get()
    actions.record_deed(carried, done_on=DAY, trips=2, kilograms=1_280, note="河滩", **told)
    check = supervision.record_check(
        cast.caoba, kind="funds", title="惠农资金检查", found="账册齐全", checked_on=DAY, **told
    )
    problem = supervision.find_problem(
        check, text="补贴名单没有上公开栏", deadline_on=DAY + timedelta(days=3), **told
    )
    post = supervision.add_supervised_post(
        cast.caoba, title="村会计", holder="旺堆", start_on=DAY, **told
    )
    supervision.review_post(
        post, reviewed_on=DAY, risks="一人管账管钱", guards="账钱分管、季度对账",
        again_on=DAY + timedelta(days=200), **told,
    )  # fmt: skip
    measure = meetings.list_measure(
        cast.caoba_team, text="灌溉渠开春前清淤一遍", owner=cast.tashi, due_on=later, **told
    )
    return {
        "toilets": toilets.pk,
        "waste": waste.pk,
        "cleanups": cleanups.pk,
        "unit": left.pk,
        "carried": carried.pk,
        "check": check.pk,
        "problem": problem.pk,
        "post": post.pk,
        "measure": measure.pk,
    }


@pytest.mark.parametrize("width", share([320, 1280], 2))
def test_nothing_bars_the_way_and_nothing_runs_out(cast, ids, page, sign_in, width):
    sign_in(cast.coordinator)
    page.set_viewport_size({"width": width, "height": 900})

    told = []
    for path in PAGES:
        answer = page.goto(path.format(**ids))
        is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        told.append((path, answer.status, barriers(page), is_wide))

    assert told == [(path, 200, [], False) for path in PAGES]
