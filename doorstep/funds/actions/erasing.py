"""What a household was paid stays in the books, as the law has it, and names it no more."""

from django.db.models import Q

from doorstep.funds.models import (
    Claim,
    ClaimStage,
    CoopMember,
    PaidPost,
    Payment,
    Posting,
    Recipient,
)
from doorstep.kit.text import blot
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
    named = Posting.objects.filter(
        Q(place=household.village_id) | Q(payment__place=household.village_id),
        text__contains=household.code,
    )
    for posting in named:
        posting.text = blot(posting.text, household.code)
        posting.save(update_fields=["text"])
    return len(keys)
