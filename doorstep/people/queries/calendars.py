"""Whose calendar asks."""

from datetime import date

from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account, CalendarLink
from doorstep.people.queries.reach import helper_of
from doorstep.people.rules import token_digest


def get_calendar_link(token: str, on: date) -> CalendarLink:
    """The link of a token while its account is open and acts as its helper; else NotVisible."""
    found = CalendarLink.objects.filter(token_digest=token_digest(token), account__is_active=True)
    link = found.select_related("helper", "account").first()
    if link is None or helper_of(link.account, on) != link.helper:
        raise NotVisible
    return link


def calendar_link_of(account: Account, on: date) -> CalendarLink | None:
    """The account's own as the helper it is on a day, if there is one; its token is kept nowhere.
    One from another team, which works no more, is not that."""
    helper = helper_of(account, on)
    return CalendarLink.objects.filter(account=account, helper=helper).first() if helper else None
