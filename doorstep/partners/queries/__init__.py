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
from doorstep.partners.queries.scholarships import (
    ScholarshipLine,
    appeal_until,
    applications_for,
    get_application_for,
    get_scholarship_for,
    is_paid,
    may_answer_appeal,
    may_decide_application,
    programmes_of_scholarships,
    reads_applications,
    scholarship_lines,
    scholarships_for,
)
from doorstep.partners.queries.workbook import PartnerFile, read_partner_file

__all__ = [
    "PartnerFile",
    "PartnerLine",
    "PlantSaves",
    "ScholarshipLine",
    "appeal_until",
    "applications_for",
    "get_application_for",
    "get_joint_act_for",
    "get_partner_for",
    "get_plant_for",
    "get_scholarship_for",
    "is_paid",
    "joint_acts_for",
    "may_answer_appeal",
    "may_decide_application",
    "partner_lines",
    "partners_for",
    "plant_saves",
    "plants_for",
    "programmes_of_scholarships",
    "programmes_to_back",
    "read_partner_file",
    "reads_applications",
    "scholarship_lines",
    "scholarships_for",
    "staff_at",
]
