"""How a place works, as data: versions of a method, and which place follows which from when."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.method.choices import (
    CadenceKind,
    CategoryKind,
    Comparison,
    Every,
    FactKind,
    NeedKind,
    PreferenceKind,
    QuestionKind,
    ServiceKind,
    Urgency,
)
from doorstep.people.models import Account, Place


class Version(models.Model):
    """A published version of a method: it never changes; the same files publish no second one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    method_key = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the method's content
    names = models.JSONField(default=dict)
    category_days = models.PositiveSmallIntegerField(default=90)  # until a category ends by itself
    objection_days = models.PositiveSmallIntegerField(default=15)  # working days for an answer
    quiet_days = models.PositiveSmallIntegerField(default=90)  # a rejected proposal stays away
    summer_from = models.CharField(max_length=5, default="06-01")  # first day on summer pasture
    winter_from = models.CharField(max_length=5, default="10-01")  # first day back
    weights: Any = models.JSONField(default=dict)  # the planner's points, by name
    published_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["method_key", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["method_key", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["method_key", "digest"], name="version_content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.method_key} {self.number}"


class CategoryType(models.Model):
    """A category of a version, named as the service it stands for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="categories")
    kind = models.CharField(max_length=10, choices=CategoryKind)
    names = models.JSONField(default=dict)
    aliases = models.JSONField(default=list)  # what ledgers call it
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "kind"], name="category_kind_once"),
            models.CheckConstraint(
                condition=Q(kind__in=CategoryKind.values), name="category_kind_is_known"
            ),
        ]


class Reason(models.Model):
    """Why a category may be proposed: a fact compared with a value. Any one reason is enough."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    category = models.ForeignKey(CategoryType, on_delete=models.CASCADE, related_name="reasons")
    key = models.SlugField(max_length=40)
    names = models.JSONField(default=dict)
    fact = models.CharField(max_length=30, choices=FactKind)
    comparison = models.CharField(max_length=10, choices=Comparison)
    value = models.IntegerField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["category", "key"], name="reason_once_in_category"),
            models.CheckConstraint(condition=Q(fact__in=FactKind.values), name="fact_is_known"),
        ]


class Cadence(models.Model):
    """How often a duty falls due; one for all (category empty) and one where a category differs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="cadences")
    kind = models.CharField(max_length=10, choices=CadenceKind)
    category = models.CharField(max_length=10, choices=CategoryKind, blank=True)
    every = models.CharField(max_length=10, choices=Every)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "kind", "category"], name="cadence_once")
        ]


class Service(models.Model):
    """A service of the one catalogue; `categories` only says where it comes first on the form."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="services")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20, choices=ServiceKind)
    names = models.JSONField(default=dict)
    first_for = models.JSONField(default=list)  # CategoryKind values
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="service_key_once")
        ]


class Question(models.Model):
    """A question of the method's own, asked at a visit: a row of an XLSForm."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20, choices=QuestionKind)
    names = models.JSONField(default=dict)
    told: Any = models.JSONField(default=dict)  # hints, messages, expressions, choices
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="question_key_once")
        ]


class Deadline(models.Model):
    """Working days until a need of a kind and urgency must be closed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="deadlines")
    need_kind = models.CharField(max_length=12, choices=NeedKind)
    urgency = models.CharField(max_length=10, choices=Urgency)
    working_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "need_kind", "urgency"], name="deadline_once"
            )
        ]


class Preference(models.Model):
    """What the pairing prefers for households of a category ("" for all)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="preferences")
    category = models.CharField(max_length=10, choices=CategoryKind, blank=True)
    kind = models.CharField(max_length=20, choices=PreferenceKind)
    value = models.CharField(max_length=60, blank=True)  # a skill's key, years of age, hours
    points = models.PositiveSmallIntegerField(default=60)
    names = models.JSONField(default=dict)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order"]


class Adoption(models.Model):
    """A place follows a version from a day on; the latest row at or before a day holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="adoptions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="adoptions")
    start_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["start_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "start_on"], name="adoption_once_a_day")
        ]


class CalendarDay(models.Model):
    """A day that differs from its weekday: a holiday, or a weekend day worked instead."""

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField(default=False)
    names = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["day"]
