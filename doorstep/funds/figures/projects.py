"""Projects: what is invested, the wages in it, and whom it serves."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.funds.choices import HeadingKind, ProjectKind
from doorstep.funds.figures.payments import FEN, of_payments, paid, places_of
from doorstep.funds.models import Posting, ProjectVillage, Source
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.money import money_text
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope


def _invested(kind: str) -> Callable[[Scope, Period], QuerySet[Source]]:
    def rows(scope: Scope, period: Period) -> QuerySet[Source]:
        sources = Source.objects.filter(project__place__in=places_of(scope), project__kind=kind)
        in_period = sources.filter(agreed_on__gte=period.from_on, agreed_on__lte=period.to_on)
        return in_period.select_related("project")

    return rows


def _wages(kind: str) -> Callable[[Scope, Period], QuerySet[Posting]]:
    def rows(scope: Scope, period: Period) -> QuerySet[Posting]:
        wages = paid(scope, period).filter(payment__project__kind=kind)
        return wages.filter(put_to__kind=HeadingKind.WAGES)

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
        of_payments(f"project.{kind}.wages", names[1], _wages(kind)),
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


PROJECTS: tuple[Figure, ...] = (
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
