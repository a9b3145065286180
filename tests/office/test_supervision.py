"""Supervision and work measures on screen, from entering to closing."""

from datetime import date

import pytest

from doorstep.meetings import actions as meetings
from doorstep.meetings.models import Measure
from doorstep.supervision import actions
from doorstep.supervision.models import Problem, RiskReview, SupervisedPost, SupervisionCheck
from tests.factories import DAY

DUE = date(2026, 3, 9)  # the screens' day is the 11th


@pytest.fixture
def problem(cast):
    told = {"by": cast.town_account, "on": DAY}
    check = actions.record_check(
        cast.caoba, kind="funds", title="惠农资金检查", checked_on=DAY, **told
    )
    return actions.find_problem(check, text="补贴名单未公示", deadline_on=DUE, **told)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_check_is_recorded_and_its_problem_entered(cast, browser):
    client = browser(cast.town_account)
    client.post(
        "/supervision/checks/new/",
        {"place": "caoba", "kind": "works", "title": "灌溉渠检查", "checked_on": "2026-03-10",
         "found": ""},
    )  # fmt: skip
    check = SupervisionCheck.objects.get()
    client.post(
        f"/supervision/checks/{check.pk}/problem/",
        {"text": "渠底没有压实", "deadline_on": "2026-04-10"},
    )

    words = page(client, "/supervision/")
    assert "渠底没有压实" in words
    assert "灌溉渠检查" in words


def test_who_corrected_it_is_not_offered_to_close_it(cast, browser, problem):
    village, town = browser(cast.coordinator), browser(cast.town_account)
    given = {"correction": "已补公示", "corrected_on": "2026-03-10"}

    village.post(f"/supervision/problems/{problem.pk}/correct/", given)
    own = village.post(
        f"/supervision/problems/{problem.pk}/close/", {"is_corrected": "yes", "outcome": ""}
    )
    assert own.status_code == 422
    assert "somebody else looks at it before it is closed" in own.content.decode()
    assert "Look whether it is corrected" not in page(village, "/supervision/")
    open_again = town.post(
        f"/supervision/problems/{problem.pk}/close/", {"is_corrected": "no", "outcome": ""}
    )
    assert open_again.status_code == 422
    town.post(f"/supervision/problems/{problem.pk}/close/", {"is_corrected": "yes", "outcome": ""})

    assert Problem.objects.get().state == "closed"
    assert "Nothing is open." in page(village, "/supervision/")


def test_an_overdue_problem_stands_on_this_week_and_at_the_town(cast, method, browser, problem):
    words = "Supervision, 草坝村: a problem is to be closed by 9 March 2026."

    assert words in page(browser(cast.coordinator), "/")
    assert words in page(browser(cast.town_account), "/town/")
    assert words not in page(browser(cast.other_coordinator), "/")


def test_a_post_is_listed_reviewed_and_ended(cast, browser):
    client = browser(cast.coordinator)
    client.post(
        "/supervision/posts/new/",
        {"place": "caoba", "title": "村会计", "holder": "旺堆", "start_on": "2026-03-02"},
    )
    post = SupervisedPost.objects.get()
    address = f"/supervision/posts/{post.pk}/"
    assert "Its risks were not reviewed yet." in page(client, address)

    given = {"reviewed_on": "2026-03-10", "risks": "一人管账管钱", "guards": "账钱分管",
             "again_on": "2027-03-10"}  # fmt: skip
    client.post(f"{address}review/", given)
    assert RiskReview.objects.get().again_on == date(2027, 3, 10)
    client.post(f"{address}end/", {"end_on": "2026-03-11"})

    assert "旺堆" not in page(client, "/supervision/posts/").split('id="ended"')[0]


@pytest.mark.parametrize("who", ["tashi_account", "second", "auditor"])
def test_supervision_opens_to_nobody_else(cast, browser, problem, who):
    client = browser(getattr(cast, who))

    assert client.get("/supervision/").status_code == 404
    assert client.get(f"/supervision/checks/{problem.check_made_id}/").status_code == 404


def test_a_measure_is_listed_moved_and_stands_on_the_agenda(cast, method, browser):
    client = browser(cast.coordinator)
    client.post(
        "/meetings/measures/new/", {"text": "灌溉渠清淤", "owner": cast.tashi.pk, "due_on": ""}
    )
    measure = Measure.objects.get()
    client.post(f"/meetings/measures/{measure.pk}/move/", {"state": "in_hand", "outcome": "一半"})
    client.post("/meetings/new/", {"kind": "weekly", "on": "2026-03-16"})

    meeting = cast.caoba_team.meetings.get()
    words = page(client, f"/meetings/{meeting.pk}/")
    assert "灌溉渠清淤 · 扎西" in words
    assert "in hand: 一半" in words
    assert "灌溉渠清淤" in page(client, "/meetings/")


def test_a_helper_reads_measures_and_does_not_change_them(cast, browser):
    measure = meetings.list_measure(
        cast.caoba_team, text="灌溉渠清淤", owner=cast.tashi, by=cast.coordinator, on=DAY
    )
    client = browser(cast.tashi_account)

    assert "灌溉渠清淤" in page(client, "/meetings/measures/")
    assert client.get(f"/meetings/measures/{measure.pk}/move/").status_code == 404
    assert client.get("/meetings/measures/new/").status_code == 404


def test_a_settled_measure_changes_no_more(cast, browser):
    measure = meetings.list_measure(
        cast.caoba_team, text="灌溉渠清淤", owner=cast.tashi, by=cast.coordinator, on=DAY
    )
    meetings.move_measure(measure, state="done", by=cast.coordinator, on=DAY)
    client = browser(cast.coordinator)

    assert client.get(f"/meetings/measures/{measure.pk}/move/").status_code == 404
    assert "Settled" in page(client, "/meetings/measures/")


def test_more_rows_take_no_more_queries(cast, browser, problem, count_queries):
    client = browser(cast.town_account)
    told = {"by": cast.town_account, "on": DAY}
    one = count_queries(client, "/supervision/")

    for number in range(3):
        actions.find_problem(problem.check_made, text=f"另 {number}", deadline_on=DUE, **told)
        actions.record_check(
            cast.caoba, kind="duty", title=f"检查 {number}", checked_on=DAY, **told
        )

    assert count_queries(client, "/supervision/") == one


def test_a_post_that_ended_stays_readable_with_its_reviews(cast, browser):
    told = {"by": cast.town_account, "on": DAY}
    post = actions.add_supervised_post(
        cast.caoba, title="会计", holder="次珍", start_on=DAY, **told
    )
    actions.review_post(
        post, reviewed_on=DAY, risks="一人管账", guards="双人签字", again_on=DUE, **told
    )
    actions.end_supervised_post(post, end_on=DUE, **told)
    client, own = browser(cast.town_account), f"/supervision/posts/{post.pk}/"

    words = page(client, own)

    assert "双人签字" in words
    assert "Not held so from 9 March 2026 on" in words
    assert f"{own}review/" not in words
    assert own in page(client, "/supervision/posts/")
    assert page(browser(cast.other_coordinator), own, 404)
