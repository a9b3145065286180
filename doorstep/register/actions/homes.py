"""Where a household lives in which season, and until when it is away."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register import rules
from doorstep.register.actions.access import touch_caseload
from doorstep.register.actions.guards import guard_open
from doorstep.register.choices import Season
from doorstep.register.models import Absence, Home, Household


class NoSuchSpot(Refused):
    message = _(
        "%(lat)s, %(lon)s is no spot on the map; write the latitude first, then the longitude."
    )


class AwayEndsInThePast(Refused):
    message = _("The day they come back, %(day)s, must be later than the day this is noted.")


@transaction.atomic
def set_home(
    household: Household,
    season: Season | str,
    *,
    lat: float | Decimal,
    lon: float | Decimal,
    by: Account,
    on: date,
) -> Home:
    """The home of a season from a day on, at three decimals; the former one ends that day.
    The same spot again answers the row there is. NoSuchSpot."""
    guard_open(household, on)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise NoSuchSpot(lat=lat, lon=lon)
    spot = (rules.three_decimals(lat), rules.three_decimals(lon))
    former = household.homes.filter(season=season, end_on=None).first()
    if former is not None:
        if (former.lat, former.lon) == spot:
            return former
        former.end_on = max(on, former.start_on)
        former.save(update_fields=["end_on"])
    home = Home.objects.create(
        household=household, season=Season(season), lat=spot[0], lon=spot[1], start_on=on
    )
    detail = {"season": str(season)}
    place = household.village_id
    audit("set_home", home, by=by, on=on, household_id=household.pk, place=place, detail=detail)
    touch_caseload(household)
    return home


@transaction.atomic
def end_home(home: Home, *, by: Account, on: date) -> None:
    """Nobody lives there in that season from a day on; one that ended earlier stays so."""
    if home.end_on is not None and home.end_on <= on:
        return
    home.end_on = max(on, home.start_on)
    home.save(update_fields=["end_on"])
    household, detail = home.household, {"season": home.season}
    place = household.village_id
    audit("end_home", home, by=by, on=on, household_id=household.pk, place=place, detail=detail)
    touch_caseload(household)


@transaction.atomic
def set_absence(household: Household, *, until_on: date, by: Account, on: date) -> Absence:
    """Away from a day on, back on `until_on`; what ran that day ends. AwayEndsInThePast."""
    guard_open(household, on)
    if until_on <= on:
        raise AwayEndsInThePast(day=until_on)
    for absence in household.absences.filter(start_on__lte=on, end_on__gt=on):
        absence.end_on = on
        absence.save(update_fields=["end_on"])
    absence = Absence.objects.create(household=household, start_on=on, end_on=until_on)
    place = household.village_id
    audit("set_absence", absence, by=by, on=on, household_id=household.pk, place=place)
    touch_caseload(household)
    return absence
