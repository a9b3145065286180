"""What the writes of categories ask first, and the trail they leave."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from doorstep.categories.models import Category, Proposal
from doorstep.kit.errors import Refused
from doorstep.meetings.models import Meeting
from doorstep.method.choices import CategoryKind
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register.models import Household


class SystemMayNot(Refused):
    message = _("The program may propose; putting, deciding and answering are for people.")


class RelativeMayNot(Refused):
    message = _(
        "A relative of the household may neither put, decide nor answer; ask somebody else."
    )


class CategoryTextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


class MeetingOfAnotherVillage(Refused):
    message = _("This meeting belongs to another village than household %(code)s.")


class CategoryRunsAlready(Refused):
    message = _("Household %(code)s has this category until %(day)s already; renew it instead.")


class CategoryRunsNot(Refused):
    message = _("Household %(code)s does not have this category on %(day)s.")


class ObjectionWaits(Refused):
    message = _(
        "Household %(code)s has objected; answer the objection first, which is due by %(day)s."
    )


def guard_person(by: Account) -> None:
    """SystemMayNot for the program itself."""
    if by.is_system:
        raise SystemMayNot


def guard_text(text: str, most: int) -> str:
    """The text without blanks round it; CategoryTextTooLong."""
    text = text.strip()
    if len(text) > most:
        raise CategoryTextTooLong(count=len(text), most=most)
    return text


def guard_meeting(household: Household, meeting: Meeting) -> None:
    """MeetingOfAnotherVillage."""
    if meeting.team.place_id != household.village_id:
        raise MeetingOfAnotherVillage(code=household.code)


def live_category(household: Household, kind: CategoryKind | str, on: date) -> Category | None:
    """The category of a kind that runs on a day."""
    return Category.objects.filter(household=household, kind=kind).live_on(on).first()


def guard_runs_not(household: Household, kind: CategoryKind | str, on: date) -> None:
    """CategoryRunsAlready."""
    running = live_category(household, kind, on)
    if running is not None:
        raise CategoryRunsAlready(code=household.code, day=running.end_on)


def guard_runs(household: Household, kind: CategoryKind | str, on: date) -> Category:
    """The category that runs; CategoryRunsNot."""
    running = live_category(household, kind, on)
    if running is None:
        raise CategoryRunsNot(code=household.code, day=on)
    return running


def guard_no_objection(household: Household, kind: CategoryKind | str) -> None:
    """ObjectionWaits while an objection to this category is unanswered: it pauses a renewal."""
    waiting = household.objections.filter(answered_on=None, proposal__kind=kind).first()
    if waiting is not None:
        raise ObjectionWaits(code=household.code, day=waiting.due_on)


def locked(proposal: Proposal) -> Proposal:
    """The proposal as the database has it, held until the transaction ends."""
    rows = Proposal.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("household__village", "version", "meeting__team").get(pk=proposal.pk)


def note_act(
    act: str,
    subject: Any,
    household: Household,
    *,
    by: Account,
    on: date,
    detail: dict[str, Any] | None = None,
) -> None:
    """Writes the trail of an act about a household."""
    audit(
        act,
        subject,
        by=by,
        on=on,
        household_id=household.pk,
        place=household.village_id,
        detail=detail,
    )
