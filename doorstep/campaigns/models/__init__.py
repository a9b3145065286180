"""Campaigns, the units on their lists with every step of each, and deeds that repeat."""

from doorstep.campaigns.models.campaigns import Campaign
from doorstep.campaigns.models.deeds import Deed
from doorstep.campaigns.models.units import CampaignUnit, UnitStep

__all__ = ["Campaign", "CampaignUnit", "Deed", "UnitStep"]
