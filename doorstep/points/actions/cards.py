"""The rules, card by card: drafted, voted at a meeting, hung up. Voted, a card never changes."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.meetings.choices import MeetingState
from doorstep.meetings.models import Decision
from doorstep.people.actions import hold_trail
from doorstep.people.models import Account
from doorstep.points.actions.guards import (
    MOST_TIMES,
    DayToCome,
    guard_points,
    guard_running,
    guard_times,
    guard_words,
    tell,
)
from doorstep.points.actions.schemes import MOST_DAYS, MOST_MONTHS
from doorstep.points.choices import Per
from doorstep.points.models import PointRule, PointScheme, RuleCard
from doorstep.stations.actions.text import clean

TEXT = pgettext_lazy("points", "What points are given for")
WHERE = pgettext_lazy("points", "Where the rules hang")
MOST_RULES = 40


class DraftThereAlready(Refused):
    message = _("There is a draft of new rules already; change that one.")


class CardVotedAlready(Refused):
    message = _("These rules were voted on %(day)s and do not change. Draft new ones.")


class NoRules(Refused):
    message = _("The card has no rule yet; there is nothing to vote on.")


class TooManyRules(Refused):
    message = _("A card has at most %(most)s rules; nobody reads more.")


class RuleThereAlready(Refused):
    message = _("“%(text)s” stands on this card already.")


class VoteElsewhere(Refused):
    message = _("That was decided by another village's team.")


class MeetingNotHeld(Refused):
    message = _("The meeting of %(day)s is not on record as held; who came is noted first.")


class VotedByAlready(Refused):
    message = _(
        "By that decision earlier rules were voted, or it is older than theirs: new rules are "
        "voted anew."
    )


class CardNotVoted(Refused):
    message = _("These rules were not voted yet; nothing hangs before a meeting has voted.")


class CardShownAlready(Refused):
    message = _("These rules hang since %(day)s.")


class ShownBeforeVote(Refused):
    message = _("The rules were voted on %(day)s; they cannot have hung before.")


class ShownBeforeLast(Refused):
    message = _("The last rules hang since %(day)s; new ones cannot have hung before.")


@transaction.atomic
def draft_rules(scheme: PointScheme, *, by: Account, on: date) -> RuleCard:
    """A new card that begins with the rules of the last one; until it is voted and hangs, the last
    one holds. SchemeEnded, DraftThereAlready."""
    hold_trail([scheme.place])
    guard_running(scheme, on)
    last = scheme.cards.order_by("-number").first()
    if last is None or last.shown_on is None:
        raise DraftThereAlready
    card = RuleCard.objects.create(
        scheme=scheme,
        number=last.number + 1,
        lapse_months=last.lapse_months,
        answer_days=last.answer_days,
        made_by=by,
    )
    for rule in last.rules.order_by("id"):
        PointRule.objects.create(
            card=card, text=rule.text, points=rule.points, most=rule.most, per=rule.per
        )
    tell("draft_rules", card, scheme.place, by=by, on=on)
    return card


@transaction.atomic
def set_times(
    card: RuleCard, *, lapse_months: int, answer_days: int, by: Account, on: date
) -> None:
    """Of a draft: after how many months an award lapses, and within how many working days a dispute
    is answered. CardVotedAlready, TimesRefused."""
    _hold_draft(card, on)
    card.lapse_months = guard_times(lapse_months, most=MOST_MONTHS)
    card.answer_days = guard_times(answer_days, most=MOST_DAYS)
    card.save(update_fields=["lapse_months", "answer_days"])
    tell("set_times", card, card.scheme.place, by=by, on=on)


@transaction.atomic
def add_point_rule(
    card: RuleCard, *, text: str, points: int, most: int, per: Per | str, by: Account, on: date
) -> PointRule:
    """A rule on a draft: what for, how many points each time, at most how often in a week, month or
    year. CardVotedAlready, RuleSpeaksOf, RuleSpeaksOfSealed, PointsOnlyGive, TimesRefused,
    RuleThereAlready, TooManyRules, TextMissing, TextTooLong, IdentityNumberRefused."""
    _hold_draft(card, on)
    text = guard_words(clean(text, TEXT, most=120))
    if card.rules.count() >= MOST_RULES:
        raise TooManyRules(most=MOST_RULES)
    if card.rules.filter(text=text).exists():
        raise RuleThereAlready(text=text)
    rule = PointRule.objects.create(
        card=card,
        text=text,
        points=guard_points(points),
        most=guard_times(most, most=MOST_TIMES),
        per=Per(per),
    )
    tell("add_point_rule", rule, card.scheme.place, by=by, on=on)
    return rule


@transaction.atomic
def drop_point_rule(rule: PointRule, *, by: Account, on: date) -> None:
    """Takes a rule off a draft. CardVotedAlready."""
    _hold_draft(rule.card, on)
    tell("drop_point_rule", rule, rule.card.scheme.place, by=by, on=on)
    rule.delete()


@transaction.atomic
def vote_rules(card: RuleCard, decision: Decision, *, by: Account, on: date) -> None:
    """The rules were voted: by a decision of a meeting of the village that was held.
    CardVotedAlready, NoRules, VoteElsewhere, MeetingNotHeld, VotedByAlready, RuleSpeaksOf,
    RuleSpeaksOfSealed."""
    _hold_draft(card, on)
    meeting = decision.meeting
    if meeting.team.place_id != card.scheme.place_id:
        raise VoteElsewhere
    if meeting.state != MeetingState.HELD or meeting.on > on:
        raise MeetingNotHeld(day=meeting.on)
    earlier = card.scheme.cards.filter(voted_on__gt=meeting.on).exists()
    if earlier or RuleCard.objects.filter(decision=decision).exists():
        raise VotedByAlready
    rules = list(card.rules.all())
    if not rules:
        raise NoRules
    for rule in rules:  # what was written before this list of words was longer
        guard_words(rule.text)
    card.decision, card.voted_on = decision, meeting.on
    card.save(update_fields=["decision", "voted_on"])
    tell("vote_rules", card, card.scheme.place, by=by, on=on, rules=len(rules))


@transaction.atomic
def show_rules(card: RuleCard, *, shown_on: date, shown_where: str, by: Account, on: date) -> None:
    """The voted rules hang where all read them; they hold from that day on. CardNotVoted,
    CardShownAlready, ShownBeforeVote, ShownBeforeLast, DayToCome, TextMissing, TextTooLong,
    SchemeEnded."""
    hold_trail([card.scheme.place])
    guard_running(card.scheme, on)
    card.refresh_from_db(fields=["voted_on", "shown_on"])
    if card.voted_on is None:
        raise CardNotVoted
    if card.shown_on is not None:
        raise CardShownAlready(day=card.shown_on)
    if shown_on > on:
        raise DayToCome(day=shown_on)
    if shown_on < card.voted_on:
        raise ShownBeforeVote(day=card.voted_on)
    last = card.scheme.cards.filter(shown_on__gt=shown_on).order_by("shown_on").last()
    if last is not None:
        raise ShownBeforeLast(day=last.shown_on)
    card.shown_on, card.shown_where = shown_on, clean(shown_where, WHERE, most=100)
    card.save(update_fields=["shown_on", "shown_where"])
    tell("show_rules", card, card.scheme.place, by=by, on=on)


def _hold_draft(card: RuleCard, on: date) -> None:
    hold_trail([card.scheme.place])
    card.refresh_from_db(fields=["voted_on"])
    if card.voted_on is not None:
        raise CardVotedAlready(day=card.voted_on)
    guard_running(card.scheme, on)
