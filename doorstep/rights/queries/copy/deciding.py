"""What was proposed and decided on a household, by service names; a colour is never said."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.categories.models import Category, Objection, Proposal, Review
from doorstep.categories.queries import reason_words
from doorstep.figures.models import NoticeLine
from doorstep.kit.names import name_in
from doorstep.meetings.models import AgendaItem, Decision
from doorstep.meetings.queries import decided_under
from doorstep.method.models import CategoryType
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading

Rows = Iterable[Sequence[Cell]]


def _proposals(reading: Reading) -> Rows:
    related = ("meeting", "put_by", "decided_by", "category")
    found = list(reading.household.proposals.select_related(*related).order_by("made_on", "id"))
    names = _service_names(found)
    for one in found:
        if not reading.may_read(one):
            continue
        category = getattr(one, "category", None)
        note, decision_note = (
            (one.note, one.decision_note) if reading.may_read_words(one) else ("", "")
        )
        yield (
            names.get((one.version_id, one.kind), ""),
            str(one.get_act_display()),
            one.made_on,
            str(one.get_source_display()),
            "; ".join([*reason_words(one, without=reading.hidden), *filter(None, [note])]),
            one.meeting.on if one.meeting else None,
            one.put_by.name if one.put_by else "",
            str(one.get_state_display()),
            one.decided_by.name if one.decided_by else "",
            one.decided_on,
            decision_note,
            category.start_on if category else None,
            category.end_on if category else None,
        )


def _reviews(reading: Reading) -> Rows:
    for one in reading.household.reviews.select_related("meeting", "by").order_by("on", "id"):
        yield one.on, str(one.meeting.get_kind_display()), one.by.name


def _objections(reading: Reading) -> Rows:
    """The reader's own, and those that were made for the whole household."""
    related = ("proposal", "member", "answered_by")
    found = list(reading.household.objections.select_related(*related).order_by("made_on", "id"))
    names = _service_names([one.proposal for one in found])
    for one in found:
        if reading.is_own(one.member_id) and reading.may_read(one.proposal):
            yield (
                names.get((one.proposal.version_id, one.proposal.kind), ""),
                one.member.name if one.member else "",
                one.made_on,
                one.text,
                one.due_on,
                one.answered_on,
                one.answered_by.name if one.answered_by else "",
                one.answer,
                one.upheld,
            )


def _decisions(reading: Reading) -> Rows:
    """What meetings decided under the household's code, there and wherever it came back later, but
    not about what is private to another; what was decided under an objection or a category is told
    as its proposal is."""
    household, told = reading.household, _subjects_told(reading)
    items = AgendaItem.objects.filter(
        household_code=household.code, meeting__team__place=household.village_id
    )
    readable = {
        item.pk
        for item in items
        if not item.subject_id or item.subject_id in told.get(item.subject_kind, ())
    }
    rows = Decision.objects.filter(pk__in=decided_under(readable))
    for one in rows.select_related("meeting", "owner").order_by("meeting__on", "id"):
        meeting = str(one.meeting.get_kind_display())
        yield one.meeting.on, meeting, one.text, one.owner.name, one.due_on, one.closed_on


def _subjects_told(reading: Reading) -> dict[str, set[UUID]]:
    """What an item of an agenda may be about, by kind, as far as the reader may read it."""
    proposals = reading.household.proposals.select_related("category")
    readable = [one for one in proposals if reading.may_read(one)]
    known = {one.pk for one in readable}
    own = [one for one in reading.household.objections.all() if reading.is_own(one.member_id)]
    return {
        "need": reading.need_ids,
        "proposal": known,
        "category": {one.category.pk for one in readable if hasattr(one, "category")},
        "objection": {one.pk for one in own if one.proposal_id in known},
    }


def _notices(reading: Reading) -> Rows:
    rows = NoticeLine.objects.filter(household=reading.household).select_related("notice")
    for one in rows.order_by("notice__put_up_on", "id"):
        notice, money = one.notice, "" if one.sum is None else f"{one.sum:.2f}"
        yield notice.title, one.item, money, notice.put_up_on, notice.taken_down_on


def _service_names(proposals: Sequence[Proposal]) -> dict[tuple[object, str], str]:
    types = CategoryType.objects.filter(version__in={one.version_id for one in proposals})
    return {(one.version_id, one.kind): name_in(one.names) for one in types}


PARTS = (
    Part(
        "proposals",
        gettext_lazy("Support proposed and decided"),
        (Proposal, Category),
        (
            ("service", gettext_lazy("Service")),
            ("act", pgettext_lazy("proposal", "What is proposed")),
            ("made_on", gettext_lazy("Proposed")),
            ("source", gettext_lazy("From where it is known")),
            ("reasons", gettext_lazy("Reasons")),
            ("meeting_on", gettext_lazy("Meeting")),
            ("put_by", gettext_lazy("Put by")),
            ("state", gettext_lazy("State")),
            ("decided_by", gettext_lazy("Decided by")),
            ("decided_on", gettext_lazy("Decided on")),
            ("decision_note", pgettext_lazy("of a decision", "Reason")),
            ("start_on", gettext_lazy("Since")),
            ("end_on", gettext_lazy("Until")),
        ),
        _proposals,
    ),
    Part(
        "reviews",
        gettext_lazy("Reviewed at meetings"),
        (Review,),
        (
            ("on", gettext_lazy("Day")),
            ("meeting", gettext_lazy("Meeting")),
            ("by", gettext_lazy("Recorded by")),
        ),
        _reviews,
    ),
    Part(
        "objections",
        gettext_lazy("Objections"),
        (Objection,),
        (
            ("service", gettext_lazy("Service")),
            ("member", gettext_lazy("Who objects")),
            ("made_on", gettext_lazy("Objected")),
            ("text", gettext_lazy("In their words")),
            ("due_on", gettext_lazy("Answer due")),
            ("answered_on", gettext_lazy("Answered")),
            ("answered_by", gettext_lazy("Answered by")),
            ("answer", gettext_lazy("The answer")),
            ("upheld", gettext_lazy("The household is right")),
        ),
        _objections,
    ),
    Part(
        "decisions",
        gettext_lazy("Decided at meetings"),
        (),
        (
            ("on", gettext_lazy("Day")),
            ("meeting", gettext_lazy("Meeting")),
            ("text", gettext_lazy("In words")),
            ("owner", gettext_lazy("Owner")),
            ("due_on", gettext_lazy("Deadline")),
            ("closed_on", gettext_lazy("Closed on")),
        ),
        _decisions,
    ),
    Part(
        "notices",
        gettext_lazy("Lists that hung on the notice board"),
        (NoticeLine,),
        (
            ("list", gettext_lazy("List")),
            ("item", gettext_lazy("What")),
            ("sum", gettext_lazy("Sum in yuan")),
            ("put_up_on", gettext_lazy("Put up on")),
            ("taken_down_on", gettext_lazy("Taken down on")),
        ),
        _notices,
    ),
)
