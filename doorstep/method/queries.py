"""Which version holds where and when, and what it says."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.prepared import Prepared
from doorstep.method import rules
from doorstep.method.models import (
    Adoption,
    CalendarDay,
    CategoryType,
    Deadline,
    Question,
    Service,
    Version,
)
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Place
from doorstep.people.queries import at_or_above

_NEARNESS = {PlaceKind.VILLAGE: 2, PlaceKind.TOWN: 1, PlaceKind.COUNTY: 0}


# where one is loaded nobody is sent to the command line
CHOOSE_ONE = _("%(place)s follows no method on %(day)s. Choose the one it follows.")


class NoMethodAdopted(Refused):
    message = _(
        "%(place)s follows no method on %(day)s. Load one with: doorstep load-method DIR, "
        "then choose it for the place."
    )


class NoMethodLoaded(Refused):
    message = _("No method is loaded. Load one with: doorstep load-method methods/four_colours")


def version_at(place: Place, day: date) -> Version:
    """The version a place follows on a day: its own, else the nearest area's above it.
    NoMethodAdopted."""
    rows = adoptions_at(place).filter(start_on__lte=day)
    adoption = max(rows, key=lambda row: (_NEARNESS[PlaceKind(row.place.kind)], row.start_on),
                   default=None)  # fmt: skip
    if adoption is None:
        told = CHOOSE_ONE if Version.objects.exists() else None
        raise NoMethodAdopted(told, place=place.name, day=day)
    return adoption.version


def version_followed(village: str, day: Any) -> Subquery:
    """The id of the version that the village in a column of a query follows on a day, as
    `version_at` answers it; None where it follows none."""
    above = Q(place=OuterRef(village)) | Q(place=OuterRef(f"{village}__parent"))
    rows = Adoption.objects.filter(
        above | Q(place=OuterRef(f"{village}__parent__parent")), start_on__lte=day
    )
    whens = [When(place__kind=kind, then=Value(near)) for kind, near in _NEARNESS.items()]
    nearest = Case(*whens, output_field=IntegerField())
    ids = rows.order_by(nearest.desc(), "-start_on").values("version")
    return Subquery(ids[:1], output_field=UUIDField())


def adoptions_at(place: Place) -> QuerySet[Adoption]:
    """The adoptions of a place and of the areas above it, with place and version."""
    rows = Adoption.objects.filter(place__in=at_or_above(place).values("pk"))
    return rows.select_related("place", "version").order_by("start_on")


def adopted_on(place: Place) -> date | None:
    """The first day on which the place, or an area above it, followed a method."""
    return adoptions_at(place).values_list("start_on", flat=True).first()


def versions() -> QuerySet[Version]:
    """Every published version, the newest first."""
    return Version.objects.order_by("-published_on", "-pk")


def newest_version(key: str | None = None) -> Version | None:
    """The version published last, of one method or of any."""
    rows = versions() if key is None else versions().filter(method_key=key)
    return rows.first()


def require_newest_version(key: str | None = None) -> Version:
    """As `newest_version`; NoMethodLoaded where there is none."""
    version = newest_version(key)
    if version is None:
        raise NoMethodLoaded
    return version


def category_types(version: Version) -> dict[str, CategoryType]:
    """The categories of a version by kind, with their reasons."""
    rows = CategoryType.objects.filter(version=version).prefetch_related("reasons")
    return {row.kind: row for row in rows}


def services_of(version: Version) -> list[Service]:
    """The catalogue in its order."""
    return list(Service.objects.filter(version=version))


def questions_of(version: Version) -> list[Question]:
    """The method's own questions in their order."""
    return list(Question.objects.filter(version=version))


def questions_by_key(keys: Iterable[str], place: Place) -> dict[str, Question]:
    """Own questions by their keys, each as the last version that the place followed worded it:
    another place's method may mean something else by the key."""
    rows = list(Question.objects.filter(key__in=set(keys)).order_by("version__published_on", "pk"))
    followed = set(adoptions_at(place).values_list("version", flat=True)) if rows else set()
    return {row.key: row for row in sorted(rows, key=lambda row: row.version_id in followed)}


def cadences_of(version: Version) -> dict[tuple[str, str], str]:
    """(duty, category or "" for all) → how often."""
    rows = version.cadences.values_list("kind", "category", "every")
    return {(kind, category): every for kind, category, every in rows}


def deadline_for(version_id: UUID, need_kind: str, urgency: str, raised_on: date) -> date:
    """The last day in which a need of a kind and urgency is closed in time."""
    return working_days_after(raised_on, _working_days(version_id, need_kind, urgency))


@lru_cache(maxsize=512)
def _working_days(version_id: UUID, need_kind: str, urgency: str) -> int:
    """As a published version has it, which never changes."""
    row = Deadline.objects.get(version=version_id, need_kind=need_kind, urgency=urgency)
    return row.working_days


def working_days_after(day: date, count: int) -> date:
    """The day that many working days later, by the calendar."""
    return rules.add_working_days(day, count, special_days())


def special_days() -> Mapping[date, bool]:
    """Days that differ from their weekday → whether they are worked."""
    return {row.day: row.is_working for row in _calendar.rows()}


_calendar = Prepared(lambda: CalendarDay.objects.order_by())
