"""What jobs let others count: offers, placements that came of them, wages reported, works."""

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from doorstep.jobs.choices import WageState
from doorstep.jobs.models import Hire, JobOffer, WageReport
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.needs.choices import NeedState, WorksState
from doorstep.needs.models import Served, Works
from doorstep.people.queries import Scope
from doorstep.register.models import Household


def _places_offered(scope: Scope, period: Period) -> QuerySet[JobOffer]:
    rows = JobOffer.objects.filter(place__in=scope.village_ids)
    return rows.filter(told_on__gte=period.from_on, told_on__lte=period.to_on)


def _hires(scope: Scope, period: Period) -> QuerySet[Hire]:
    """Placements that came of an offer, by the day on which the work began."""
    rows = Hire.objects.filter(placement__household__village__in=scope.village_ids)
    begun = rows.filter(
        placement__start_on__gte=period.from_on, placement__start_on__lte=period.to_on
    )
    return begun.select_related("placement__household", "offer")


def _wages(scope: Scope, period: Period) -> QuerySet[WageReport]:
    """Wages paid that were reported in the period; a corrected report counts no more."""
    rows = WageReport.objects.filter(
        placement__household__village__in=scope.village_ids,
        state=WageState.PAID,
        corrected_by=None,
        said_on__gte=period.from_on,
        said_on__lte=period.to_on,
    )
    return rows.select_related("placement__household")


def _asked(scope: Scope) -> QuerySet[Works]:
    """Works that were asked for, each once however many asked."""
    rows = Works.objects.filter(need__place__in=scope.village_ids, need__sealed=False, joined=None)
    return rows.select_related("need__household", "need__place")


def _works_open(scope: Scope, period: Period) -> QuerySet[Works]:
    """Asked for by the end of the period and not accepted by then, nor given up since."""
    rows = _asked(scope).filter(need__raised_on__lte=period.to_on)
    rows = rows.filter(Q(accepted_on=None) | Q(accepted_on__gt=period.to_on))
    given_up = Q(need__state=NeedState.CLOSED) & ~Q(state=WorksState.ACCEPTED)
    return rows.exclude(given_up)


def _works_accepted(scope: Scope, period: Period) -> QuerySet[Works]:
    accepted = _asked(scope).filter(accepted_on__gte=period.from_on)
    return accepted.filter(accepted_on__lte=period.to_on)


def _works_households(scope: Scope, period: Period) -> QuerySet[Household]:
    """Households served by works of any kind accepted in the period, each once."""
    accepted = _works_accepted(scope, period)
    asked = accepted.values("need__household")
    linked = Served.objects.filter(need__in=accepted.values("need")).values("household")
    served = Household.objects.filter(Q(pk__in=asked) | Q(pk__in=linked))
    return served.in_villages(scope.village_ids)


def _works_label(works: Any) -> str:
    need = works.need
    where = need.household.code if need.household else need.place.name
    return f"{where} · {works.get_kind_display()} · {works.get_state_display()}"


def _of_works(key: str, name: Any, rows: Any, *, is_stock: bool = False) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=Unit.CASE,
        rows=rows,
        label=_works_label,
        household="need__household",
        url_name="office:need",
        target=lambda works: works.need_id,
        is_stock=is_stock,
    )


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="job_places_offered",
        name=_("Places of work offered"),
        unit=Unit.POST,
        rows=_places_offered,
        label=lambda offer: f"{offer.employer} · {offer.title} · {offer.places}",
        measure=Sum("places"),
        household="",
        url_name="office:job-offer",
    ),
    Figure(
        key="jobs_through_offers",
        name=_("Placements through an offer"),
        unit=Unit.PERSON_TIME,
        rows=_hires,
        label=lambda hire: f"{hire.placement.household.code} · {hire.offer.employer}",
        household="placement__household",
        url_name="office:job-placement",
        target=lambda hire: hire.placement_id,
    ),
    Figure(
        key="wages_reported",
        name=_("Wages reported by workers and employers"),
        unit=Unit.FEN,
        rows=_wages,
        label=lambda report: f"{report.placement.household.code} · {report.placement.employer}",
        measure=Sum("amount"),
        household="placement__household",
        url_name="office:job-placement",
        target=lambda report: report.placement_id,
    ),
    _of_works("works_open", _("Works asked for and not accepted yet"), _works_open, is_stock=True),
    _of_works("works_accepted", _("Works accepted"), _works_accepted),
    Figure(
        key="works_households",
        name=_("Households served by accepted works"),
        unit=Unit.HOUSEHOLD,
        rows=_works_households,
        label=lambda household: household.code,
        household="pk",
        url_name="office:household",
    ),
)
