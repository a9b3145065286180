"""Work measures of a team: listed, moved on, handed over; they stand on agendas until settled."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.meetings.actions.meetings import clean_text
from doorstep.meetings.choices import SETTLED_MEASURES, MeasureState
from doorstep.meetings.models import Measure
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper, Team, live_on


class MeasureTextMissing(Refused):
    message = _("Write what is to be done.")


class MeasureOwnerNotInTeam(Refused):
    message = _("%(name)s is not in this team on that day; choose another owner.")


class MeasureDueBefore(Refused):
    message = _("It is due on %(due)s, before it was listed on %(day)s.")


class MeasureSettled(Refused):
    message = _("This measure is “%(state)s” since %(day)s; nothing changes in it any more.")


class MeasureReasonMissing(Refused):
    message = _("Write why it is dropped.")


@transaction.atomic
def list_measure(
    team: Team, *, text: str, owner: Helper, by: Account, on: date, due_on: date | None = None
) -> Measure:
    """Lists a work measure with its owner; the same open one once. MeasureTextMissing,
    TextTooLong, MeasureOwnerNotInTeam, MeasureDueBefore."""
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)  # a double click lists once
    text = clean_text(text)
    if not text:
        raise MeasureTextMissing
    _guard_owner(owner, team, on)
    if due_on is not None and due_on < on:
        raise MeasureDueBefore(due=due_on, day=on)
    same = Measure.objects.open_on(on).filter(team=team, text=text).first()
    if same is not None:
        return same
    measure = Measure.objects.create(team=team, text=text, owner=owner, listed_on=on, due_on=due_on)
    audit("list_measure", measure, by=by, on=on, place=team.place_id)
    return measure


@transaction.atomic
def move_measure(
    measure: Measure, *, state: MeasureState | str, by: Account, on: date, outcome: str = ""
) -> None:
    """How far a measure is, in words too; done or dropped it comes back no more. MeasureSettled,
    MeasureReasonMissing, TextTooLong."""
    state, outcome = MeasureState(state), clean_text(outcome)
    _hold(measure)
    if state == MeasureState.DROPPED and not outcome:
        raise MeasureReasonMissing
    measure.state, measure.outcome = state, outcome
    measure.settled_on = on if state in SETTLED_MEASURES else None
    measure.save(update_fields=["state", "outcome", "settled_on"])
    detail = {"state": str(state)}
    audit("move_measure", measure, by=by, on=on, place=measure.team.place_id, detail=detail)


@transaction.atomic
def hand_over_measure(measure: Measure, *, owner: Helper, by: Account, on: date) -> None:
    """Gives a measure to another owner. MeasureSettled, MeasureOwnerNotInTeam."""
    _hold(measure)
    _guard_owner(owner, measure.team, on)
    measure.owner = owner
    measure.save(update_fields=["owner"])
    audit("hand_over_measure", measure, by=by, on=on, place=measure.team.place_id)


def _hold(measure: Measure) -> None:
    row = Measure.objects.select_for_update(no_key=True).get(pk=measure.pk)
    if row.settled_on is not None:
        raise MeasureSettled(state=MeasureState(row.state), day=row.settled_on)


def _guard_owner(owner: Helper, team: Team, on: date) -> None:
    here = Helper.objects.filter(live_on(on), pk=owner.pk, team__place=team.place_id)
    if not here.exists():
        raise MeasureOwnerNotInTeam(name=owner.name)
