"""What sync lets others count: what was sent and waits for a person."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.days import day_text
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope
from doorstep.sync.choices import HeldBecause, SubmissionState
from doorstep.sync.models import Submission


def _held(scope: Scope, period: Period) -> QuerySet[Submission]:
    """What waited on the period's last day; nothing that was erased."""
    came = Submission.objects.filter(
        place__in=scope.village_ids, received_on__lte=period.to_on
    ).exclude(content="")
    waits = Q(state=SubmissionState.HELD)
    waited = ~Q(because="") & Q(settled_on__gt=period.to_on)
    return came.filter(waits | waited).order_by("received_on", "id")


def _label(sent: Any) -> str:
    """No name and no word of what was sent: that is read on its own page."""
    because = HeldBecause(sent.because).label if sent.because else ""
    return f"{day_text(sent.received_on)} · {because}"


FIGURES: tuple[Figure, ...] = (
    Figure(
        key="submissions_held",
        name=_("Forms waiting to be mended"),
        unit=Unit.FORM,
        rows=_held,
        label=_label,
        url_name="office:held-one",
        is_stock=True,
    ),
)
