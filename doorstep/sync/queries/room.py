"""How much a device may still leave with us today: a token that was lost must not fill the disk."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import Length

from doorstep.sync.models import Attachment, Device, Submission
from doorstep.sync.rules import MOST_A_DAY, MOST_A_DAY_SHUT_OUT, digest_of


def has_room(device: Device, bodies: Iterable[bytes], today: date) -> bool:
    """Whether bodies a device sends may be taken in: asked by every door before `receive`.

    Counted from the rows of today, which no restart and no second server forgets. Only what stands
    already counts, never what comes, so the first sending of a day always passes, however large the
    door lets it be: nobody's work waits for ever. What is known stores nothing and always passes.
    """
    most = MOST_A_DAY_SHUT_OUT if device.is_shut_out else MOST_A_DAY
    rows = Submission.objects.filter(device=device, received_on=today)
    if rows.count() < most.rows and _letters(rows) < most.letters:
        return True
    digests = {digest_of(body) for body in bodies}
    known = Submission.objects.filter(device=device, digest__in=digests)
    return set(known.values_list("digest", flat=True)) == digests


def _letters(rows: QuerySet[Submission]) -> int:
    """As they lie on the disk, sealed, with the files that came with them."""
    files = Attachment.objects.filter(submission__in=rows.order_by())
    sums = (one.aggregate(all=Sum(Length("content")))["all"] or 0 for one in (rows, files))
    return sum(sums)
