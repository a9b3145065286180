"""Somebody asks: the request is recorded, and its clock begins."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.categories.actions import record_objection
from doorstep.categories.models import Objection, Proposal
from doorstep.kit.errors import Refused
from doorstep.method.queries import working_days_after
from doorstep.pairing.models import Pairing
from doorstep.people.models import Account
from doorstep.register.actions import withdraw_consent
from doorstep.register.models import Consent, Household, Member
from doorstep.register.rules import is_child
from doorstep.rights.actions.guards import guard_lengths, hold_household, note_act
from doorstep.rights.choices import AskedAs, AskedHow, RequestKind
from doorstep.rights.models import Request
from doorstep.rights.queries import answer_days


class RequestTextMissing(Refused):
    message = _("Write what is asked for, in their words.")


class RequestInFuture(Refused):
    message = _("A request cannot be dated %(day)s: that day is still to come.")


class RequestNamesNobody(Refused):
    message = _("Choose the member whose right it is.")


class RequesterOfAnotherHousehold(Refused):
    message = _("This person is not a member of household %(code)s.")


class ChildAsksAlone(Refused):
    message = _("For a child under 14 somebody else asks; write who, and what shows it.")


class AskerMissing(Refused):
    message = _("Write the name of who asks for this member.")


class AskerShowsNothing(Refused):
    message = _("Write what shows that this person may ask, for example a letter that you saw.")


class NotOfThisHousehold(Refused):
    message = _("What was chosen belongs to another household than %(code)s.")


@transaction.atomic
def record_request(
    household: Household,
    *,
    kind: RequestKind | str,
    member: Member | None,
    how: AskedHow | str,
    text: str,
    asked_on: date,
    by: Account,
    on: date,
    asked_as: AskedAs | str = AskedAs.MEMBER,
    asker_name: str = "",
    asker_shows: str = "",
    proposal: Proposal | None = None,
    pairing: Pairing | None = None,
    consent: Consent | None = None,
) -> Request:
    """Records what is asked; the answer is due in working days from the day it was asked.

    An objection to a category (`proposal`) is recorded with the categories, or the open one of the
    same member is pointed at; an objection to what rests on a consent withdraws that consent at
    once. The same request again, as a double click sends it, answers the one there is.

    RequestTextMissing, RequestTextTooLong, RequestInFuture, RequestNamesNobody,
    RequesterOfAnotherHousehold, ChildAsksAlone, AskerMissing, AskerShowsNothing,
    NotOfThisHousehold; for an objection what `record_objection` raises.
    """
    kind, asked_as, text = RequestKind(kind), AskedAs(asked_as), text.strip()
    _guard_words(text, asked_on, on)
    guard_lengths(text=text, asker_name=asker_name, asker_shows=asker_shows)
    member = _guard_asker(household, member, asked_as, asker_name, asker_shows, asked_on)
    about = {"proposal": proposal, "pairing": pairing, "consent": consent}
    if any(one is not None and one.household_id != household.pk for one in about.values()):
        raise NotOfThisHousehold(code=household.code)
    hold_household(household)
    said = {"kind": kind, "member": member, "asked_on": asked_on, "text": text}
    same = household.requests.filter(answered_on=None, **said).first()
    if same is not None:
        return same
    objection = None
    if kind == RequestKind.OBJECTION and proposal is not None:
        objection = _objection(proposal, member, text, asked_on, by=by, on=on)
    days = answer_days(household.village, asked_on)
    request = Request.objects.create(
        household=household,
        asked_as=asked_as,
        asker_name="" if asked_as == AskedAs.MEMBER else asker_name.strip(),
        asker_shows="" if asked_as == AskedAs.MEMBER else asker_shows.strip(),
        how=AskedHow(how),
        due_on=objection.due_on if objection else working_days_after(asked_on, days),
        recorded_by=by,
        proposal=proposal if kind == RequestKind.EXPLANATION else None,
        pairing=pairing if kind == RequestKind.EXPLANATION else None,
        consent=consent if kind == RequestKind.OBJECTION else None,
        objection=objection,
        **said,
    )
    if request.consent is not None and request.consent.withdrawn_on is None:
        withdraw_consent(request.consent, by=by, on=on)
    note_act("record_request", request, household, by=by, on=on, detail={"kind": str(kind)})
    return request


def _guard_words(text: str, asked_on: date, on: date) -> None:
    if not text:
        raise RequestTextMissing
    if asked_on > on:
        raise RequestInFuture(day=asked_on)


def _guard_asker(
    household: Household,
    member: Member | None,
    asked_as: AskedAs,
    asker_name: str,
    asker_shows: str,
    on: date,
) -> Member:
    if member is None:
        raise RequestNamesNobody
    if member.household_id != household.pk:
        raise RequesterOfAnotherHousehold(code=household.code)
    if asked_as == AskedAs.MEMBER:
        if is_child(member.birth_year, member.birth_month, on):
            raise ChildAsksAlone
        return member
    if not asker_name.strip():
        raise AskerMissing
    if not asker_shows.strip():
        raise AskerShowsNothing
    return member


def _objection(
    proposal: Proposal, member: Member, text: str, made_on: date, *, by: Account, on: date
) -> Objection:
    """The open objection of this member to this proposal, else a new one: there is one way to
    contest a category."""
    waiting = proposal.objections.filter(member=member, answered_on=None).first()
    if waiting is not None:
        return waiting
    return record_objection(proposal, member=member, text=text, by=by, on=on, made_on=made_on)
