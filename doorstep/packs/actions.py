"""Calling a meeting with its agenda made from rows."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Category, Objection, Proposal
from doorstep.figures.models import Notice
from doorstep.figures.queries import late_notices
from doorstep.kit.errors import Refused
from doorstep.meetings.actions import add_item, call_meeting, hold_meeting
from doorstep.meetings.choices import ItemKind, MeetingKind, MeetingState
from doorstep.meetings.models import Meeting
from doorstep.method.choices import Urgency
from doorstep.needs.models import Need
from doorstep.packs.queries import follows_method, not_reached_before
from doorstep.people.models import Account, Helper, Team
from doorstep.register.models import Household

ENDING_DAYS = 31


class DecidedThere(Refused):
    message = _("%(name)s decided on a category at this meeting; tick as present.")


@transaction.atomic
def prepare_meeting(team: Team, *, kind: MeetingKind, on: date, by: Account) -> Meeting:
    """Calls a meeting, or finds it called, and puts on its agenda what the rows ask for.

    Items hold household codes and no names, and none of a household that is out of use. Called
    twice it adds only what is new; one that was held is answered as it is.
    """
    meeting = call_meeting(team, kind=kind, on=on, by=by)
    if meeting.state == MeetingState.HELD:
        return meeting
    for need in _pressing_needs(team, on):
        item = ItemKind.URGENT if need.urgency == Urgency.URGENT else ItemKind.OVERDUE
        _add(meeting, item, need, need.household, need.get_kind_display(), by)
    if kind == MeetingKind.WEEKLY:
        if follows_method(team.place, on - timedelta(days=1)):  # else nobody was due by then
            add_item(meeting, kind=ItemKind.NOT_REACHED, by=by)
        add_item(meeting, kind=ItemKind.PLAN, by=by)
    for proposal in _waiting_proposals(team):
        _add(meeting, ItemKind.PROPOSAL, proposal, proposal.household, "", by)
    if kind == MeetingKind.MONTHLY:
        for category in _ending_categories(team, on):
            _add(meeting, ItemKind.ENDING, category, category.household, "", by)
    for objection in _open_objections(team):
        _add(meeting, ItemKind.OBJECTION, objection, objection.household, "", by)
    for notice in late_notices(team.place, on):
        _add(meeting, ItemKind.NOTICE, notice, None, notice.title, by)
    return meeting


@transaction.atomic
def hold_prepared(
    meeting: Meeting,
    *,
    chair: Account,
    came: Sequence[Account | Helper],
    absent: Sequence[Account | Helper],
    by: Account,
    on: date,
    minutes: str = "",
) -> None:
    """Holds a meeting; the number not reached, until then counted anew, stays in its minutes as the
    meeting had it. DecidedThere, and what `hold_meeting` refuses."""
    present = {who.pk if isinstance(who, Account) else who.account_id for who in (chair, *came)}
    decided = Proposal.objects.filter(meeting=meeting).exclude(decided_by=None)
    for proposal in decided.select_related("decided_by"):
        if proposal.decided_by_id not in present:
            raise DecidedThere(name=proposal.decided_by.name)  # type: ignore[union-attr]
    if meeting.items.filter(kind=ItemKind.NOT_REACHED).exists():
        left = str(not_reached_before(meeting, on))
        add_item(meeting, kind=ItemKind.NOT_REACHED, text=left, by=by, on=on)
    hold_meeting(meeting, chair=chair, came=came, absent=absent, minutes=minutes, by=by, on=on)


def _add(
    meeting: Meeting,
    kind: ItemKind,
    subject: Need | Proposal | Category | Objection | Notice,
    household: Household | None,
    text: str,
    by: Account,
) -> None:
    if household is not None and not household.is_in_use():
        return
    add_item(
        meeting,
        kind=kind,
        subject_kind=subject._meta.model_name or "",
        subject_id=subject.pk,
        household_code=household.code if household else "",
        text=text,
        by=by,
    )


def _pressing_needs(team: Team, on: date) -> list[Need]:
    live = Need.objects.filter(place=team.place).open_on(on).unsealed().select_related("household")
    return [need for need in live if need.urgency == Urgency.URGENT or need.deadline_on < on]


def _waiting_proposals(team: Team) -> list[Proposal]:
    waiting = Proposal.objects.filter(household__village=team.place, state__in=OPEN_STATES)
    return list(waiting.select_related("household").order_by("household__code"))


def _ending_categories(team: Team, on: date) -> list[Category]:
    live = Category.objects.live_on(on).filter(
        household__in=Household.objects.filter(village=team.place).active_on(on),
        end_on__lte=on + timedelta(days=ENDING_DAYS),
    )
    return list(live.select_related("household").order_by("end_on", "household__code"))


def _open_objections(team: Team) -> list[Objection]:
    found = Objection.objects.filter(household__village=team.place, answered_on=None)
    return list(found.select_related("household").order_by("due_on"))
