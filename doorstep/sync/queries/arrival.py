"""What is to be known of a form that arrives, in one query."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, QuerySet, UUIDField

from doorstep.kit.prepared import Prepared, Slot
from doorstep.people.models import Helper
from doorstep.register.models import Household
from doorstep.register.queries import standing_fields
from doorstep.sync.models import PublishedForm, Submission
from doorstep.visits.queries import Ground, ground_rows


@dataclass(frozen=True)
class Arrival(Ground):
    """The Ground of a form whose household is of the helper's village, and whether the form came
    before (`is_kept`) and was published to Collect."""

    is_kept: bool
    is_published: bool


def arrival_rows() -> QuerySet[Household]:
    """As `ground_rows`, with the slots `village`, `form` and `form_version`."""
    published = PublishedForm.objects.filter(
        form=Slot("form", CharField()), form_version=Slot("form_version", CharField())
    )
    rows = ground_rows().filter(village=Slot("village", UUIDField()))
    return rows.annotate(
        kept=Exists(Submission.objects.filter(pk=Slot("visit", UUIDField()))),
        form_published=Exists(published),
    )


_arrival = Prepared(arrival_rows)


def arrival_of(
    key: UUID, household_id: UUID, helper: Helper, day: date, form: str, form_version: str
) -> Arrival | None:
    """Asks, and locks the household until the transaction ends; None for a household that the
    helper's village does not have."""
    village = helper.team.place
    row: Any = _arrival.first(
        household=household_id,
        village=village.pk,
        helper=helper.pk,
        account=helper.account_id,
        day=day,
        visit=key,
        form=form,
        form_version=form_version,
    )
    if row is None:
        return None
    row.village = village
    return Arrival(
        **standing_fields(row, helper, day),
        is_recorded=row.visit_recorded,
        is_kept=row.kept,
        is_published=row.form_published,
    )
