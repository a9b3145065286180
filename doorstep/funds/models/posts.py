"""Public-service posts, each with who holds it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.funds.choices import PostKind
from doorstep.funds.models.programmes import Programme
from doorstep.kit.ids import uuid7
from doorstep.people.models import Place
from doorstep.register.models import Household, Member


class PaidPost(models.Model):
    """A post as one person holds it, from a day until a day; the next holder has a row of their
    own. Without a household: who held it was erased."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="posts")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=12, choices=PostKind)
    title = models.CharField(max_length=100)
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL)
    monthly_pay = models.BigIntegerField()  # fen
    monthly_days = models.PositiveSmallIntegerField()  # the workload: days of work a month
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)  # the last day

    class Meta:
        ordering: ClassVar = ["kind", "title", "start_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=PostKind.values), name="post_kind_known"),
            models.CheckConstraint(condition=Q(monthly_pay__gt=0), name="post_pays"),
            models.CheckConstraint(
                condition=Q(monthly_days__gte=1, monthly_days__lte=31), name="post_has_workload"
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="post_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title
