"""What we do together: sessions, who came, what was signed for, bought, needed and wished."""

from doorstep.activities.models.door import DoorSign
from doorstep.activities.models.goods import Goods, Handout, Material
from doorstep.activities.models.sessions import Activity, Attendee
from doorstep.activities.models.sheets import SignRow, SignSheet
from doorstep.activities.models.wishes import Wish

__all__ = [
    "Activity",
    "Attendee",
    "DoorSign",
    "Goods",
    "Handout",
    "Material",
    "SignRow",
    "SignSheet",
    "Wish",
]
