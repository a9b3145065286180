"""Supervision as people may see it: the town everything below, a coordinator the own village."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Place, live_on
from doorstep.people.queries import places_with_role, reach_of, villages_below
from doorstep.supervision.choices import ProblemState
from doorstep.supervision.models import Problem, RiskReview, SupervisedPost, SupervisionCheck

NEAR = timedelta(days=7)  # so long before its deadline a problem is called to mind


@dataclass(frozen=True)
class SupervisionReach:
    """Ids of places: where the account supervises, and where it answers for what was found."""

    supervised: frozenset[UUID]
    answered: frozenset[UUID]


def supervision_reach(account: Account, on: date) -> SupervisionReach:
    """A town supervises itself and the villages below; a coordinator checks the own village and
    says what was corrected there. Nobody else sees any of it."""
    villages = reach_of(account, on).by_role.get(Role.COORDINATOR, frozenset())
    supervised = set(villages)
    for town in places_with_role(account, Role.TOWN, on).filter(kind=PlaceKind.TOWN):
        supervised |= {town.pk, *villages_below(town)}
    return SupervisionReach(frozenset(supervised), frozenset(villages))


def supervised_places(account: Account, on: date) -> QuerySet[Place]:
    """The places at which the account enters posts and checks, a town before its villages."""
    return Place.objects.filter(pk__in=supervision_reach(account, on).supervised).order_by(
        "kind", "code"
    )


def get_supervised_place(account: Account, code: str | None, on: date) -> Place:
    """One of them by its code (None: the first); else NotVisible."""
    places = supervised_places(account, on)
    return _found(places.filter(code=code).first() if code else places.first())


def posts_for(account: Account, on: date) -> QuerySet[SupervisedPost]:
    """The posts held at the account's places, each with `reviewed_on` and `again_on` of its last
    review."""
    return _posts_ever(account, on).filter(live_on(on))


def ended_posts_for(account: Account, on: date) -> QuerySet[SupervisedPost]:
    """The posts that are held no longer, the last to end first, each as `posts_for` has it."""
    return _posts_ever(account, on).filter(end_on__lte=on).order_by("-end_on", "title", "pk")


def _posts_ever(account: Account, on: date) -> QuerySet[SupervisedPost]:
    last = RiskReview.objects.filter(post=OuterRef("pk"), on__lte=on).order_by("-on")
    rows = SupervisedPost.objects.filter(place__in=supervision_reach(account, on).supervised)
    return rows.select_related("place").annotate(
        reviewed_on=Subquery(last.values("on")[:1]),
        again_on=Subquery(last.values("again_on")[:1]),
    )


def get_post_for(account: Account, post_id: object, on: date) -> SupervisedPost:
    """A post at one of the account's places, held still or no longer; else NotVisible."""
    return _found(_posts_ever(account, on).filter(pk=post_id).first())


def checks_for(account: Account, on: date) -> QuerySet[SupervisionCheck]:
    """The checks at the account's places, each with `problem_count` and `open_count`."""
    rows = SupervisionCheck.objects.filter(place__in=supervision_reach(account, on).supervised)
    is_open = ~Q(problems__state=ProblemState.CLOSED)
    return (
        rows.select_related("place")
        .annotate(
            problem_count=Count("problems"),
            open_count=Count("problems", filter=Q(problems__isnull=False) & is_open),
        )
        .order_by("-on", "-pk")
    )


def get_check_for(account: Account, check_id: object, on: date) -> SupervisionCheck:
    """A check at one of the account's places; else NotVisible."""
    return _found(checks_for(account, on).filter(pk=check_id).first())


def problems_for(account: Account, on: date) -> QuerySet[Problem]:
    """The problems found at the account's places, the first due first."""
    rows = Problem.objects.filter(check_made__place__in=supervision_reach(account, on).supervised)
    return rows.select_related("check_made__place", "corrected_by").order_by("deadline_on", "pk")


def get_problem_for(account: Account, problem_id: object, on: date) -> Problem:
    """A problem found at one of the account's places; else NotVisible."""
    return _found(problems_for(account, on).filter(pk=problem_id).first())


def open_problems_at(place: Place, on: date) -> QuerySet[Problem]:
    """What is open at a place, or below a town, on a day; the first due first."""
    here = Q(check_made__place=place) | Q(check_made__place__parent=place)
    return Problem.objects.open_on(on).filter(here).select_related("check_made__place")


def problems_to_tell(place: Place, on: date) -> QuerySet[Problem]:
    """What is open at a place, or below a town, and due within a week or overdue."""
    return (
        open_problems_at(place, on).filter(deadline_on__lte=on + NEAR).order_by("deadline_on", "pk")
    )


def with_closing(
    account: Account, problems: Iterable[Problem], on: date
) -> list[tuple[Problem, bool]]:
    """Each problem, and whether the account may close it: it supervises there, and it was corrected
    by somebody else."""
    supervised = supervision_reach(account, on).supervised
    return [
        (
            one,
            one.state == ProblemState.CORRECTED
            and one.check_made.place_id in supervised
            and one.corrected_by_id != account.pk,
        )
        for one in problems
    ]


def _found[Row](row: Row | None) -> Row:
    if row is None:
        raise NotVisible
    return row
