"""A dispute about an award, or one that is missing: recorded, and answered by a second person."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.method.queries import special_days
from doorstep.method.rules import add_working_days
from doorstep.people.actions import told_together
from doorstep.people.models import Account
from doorstep.points.actions.awards import guard_not_given
from doorstep.points.actions.guards import (
    DayToCome,
    guard_goes_along,
    guard_takes_part,
    hold_households,
    lock_households,
    tell,
)
from doorstep.points.choices import ANSWERS, DisputeOutcome
from doorstep.points.models import Award, Dispute, PointRule, PointScheme
from doorstep.points.queries import (
    LAST,
    card_on,
    card_to_dispute_by,
    may_answer_dispute,
    reckoning_of,
)
from doorstep.register.models import Member
from doorstep.stations.actions.text import clean

SAID = pgettext_lazy("dispute", "What the person says")
ANSWER = pgettext_lazy("dispute", "Answer in writing")


class AwardOfAnother(Refused):
    message = _("That award is not %(name)s's.")


class DisputeOpenAlready(Refused):
    message = _("This is disputed already, since %(day)s; it waits for its answer.")


class NothingDisputable(Refused):
    message = _("No rules hang yet; there is nothing to dispute.")


class DisputedTooLate(Refused):
    message = _(
        "“%(name)s” ended on %(day)s, and the working days in which its points could still be "
        "disputed are over."
    )


class DisputeAnsweredAlready(Refused):
    message = _("This dispute was answered on %(day)s.")


class GaveItOneself(Refused):
    message = _(
        "A dispute is answered by a coordinator or decider of the village who neither gave the "
        "award nor recorded the dispute."
    )


class RelativeAnswersNot(Refused):
    message = _("A relative of the person does not answer; let somebody else.")


class NoAwardToTakeBack(Refused):
    message = _("No award is disputed; there is nothing to take back.")


class AwardTakenBackAlready(Refused):
    message = _("This award was taken back on %(day)s.")


class AwardSwappedAlready(Refused):
    message = _("Points of this award were swapped already; it stays, since nobody is to owe any.")


class AddedByWhichRule(Refused):
    message = _("Choose by which rule, and for which day, points are added.")


class RuleOfAnotherDay(Refused):
    message = _("“%(text)s” did not hang on %(day)s.")


class AnswerKindRefused(Refused):
    message = _("Say whether it stays, points are added, or the award is taken back.")


@transaction.atomic
def dispute_points(
    scheme: PointScheme,
    member: Member,
    *,
    text: str,
    made_on: date,
    by: Account,
    on: date,
    award: Award | None = None,
) -> Dispute:
    """Records what a person says about an award of theirs, or about one that is missing (none). An
    award is disputed with the scheme it was given by, whichever runs now; the card that holds says
    until when it is answered, and for how long after the end of a scheme it is still recorded.
    DayToCome, NothingDisputable, DisputedTooLate, PersonElsewhere, TakesNoPart,
    AwardOfAnother, AwardTakenBackAlready, DisputeOpenAlready, TextMissing,
    TextTooLong, HouseholdClosedAlready."""
    text = clean(text, SAID, most=300)
    if made_on > on:
        raise DayToCome(day=made_on)
    lock_households([member], on)
    if award is not None:
        award.refresh_from_db(fields=["taken_back_on", "consent"])
        if award.consent is None or award.consent.member_id != member.pk:
            raise AwardOfAnother(name=member.name)
        scheme = award.rule.card.scheme
    card = card_to_dispute_by(scheme, on)
    if card is None:
        if scheme.ended_on is not None and scheme.ended_on <= on:
            raise DisputedTooLate(name=scheme.name, day=scheme.ended_on)
        raise NothingDisputable
    consent = guard_takes_part(scheme, member, day=made_on, on=on)
    if award is not None and award.taken_back_on is not None:
        raise AwardTakenBackAlready(day=award.taken_back_on)
    same = Dispute.objects.filter(consent__member=member, award=award, answered_on=None)
    earlier = (same if award is not None else same.filter(text=text)).first()
    if earlier is not None:
        raise DisputeOpenAlready(day=earlier.made_on)
    dispute = Dispute.objects.create(
        scheme=scheme,
        consent=consent,
        award=award,
        text=text,
        made_on=made_on,
        due_on=add_working_days(made_on, card.answer_days, special_days()),
        recorded_by=by,
    )
    tell("dispute_points", dispute, scheme.place, by=by, on=on, household=member.household)
    return dispute


@transaction.atomic
@told_together()
def answer_dispute(
    dispute: Dispute,
    *,
    outcome: DisputeOutcome | str,
    answer: str,
    is_relative: bool,
    by: Account,
    on: date,
    rule: PointRule | None = None,
    earned_on: date | None = None,
) -> None:
    """Answers in writing, by neither who gave nor who recorded: it stays, points are added by a
    rule for a day, or the award is taken back, whose row stays and is marked.
    DisputeAnsweredAlready, GaveItOneself, RelativeAnswersNot, AnswerKindRefused, AddedByWhichRule,
    RuleOfAnotherDay, AwardedAlready, RuleUsedUp, NoAwardToTakeBack, AwardTakenBackAlready,
    AwardSwappedAlready, TextMissing, TextTooLong, DayToCome, TakesNoPart, NotVisible."""
    answer = clean(answer, ANSWER, most=300)
    member = _whose(dispute)
    hold_households([member])  # who moved away meanwhile is answered all the same
    guard_goes_along(dispute, member)
    dispute.refresh_from_db(fields=["answered_on", "outcome"])
    if dispute.answered_on is not None:
        raise DisputeAnsweredAlready(day=dispute.answered_on)
    if not may_answer_dispute(by, dispute, on):
        raise GaveItOneself
    if is_relative:
        raise RelativeAnswersNot
    if outcome not in ANSWERS:
        raise AnswerKindRefused
    if outcome == DisputeOutcome.ADDED:
        dispute.added = _add(dispute, member, rule, earned_on, by=by, on=on)
    elif outcome == DisputeOutcome.TAKEN_BACK:
        _take_back(dispute, member, on)
    dispute.outcome, dispute.answer = DisputeOutcome(outcome), answer
    dispute.answered_on, dispute.answered_by = on, by
    dispute.save(update_fields=["outcome", "answer", "answered_on", "answered_by", "added"])
    place, said = dispute.scheme.place, str(dispute.outcome)
    tell("answer_dispute", dispute, place, by=by, on=on, household=member.household, outcome=said)


def _whose(dispute: Dispute) -> Member:
    assert dispute.consent is not None and dispute.consent.member is not None  # noqa: S101, PT018
    return dispute.consent.member


def _add(
    dispute: Dispute,
    member: Member,
    rule: PointRule | None,
    earned_on: date | None,
    *,
    by: Account,
    on: date,
) -> Award:
    if rule is None or earned_on is None:
        raise AddedByWhichRule
    if earned_on > on:
        raise DayToCome(day=earned_on)
    if rule.card.scheme_id != dispute.scheme_id or card_on(dispute.scheme, earned_on) != rule.card:
        raise RuleOfAnotherDay(text=rule.text, day=earned_on)
    consent = guard_takes_part(dispute.scheme, member, day=earned_on, on=on)
    guard_not_given(rule, member, earned_on)
    award = Award.objects.create(rule=rule, consent=consent, on=earned_on, by=by)
    place, household = dispute.scheme.place, member.household
    tell("give_points", award, place, by=by, on=on, household=household, points=rule.points)
    return award


def _take_back(dispute: Dispute, member: Member, on: date) -> None:
    award = dispute.award
    if award is None:
        raise NoAwardToTakeBack
    award.refresh_from_db(fields=["taken_back_on"])
    if award.taken_back_on is not None:
        raise AwardTakenBackAlready(day=award.taken_back_on)
    if reckoning_of(member, LAST, without=award).short:
        raise AwardSwappedAlready
    award.taken_back_on = on
    award.save(update_fields=["taken_back_on"])
