"""The one place where the product reads the clock; called by doors and by the audit trail."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The present day in the instance's zone (`DOORSTEP_TZ`)."""
    return timezone.localdate()


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()
