"""Partners, and the programmes of money that they back."""

from typing import ClassVar

from django.db import models

from doorstep.funds.models import Programme
from doorstep.kit.ids import uuid7
from doorstep.people.models import Place


class Partner(models.Model):
    """An organisation that works with a place. Whom to reach there is reached at work."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="partners")
    name = models.CharField(max_length=100)
    contact_name = models.CharField(max_length=60, blank=True)
    contact_at = models.CharField(max_length=100, blank=True)  # telephone or mail at work
    note = models.CharField(max_length=300, blank=True)
    since_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "name"], name="partner_name_once"),
            models.CheckConstraint(
                condition=models.Q(end_on=None) | models.Q(end_on__gte=models.F("since_on")),
                name="partner_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Backing(models.Model):
    """A programme of money that a partner backs; a programme has one partner at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="backings")
    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="backing")
    since_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["since_on", "id"]
