"""Entering posts, reviews, checks and problems; each loads it, calls one act, and leads back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.supervision.forms import (
    CheckForm,
    CloseForm,
    CorrectForm,
    EndPostForm,
    PostForm,
    ProblemForm,
    ReviewForm,
)
from doorstep.office.supervision.pages import above_supervision
from doorstep.supervision import actions
from doorstep.supervision.models import Problem, SupervisedPost, SupervisionCheck
from doorstep.supervision.queries import (
    get_check_for,
    get_post_for,
    get_problem_for,
    get_supervised_place,
    supervised_places,
)


@screen
def supervised_post_new(request: HttpRequest) -> HttpResponse:
    """Puts a post on the list."""
    account, today = asker(request), clock.today()
    place = get_supervised_place(account, None, today)
    form = PostForm(
        request.POST or None,
        places=supervised_places(account, today),
        initial={"place": place.code, "start_on": today},
    )
    return fill(
        request,
        form,
        lambda given: actions.add_supervised_post(by=account, on=today, **given),
        heading=_("Put a post on the list"),
        act=_("Put it on the list"),
        done=_("The post is on the list; its risks are reviewed next."),
        back=reverse("office:supervised-posts"),
        trail=[
            *above_supervision(),
            (pgettext("supervision", "Posts"), reverse("office:supervised-posts")),
        ],
        place=place,
    )


@screen
def supervised_post_end(request: HttpRequest, supervised_post_id: UUID) -> HttpResponse:
    """Nobody holds it so any more."""
    account, today = asker(request), clock.today()
    post = get_post_for(account, supervised_post_id, today)
    return fill(
        request,
        EndPostForm(request.POST or None, initial={"end_on": today}),
        lambda given: actions.end_supervised_post(post, by=account, on=today, **given),
        heading=_("End the post"),
        sub=f"{post.title} · {post.holder}",
        lead=_("Its reviews stay on record."),
        act=_("End the post"),
        done=_("The post ends on that day."),
        back=reverse("office:supervised-posts"),
        trail=_above_post(post),
        place=post.place,
    )


@screen
def supervised_post_review(request: HttpRequest, supervised_post_id: UUID) -> HttpResponse:
    """What could be misused there, and what is done against it."""
    account, today = asker(request), clock.today()
    post = get_post_for(account, supervised_post_id, today)
    last = post.reviews.first()
    again_on = today.replace(year=today.year + 1, day=min(today.day, 28))
    initial: dict[str, Any] = {"reviewed_on": today, "again_on": again_on}
    if last is not None:
        initial |= {"risks": last.risks, "guards": last.guards}
    return fill(
        request,
        ReviewForm(request.POST or None, initial=initial),
        lambda given: actions.review_post(post, by=account, on=today, **given),
        heading=_("Review the risks of a post"),
        sub=f"{post.title} · {post.holder}",
        act=_("Keep the review"),
        done=_("The review is kept."),
        back=_post_page(post),
        trail=_above_post(post),
        place=post.place,
    )


@screen
def check_new(request: HttpRequest) -> HttpResponse:
    """A check that was carried out."""
    account, today = asker(request), clock.today()
    place = get_supervised_place(account, None, today)
    form = CheckForm(
        request.POST or None,
        places=supervised_places(account, today),
        initial={"place": place.code, "checked_on": today},
    )
    made: list[SupervisionCheck] = []

    def save(given: dict[str, Any]) -> None:
        made.append(actions.record_check(by=account, on=today, **given))

    answer = fill(
        request,
        form,
        save,
        heading=_("Record a check"),
        act=_("Record the check"),
        done=_("The check is recorded. What is to be corrected is entered here."),
        back=reverse("office:supervision"),
        trail=above_supervision(),
        place=place,
    )
    return redirect("office:check", made[0].pk) if made else answer


@screen
def problem_new(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """What a check found and is to be corrected."""
    account, today = asker(request), clock.today()
    check = get_check_for(account, check_id, today)
    return fill(
        request,
        ProblemForm(request.POST or None),
        lambda given: actions.find_problem(check, by=account, on=today, **given),
        heading=_("Enter a problem"),
        sub=check.title,
        act=_("Enter it"),
        done=_("The problem is entered; it stands on This week until it is closed."),
        back=_check_page(check),
        trail=[*above_supervision(), (check.title, _check_page(check))],
        place=check.place,
    )


@screen
def problem_correct(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    """How it was corrected."""
    account, today = asker(request), clock.today()
    problem = get_problem_for(account, problem_id, today)
    return fill(
        request,
        CorrectForm(request.POST or None, initial={"corrected_on": today}),
        lambda given: actions.correct_problem(problem, by=account, on=today, **given),
        heading=_("Corrected"),
        sub=problem.text,
        lead=_("It closes once somebody else has looked."),
        act=_("Say so"),
        done=_("It is noted; somebody else looks before it is closed."),
        **_beside(problem),
    )


@screen
def problem_close(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    """Somebody else looked: closed, or open again."""
    account, today = asker(request), clock.today()
    problem = get_problem_for(account, problem_id, today)

    def save(given: dict[str, Any]) -> None:
        act = actions.close_problem if given["is_corrected"] == "yes" else actions.reopen_problem
        act(problem, outcome=given["outcome"], by=account, on=today)

    return fill(
        request,
        CloseForm(request.POST or None),
        save,
        heading=_("Look whether it is corrected"),
        sub=problem.text,
        lead=problem.correction,
        act=_("Keep what was seen"),
        done=_("It is noted."),
        **_beside(problem),
    )


def _beside(problem: Problem) -> dict[str, Any]:
    check = problem.check_made
    trail = [*above_supervision(), (check.title, _check_page(check))]
    return {"back": _check_page(check), "trail": trail, "place": check.place}


def _above_post(post: SupervisedPost) -> list[tuple[str, str]]:
    return [
        *above_supervision(),
        (pgettext("supervision", "Posts"), reverse("office:supervised-posts")),
        (post.title, _post_page(post)),
    ]


def _post_page(post: SupervisedPost) -> str:
    return reverse("office:supervised-post", args=[post.pk])


def _check_page(check: SupervisionCheck) -> str:
    return reverse("office:check", args=[check.pk])
