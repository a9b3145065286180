"""What was asked of the desk before, and the copies that were given."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.rights.models import CopyGiven, Request
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading

Rows = Iterable[Sequence[Cell]]


def _requests(reading: Reading) -> Rows:
    """The reader's own: what another member asked is theirs."""
    rows = reading.household.requests.select_related("member", "recorded_by", "answered_by")
    for one in rows.order_by("asked_on", "id"):
        if one.member_id and reading.is_own(one.member_id):
            yield (
                str(one.get_kind_display()),
                one.asker_name or (one.member.name if one.member else ""),
                one.asker_shows,
                one.asked_on,
                str(one.get_how_display()),
                one.text,
                one.recorded_by.name,
                one.due_on,
                one.answered_on,
                one.answered_by.name if one.answered_by else "",
                str(one.get_outcome_display()),
                one.answer,
                one.corrected,
                one.reason,
                one.complain_to,
                one.legal_ground,
                one.kept_until,
            )


def _copies(reading: Reading) -> Rows:
    rows = CopyGiven.objects.filter(request__household=reading.household)
    for one in rows.select_related("request", "by").order_by("made_on", "id"):
        if one.request.member_id and reading.is_own(one.request.member_id):
            yield one.made_on, str(one.get_format_display()), one.by.name


PARTS = (
    Part(
        "requests",
        gettext_lazy("Requests"),
        (Request,),
        (
            ("kind", gettext_lazy("What they ask for")),
            ("who", gettext_lazy("Who asks")),
            ("shows", gettext_lazy("What shows that this person may ask")),
            ("asked_on", gettext_lazy("Asked on")),
            ("how", gettext_lazy("How it was asked")),
            ("text", gettext_lazy("In their words")),
            ("recorded_by", gettext_lazy("Recorded by")),
            ("due_on", gettext_lazy("Answer due")),
            ("answered_on", gettext_lazy("Answered")),
            ("answered_by", gettext_lazy("Answered by")),
            ("outcome", gettext_lazy("What came of it")),
            ("answer", gettext_lazy("The answer")),
            ("corrected", gettext_lazy("What was corrected")),
            ("reason", pgettext_lazy("of an answer", "Why not, or not wholly")),
            ("complain_to", gettext_lazy("Where they can complain outside the team")),
            ("legal_ground", gettext_lazy("Which law forbids to erase it")),
            ("kept_until", gettext_lazy("Kept until")),
        ),
        _requests,
    ),
    Part(
        "copies",
        gettext_lazy("Copies that were given"),
        (CopyGiven,),
        (
            ("made_on", gettext_lazy("Day")),
            ("format", pgettext_lazy("of a copy", "Form")),
            ("by", gettext_lazy("Made by")),
        ),
        _copies,
    ),
)
