"""What visits let others count."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.method.choices import CadenceKind, ServiceKind
from doorstep.people.queries import Scope
from doorstep.register.models import Household
from doorstep.visits.choices import DutyState, Mode, Result
from doorstep.visits.figures.duties import in_state
from doorstep.visits.models import ServiceGiven, Visit, VisitQuerySet

RELIEF = (ServiceKind.AID, ServiceKind.CARE)


def _visits(scope: Scope, period: Period) -> VisitQuerySet:
    visits = Visit.objects.standing().in_villages(scope.village_ids).within(period)
    return visits.select_related("household").order_by("on", "household__code", "pk")


def _contacts(scope: Scope, period: Period) -> QuerySet[Visit]:
    return _visits(scope, period).fulfilling(CadenceKind.CONTACT)


def _on_site(scope: Scope, period: Period) -> QuerySet[Visit]:
    return _visits(scope, period).fulfilling(CadenceKind.ON_SITE)


def _refused(scope: Scope, period: Period) -> QuerySet[Visit]:
    return _visits(scope, period).filter(result=Result.REFUSED)


def _not_at_home(scope: Scope, period: Period) -> QuerySet[Visit]:
    return _visits(scope, period).filter(result=Result.NOT_AT_HOME)


def _services(scope: Scope, period: Period) -> QuerySet[ServiceGiven]:
    given = ServiceGiven.objects.filter(
        visit__is_void=False,
        visit__household__village__in=scope.village_ids,
        visit__on__gte=period.from_on,
        visit__on__lte=period.to_on,
    )
    return given.select_related("visit__household").order_by(
        "visit__on", "visit__household__code", "service", "pk"
    )


def _relief(scope: Scope, period: Period) -> QuerySet[ServiceGiven]:
    return _services(scope, period).filter(kind__in=RELIEF)


def _label_of_visit(visit: Visit) -> str:
    return f"{visit.household.code} · {visit.on} · {Mode(visit.mode).label}"


def _label_of_service(given: ServiceGiven) -> str:
    kind = ServiceKind(given.kind).label
    return f"{given.visit.household.code} · {given.visit.on} · {kind}"


def _label_of_household(household: Household) -> str:
    return household.code


def _coverage(key: str, name: Any, duty: CadenceKind, state: DutyState) -> Figure:
    """A stock of the week or month that holds the period's last day."""

    def rows(scope: Scope, period: Period) -> QuerySet[Household]:
        return in_state(scope, duty, period.to_on, state)

    return Figure(
        key=key,
        name=name,
        unit=Unit.HOUSEHOLD,
        rows=rows,
        label=_label_of_household,
        household="pk",
        url_name="office:household",
        is_stock=True,
    )


def _of_visits(key: str, name: Any, rows: Any) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=Unit.VISIT,
        rows=rows,
        label=_label_of_visit,
        url_name="office:visit",
    )


def _of_services(key: str, name: Any, rows: Any) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=Unit.PERSON_TIME,
        rows=rows,
        label=_label_of_service,
        url_name="office:visit",
        target=lambda given: given.visit_id,
        household="visit__household",
    )


FIGURES: tuple[Figure, ...] = (
    _coverage(
        "coverage.contact",
        _("Households contacted in the last week of the period"),
        CadenceKind.CONTACT,
        DutyState.MET,
    ),
    _coverage(
        "coverage.contact.left",
        _("Households whose weekly contact is still due"),
        CadenceKind.CONTACT,
        DutyState.LEFT,
    ),
    _coverage(
        "coverage.contact.away",
        _("Households away, with no contact due"),
        CadenceKind.CONTACT,
        DutyState.AWAY,
    ),
    _coverage(
        "coverage.on_site",
        _("Households visited in the last month of the period"),
        CadenceKind.ON_SITE,
        DutyState.MET,
    ),
    _coverage(
        "coverage.on_site.left",
        _("Households whose monthly visit is still due"),
        CadenceKind.ON_SITE,
        DutyState.LEFT,
    ),
    _coverage(
        "coverage.on_site.away",
        _("Households away, with no visit due"),
        CadenceKind.ON_SITE,
        DutyState.AWAY,
    ),
    _of_visits("contacts", _("Contacts that reached the household"), _contacts),
    _of_visits("on_site_visits", _("Visits on site"), _on_site),
    _of_visits("refused", _("Contacts the household did not want"), _refused),
    _of_visits("not_at_home", _("Contacts that found nobody"), _not_at_home),
    _of_services("relief_contacts", _("Aid, care and comfort given"), _relief),
    _of_services("services_given", _("Services given at visits"), _services),
)
