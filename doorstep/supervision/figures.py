"""What supervision lets others count. A town's own posts and checks count for the town."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope
from doorstep.supervision.models import Problem, RiskReview, SupervisedPost, SupervisionCheck


def _places(scope: Scope) -> set[Any]:
    return {scope.place.pk, *scope.village_ids}


def _posts_reviewed(scope: Scope, period: Period) -> QuerySet[SupervisedPost]:
    reviewed = RiskReview.objects.filter(on__gte=period.from_on, on__lte=period.to_on)
    rows = SupervisedPost.objects.filter(place__in=_places(scope), pk__in=reviewed.values("post"))
    return rows.select_related("place").order_by("place__code", "title", "pk")


def _checks(scope: Scope, period: Period) -> QuerySet[SupervisionCheck]:
    rows = SupervisionCheck.objects.filter(place__in=_places(scope))
    return rows.filter(on__gte=period.from_on, on__lte=period.to_on).order_by("on", "pk")


def _problems_closed(scope: Scope, period: Period) -> QuerySet[Problem]:
    rows = Problem.objects.filter(check_made__place__in=_places(scope))
    closed = rows.filter(closed_on__gte=period.from_on, closed_on__lte=period.to_on)
    return closed.order_by("closed_on", "pk")


def _problems_open(scope: Scope, period: Period) -> QuerySet[Problem]:
    rows = Problem.objects.open_on(period.to_on)
    return rows.filter(check_made__place__in=_places(scope)).order_by("deadline_on", "pk")


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="posts_reviewed",
        name=_("Post holders whose post's risks were reviewed"),
        unit=Unit.PERSON,
        rows=_posts_reviewed,
        label=lambda post: f"{post.place.name} · {post.title}",
        household="",
        url_name="office:supervised-post",
    ),
    Figure(
        key="supervision_checks",
        name=_("Checks carried out"),
        unit=Unit.CHECK,
        rows=_checks,
        label=lambda check: f"{check.on} · {check.title}",
        household="",
        url_name="office:check",
        is_guarded=False,
    ),
    *(
        Figure(
            key=key,
            name=name,
            unit=Unit.PROBLEM,
            rows=rows,
            label=lambda problem: f"{problem.deadline_on} · {problem.text}",
            household="",
            url_name="office:check",
            target=lambda problem: problem.check_made_id,
            is_stock=is_stock,
        )
        for key, name, rows, is_stock in (
            ("supervision_problems", _("Problems corrected"), _problems_closed, False),
            ("supervision_problems_open", _("Problems open"), _problems_open, True),
        )
    ),
)
