"""Closed lists of pairing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PairingVia(TextChoices):
    PROPOSAL = "proposal", _("accepted proposal")
    LEDGER = "ledger", _("the ledger")
    PERSON = "person", _("named by a person")
    STAND_IN = "stand_in", _("the coordinator stands in")


class PairingPlanState(TextChoices):
    OPEN = "open", _("proposed")
    ACCEPTED = "accepted", _("accepted and running")
    DROPPED = "dropped", _("replaced by a later one")
