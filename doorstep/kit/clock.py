"""The one place where the product reads the clock; called by doors and by the audit trail."""

from datetime import date, datetime, timedelta

from django.utils import timezone


def today() -> date:
    """The present day in the instance's zone (`DOORSTEP_TZ`)."""
    return datetime.now(timezone.get_default_timezone()).date()


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def seconds_left() -> int:
    """How many seconds until the next day begins, rounded up."""
    local = timezone.localtime()
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight - local).total_seconds()) + 1
