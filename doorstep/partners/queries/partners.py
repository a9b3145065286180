"""Partners with what was done together: for who keeps the money of their place, and, of a village's
partners, for the town above it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from doorstep.funds.models import Programme
from doorstep.funds.queries import money_reach
from doorstep.kit.errors import NotVisible
from doorstep.partners.models import JointAct, Partner, Plant
from doorstep.people.choices import Role
from doorstep.people.models import Account, AccountRole, Place, live_on
from doorstep.people.queries import at_or_above

OFFICE = (Role.COORDINATOR, Role.TOWN)


@dataclass(frozen=True)
class PartnerLine:
    """A partner as a line of a list: how many programmes it backs and what was done together."""

    partner: Partner
    programmes: int
    acts: int
    last_on: date | None


def partners_for(account: Account, on: date) -> QuerySet[Partner]:
    """The partners of the places whose money the account keeps or sees."""
    seen = money_reach(account, on).seen
    return Partner.objects.filter(place__in=seen).select_related("place")


def get_partner_for(account: Account, partner_id: object, on: date) -> Partner:
    """A partner as `partners_for`; else NotVisible."""
    partner = partners_for(account, on).filter(pk=partner_id).first()
    if partner is None:
        raise NotVisible
    return partner


def partner_lines(account: Account, place: Place, on: date) -> list[PartnerLine]:
    """The partners of a place and, below a town, of its villages; those that ended last."""
    rows = partners_for(account, on).filter(Q(place=place) | Q(place__parent=place))
    counted = rows.annotate(
        programmes=Count("backings", distinct=True),
        acts=Count("joint_acts", distinct=True),
        last_on=Max("joint_acts__on"),
    )
    listed = sorted(counted, key=lambda one: (one.end_on is not None, one.name))
    return [PartnerLine(one, one.programmes, one.acts, one.last_on) for one in listed]


def joint_acts_for(account: Account, on: date) -> QuerySet[JointAct]:
    """What was done together with the partners that the account sees."""
    rows = JointAct.objects.filter(partner__in=partners_for(account, on).values("pk"))
    return rows.select_related("partner__place", "programme", "of_office")


def get_joint_act_for(account: Account, joint_act_id: object, on: date) -> JointAct:
    """One of `joint_acts_for`; else NotVisible."""
    act = joint_acts_for(account, on).filter(pk=joint_act_id).first()
    if act is None:
        raise NotVisible
    return act


def plants_for(account: Account, on: date) -> QuerySet[Plant]:
    """The plants of the partners that the account sees."""
    rows = Plant.objects.filter(partner__in=partners_for(account, on).values("pk"))
    return rows.select_related("partner__place")


def get_plant_for(account: Account, plant_id: object, on: date) -> Plant:
    """One of `plants_for`; else NotVisible."""
    plant = plants_for(account, on).filter(pk=plant_id).first()
    if plant is None:
        raise NotVisible
    return plant


def programmes_to_back(partner: Partner) -> QuerySet[Programme]:
    """The programmes of the partner's place that no partner backs yet."""
    return Programme.objects.filter(place=partner.place_id, backing=None).select_related("place")


def staff_at(place: Place, on: date) -> QuerySet[Account]:
    """Who has an office at a place or above it on a day: coordinators and the town, by name."""
    at = AccountRole.objects.filter(
        live_on(on), role__in=OFFICE, place__in=at_or_above(place).values("pk")
    )
    return Account.objects.filter(pk__in=at.values("account")).order_by("name", "login")
