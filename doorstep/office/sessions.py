"""Sessions as Django keeps them, but for the moment at which somebody signed in.

Django notes when a session runs out, to the microsecond: twelve hours before, somebody began to
work. Here it runs out at the end of that day instead.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends import db
from django.utils.timezone import localtime


class SessionStore(db.SessionStore):
    """Rows of django_session whose `expire_date` is the midnight after the session runs out."""

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.expire_date = midnight_after(row.expire_date)
        return row


def midnight_after(moment: datetime) -> datetime:
    """The end of the day that holds a moment, in the zone whose days count."""
    day = localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=1)
