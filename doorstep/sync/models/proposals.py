"""Changes of the register that came from the field, for a person to decide."""

import uuid
from typing import ClassVar

from django.db import models

from doorstep.people.models import Account, Helper
from doorstep.register.models import Household, Member
from doorstep.sync.choices import (
    ProposalState,
    ProposedField,
)
from doorstep.sync.models.submissions import Submission


class RegisterProposal(models.Model):
    """A field of the register that a helper found wrong out there, until somebody answers it.

    What they had before them and what they say it is lie sealed under the household's key;
    answered, they are emptied.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="proposals")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE)
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=12, choices=ProposedField)
    base_version = models.PositiveIntegerField()  # of the household, as the helper saw it
    content = models.TextField(blank=True)  # base and theirs, sealed; "" once it is answered
    made_on = models.DateField()  # the day the helper names
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_why = models.CharField(max_length=300, blank=True)  # told to the helper: why not

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
        indexes: ClassVar = [models.Index(fields=["household", "state"])]
