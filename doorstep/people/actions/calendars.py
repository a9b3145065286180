"""The address under which a helper's calendar reads the own plan: made, renewed and ended by that
helper alone."""

import secrets
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions.trail import audit
from doorstep.people.models import Account, CalendarLink
from doorstep.people.queries import helper_of
from doorstep.people.rules import token_digest

TOKEN_BYTES = 32


class NoHelperOfTheirOwn(Refused):
    message = _("This account goes to no households, so there is no plan to put into a calendar.")


@transaction.atomic
def make_calendar_link(*, by: Account, on: date) -> str:
    """The token of the asker's own link, which is told once; here lies its digest alone. One that
    there was before works no more. NoHelperOfTheirOwn."""
    helper = helper_of(by, on)
    if helper is None:
        raise NoHelperOfTheirOwn
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = {"account": by, "token_digest": token_digest(token), "made_on": on}
    link, is_new = CalendarLink.objects.update_or_create(helper=helper, defaults=made)
    act = "make_calendar_link" if is_new else "renew_calendar_link"
    audit(act, link, by=by, on=on, place=helper.team.place_id)
    return token


@transaction.atomic
def end_calendar_link(*, by: Account, on: date) -> None:
    """The asker's link works no more, nor one from another team. Again does no harm."""
    own = CalendarLink.objects.filter(account=by).select_related("helper__team").order_by("pk")
    for link in own:
        audit("end_calendar_link", link, by=by, on=on, place=link.helper.team.place_id)
        link.delete()
