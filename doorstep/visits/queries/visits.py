"""Visits one may see, and what belongs to one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from doorstep.kit.errors import NotVisible
from doorstep.kit.names import name_in
from doorstep.method.models import Service, Version
from doorstep.method.queries import services_of
from doorstep.needs.models import Need
from doorstep.people.models import Account
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole
from doorstep.visits.models import ServiceGiven, Visit
from doorstep.visits.rules import is_same_part


def visits_for(account: Account, on: date) -> QuerySet[Visit]:
    """Visits at the households the account may see whole, without those a correction replaced."""
    seen = households_seen_whole(account, on).values("pk")
    services = Prefetch("services", queryset=ServiceGiven.objects.order_by("service"))
    return (
        Visit.objects.standing()
        .filter(household__in=seen)
        .select_related("household", "helper")
        .prefetch_related(services)
    )


def get_visit_for(account: Account, visit_id: object, on: date) -> Visit:
    """A visit of a household the account sees whole, replaced or not; else NotVisible. A town sees
    a household for one need alone, and not its visits."""
    seen = households_seen_whole(account, on).values("pk")
    visit = (
        Visit.objects.filter(pk=visit_id, household__in=seen)
        .select_related("household__village", "household__group", "helper", "recorded_by", "amends")
        .first()
    )
    if visit is None:
        raise NotVisible
    return visit


def likely_doubles(visit: Visit) -> QuerySet[Visit]:
    """Other visits of the household on that day, in the same part of it or in none named: shown
    beside each other for a person to judge, never joined unasked."""
    others = Visit.objects.standing().filter(household=visit.household_id, on=visit.on)
    if visit.part_of_day:
        others = others.filter(part_of_day__in=("", visit.part_of_day))
    return others.exclude(pk=visit.pk).select_related("helper")


def likely_same(visits: Iterable[Visit]) -> dict[UUID, list[Visit]]:
    """By the id of each visit that has any: other records of the same helper's visit there, that
    day and in the same part of it or in none named, such as one from paper and one from the phone.
    A person says whether they are one; one query."""
    standing = [visit for visit in visits if not visit.is_void]
    others = Visit.objects.standing().filter(
        household__in={visit.household_id for visit in standing},
        helper__in={visit.helper_id for visit in standing},
        on__in={visit.on for visit in standing},
    )
    beside: dict[tuple[UUID, UUID, date], list[Visit]] = defaultdict(list)
    for other in others:
        beside[other.household_id, other.helper_id, other.on].append(other)
    found = {
        visit.pk: [
            other
            for other in beside[visit.household_id, visit.helper_id, visit.on]
            if other.pk != visit.pk and is_same_part(visit.part_of_day, other.part_of_day)
        ]
        for visit in standing
    }
    return {pk: others for pk, others in found.items() if others}


def needs_at(visit: Visit) -> QuerySet[Need]:
    """The unsealed needs raised at a visit, or at those that it corrects."""
    return Need.objects.unsealed().filter(visit_id__in=with_corrected([visit]))


def with_corrected(visits: Iterable[Visit]) -> set[UUID]:
    """The ids of visits, of those that they correct and of those joined to them; needs point at
    those still."""
    visits = list(visits)
    ids = {visit.pk for visit in visits}
    former = {visit.amends_id for visit in visits if visit.amends_id is not None}
    joined = Visit.objects.filter(joined_to__in=ids | former)
    former |= set(joined.values_list("pk", flat=True))
    while former:
        ids |= former
        earlier = Visit.objects.filter(pk__in=former).values_list("amends", flat=True)
        behind = Visit.objects.filter(joined_to__in=former).values_list("pk", flat=True)
        former = {pk for pk in (*earlier, *behind) if pk is not None} - ids
    return ids


def with_last_contact(households: QuerySet[Household], on: date) -> QuerySet[Household]:
    """Adds `last_on` and `last_result` of the last contact, reached or not, up to a day."""
    visits = Visit.objects.standing().filter(household=OuterRef("pk"), on__lte=on)
    last = visits.order_by("-on", "pk")
    return households.annotate(
        last_on=Subquery(last.values("on")[:1]), last_result=Subquery(last.values("result")[:1])
    )


def service_names(version: Version, keys: Iterable[str]) -> dict[str, str]:
    """Names of services for the reader; a key the version does not know stays as it is, unless an
    earlier version of the method knew it."""
    wanted = set(keys)
    names = {row.key: name_in(row.names) for row in services_of(version) if row.key in wanted}
    if missing := wanted - set(names):
        earlier = Service.objects.filter(
            Q(version__method_key=version.method_key), key__in=missing
        ).order_by("version__number")
        names |= {row.key: name_in(row.names) for row in earlier}
    return {key: names.get(key, key) for key in wanted}


def last_contacts(household_ids: Iterable[UUID], on: date) -> dict[UUID, date]:
    """The day of the last contact of each household that had one, up to a day."""
    households = Household.objects.filter(pk__in=list(household_ids))
    rows = with_last_contact(households, on).exclude(last_on=None)
    return dict(rows.values_list("pk", "last_on"))
