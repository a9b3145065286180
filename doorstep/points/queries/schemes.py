"""A village's scheme and the card whose rules hold."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.meetings.choices import MeetingState
from doorstep.meetings.models import Decision
from doorstep.method.queries import special_days
from doorstep.method.rules import add_working_days
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_for, villages_with_role
from doorstep.points.models import PointRule, PointScheme, RuleCard


@dataclass(frozen=True)
class SchemeNow:
    """A scheme on a day: the card whose rules hold, and the one that is still a draft, voted or
    not, and does not hang yet."""

    scheme: PointScheme
    card: RuleCard | None
    draft: RuleCard | None


def scheme_at(place: Place, day: date) -> PointScheme | None:
    """The scheme of a village that runs on a day."""
    rows = PointScheme.objects.filter(place=place, begun_on__lte=day)
    runs = Q(ended_on=None) | Q(ended_on__gt=day)
    return rows.filter(runs).select_related("place").first()


def card_on(scheme: PointScheme, day: date) -> RuleCard | None:
    """The card whose rules hold on a day: the last that hung by then; None once it has ended."""
    if scheme.ended_on is not None and scheme.ended_on <= day:
        return None
    return scheme.cards.filter(shown_on__lte=day).order_by("-number").first()


def card_to_dispute_by(scheme: PointScheme, day: date) -> RuleCard | None:
    """The card by which a dispute can be recorded on a day: the one that holds, and once the scheme
    has ended its last, for so many working days as a dispute has to be answered in."""
    if scheme.ended_on is None or day < scheme.ended_on:
        return card_on(scheme, day)
    card = scheme.cards.filter(shown_on__lt=scheme.ended_on).order_by("-number").first()
    if card is None:
        return None
    last = add_working_days(scheme.ended_on, card.answer_days, special_days())
    return card if day <= last else None


def scheme_to_dispute_at(place: Place, day: date) -> PointScheme | None:
    """The scheme of a village whose rules hang on a day, else the one that ended last, while a
    dispute about it can still be recorded; also where the next one is a draft by then."""
    running = scheme_at(place, day)
    if running is not None and card_on(running, day) is not None:
        return running
    ended = PointScheme.objects.filter(place=place, ended_on__lte=day).select_related("place")
    last = ended.order_by("-ended_on", "-id").first()
    return last if last is not None and card_to_dispute_by(last, day) is not None else running


def scheme_now(place: Place, day: date) -> SchemeNow | None:
    """The scheme of a village with its cards; None where none runs."""
    scheme = scheme_at(place, day)
    if scheme is None:
        return None
    draft = scheme.cards.filter(shown_on=None).order_by("-number").first()
    return SchemeNow(scheme, card_on(scheme, day), draft)


def cards_for(account: Account, on: date) -> QuerySet[RuleCard]:
    """The cards of villages to whose team the account belongs."""
    villages = villages_for(account, on).values("pk")
    rows = RuleCard.objects.filter(scheme__place__in=villages)
    return rows.select_related("scheme__place", "decision__meeting")


def get_card_for(account: Account, rule_card_id: object, on: date) -> RuleCard:
    """One of `cards_for`; else NotVisible."""
    card = cards_for(account, on).filter(pk=rule_card_id).first()
    if card is None:
        raise NotVisible
    return card


def get_point_rule_for(account: Account, point_rule_id: object, on: date) -> PointRule:
    """A rule of a village that the account coordinates; else NotVisible."""
    led = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    rows = PointRule.objects.filter(card__scheme__place__in=led, pk=point_rule_id)
    rule = rows.select_related("card__scheme__place").first()
    if rule is None:
        raise NotVisible
    return rule


def votes_at(place: Place, on: date) -> QuerySet[Decision]:
    """The latest decisions of a village's meetings that were held by a day, and by which no rules
    were voted yet: what rules can have been voted by."""
    rows = Decision.objects.filter(
        meeting__team__place=place,
        meeting__state=MeetingState.HELD,
        meeting__on__lte=on,
        rule_cards=None,
    )
    return rows.select_related("meeting").order_by("-meeting__on", "id")
