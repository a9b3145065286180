"""Tables of partners; no personal data beyond a contact at work."""

from doorstep.partners.models.joint_acts import JointAct
from doorstep.partners.models.partners import Backing, Partner
from doorstep.partners.models.plants import Plant

__all__ = ["Backing", "JointAct", "Partner", "Plant"]
