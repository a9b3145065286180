"""What a person leaves behind: rows that count on and are nobody's."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from doorstep.people.actions import audit_counts
from doorstep.people.models import Account
from doorstep.points.choices import DisputeOutcome
from doorstep.points.models import Award, Dispute, RuleCard, Swap
from doorstep.points.queries import (
    awards_with_old_words,
    consent_of,
    disputes_with_old_words,
    swaps_with_old_words,
    withdrawn_awards,
    withdrawn_disputes,
    withdrawn_swaps,
)
from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Consent, Household, Member

AWARD_PLACE = "rule__card__scheme__place"
SWAP_PLACE = "price__scheme__place"


@transaction.atomic
def forget_points(before: date, *, by: Account, on: date) -> int:
    """Who withdrew before a day has no points any more: their awards, swaps and disputes keep day,
    rule and number, and lose the person and every word; how many rows."""
    rows = (withdrawn_awards(before), withdrawn_swaps(before), withdrawn_disputes(before))
    counts: Counter[UUID | None] = Counter()
    for found, place in zip(rows, (AWARD_PLACE, SWAP_PLACE, "scheme__place"), strict=True):
        counts.update(found.order_by().values_list(place, flat=True))
    _cut_loose(*rows)
    return audit_counts("forget_points", counts, by=by, on=on)


@transaction.atomic
def empty_old_points(before: date, *, by: Account, on: date) -> int:
    """Empties the words of awards, answered disputes and swaps taken back of before a day; how
    many rows."""
    awards, swaps = awards_with_old_words(before), swaps_with_old_words(before)
    disputes = disputes_with_old_words(before)
    counts: Counter[UUID | None] = Counter(awards.order_by().values_list(AWARD_PLACE, flat=True))
    counts.update(swaps.order_by().values_list(SWAP_PLACE, flat=True))
    counts.update(disputes.order_by().values_list("scheme__place", flat=True))
    awards.update(words="")
    swaps.update(undone_why="")
    disputes.update(text="", answer="")
    return audit_counts("empty_old_points", counts, by=by, on=on)


def erase_rows(household: Household) -> int:
    """Cuts the rows of an erased household's people loose, and blots its code in what was written
    of others; how many rows."""
    rows = (
        Award.objects.filter(consent__household=household),
        Swap.objects.filter(consent__household=household),
        Dispute.objects.filter(consent__household=household),
    )
    gone = _cut_loose(*rows)
    village = household.village_id
    texts = (
        (Award.objects.filter(rule__card__scheme__place=village), ("words",)),
        (Swap.objects.filter(price__scheme__place=village), ("undone_why",)),
        (Dispute.objects.filter(scheme__place=village), ("text", "answer")),
        (RuleCard.objects.filter(scheme__place=village), ("shown_where",)),
    )
    blot_all(texts, household.code)
    return gone


def take_over_points(people: Mapping[Member, Member], *, on: date) -> int:
    """Of two rows of the register that were one person, the kept one has the points of both; how
    many rows go over. By then the kept row's own word stands, or nothing goes over."""
    moved = 0
    for former, kept in people.items():
        consent = consent_of(kept, on)
        if consent is None or former == kept:
            continue
        moved += carry_points(former, consent)
    return moved


def carry_points(former: Member, consent: Consent) -> int:
    """What stands for a row of the register rests on another word of the same person from now on;
    how many rows."""
    moved = 0
    for table in (Award, Swap, Dispute):
        rows = table._default_manager.filter(consent__member=former, consent__withdrawn_on=None)
        moved += rows.update(consent=consent)
    return moved


def _cut_loose(awards: QuerySet[Award], swaps: QuerySet[Swap], disputes: QuerySet[Dispute]) -> int:
    for waiting in disputes.filter(answered_on=None).select_related("consent"):
        waiting.outcome = DisputeOutcome.ENDED
        withdrawn = waiting.consent.withdrawn_on if waiting.consent else None
        waiting.answered_on = max(withdrawn or waiting.made_on, waiting.made_on)
        waiting.save(update_fields=["outcome", "answered_on"])
    told = disputes.update(consent=None, text="", answer="")
    return awards.update(consent=None, words="") + swaps.update(consent=None, undone_why="") + told
