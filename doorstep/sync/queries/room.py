"""How much a device may still leave with us today: a token that was lost must not fill the disk."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import Count, DateField, OuterRef, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, Concat, Length

from doorstep.kit.prepared import Slot
from doorstep.sync.models import Attachment, Device, Submission, kept_name
from doorstep.sync.rules import MOST_A_DAY, MOST_A_DAY_SHUT_OUT, digest_of

DAY = Slot("day", DateField())
TEXT = TextField()
NONE: Mapping[str, bytes] = MappingProxyType({})


class _LettersOfSealed(Length):
    """Sealed text is ASCII: its bytes are its letters, and PostgreSQL counts those unread."""

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="OCTET_LENGTH", **more)


def with_left(devices: QuerySet[Device]) -> QuerySet[Device]:
    """Adds what each device left on the slot `day`: rows, and the letters of bodies and of files as
    they lie on the disk, sealed."""
    sent = Submission.objects.filter(device=OuterRef("pk"), received_on=DAY).order_by()
    files = Attachment.objects.filter(submission__device=OuterRef("pk"), received_on=DAY)
    letters = Sum(_LettersOfSealed("content"))
    # in one pass; not as JSON: whether SQLite knows it is asked of a database that may be locked
    rows_and_letters = Concat(
        Cast(Count("*"), TEXT), Value(" "), Cast(letters, TEXT), output_field=TEXT
    )
    return devices.annotate(
        left=Subquery(sent.values("device").annotate(all=rows_and_letters).values("all")),
        left_in_files=Subquery(
            files.values("submission__device").annotate(all=letters).values("all")
        ),
    )


def has_room(device: Any, forms: Iterable[bytes], files: Mapping[str, bytes] = NONE) -> bool:
    """Whether forms may be taken in, or one with its files by name, that a device sends, which is
    as `find_caller` answers it: asked by every door before `receive`.

    Counted from the rows of today, which no restart and no second server forgets. Only what stands
    already counts, never what comes, so the first sending of a day always passes, however large the
    door lets it be: nobody's work waits for ever. What is known stores nothing and always passes.
    """
    most = MOST_A_DAY_SHUT_OUT if device.is_shut_out else MOST_A_DAY
    rows, letters = map(int, (device.left or "0 0").split())
    if rows < most.rows and letters + (device.left_in_files or 0) < most.letters:
        return True
    digests = {digest_of(form) for form in forms}
    sent = Submission.objects.filter(device=device, digest__in=digests)
    if set(sent.values_list("digest", flat=True)) != digests:
        return False
    there = Attachment.objects.filter(submission__in=sent).values_list("name", "digest")
    return {(kept_name(name), digest_of(file)) for name, file in files.items()} <= set(there)
