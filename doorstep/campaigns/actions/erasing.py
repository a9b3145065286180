"""An erased household leaves every list; what was counted of it stays counted."""

from doorstep.campaigns.models import Campaign, CampaignUnit, Deed
from doorstep.kit.text import blot
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Takes a household off the lists of campaigns, with its steps, and blots its code in what
    villages wrote; how many units."""
    for model, fields, here in (
        (Campaign, ("title", "text"), {"place": household.village_id}),
        (Deed, ("note", "taken_back"), {"unit__place": household.village_id}),
    ):
        for field in fields:
            rows = model._default_manager.filter(**here, **{f"{field}__contains": household.code})
            for row in rows:
                setattr(row, field, blot(getattr(row, field), household.code))
                row.save(update_fields=[field])
    units = CampaignUnit.objects.filter(household=household)
    count = units.count()
    units.delete()
    return count
