"""Partners and what came of them, as those who keep a place's money see them."""

from doorstep.partners.queries.partners import (
    PartnerLine,
    get_joint_act_for,
    get_partner_for,
    get_plant_for,
    joint_acts_for,
    partner_lines,
    partners_for,
    plants_for,
    programmes_to_back,
    staff_at,
)
from doorstep.partners.queries.savings import PlantSaves, plant_saves

__all__ = [
    "PartnerLine",
    "PlantSaves",
    "get_joint_act_for",
    "get_partner_for",
    "get_plant_for",
    "joint_acts_for",
    "partner_lines",
    "partners_for",
    "plant_saves",
    "plants_for",
    "programmes_to_back",
    "staff_at",
]
