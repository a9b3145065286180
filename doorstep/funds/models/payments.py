"""Payments, each with exactly one cause, and the receipts given for them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.activities.models import Activity
from doorstep.campaigns.models import CampaignUnit
from doorstep.funds.choices import Cause
from doorstep.funds.models.claims import Claim
from doorstep.funds.models.contracts import Contract
from doorstep.funds.models.dividends import Dividend
from doorstep.funds.models.posts import PaidPost
from doorstep.funds.models.programmes import Commitment, Programme
from doorstep.funds.models.projects import Project
from doorstep.kit.ids import uuid7
from doorstep.needs.models import Need
from doorstep.people.models import Account, Place
from doorstep.register.models import Household, Member

CAUSES: dict[Cause, type[models.Model]] = {
    Cause.NEED: Need,
    Cause.ACTIVITY: Activity,
    Cause.COMMITMENT: Commitment,
    Cause.POST: PaidPost,
    Cause.PROJECT: Project,
    Cause.DIVIDEND: Dividend,
    Cause.UNIT: CampaignUnit,
}
OF_A_HOUSEHOLD = (Cause.NEED, Cause.UNIT)  # what goes with a household that is erased


def _exactly_one() -> Q:
    """The key of the cause that is named, and none of the others; a household that was erased took
    its need, or its unit, along."""
    none = {cause.value: None for cause in CAUSES}
    allowed = Q(cause__in=[one.value for one in OF_A_HOUSEHOLD], is_cut=True) & Q(**none)
    for cause in CAUSES:
        others = {other.value: None for other in CAUSES if other != cause}
        allowed |= Q(cause=cause.value, **{f"{cause.value}__isnull": False}, **others)
    return allowed


class Payment(models.Model):
    """Money paid for one cause, out of a programme, or by a cooperative as a dividend. How much and
    when stands in its posting. It is never changed, but for a household that is erased: then it is
    cut loose from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="payments")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    cause = models.CharField(max_length=12, choices=Cause)
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    claim = models.ForeignKey(  # of a need: on which it was paid
        Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    post = models.ForeignKey(
        PaidPost, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    month = models.DateField(null=True, blank=True)  # of a post's pay: its first day
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    contract = models.ForeignKey(  # of a project; without one it is a wage or another cost
        Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    dividend = models.ForeignKey(
        Dividend, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    unit = models.ForeignKey(
        CampaignUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL)
    payee = models.CharField(max_length=100, blank=True)  # who got it, where it is no household
    reference = models.CharField(max_length=60, blank=True)  # as the bank has it
    is_cut = models.BooleanField(default=False)  # its household was erased

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_exactly_one(), name="payment_has_one_cause"),
            models.CheckConstraint(
                condition=Q(cause=Cause.DIVIDEND, programme=None)
                | (~Q(cause=Cause.DIVIDEND) & Q(programme__isnull=False)),
                name="payment_of_programme_or_dividend",
            ),
            models.CheckConstraint(
                condition=Q(cause=Cause.POST, month__isnull=False)
                | (~Q(cause=Cause.POST) & Q(month=None)),
                name="payment_of_post_names_month",
            ),
            models.CheckConstraint(
                condition=Q(contract=None) | Q(cause=Cause.PROJECT),
                name="payment_on_contract_of_project",
            ),
            models.CheckConstraint(
                condition=Q(claim=None) | Q(cause=Cause.NEED), name="payment_on_claim_of_need"
            ),
            models.CheckConstraint(
                condition=Q(is_cut=False) | Q(household=None, member=None, payee="", reference=""),
                name="payment_cut_names_nobody",
            ),
        ]


class Receipt(models.Model):
    """A receipt printed for a payment; numbered in the place's year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="receipt")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    printed_on = models.DateField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "year", "number"], name="receipt_number_once")
        ]
