"""Disputes as those see them who may answer: by village, the first due first."""

from datetime import date

from django.db.models import QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import has_duty, has_role, reach_of
from doorstep.points.models import Dispute
from doorstep.register.models import Household, Member


def disputes_for(account: Account, on: date) -> QuerySet[Dispute]:
    """The disputes of villages that the account coordinates or decides in, of people whose word to
    take part stands and whose household is in use."""
    reach = reach_of(account, on)
    villages = reach.by_role.get(Role.COORDINATOR, frozenset()) | reach.by_duty.get(
        Duty.DECIDES_CATEGORIES, frozenset()
    )
    rows = Dispute.objects.filter(
        scheme__place__in=villages,
        consent__withdrawn_on=None,
        consent__household__in=Household.objects.in_use().values("pk"),
    )
    return rows.select_related(
        "scheme__place", "consent__member", "consent__household", "award__rule", "award__by",
        "recorded_by", "answered_by", "added__rule",
    )  # fmt: skip


def get_dispute_for(account: Account, dispute_id: object, on: date) -> Dispute:
    """One of `disputes_for`; else NotVisible."""
    dispute = disputes_for(account, on).filter(pk=dispute_id).first()
    if dispute is None:
        raise NotVisible
    return dispute


def open_disputes_at(account: Account, place: Place, on: date) -> QuerySet[Dispute]:
    """The disputes of a village that wait for an answer, the first due first."""
    rows = disputes_for(account, on).filter(scheme__place=place, answered_on=None)
    return rows.order_by("due_on", "made_on", "pk")


def disputes_of(member: Member) -> QuerySet[Dispute]:
    """What one person disputed, on consents that stand."""
    rows = Dispute.objects.filter(consent__member=member, consent__withdrawn_on=None)
    return rows.select_related("award__rule", "added__rule", "answered_by")


def may_answer_dispute(account: Account, dispute: Dispute, on: date) -> bool:
    """Whether the account may answer by where it stands, and neither gave nor recorded."""
    place = dispute.scheme.place
    stands = has_duty(account, Duty.DECIDES_CATEGORIES, place, on) or has_role(
        account, Role.COORDINATOR, place, on
    )
    took_part = {dispute.recorded_by_id, dispute.award.by_id if dispute.award else None}
    return stands and account.pk not in took_part and not account.is_system
