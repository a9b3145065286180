"""Closed lists of entry."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Deployer(TextChoices):
    """Who runs this instance; the rule of 2026 reads differently for each."""

    VILLAGE = "village", _("a village")
    STATION = "station", _("a social-work station")
    NGO = "ngo", _("a social organisation")
    COUNTY = "county", _("a county or above")


class InvitationKind(TextChoices):
    """What a link is for."""

    NEW = "new", _("new account")
    RENEWAL = "renewal", _("new password")


class InvitationState(TextChoices):
    """What became of a link; never stored, always read from its days."""

    OPEN = "open", _("open")
    USED = "used", _("used")
    REVOKED = "revoked", _("taken back")
    EXPIRED = "expired", _("expired")
