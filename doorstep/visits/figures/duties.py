"""Duties in SQL: every household of a scope with how a duty stands on a day, in one query.

The definition is that of `rules.state_of` and `rules.why_left`; a test holds the two together.
"""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from doorstep.categories.queries import shown_category
from doorstep.method.choices import CadenceKind, Every
from doorstep.method.models import Version
from doorstep.method.queries import cadences_of, version_at
from doorstep.people.models import Place, live_on
from doorstep.people.queries import Scope
from doorstep.register.models import Absence, Household
from doorstep.visits.choices import FULFILLING, DutyState, Mode, Result, Why
from doorstep.visits.models import CadenceWish, Visit
from doorstep.visits.rules import window

REACHED = (DutyState.MET, DutyState.REFUSED)


def with_duty(scope: Scope, duty: CadenceKind, day: date) -> QuerySet[Household]:
    """The active households with `shown_kind`, `every`, `state` and `why` of a duty.

    `why` is meant for those whose state is "left".
    """
    active = Household.objects.in_villages(scope.village_ids).active_on(day)
    households = shown_category(active, day)
    wish = CadenceWish.objects.filter(live_on(day), household=OuterRef("pk"), kind=duty)
    every = Coalesce(Subquery(wish.values("every")[:1]), _by_method(scope, duty, day))
    return (
        households.annotate(every=every)
        .annotate(window_from=_window_from(day))
        .annotate(state=_state(duty, day), why=_why(duty, day))
    )


def in_state(scope: Scope, duty: CadenceKind, day: date, *states: DutyState) -> QuerySet[Household]:
    """The households whose duty stands so on a day."""
    return with_duty(scope, duty, day).filter(state__in=states).order_by("code", "pk")


def _by_method(scope: Scope, duty: CadenceKind, day: date) -> Case:
    """The method's cadence: that of the shown category, else the one for all."""
    cases = []
    versions = _versions(scope, day)
    for version, village_ids in versions.items():
        here = Q() if len(versions) == 1 else Q(village__in=village_ids)
        cadences = cadences_of(version)
        special = [(kind, every) for (of, kind), every in cadences.items() if of == duty and kind]
        for kind, every in special:
            cases.append(When(here & Q(shown_kind=kind), then=Value(str(every))))
        general = cadences.get((duty, ""), Every.NEVER)
        cases.append(When(here & Q(pk__isnull=False), then=Value(str(general))))
    return Case(*cases, default=Value(str(Every.NEVER)), output_field=CharField())


def _versions(scope: Scope, day: date) -> dict[Version, list[UUID]]:
    if scope.village_ids == (scope.place.pk,):
        return {version_at(scope.place, day): [scope.place.pk]}
    villages: dict[Version, list[UUID]] = defaultdict(list)
    for village in Place.objects.filter(pk__in=scope.village_ids):
        villages[version_at(village, day)].append(village.pk)
    return villages


def _window_from(day: date) -> Case:
    windows = [(every, window(every, day)) for every in Every]
    return Case(
        *[
            When(every=every, then=Value(days.from_on, output_field=DateField()))
            for every, days in windows
            if days is not None
        ],
        output_field=DateField(),
    )


def _visits(duty: CadenceKind, day: date) -> QuerySet[Visit]:
    """Visits in the duty's days, up to the day asked for; a call is no visit on site."""
    visits = Visit.objects.standing().filter(
        household=OuterRef("pk"), on__gte=OuterRef("window_from"), on__lte=day
    )
    return visits.filter(mode=Mode.ON_SITE) if duty == CadenceKind.ON_SITE else visits


def _state(duty: CadenceKind, day: date) -> Case:
    visits = _visits(duty, day)
    away = Absence.objects.filter(household=OuterRef("pk"), start_on__lte=day, end_on__gt=day)
    return Case(
        When(every=Every.NEVER, then=Value(str(DutyState.NONE))),
        When(Exists(visits.filter(result=Result.MET)), then=Value(str(DutyState.MET))),
        When(Exists(visits.filter(result=Result.REFUSED)), then=Value(str(DutyState.REFUSED))),
        When(Exists(away), then=Value(str(DutyState.AWAY))),
        default=Value(str(DutyState.LEFT)),
        output_field=CharField(),
    )


def _why(duty: CadenceKind, day: date) -> Coalesce:
    by_phone = Q(result=Result.NOT_AT_HOME, mode=Mode.PHONE)
    last_try = (
        _visits(duty, day)
        .exclude(result__in=FULFILLING)
        .annotate(
            how=Case(
                When(by_phone, then=Value(str(Why.NO_ANSWER))),
                default=F("result"),
                output_field=CharField(),
            )
        )
        .order_by("-on", "pk")
    )
    return Coalesce(Subquery(last_try.values("how")[:1]), Value(str(Why.NOT_TRIED)))
