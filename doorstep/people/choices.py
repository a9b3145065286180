"""Closed lists of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlaceKind(TextChoices):
    """The areas, from the largest down; groups inside a village are rows of their own."""

    COUNTY = "county", _("county")
    TOWN = "town", _("town")
    VILLAGE = "village", _("village")


class Role(TextChoices):
    """What an account may reach; no method touches this list."""

    HELPER = "helper", _("helper")
    COORDINATOR = "coordinator", _("coordinator")
    TOWN = "town", _("town")
    COUNTY = "county", _("county")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class Duty(TextChoices):
    """An act that only a named account may do at a place."""

    DECIDES_CATEGORIES = "decides_categories", _("decides categories")
    SAFEGUARDING = "safeguarding", _("safeguarding person")
    MEDIATOR = "mediator", _("mediator")
    EXPORTS_REGISTER = "exports_register", _("releases the export of the register")


class BreakKind(TextChoices):
    """How a chain of the audit trail breaks."""

    CONTENT_CHANGED = "content_changed", _("the content was changed")
    COLUMN_CHANGED = "column_changed", _("a column was changed")
    ENTRY_MISSING = "entry_missing", _("an entry is missing")
    ENTRY_ADDED = "entry_added", _("there are more entries than were written")
    ORDER_CHANGED = "order_changed", _("the order was changed")
    TAIL_MISSING = "tail_missing", _("the last entries are missing")
    SEAL_BROKEN = "seal_broken", _("the seal does not open")


class Language(TextChoices):
    """Languages of the screens; their codes are Django's."""

    ZH = "zh-hans", "中文"
    BO = "bo", "བོད་ཡིག"
    EN = "en", "English"


class SpokenLanguage(TextChoices):
    """Languages spoken at a door."""

    BO = "bo", _("Tibetan")
    ZH = "zh", _("Chinese")
