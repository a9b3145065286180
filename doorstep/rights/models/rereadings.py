"""What is left to read again once a household is erased: texts that may still name it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from doorstep.activities.models import Activity
from doorstep.meetings.models import Meeting
from doorstep.needs.models import Need
from doorstep.partners.models import Application, JointAct
from doorstep.people.models import Place
from doorstep.points.models import Award, Dispute, Swap
from doorstep.register.models import Household
from doorstep.visits.models import Visit, WeeklyNote

COLUMN: dict[type[models.Model], str] = {
    Meeting: "meeting",
    Activity: "activity",
    WeeklyNote: "note",
    Need: "need",
    Visit: "visit",
    JointAct: "joint_act",
    Award: "award",
    Dispute: "dispute",
    Swap: "swap",  # why it was taken back
    Application: "application",  # for a scholarship, with its appeal
    Household: "household",  # its notes, and why it wishes to be visited less
}
TEXTS = tuple(COLUMN.values())


class Rereading(models.Model):
    """A text of a village in which somebody erased may still be named. It says which text and
    nothing else: neither whom nor since when; deleted once somebody says that it is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    # one of these; it goes with its text
    meeting = models.OneToOneField(Meeting, null=True, on_delete=models.CASCADE, related_name="+")
    activity = models.OneToOneField(Activity, null=True, on_delete=models.CASCADE, related_name="+")
    note = models.OneToOneField(WeeklyNote, null=True, on_delete=models.CASCADE, related_name="+")
    need = models.OneToOneField(Need, null=True, on_delete=models.CASCADE, related_name="+")
    visit = models.OneToOneField(Visit, null=True, on_delete=models.CASCADE, related_name="+")
    joint_act = models.OneToOneField(
        JointAct, null=True, on_delete=models.CASCADE, related_name="+"
    )
    award = models.OneToOneField(Award, null=True, on_delete=models.CASCADE, related_name="+")
    dispute = models.OneToOneField(Dispute, null=True, on_delete=models.CASCADE, related_name="+")
    swap = models.OneToOneField(Swap, null=True, on_delete=models.CASCADE, related_name="+")
    application = models.OneToOneField(
        Application, null=True, on_delete=models.CASCADE, related_name="+"
    )
    household = models.OneToOneField(
        Household, null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    *(Q(**{f"{one}__isnull": one != chosen for one in TEXTS}) for chosen in TEXTS),
                    _connector=Q.OR,
                ),
                name="rereading_of_one_text",
            )
        ]
