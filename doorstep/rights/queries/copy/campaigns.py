"""On which lists of campaigns the household stands, and what was done there."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy

from doorstep.campaigns.models import CampaignUnit, UnitStep
from doorstep.campaigns.queries import units_of
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading


def _units(reading: Reading) -> Iterable[Sequence[Cell]]:
    """Every step of the household's units, and of the reader's own."""
    for unit in units_of(reading.household):
        if not reading.is_own(unit.member_id):
            continue
        for step in unit.unit_steps.all():
            yield (
                unit.campaign.title,
                str(unit.campaign.get_kind_display()),
                unit.member.name if unit.member else "",
                step.on,
                str(step.get_state_display()),
                str(step.get_because_display()) if step.because else "",
                step.note,
                step.by.name,
            )


PARTS = (
    Part(
        "campaigns",
        gettext_lazy("Campaigns"),
        (CampaignUnit, UnitStep),
        (
            ("campaign", gettext_lazy("Campaign")),
            ("kind", gettext_lazy("What")),
            ("member", gettext_lazy("Whom it concerns")),
            ("on", gettext_lazy("Day")),
            ("state", gettext_lazy("Stands")),
            ("because", gettext_lazy("Why")),
            ("note", gettext_lazy("In words")),
            ("by", gettext_lazy("Recorded by")),
        ),
        _units,
    ),
)
