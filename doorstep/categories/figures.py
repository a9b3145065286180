"""What categories let others count. Green households have no row: they are those without one."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.categories.choices import ProposalState
from doorstep.categories.models import (
    Category,
    Objection,
    Proposal,
    Review,
    shown_kind_on,
)
from doorstep.categories.rules import REVIEW_DAYS
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.method.choices import CategoryKind
from doorstep.people.queries import Scope
from doorstep.register.models import Household

OPEN_STATES = (ProposalState.PENDING, ProposalState.PUT)
DECIDED_STATES = (ProposalState.ACCEPTED, ProposalState.REJECTED)


def _shown_as(kind: CategoryKind) -> Callable[[Scope, Period], QuerySet[Household]]:
    def rows(scope: Scope, period: Period) -> QuerySet[Household]:
        day = period.to_on
        households = Household.objects.in_villages(scope.village_ids).active_on(day)
        return households.annotate(shown_kind=shown_kind_on(day)).filter(shown_kind=kind)

    return rows


def not_reviewed(scope: Scope, period: Period) -> QuerySet[Household]:
    """Active households that no meeting looked at, and decided nothing on, in the 90 days up to the
    period's end."""
    day = period.to_on
    since = day - timedelta(days=REVIEW_DAYS)
    looked_at = Review.objects.filter(on__gt=since, on__lte=day)
    decided = Proposal.objects.filter(
        state__in=DECIDED_STATES, decided_on__gt=since, decided_on__lte=day
    )
    households = Household.objects.in_villages(scope.village_ids).active_on(day)
    seen = Q(pk__in=looked_at.values("household")) | Q(pk__in=decided.values("household"))
    return households.exclude(seen)


def _waiting(scope: Scope, period: Period) -> QuerySet[Proposal]:
    day = period.to_on
    rows = Proposal.objects.filter(household__village__in=scope.village_ids, made_on__lte=day)
    waiting = rows.filter(Q(state__in=OPEN_STATES) | Q(decided_on__gt=day))
    return waiting.select_related("household")


def _objections(scope: Scope, period: Period) -> QuerySet[Objection]:
    day = period.to_on
    rows = Objection.objects.filter(household__village__in=scope.village_ids, made_on__lte=day)
    unanswered = rows.filter(Q(answered_on=None) | Q(answered_on__gt=day))
    return unanswered.select_related("household")


def _ending(scope: Scope, period: Period) -> QuerySet[Category]:
    day = period.to_on
    active = Household.objects.in_villages(scope.village_ids).active_on(day)
    live = Category.objects.filter(household__in=active).live_on(day)
    return live.filter(end_on__lte=day + timedelta(days=14)).select_related("household")


FIGURES: tuple[Figure, ...] = (
    *(
        Figure(
            key=f"category.{kind}",
            name=name,
            unit=Unit.HOUSEHOLD,
            rows=_shown_as(kind),
            label=lambda household: household.code,
            household="pk",
            url_name="office:household",
            is_stock=True,
        )
        for kind, name in (
            (CategoryKind.GREEN, _("Households without a special need")),
            (CategoryKind.BLUE, _("Households with livelihood support")),
            (CategoryKind.ORANGE, _("Households with care")),
            (CategoryKind.RED, _("Households with mediation support")),
        )
    ),
    Figure(
        key="not_reviewed",
        name=_("Households that no meeting looked at in 90 days"),
        unit=Unit.HOUSEHOLD,
        rows=not_reviewed,
        label=lambda household: household.code,
        household="pk",
        url_name="office:household",
        is_stock=True,
    ),
    Figure(
        key="proposals_waiting",
        name=_("Proposals that wait for a decision"),
        unit=Unit.PROPOSAL,
        rows=_waiting,
        label=lambda proposal: proposal.household.code,
        url_name="office:proposal",
        is_stock=True,
    ),
    Figure(
        key="categories_ending",
        name=_("Categories that end by themselves within two weeks"),
        unit=Unit.CASE,
        rows=_ending,
        label=lambda category: category.household.code,
        url_name="office:household",
        target=lambda category: category.household_id,
        is_stock=True,
    ),
    Figure(
        key="objections_open",
        name=_("Objections that wait for an answer"),
        unit=Unit.CASE,
        rows=_objections,
        label=lambda objection: objection.household.code,
        url_name="office:proposal",
        target=lambda objection: objection.proposal_id,
        is_stock=True,
    ),
)
