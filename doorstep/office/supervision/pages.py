"""Supervision: what is open, the checks, the posts; one check with its problems, one post."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.office.doors import asker, heading_place, screen
from doorstep.people.models import Place
from doorstep.supervision.choices import ProblemState
from doorstep.supervision.queries import (
    checks_for,
    ended_posts_for,
    get_check_for,
    get_post_for,
    posts_for,
    problems_for,
    supervised_places,
    with_closing,
)

PAGE = 50


@screen
def supervision(request: HttpRequest) -> HttpResponse:
    """What is to be corrected, the first due on top, and the checks, the latest first."""
    account, today, place = asker(request), clock.today(), _place(request)
    page = Paginator(checks_for(account, today), PAGE).get_page(request.GET.get("page"))
    problems = problems_for(account, today).exclude(state=ProblemState.CLOSED)
    posts = posts_for(account, today)
    context = {
        "place": place,
        "today": today,
        "problems": with_closing(account, problems, today),
        "page": page,
        "post_count": posts.count(),
        "late_posts": posts.filter(again_on__lt=today).count(),
        "new_posts": posts.filter(again_on=None).count(),
    }
    return render(request, "office/supervision/list.html", context)


@screen
def supervised_posts(request: HttpRequest) -> HttpResponse:
    """The posts, those that were never reviewed or are due again on top."""
    account, today, place = asker(request), clock.today(), _place(request)
    posts = posts_for(account, today).order_by(
        F("again_on").asc(nulls_first=True), "place__code", "title", "pk"
    )
    page = Paginator(posts, PAGE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "today": today,
        "page": page,
        "ended": ended_posts_for(account, today)[:PAGE],
    }
    return render(request, "office/supervision/posts.html", context)


@screen
def supervised_post(request: HttpRequest, supervised_post_id: UUID) -> HttpResponse:
    """One post with its reviews."""
    account, today = asker(request), clock.today()
    post = get_post_for(account, supervised_post_id, today)
    context = {
        "place": post.place,
        "today": today,
        "post": post,
        "is_held": post.end_on is None or post.end_on > today,
        "reviews": list(post.reviews.select_related("by")),
        "steps": [
            *above_supervision(),
            (pgettext("supervision", "Posts"), reverse("office:supervised-posts")),
        ],
    }
    return render(request, "office/supervision/post.html", context)


@screen
def check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """One check, and what it found."""
    account, today = asker(request), clock.today()
    check = get_check_for(account, check_id, today)
    problems = problems_for(account, today).filter(check_made=check)
    context = {
        "place": check.place,
        "today": today,
        "check": check,
        "problems": with_closing(account, problems, today),
        "steps": above_supervision(),
    }
    return render(request, "office/supervision/check.html", context)


def above_supervision() -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(_("Supervision"), reverse("office:supervision"))]


def _place(request: HttpRequest) -> Place:
    return heading_place(request, supervised_places(asker(request), clock.today()))
