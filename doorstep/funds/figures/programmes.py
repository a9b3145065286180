"""What programmes commit themselves to."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.funds.figures.payments import AID_KINDS, FEN, places_of
from doorstep.funds.models import Commitment
from doorstep.kit.figures import Figure, Unit
from doorstep.kit.money import money_text
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope


def _aid_committed(scope: Scope, period: Period) -> QuerySet[Commitment]:
    """Commitments to a year whose first day lies in the period."""
    years = [
        year
        for year in range(period.from_on.year, period.to_on.year + 1)
        if date(year, 1, 1) in period
    ]
    rows = Commitment.objects.filter(programme__place__in=places_of(scope), year__in=years)
    return rows.filter(programme__kind__in=AID_KINDS).select_related("programme")


def _commitment_label(commitment: Any) -> str:
    return f"{commitment.programme.name} · {commitment.year} · {money_text(commitment.amount)}"


COMMITTED: tuple[Figure, ...] = (
    Figure(
        key="aid_committed",
        name=_("Aid and scholarships committed"),
        unit=Unit.FEN,
        rows=_aid_committed,
        label=_commitment_label,
        measure=FEN,
        household="",
        url_name="office:programme",
        target=lambda commitment: commitment.programme_id,
    ),
)
