"""Going there: visits, the services given at them, rounds on paper, and what a household wants
less often."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from doorstep.kit.ids import uuid7
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.method.choices import CadenceKind, Every, ServiceKind
from doorstep.people.models import Account, Helper, Place
from doorstep.register.models import Household, Member
from doorstep.visits.choices import (
    FULFILLING,
    MENDS,
    Channel,
    EventKind,
    Hindrance,
    Mode,
    PartOfDay,
    Result,
    VisitPlanState,
)
from doorstep.visits.rules import key_of_row, round_code


class VisitQuerySet(models.QuerySet["Visit"]):
    """Visits by day, place and what they fulfil."""

    def standing(self) -> Self:
        """Without those that a correction replaced, and those joined to another record."""
        return self.filter(is_void=False)

    def within(self, period: Period) -> Self:
        return self.filter(on__gte=period.from_on, on__lte=period.to_on)

    def in_villages(self, village_ids: Iterable[uuid.UUID]) -> Self:
        return self.filter(household__village__in=list(village_ids))

    def fulfilling(self, duty: CadenceKind) -> Self:
        """Met or refused; only visits on site fulfil the duty to visit on site."""
        fulfilled = self.standing().filter(result__in=FULFILLING)
        return fulfilled.filter(mode=Mode.ON_SITE) if duty == CadenceKind.ON_SITE else fulfilled


class Visit(models.Model):
    """One contact with a household, by day and part of day: no minutes, no position."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # db_index=False, here and below: each row is sought by an index of Meta, and every visit pays
    # for one more.
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, related_name="visits", db_index=False
    )
    helper = models.ForeignKey(
        Helper, on_delete=models.PROTECT, related_name="visits", db_index=False
    )
    on = models.DateField()
    part_of_day = models.CharField(max_length=10, choices=PartOfDay, blank=True)
    mode = models.CharField(max_length=10, choices=Mode)
    result = models.CharField(max_length=12, choices=Result, default=Result.MET)
    no_change = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True, blank=True)
    answers: Any = models.JSONField(default=dict)  # to the method's own questions, by their keys
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.OFFICE)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    amends = models.ForeignKey(  # a corrected visit points at what it replaces
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amended_by",
        db_index=False,
    )
    joined_to = models.ForeignKey(  # the record of the same visit that counts in its place
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="joined",
        db_index=False,
    )
    is_void = models.BooleanField(default=False)  # replaced or joined to another: counts nowhere
    digest = models.CharField(max_length=64)  # of the whole report: the same id, the same content?

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["household", "on"]),
            models.Index(fields=["helper", "on"]),
            models.Index(fields=["on"]),
            models.Index(
                fields=["amends"], condition=Q(amends__isnull=False), name="visit_that_amends"
            ),
            models.Index(
                fields=["joined_to"], condition=Q(joined_to__isnull=False), name="visit_joined"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="visit_mode_known"),
            models.CheckConstraint(
                condition=Q(result__in=Result.values), name="visit_result_known"
            ),
            models.CheckConstraint(
                condition=Q(joined_to=None) | Q(is_void=True), name="joined_visit_counts_nowhere"
            ),
        ]


class ServiceGiven(models.Model):
    """A service ticked as given at a visit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="services", db_index=False
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, db_index=False
    )
    # key in the catalogue, stable over versions
    service = models.SlugField(max_length=40, db_index=False)
    kind = models.CharField(max_length=20, choices=ServiceKind)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind"]),
            models.Index(
                fields=["member"], condition=Q(member__isnull=False), name="service_of_member"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "service"], name="service_once_a_visit")
        ]


class CadenceWish(models.Model):
    """A household's own cadence, mostly fewer visits; it goes before the method's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="cadences")
    kind = models.CharField(max_length=10, choices=CadenceKind)
    every = models.CharField(max_length=10, choices=Every)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["household", "kind"], condition=Q(end_on=None), name="one_wish_a_duty"
            )
        ]


class WeeklyNote(models.Model):
    """The one note a helper adds to the weekly report that writes itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="weekly_notes")
    week_on = models.DateField()  # the Monday
    text = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["helper", "week_on"], name="one_note_a_week")
        ]


class PaperRound(models.Model):
    """A helper's week on paper, as it was printed: what was keyed in later means what stood there.

    `number` counts within the village and week; `services` are keys in the order of their letters.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="rounds")
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="rounds")
    week_on = models.DateField()  # the Monday
    number = models.PositiveSmallIntegerField()
    services: Any = models.JSONField(default=list)
    made_on = models.DateField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    back_on = models.DateField(null=True, blank=True)  # the sheets were counted back
    back_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-week_on", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "week_on", "number"], name="one_round_a_code")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def week(self) -> Week:
        return Week.of(self.week_on)

    @property
    def code(self) -> str:
        """What stands on the sheet, with its check character."""
        return round_code(self.week, self.number)


