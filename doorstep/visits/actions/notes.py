"""The one note a helper adds to the weekly report."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper
from doorstep.visits.actions.guards import guard_text
from doorstep.visits.models import WeeklyNote


class WeekInFuture(Refused):
    message = _("Week %(week)s has not begun; write the note of a week that has.")


@transaction.atomic
def write_weekly_note(
    helper: Helper, week: Week, *, text: str, by: Account, on: date
) -> WeeklyNote:
    """Writes the helper's note for a week, over the one there was. WeekInFuture, TextTooLong."""
    text = text.strip()
    if week.start_on > on:
        raise WeekInFuture(week=week)
    guard_text(text, 500)
    note, made = WeeklyNote.objects.get_or_create(
        helper=helper, week_on=week.start_on, defaults={"text": text}
    )
    if not made and note.text == text:
        return note
    if not made:
        note.text = text
        note.save(update_fields=["text"])
    audit(
        "write_weekly_note",
        note,
        by=by,
        on=on,
        place=helper.team.place_id,
        detail={"week": str(week)},
    )
    return note
