"""Incidents: recorded, mended, told to whom they concern, closed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import blot, printable
from doorstep.people.actions import audit
from doorstep.people.models import Account, Place
from doorstep.register.models import Household
from doorstep.rights.choices import IncidentStep
from doorstep.rights.models import Incident, IncidentHousehold
from doorstep.rights.rules import COLUMN

TEXTS = ("what", "cause", "data", "harm", "measures", "advice", "contact", "no_letters_because")
FIELDS = (*TEXTS, "happened_on", "noticed_on", "others_count")
WANTED_AT_LAST = ("cause", "data", "harm", "contact")  # PIPL, article 57; some is known later


class IncidentClosed(Refused):
    message = _("This incident was closed on %(day)s; what it says stays as it is.")


class IncidentBare(Refused):
    message = _("Say what happened.")


class IncidentUnknown(Refused):
    message = _(
        "Write first why it happened, which data it concerns, what harm may come and whom to ask; "
        "what nobody could find out is said so."
    )


class IncidentDaysWrong(Refused):
    message = _("It happened before it was noticed, and it was noticed today or earlier.")


class IncidentStepDone(Refused):
    message = _("This was done on %(day)s already.")


class IncidentUntold(Refused):
    message = _(
        "Not yet: %(step)s. An incident is closed when everything before it is done; where no "
        "letter is needed, write why."
    )


class IncidentNobodyConcerned(Refused):
    message = _("No household is named yet, so there is no letter to hand over. Name them first.")


class MeasuresMissing(Refused):
    message = _("Write first what was done, and what a household can do itself.")


class HouseholdElsewhere(Refused):
    message = _("Household %(code)s is not on the register of %(place)s.")


@transaction.atomic
def record_incident(place: Place, *, by: Account, on: date, **said: Any) -> Incident:
    """Writes down what is known at first; `said` are FIELDS. IncidentBare, IncidentDaysWrong."""
    incident = Incident(place=place, recorded_by=by, recorded_on=on, **_cleaned(said))
    _guard(incident, on)
    incident.save(force_insert=True)
    audit("record_incident", incident, by=by, on=on, place=place)
    return incident


@transaction.atomic
def change_incident(incident: Incident, *, by: Account, on: date, **said: Any) -> None:
    """What is known by now; `said` are FIELDS. IncidentClosed, IncidentBare, IncidentDaysWrong."""
    _lock(incident)
    cleaned = _cleaned(said)
    changed = sorted(name for name, value in cleaned.items() if getattr(incident, name) != value)
    for name, value in cleaned.items():
        setattr(incident, name, value)
    _guard(incident, on)
    if changed:
        incident.save(update_fields=changed)
        _audit("change_incident", incident, by=by, on=on, detail={"fields": changed})


@transaction.atomic
def name_concerned(
    incident: Incident, households: Iterable[Household], *, by: Account, on: date
) -> None:
    """Says whose data are concerned: these households and no others.
    IncidentClosed, HouseholdElsewhere."""
    _lock(incident)
    wanted = {one.pk: one for one in households}
    for one in wanted.values():
        if one.village_id != incident.place_id:
            raise HouseholdElsewhere(code=one.code, place=incident.place.name)
    held = set(incident.concerned.values_list("household", flat=True))
    incident.concerned.exclude(household__in=wanted).delete()
    IncidentHousehold.objects.bulk_create(
        [
            IncidentHousehold(incident=incident, household=one)
            for pk, one in wanted.items()
            if pk not in held
        ]
    )
    _audit("name_concerned", incident, by=by, on=on, detail={"households": len(wanted)})


@transaction.atomic
def tick_incident(incident: Incident, step: IncidentStep, *, by: Account, on: date) -> None:
    """Says that a step is done today. IncidentClosed, IncidentStepDone, MeasuresMissing,
    IncidentNobodyConcerned, IncidentUntold, IncidentUnknown."""
    _lock(incident)
    if (done := getattr(incident, COLUMN[step])) is not None:
        raise IncidentStepDone(day=done)
    if step != IncidentStep.STOPPED and not (incident.measures and incident.advice):
        raise MeasuresMissing
    if step == IncidentStep.HOUSEHOLDS_TOLD and not incident.concerned.exists():
        raise IncidentNobodyConcerned
    if step == IncidentStep.CLOSED:
        _guard_told(incident)
        if not all(getattr(incident, name) for name in WANTED_AT_LAST):
            raise IncidentUnknown
    setattr(incident, COLUMN[step], on)
    incident.save(update_fields=[COLUMN[step]])
    _audit("tick_incident", incident, by=by, on=on, detail={"step": str(step)})


def erase_rows(household: Household) -> int:
    """Takes a household out of every incident, its code out of their words; each that named it
    says as before how many it concerned. How many rows."""
    named = IncidentHousehold.objects.filter(household=household)
    Incident.objects.filter(concerned__in=named).update(others_count=F("others_count") + 1)
    for incident in Incident.objects.filter(place=household.village_id):
        words = {name: blot(getattr(incident, name), household.code) for name in TEXTS}
        changed = [name for name, text in words.items() if getattr(incident, name) != text]
        for name in changed:
            setattr(incident, name, words[name])
        if changed:
            incident.save(update_fields=changed)
    return named.delete()[0]


def _guard_told(incident: Incident) -> None:
    """IncidentUntold while something before the closing is open."""
    for step in IncidentStep:
        if step == IncidentStep.CLOSED or getattr(incident, COLUMN[step]) is not None:
            continue
        if step == IncidentStep.HOUSEHOLDS_TOLD and incident.no_letters_because:
            continue
        raise IncidentUntold(step=step.label)


def _cleaned(said: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"no such field of an incident: {', '.join(sorted(unknown))}")
    return {
        name: printable(value).strip() if name in TEXTS else value for name, value in said.items()
    }


def _guard(incident: Incident, on: date) -> None:
    """IncidentBare, IncidentDaysWrong."""
    if not incident.what:
        raise IncidentBare
    noticed = incident.noticed_on
    if noticed > on or (incident.happened_on is not None and incident.happened_on > noticed):
        raise IncidentDaysWrong


def _lock(incident: Incident) -> None:
    """The row as it stands now, for this transaction alone. IncidentClosed."""
    incident.refresh_from_db(from_queryset=Incident.objects.select_for_update(no_key=True))
    if incident.closed_on is not None:
        raise IncidentClosed(day=incident.closed_on)


def _audit(act: str, incident: Incident, *, by: Account, on: date, detail: Any = None) -> None:
    audit(act, incident, by=by, on=on, place=incident.place_id, detail=detail)