class RoundRow(models.Model):
    """One household under its number on a round; `side` is the printed page it stands on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(PaperRound, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField()
    side = models.PositiveSmallIntegerField()
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="round_rows")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "number"], name="one_household_a_row")
        ]

    @property
    def key(self) -> uuid.UUID:
        """The id of what is keyed in from this row, whoever keys it, however often."""
        return key_of_row(self.paper_id, self.number, self.side)


class VisitPlan(models.Model):
    """Who goes where on which day of some weeks: one run of the planner, and how good it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="visit_plans")
    start_on = models.DateField()  # a Monday
    end_on = models.DateField()  # a Sunday, the last day
    made_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=VisitPlanState, default=VisitPlanState.OPEN)
    objective = models.IntegerField()  # hundredths of a point
    bound = models.IntegerField(null=True)  # None: not worked out
    hours = models.PositiveIntegerField()  # of all helpers, the way included
    accepted_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(  # the one that ran when it was made; what held in it holds on
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-made_on", "-id"]

    @property
    def weeks(self) -> list[Week]:
        """Its weeks in order."""
        days = (self.end_on - self.start_on).days + 1
        return [Week.of(self.start_on + timedelta(days=day)) for day in range(0, days, 7)]

    @property
    def gap(self) -> float | None:
        """How far above the bound at most, as a share of it; None without one, and above one of
        nothing."""
        if self.bound == self.objective:
            return 0.0
        if self.bound is None or self.bound <= 0:
            return None
        return (self.objective - self.bound) / self.bound


class PlannedRoute(models.Model):
    """A helper's day in a plan, from home to home; its minutes stay with the planner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(VisitPlan, on_delete=models.CASCADE, related_name="routes")
    helper = models.ForeignKey(  # undoing the ledger that brought a helper takes plans along
        Helper, on_delete=models.CASCADE, related_name="planned_routes"
    )
    on = models.DateField()
    km = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        ordering: ClassVar = ["on", "helper"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "helper", "on"], name="one_route_a_day")
        ]


class PlannedVisit(models.Model):
    """A household on a route, in its order; by phone at any time of that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    route = models.ForeignKey(PlannedRoute, on_delete=models.CASCADE, related_name="visits")
    household = models.ForeignKey(
        Household, on_delete=models.CASCADE, related_name="planned_visits"
    )
    order = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=Mode)
    part_of_day = models.CharField(max_length=10, choices=PartOfDay, blank=True)

    class Meta:
        ordering: ClassVar = ["order"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["route", "household", "mode"], name="planned_once_a_route"
            )
        ]


class UnplannedVisit(models.Model):
    """What is due and stands in no route of a plan, and why; without a week: in any of them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(VisitPlan, on_delete=models.CASCADE, related_name="unplanned")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=10, choices=Mode)
    week_on = models.DateField(null=True, blank=True)  # the Monday
    why = models.CharField(max_length=20, choices=Hindrance)

    class Meta:
        ordering: ClassVar = ["household__code", "week_on"]

    @property
    def mend(self) -> str:
        """What would help."""
        return str(MENDS[Hindrance(self.why)])


class PlanEvent(models.Model):
    """What made a plan of weeks be planned again: this plan is the one that ran, changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.OneToOneField(VisitPlan, on_delete=models.CASCADE, related_name="event")
    before = models.ForeignKey(VisitPlan, on_delete=models.CASCADE, related_name="changed_by")
    kind = models.CharField(max_length=20, choices=EventKind)
    helper = models.ForeignKey(
        Helper, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    household = models.ForeignKey(  # the first one, of several behind a closed road
        Household, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # not inside
    lat = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    lon = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    is_of_group = models.BooleanField(default=False)  # the road of a group: of its helpers, too
    price = models.IntegerField()  # of what stays as it was, in hundredths of a point


class EventHousehold(models.Model):
    """A household at one end of a road that is closed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(PlanEvent, on_delete=models.CASCADE, related_name="ends")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    is_beyond = models.BooleanField(default=False)  # at the other end

    class Meta:
        ordering: ClassVar = ["household__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "household", "is_beyond"], name="one_end_of_a_closed_road_once"
            )
        ]


class Takeover(models.Model):
    """Who goes to a household in a changed plan without being paired with it yet: once the plan is
    accepted they stand in until a day, or are paired with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(VisitPlan, on_delete=models.CASCADE, related_name="takeovers")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # not inside; None: paired

    class Meta:
        ordering: ClassVar = ["household__code", "order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "household", "helper"], name="taken_over_once")
        ]
