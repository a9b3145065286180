"""The trail that every write leaves."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from doorstep.kit import clock
from doorstep.people.models import Account, AuditEntry, Place


def audit(
    act: str,
    subject: Any,
    *,
    by: Account,
    on: date | None = None,
    household_id: UUID | None = None,
    place: Place | UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Writes one entry of the trail; `detail` names columns, counts and reasons, no content."""
    audit_all(act, [(subject, household_id)], by=by, on=on, place=place, detail=detail)


def audit_all(
    act: str,
    subjects: Iterable[tuple[Any, UUID | None]],
    *,
    by: Account,
    on: date | None = None,
    place: Place | UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Writes one entry for each (row, household id); a bulk act leaves as many as its rows."""
    moment, day = clock.now(), on or clock.today()
    place_id = place.pk if isinstance(place, Place) else place
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                on=day,
                at=moment,
                by=by,
                act=act,
                subject_kind=subject._meta.model_name,
                subject_id=str(subject.pk),
                household_id=household,
                place_id=place_id,
                detail=detail or {},
            )
            for subject, household in subjects
        ],
        batch_size=500,
    )
