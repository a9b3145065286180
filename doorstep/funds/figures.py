"""What money lets others count: sums of fen over postings, reversals below 0 among them.

Every sum is guarded: one that few were paid would say what one of them got.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import (
    ECOLOGICAL,
    Cause,
    ClaimPath,
    HeadingKind,
    ProgrammeKind,
    ProjectKind,
)
from doorstep.funds.models import Commitment, CoopVillage, Posting, ProjectVillage, Source
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.money import money_text
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope

FEN = Sum("amount")
AID_KINDS = (ProgrammeKind.AID, ProgrammeKind.SCHOLARSHIP)


def _places(scope: Scope) -> list[Any]:
    """The place itself, which may pay as a town, and its villages."""
    return [scope.place.pk, *scope.village_ids]


def _paid(scope: Scope, period: Period) -> QuerySet[Posting]:
    rows = Posting.objects.filter(payment__place__in=_places(scope))
    rows = rows.exclude(payment__need__sealed=True)
    in_period = rows.filter(on__gte=period.from_on, on__lte=period.to_on)
    return in_period.select_related(
        "payment__household", "payment__programme", "payment__dividend__cooperative"
    )


def _temporary_relief(scope: Scope, period: Period) -> QuerySet[Posting]:
    """What was paid on claims to temporary relief: a sum without claims is no figure."""
    return _paid(scope, period).filter(payment__claim__path=ClaimPath.RELIEF)


def _aid_paid(scope: Scope, period: Period) -> QuerySet[Posting]:
    return _paid(scope, period).filter(payment__programme__kind__in=AID_KINDS)


def _aid_committed(scope: Scope, period: Period) -> QuerySet[Commitment]:
    """Commitments to a year whose first day lies in the period."""
    years = [
        year
        for year in range(period.from_on.year, period.to_on.year + 1)
        if date(year, 1, 1) in period
    ]
    rows = Commitment.objects.filter(programme__place__in=_places(scope), year__in=years)
    return rows.filter(programme__kind__in=AID_KINDS).select_related("programme")


def _post_pay(scope: Scope, period: Period) -> QuerySet[Posting]:
    return _paid(scope, period).filter(payment__post__kind__in=ECOLOGICAL)


def _coop_villages(scope: Scope, period: Period) -> QuerySet[CoopVillage]:
    """Villages in a cooperative on the last day, each once."""
    day = period.to_on
    rows = CoopVillage.objects.filter(Q(end_on=None) | Q(end_on__gt=day), start_on__lte=day)
    here = rows.filter(village__in=scope.village_ids)
    earlier = here.filter(village=OuterRef("village"), pk__lt=OuterRef("pk"))
    return here.exclude(Exists(earlier)).select_related("village", "cooperative")


def _coop_income(scope: Scope, period: Period) -> QuerySet[Posting]:
    rows = Posting.objects.filter(income__cooperative__place__in=_places(scope))
    in_period = rows.filter(on__gte=period.from_on, on__lte=period.to_on)
    return in_period.select_related("income__cooperative")


def _coop_dividends(scope: Scope, period: Period) -> QuerySet[Posting]:
    return _paid(scope, period).filter(payment__cause=Cause.DIVIDEND)


def _invested(kind: str) -> Callable[[Scope, Period], QuerySet[Source]]:
    def rows(scope: Scope, period: Period) -> QuerySet[Source]:
        sources = Source.objects.filter(project__place__in=_places(scope), project__kind=kind)
        in_period = sources.filter(agreed_on__gte=period.from_on, agreed_on__lte=period.to_on)
        return in_period.select_related("project")

    return rows


def _wages(kind: str) -> Callable[[Scope, Period], QuerySet[Posting]]:
    def rows(scope: Scope, period: Period) -> QuerySet[Posting]:
        paid = _paid(scope, period).filter(payment__project__kind=kind)
        return paid.filter(put_to__kind=HeadingKind.WAGES)

    return rows


def _served(kind: str) -> Callable[[Scope, Period], QuerySet[ProjectVillage]]:
    def rows(scope: Scope, period: Period) -> QuerySet[ProjectVillage]:
        """Villages served by the last day, each once."""
        here = ProjectVillage.objects.filter(
            project__kind=kind, village__in=scope.village_ids, since_on__lte=period.to_on
        )
        earlier = here.filter(village=OuterRef("village"), pk__lt=OuterRef("pk"))
        return here.exclude(Exists(earlier)).select_related("project", "village")

    return rows


def _payment_label(posting: Any) -> str:
    payment = posting.payment
    of = payment.programme.name if payment.programme else payment.dividend.cooperative.name
    who = payment.household.code if payment.household else of
    cause = Cause(payment.cause).label
    return f"{who} · {cause} · {posting.on} · {money_text(posting.amount)}"


def _commitment_label(commitment: Any) -> str:
    return f"{commitment.programme.name} · {commitment.year} · {money_text(commitment.amount)}"


def _of_payments(key: str, name: Any, rows: Any) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=Unit.FEN,
        rows=rows,
        label=_payment_label,
        measure=FEN,
        household="payment__household",
        url_name="office:payment",
        target=lambda posting: posting.payment_id,
    )


def _of_projects(kind: ProjectKind, names: tuple[Any, Any, Any]) -> tuple[Figure, ...]:
    return (
        Figure(
            key=f"project.{kind}",
            name=names[0],
            unit=Unit.FEN,
            rows=_invested(kind),
            label=lambda source: (
                f"{source.project.name} · {source.name} · {money_text(source.amount)}"
            ),
            measure=FEN,
            household="",
            url_name="office:project",
            target=lambda source: source.project_id,
        ),
        _of_payments(f"project.{kind}.wages", names[1], _wages(kind)),
        Figure(
            key=f"project.{kind}.villages",
            name=names[2],
            unit=Unit.VILLAGE,
            rows=_served(kind),
            label=lambda row: f"{row.village.name} · {row.project.name}",
            is_stock=True,
            household="",
            url_name="office:project",
            target=lambda row: row.project_id,
        ),
    )


FIGURES: tuple[Figure, ...] = (
    _of_payments("money_paid", _("Money paid"), _paid),
    _of_payments("temporary_relief", _("Temporary relief paid"), _temporary_relief),
    _of_payments("aid_paid", _("Aid and scholarships paid"), _aid_paid),
    Figure(
        key="aid_committed",
        name=_("Aid and scholarships committed"),
        unit=Unit.FEN,
        rows=_aid_committed,
        label=_commitment_label,
        measure=FEN,
        household="",
        url_name="office:programme",
        target=lambda commitment: commitment.programme_id,
    ),
    _of_payments("eco_post_pay", _("Pay of ecological posts"), _post_pay),
    Figure(
        key="coop_villages",
        name=_("Villages in a cooperative"),
        unit=Unit.VILLAGE,
        rows=_coop_villages,
        label=lambda row: f"{row.village.name} · {row.cooperative.name}",
        is_stock=True,
        household="",
        url_name="office:cooperative",
        target=lambda row: row.cooperative_id,
    ),
    Figure(
        key="coop_income",
        name=_("Income of cooperatives"),
        unit=Unit.FEN,
        rows=_coop_income,
        label=lambda posting: (
            f"{posting.income.cooperative.name} · {posting.on} · {money_text(posting.amount)}"
        ),
        measure=FEN,
        household="",
        url_name="office:cooperative",
        target=lambda posting: posting.income.cooperative_id,
    ),
    _of_payments("coop_dividends", _("Dividends paid to members"), _coop_dividends),
    *_of_projects(
        ProjectKind.BASIC_WORKS,
        (
            _("Invested in village basic works"),
            _("Wages paid in village basic works"),
            _("Villages served by basic works"),
        ),
    ),
    *_of_projects(
        ProjectKind.SEWAGE,
        (
            _("Invested in sewage works"),
            _("Wages paid in sewage works"),
            _("Villages served by sewage works"),
        ),
    ),
    *_of_projects(
        ProjectKind.IRRIGATION,
        (
            _("Invested in irrigation"),
            _("Wages paid in irrigation works"),
            _("Villages whose fields get water"),
        ),
    ),
)
