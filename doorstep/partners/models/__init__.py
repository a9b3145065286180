"""Tables of partners; of people a contact at work, and who applied for a scholarship."""

from doorstep.partners.models.joint_acts import JointAct
from doorstep.partners.models.partners import Backing, Partner
from doorstep.partners.models.plants import Plant
from doorstep.partners.models.scholarships import Appeal, Application, Scholarship

__all__ = ["Appeal", "Application", "Backing", "JointAct", "Partner", "Plant", "Scholarship"]
