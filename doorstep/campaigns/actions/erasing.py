"""An erased household leaves every list; what was counted of it stays counted."""

from doorstep.campaigns.models import Campaign, CampaignUnit, Deed, UnitStep
from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Takes a household off the lists of campaigns, with its steps, and blots its code in what
    villages wrote, of other units too; how many units."""
    units = CampaignUnit.objects.filter(household=household)
    count = units.count()
    units.delete()
    village = household.village_id
    texts = (
        (Campaign.objects.filter(place=village), ("title", "text")),
        (Deed.objects.filter(unit__place=village), ("note", "taken_back")),
        (CampaignUnit.objects.filter(place=village), ("note",)),
        (UnitStep.objects.filter(unit__place=village), ("note",)),
    )
    blot_all(texts, household.code)
    return count
