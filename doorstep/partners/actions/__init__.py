"""Every write of partners."""

from doorstep.partners.actions.appeals import answer_appeal, appeal_refusal, pay_scholarship
from doorstep.partners.actions.erasing import erase_rows
from doorstep.partners.actions.joint_acts import change_joint_act, record_joint_act
from doorstep.partners.actions.partners import (
    add_partner,
    back_programme,
    change_partner,
    end_partner,
)
from doorstep.partners.actions.plants import change_plant, note_plant_built, state_plant
from doorstep.partners.actions.publishing import publish_scholarship
from doorstep.partners.actions.scholarships import (
    apply_for_scholarship,
    decide_application,
    withdraw_application,
)
from doorstep.partners.actions.workbook import ReadIn, read_acts

__all__ = [
    "ReadIn",
    "add_partner",
    "answer_appeal",
    "appeal_refusal",
    "apply_for_scholarship",
    "back_programme",
    "change_joint_act",
    "change_partner",
    "change_plant",
    "decide_application",
    "end_partner",
    "erase_rows",
    "note_plant_built",
    "pay_scholarship",
    "publish_scholarship",
    "read_acts",
    "record_joint_act",
    "state_plant",
    "withdraw_application",
]
