"""Incidents: which there are, their clocks, and whom they concern."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.method.queries import special_days
from doorstep.method.rules import add_working_days
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_with_role
from doorstep.register.models import Household
from doorstep.register.queries import with_head
from doorstep.rights.choices import IncidentStep
from doorstep.rights.models import Incident
from doorstep.rights.rules import CLOCKS, COLUMN


@dataclass(frozen=True)
class IncidentClock:
    """A step of an incident: by when, and on which day it was done; `is_waived`: not needed."""

    step: IncidentStep
    due_on: date
    done_on: date | None
    is_waived: bool = False


def incidents_at(place: Place) -> QuerySet[Incident]:
    """The incidents of a place, open ones first, then the latest."""
    rows = Incident.objects.filter(place=place)
    return rows.order_by(F("closed_on").asc(nulls_first=True), "-noticed_on", "id")


def open_incidents(place: Place) -> QuerySet[Incident]:
    """The incidents of a place that are not closed."""
    return Incident.objects.filter(place=place, closed_on=None)


def get_incident_for(account: Account, incident_id: UUID, on: date) -> Incident:
    """An incident of a village the account coordinates; else NotVisible."""
    villages = villages_with_role(account, Role.COORDINATOR, on)
    rows = Incident.objects.filter(pk=incident_id, place__in=villages)
    found = rows.select_related("place", "recorded_by").first()
    if found is None:
        raise NotVisible
    return found


def clocks_of(incident: Incident) -> list[IncidentClock]:
    """Every step with its day, counted in working days from the one on which it was noticed."""
    special = special_days()
    return [
        IncidentClock(
            step=step,
            due_on=add_working_days(incident.noticed_on, days, special),
            done_on=(done := getattr(incident, COLUMN[step])),
            is_waived=done is None
            and step == IncidentStep.HOUSEHOLDS_TOLD
            and bool(incident.no_letters_because),
        )
        for step, days in CLOCKS.items()
    ]


def households_of(incident: Incident) -> QuerySet[Household]:
    """The households an incident concerns, with `head_name`, by code."""
    named = incident.concerned.values("household")
    rows = with_head(Household.objects.filter(pk__in=named))
    return rows.select_related("group", "village").order_by("code")
