"""What a household was paid stays in the books, as the law has it, and names it no more."""

from django.db.models import Q, QuerySet

from doorstep.funds.models import (
    Claim,
    ClaimStage,
    ClosedYear,
    Commitment,
    Contract,
    CoopMember,
    Dividend,
    PaidPost,
    Payment,
    Posting,
    Programme,
    Recipient,
    Source,
)
from doorstep.people.models import Place
from doorstep.people.queries import at_or_above
from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Cuts the payments of an erased household loose from it, from its needs and its units of
    campaigns; how many rows. Amounts, days and kinds stay, so that every sum stays; so do posts and
    claims without whose they were. Texts that named it lose its code."""
    own = Payment.objects.filter(
        Q(household=household) | Q(need__household=household) | Q(unit__household=household)
    )
    keys = list(own.values_list("pk", flat=True))
    Posting.objects.filter(payment__in=keys).update(text="")
    cut = {"household": None, "member": None, "payee": "", "reference": "", "is_cut": True}
    Payment.objects.filter(pk__in=keys, need__isnull=False).update(need=None, **cut)
    Payment.objects.filter(pk__in=keys, unit__isnull=False).update(unit=None, **cut)
    Payment.objects.filter(pk__in=keys, need=None, unit=None).update(**cut)
    claims = Claim.objects.filter(Q(household=household) | Q(need__household=household))
    Recipient.objects.filter(Q(household=household) | Q(claim__in=claims)).delete()
    ClaimStage.objects.filter(claim__in=claims).update(note="")
    claims.update(household=None, need=None, reasons="")
    PaidPost.objects.filter(household=household).update(household=None, member=None)
    CoopMember.objects.filter(household=household).delete()
    _blot_words(household)
    return len(keys)


def _blot_words(household: Household) -> None:
    """Takes the code out of what the books of its village say, and those of the places above where
    it can be no other household's. Names stay: two that were blotted could become one and the
    same."""
    village, at = household.village_id, _places_saying(household)
    texts = (
        (Programme.objects.filter(place__in=at), ("source", "purpose")),
        (Commitment.objects.filter(programme__place__in=at), ("note",)),
        (Source.objects.filter(project__place__in=at), ("name",)),
        (Contract.objects.filter(project__place__in=at), ("contractor", "what")),
        (Dividend.objects.filter(cooperative__place__in=at), ("note",)),
        (ClosedYear.objects.filter(place__in=at), ("because",)),
        (ClaimStage.objects.filter(claim__place=village), ("note",)),
        (Claim.objects.filter(place=village), ("reasons",)),
        (PaidPost.objects.filter(place=village), ("title",)),
        (Payment.objects.filter(place=village), ("payee",)),
        (Posting.objects.filter(Q(place__in=at) | Q(payment__place=village)), ("text",)),
    )
    blot_all(texts, household.code)


def _places_saying(household: Household) -> QuerySet[Place]:
    """Where books can speak of a household by its code: its village, and above it where no other
    village has the same code."""
    same = Household.objects.filter(code=household.code).exclude(village=household.village_id)
    if same.exists():
        return Place.objects.filter(pk=household.village_id)
    return at_or_above(household.village)
