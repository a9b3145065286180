"""The desk's way to a household and to a request; that it was opened is told in the trail."""

from uuid import UUID

from django.http import HttpRequest

from doorstep.kit import clock
from doorstep.office.doors import asker
from doorstep.register.actions import look_at_household
from doorstep.register.models import Household
from doorstep.rights.models import Request
from doorstep.rights.queries import get_desk_household_for, get_request_for


def opened_household(request: HttpRequest, household_id: UUID) -> Household:
    """A household of a village that one coordinates, also one that is out of use. NotVisible."""
    account, today = asker(request), clock.today()
    household = get_desk_household_for(account, household_id, today)
    look_at_household(household, by=account, on=today)
    return household


def opened_request(request: HttpRequest, request_id: UUID) -> tuple[Request, Household]:
    """A request that one may answer, with its household. NotVisible."""
    asked = get_request_for(asker(request), request_id, clock.today())
    return asked, opened_household(request, asked.household_id)
