"""Every write of partners."""

from doorstep.partners.actions.joint_acts import change_joint_act, record_joint_act
from doorstep.partners.actions.partners import (
    add_partner,
    back_programme,
    change_partner,
    end_partner,
)
from doorstep.partners.actions.plants import note_plant_built, state_plant

__all__ = [
    "add_partner",
    "back_programme",
    "change_joint_act",
    "change_partner",
    "end_partner",
    "note_plant_built",
    "record_joint_act",
    "state_plant",
]
