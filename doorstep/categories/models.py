"""Proposals, what people decided on them, and what the household says against it."""

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from doorstep.categories.choices import ProposalAct, ProposalSource, ProposalState
from doorstep.kit.ids import uuid7
from doorstep.meetings.models import Meeting
from doorstep.method.choices import CategoryKind, NeedKind
from doorstep.method.models import Version
from doorstep.needs.models import Need
from doorstep.people.models import Account
from doorstep.register.models import Household, Member

SHOWN_ORDER = (CategoryKind.RED, CategoryKind.ORANGE, CategoryKind.BLUE)


class Proposal(models.Model):
    """A category proposed with its reasons; decided by a second person at a recorded meeting."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=10, choices=CategoryKind)  # never green
    act = models.CharField(max_length=6, choices=ProposalAct, default=ProposalAct.START)
    source = models.CharField(max_length=8, choices=ProposalSource)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    reasons: Any = models.JSONField(
        default=list
    )  # reason keys of the version, with the fact's number
    note = models.CharField(max_length=300, blank=True)  # a person's reason, or the ledger's words
    need = models.ForeignKey(  # red: the mediation need it lives and ends with
        Need, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PENDING)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    put_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    put_on = models.DateField(null=True, blank=True)
    movers = models.ManyToManyField(  # who proposed it or ever put it: none of them decides it
        Account, blank=True, related_name="+"
    )
    putter_is_relative = models.BooleanField(null=True, blank=True)  # the answer given when putting
    decided_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    decider_is_relative = models.BooleanField(null=True, blank=True)
    decision_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["red", "orange", "blue"]), name="proposal_is_never_green"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("put_by")),
                name="proposal_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["household", "kind"],
                condition=Q(state__in=["pending", "put"]),
                name="one_open_proposal_a_kind",
            ),
        ]


class CategoryQuerySet(models.QuerySet["Category"]):
    """Categories by day."""

    def live_on(self, day: date) -> Self:
        """start_on ≤ day < end_on; red also only while its mediation need is open and unsealed."""
        cases = Need.objects.filter(kind=NeedKind.MEDIATION).open_on(day).unsealed()
        is_open = ~Q(kind=CategoryKind.RED) | Q(need__in=cases.values("pk"))
        return self.filter(Q(start_on__lte=day, end_on__gt=day), is_open)

    def first_shown(self) -> Self:
        """In the order in which a household's colour is chosen: red, orange, blue."""
        return self.order_by(
            Case(*[When(kind=kind, then=Value(rank)) for rank, kind in enumerate(SHOWN_ORDER)])
        )


def shown_kind_on(day: date) -> Combinable:
    """The colour of a household on a day, for an annotation over Household; green is the rest."""
    live = Category.objects.filter(household=OuterRef("pk")).live_on(day).first_shown()
    return Coalesce(Subquery(live.values("kind")[:1]), Value(str(CategoryKind.GREEN)))


class Category(models.Model):
    """A decided category of a household; it ends by itself. Green is never a row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="categories")
    kind = models.CharField(max_length=10, choices=CategoryKind)
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="category")
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.PROTECT, related_name="categories"
    )
    start_on = models.DateField()
    end_on = models.DateField()

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["start_on", "id"]
        indexes: ClassVar = [models.Index(fields=["household", "kind", "start_on"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["orange", "blue"]) | Q(kind="red", need__isnull=False),
                name="red_names_its_mediation_need",
            ),
            models.CheckConstraint(
                condition=Q(end_on__gte=models.F("start_on")), name="category_ends_after_start"
            ),
        ]


class Review(models.Model):
    """A household looked at by a meeting without a category being begun, renewed or ended.

    Together with decided proposals it says who was reviewed; everybody else is `not_reviewed`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="reviews")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["household", "meeting"], name="reviewed_once")
        ]


class Objection(models.Model):
    """The household contests a category or a proposal; answered in writing, with a clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="objections")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="objections")
    made_on = models.DateField()
    due_on = models.DateField()
    text = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=500, blank=True)
    upheld = models.BooleanField(null=True, blank=True)
    answerer_is_relative = models.BooleanField(null=True, blank=True)  # the answer given then

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
