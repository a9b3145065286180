"""Closed lists of the register."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Season(TextChoices):
    """The season a home is lived in."""

    WINTER = "winter", _("winter home")
    SUMMER = "summer", _("summer pasture")


class Relation(TextChoices):
    """How a member stands to the household; the ledger's finer word is kept beside."""

    HEAD = "head", _("head (contact person)")
    MEMBER = "member", _("member")


class Sex(TextChoices):
    FEMALE = "f", _("female")
    MALE = "m", _("male")


class ClosedBecause(TextChoices):
    """Why a household left the register."""

    MOVED = "moved", _("moved away")
    MERGED = "merged", _("merged into another household")
    SPLIT = "split", _("split into others")
    ENDED = "ended", _("no longer a household")
    ERASING = "erasing", _("erasure was asked for and granted")
    KEPT = "kept", _("kept because a law forbids to erase it, and not used")


# Closed to use: no screen but the rights desk finds these households, whoever asks.
NOT_USED = (ClosedBecause.ERASING, ClosedBecause.KEPT)


class ConsentPurpose(TextChoices):
    """What a household may agree to; each is asked for by itself."""

    REGISTER = "register", _("being on the register and visited")
    CHILD_NAME = "child_name", _("showing a child's name")
    STAR = "star", _("showing a star that it holds")
    POINTS = "points", _("taking part in the village's points")


class ConsentHow(TextChoices):
    SIGNED = "signed", _("signed")
    SPOKEN = "spoken", _("spoken before a witness")
    THUMB = "thumb", _("thumbprint")


class AccessVia(TextChoices):
    """Why somebody may see a household."""

    PAIRING = "pairing", _("pairing")
    STAND_IN = "stand_in", _("stand-in")
    NEED = "need", _("has an open need")
    ESCALATION = "escalation", _("escalated need")
    SEALED = "sealed", _("sealed grant")
    PROPOSAL = "proposal", _("open proposal")


class CircumstanceSource(TextChoices):
    VISIT = "visit", _("said at a visit")
    OFFICE = "office", _("said at the office")
    LEDGER = "ledger", _("from the ledger")


class SealedKind(TextChoices):
    """What exists only as a sealed field, for a service that was asked for."""

    HEALTH = "health", _("health")
    DISABILITY = "disability", _("disability")
    BANK_CARD = "bank_card", _("bank card")
    ID_NUMBER = "id_number", _("identity number")
