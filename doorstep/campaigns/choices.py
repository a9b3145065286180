"""Closed lists of campaigns. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class CampaignKind(TextChoices):
    TOILETS = "toilets", pgettext_lazy("campaign", "toilets rebuilt")
    SEPARATION = "separation", pgettext_lazy("campaign", "people and livestock under two roofs")
    CLEAN_UP = "clean_up", pgettext_lazy("campaign", "clean-ups of the village")
    WASTE = "waste", pgettext_lazy("campaign", "waste taken away")
    OTHER = "other", pgettext_lazy("campaign", "other")


class UnitKind(TextChoices):
    """What stands on the target list."""

    HOUSEHOLD = "household", pgettext_lazy("campaign", "households")
    VILLAGE = "village", pgettext_lazy("campaign", "villages")
    PERSON = "person", pgettext_lazy("campaign", "persons")


class Pace(TextChoices):
    """How often a unit has its turn."""

    ONCE = "once", pgettext_lazy("campaign", "once: built, then accepted")
    WEEKLY = "weekly", pgettext_lazy("campaign", "every week anew")
    TRIPS = "trips", pgettext_lazy("campaign", "as often as needed, by trips")


class UnitState(TextChoices):
    """How far a unit is; built and accepted are two states."""

    NOT_BEGUN = "not_begun", pgettext_lazy("unit", "not begun")
    BUILT = "built", pgettext_lazy("unit", "built")
    ACCEPTED = "accepted", pgettext_lazy("unit", "accepted")
    SENT_BACK = "sent_back", pgettext_lazy("unit", "sent back")
    EXCUSED = "excused", pgettext_lazy("unit", "excused")


class Because(TextChoices):
    """Why a unit is left, sent back or excused: what is missing, never what a household is like.
    The town reads these words; whatever a household wished is one word, with no reason of its."""

    MATERIAL = "material", pgettext_lazy("unit", "materials are not here")
    GROUND = "ground", pgettext_lazy("unit", "the ground is frozen or wet")
    WATER = "water", pgettext_lazy("unit", "water or drain is not laid yet")
    HOUSE = "house", pgettext_lazy("unit", "the house itself is being built or moved")
    MEND = "mend", pgettext_lazy("unit", "something is to be put right")
    PAPERS = "papers", pgettext_lazy("unit", "papers are not complete")
    LATER = "later", pgettext_lazy("unit", "agreed with the household for later")
    NOT_NEEDED = "not_needed", pgettext_lazy("unit", "agreed with the household that it needs none")
    LEFT = "left", pgettext_lazy("unit", "no longer on the register")
    OTHER = "other", pgettext_lazy("unit", "another reason")
