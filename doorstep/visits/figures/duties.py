"""Duties in SQL: the households of a scope with how duties stand on a day, in one query.

The definition is that of `rules.state_of` and `rules.why_left`; a test holds the two together.
Django takes longer to write these queries than the database to answer them: each asks only for
what is needed.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    Expression,
    F,
    Field,
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
from doorstep.method.queries import NoMethodAdopted, cadences_of, version_at
from doorstep.people.models import Place, live_on
from doorstep.people.queries import Scope
from doorstep.register.models import Absence, Household
from doorstep.visits.choices import FULFILLING, DutyState, Mode, Result, Why
from doorstep.visits.models import CadenceWish, Visit
from doorstep.visits.rules import window

NO_DUTY = date.max  # the first day of a window that never opens
# villages, and Every by duty and category ("" for all) as their method states it
type Cadences = list[tuple[list[UUID], dict[tuple[str, str], str]]]


def in_state(scope: Scope, duty: CadenceKind, day: date, state: DutyState) -> QuerySet[Household]:
    """The active households whose duty stands so on a day: met (or refused), away, or left."""
    cadences = _cadences(scope, day)
    households = _with_window(_active(cadences, day), cadences, duty, day, day)
    reached = Exists(_visits(duty, day).filter(result__in=FULFILLING))
    if state == DutyState.MET:
        found = households.filter(reached)
    else:
        away = _away(day, day)
        due = households.filter(~reached, **{f"{_opens(duty)}__lt": NO_DUTY})
        found = due.filter(away if state == DutyState.AWAY else ~away)
    return found.order_by("code", "pk")


def with_duties(
    scope: Scope, duties: Collection[CadenceKind], day: date, *, by: date | None = None
) -> QuerySet[Household]:
    """The active households with `shown_kind` and, of each duty, `every_…`, `state_…` and `why_…`
    (`every_contact`); why is meant for those whose state is "left". `by` asks about a later day
    from what stands on `day`."""
    by = by or day
    cadences = _cadences(scope, day)
    households = shown_category(_active(cadences, day), day)
    for duty in duties:
        households = _with_window(households, cadences, duty, day, by).annotate(
            **{
                f"every_{duty}": _said(cadences, duty, day, str, CharField()),
                f"state_{duty}": _state(duty, day, by),
                f"why_{duty}": _why(duty, day),
            }
        )
    return households


def _opens(duty: CadenceKind) -> str:
    """The alias of the first day on which a visit fulfils the duty."""
    return f"opens_{duty}"


def _active(cadences: Cadences, day: date) -> QuerySet[Household]:
    followed = [village_id for village_ids, _stated in cadences for village_id in village_ids]
    return Household.objects.in_villages(followed).active_on(day)


def _cadences(scope: Scope, day: date) -> Cadences:
    """What the methods in use say of duties, by the villages that follow them. A village asked for
    by itself must follow one; of several, those that follow none have no duties."""
    villages: dict[Version, list[UUID]] = defaultdict(list)
    if scope.village_ids == (scope.place.pk,):
        villages[version_at(scope.place, day)] = [scope.place.pk]
    else:
        for village in Place.objects.filter(pk__in=scope.village_ids):
            with suppress(NoMethodAdopted):
                villages[version_at(village, day)].append(village.pk)
    return [(ids, cadences_of(version)) for version, ids in villages.items()]


def _with_window(
    households: QuerySet[Household], cadences: Cadences, duty: CadenceKind, day: date, by: date
) -> QuerySet[Household]:
    """Adds the alias `_opens`."""
    if _depend_on_category(cadences, duty) and "shown_kind" not in households.query.annotations:
        households = shown_category(households, day)

    def first_day(every: str) -> date:
        days = window(every, by)
        return days.from_on if days else NO_DUTY

    return households.alias(**{_opens(duty): _said(cadences, duty, day, first_day, DateField())})


def _depend_on_category(cadences: Cadences, duty: CadenceKind) -> bool:
    return any(kind for _ids, stated in cadences for of, kind in stated if of == duty)


def _said(
    cadences: Cadences,
    duty: CadenceKind,
    day: date,
    say: Callable[[str], Any],
    field: "Field[Any, Any]",
) -> Expression:
    """What `say` makes of the household's own cadence, else of the method's for its category."""
    wish = CadenceWish.objects.filter(live_on(day), household=OuterRef("pk"), kind=duty)
    wished = wish.annotate(
        said=Case(
            *[When(every=every, then=Value(say(every), field)) for every in Every],
            output_field=field,
        )
    )
    cases = []
    for ids, stated_there in cadences:
        here = Q(village__in=ids)
        cases += [
            When(here & Q(shown_kind=kind), then=Value(say(every), field))
            for (of, kind), every in stated_there.items()
            if of == duty and kind
        ]
        cases.append(When(here, then=Value(say(stated_there.get((duty, ""), Every.NEVER)), field)))
    if len(cases) == 1:  # one method, the same for every category
        stated: Expression = cases[0].result
    else:
        stated = Case(*cases, default=Value(say(Every.NEVER), field), output_field=field)
    return Coalesce(Subquery(wished.values("said")[:1]), stated, output_field=field)


def _visits(duty: CadenceKind, day: date) -> QuerySet[Visit]:
    """Visits in the duty's days, up to the day asked for; a call is no visit on site."""
    visits = Visit.objects.standing().filter(
        household=OuterRef("pk"), on__gte=OuterRef(_opens(duty)), on__lte=day
    )
    return visits.filter(mode=Mode.ON_SITE) if duty == CadenceKind.ON_SITE else visits


def _away(day: date, by: date) -> Exists:
    """Away on `day` and still so on `by`."""
    return Exists(
        Absence.objects.filter(household=OuterRef("pk"), start_on__lte=day, end_on__gt=by)
    )


def _state(duty: CadenceKind, day: date, by: date) -> Case:
    visits = _visits(duty, day)
    return Case(
        When(**{_opens(duty): NO_DUTY}, then=Value(str(DutyState.NONE))),
        When(Exists(visits.filter(result=Result.MET)), then=Value(str(DutyState.MET))),
        When(Exists(visits.filter(result=Result.REFUSED)), then=Value(str(DutyState.REFUSED))),
        When(_away(day, by), then=Value(str(DutyState.AWAY))),
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
