"""The agenda as a screen shows it: codes, and links for those who may open them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Category, Objection
from doorstep.categories.queries import outcomes_at, proposals_for
from doorstep.figures.queries import figure_url
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.meetings.choices import ItemKind, MeasureState, MeetingState
from doorstep.meetings.models import AgendaItem, Decision, Measure, Meeting
from doorstep.meetings.queries import MEASURE
from doorstep.method.choices import NeedKind
from doorstep.needs.models import Need
from doorstep.needs.queries import needs_for
from doorstep.packs.queries import day_reported, items_of, not_reached_before
from doorstep.people.models import Account
from doorstep.register.queries import households_seen_whole


@dataclass(frozen=True)
class Line:
    """An item, where it leads, what its subject came to, and the decision it brings back."""

    item: AgendaItem
    text: str
    url: str
    came_to: str  # derived from the subject; what was noted stands in the item
    decision: Decision | None = None

    @property
    def outcome(self) -> str:
        return self.item.outcome or self.came_to


def agenda_of(account: Account, meeting: Meeting, today: date) -> list[tuple[Any, list[Line]]]:
    """(kind, its lines) in the agenda's order; ten queries at most, however many items."""
    items = items_of(meeting)
    urls = _urls(account, items, today)
    words = words_of(meeting, items, today)
    decisions = Decision.objects.filter(pk__in=_subjects(items)["decision"])
    back = {row.pk: row for row in decisions.select_related("owner", "meeting")}
    groups: dict[str, list[Line]] = defaultdict(list)
    for item in items:
        text, came_to = words.get(item.pk, (item.text, ""))
        url = urls.get(item.subject_id, "")
        decision = back.get(item.subject_id) if item.subject_id else None
        if item.kind == ItemKind.NOT_REACHED:
            url = _not_reached_url(meeting, today)
        elif item.kind == ItemKind.PLAN:
            url = reverse("office:visits")
        elif decision is not None:
            came_to = "" if decision.closed_on is None else decision.get_state_display()
            url = reverse("office:meeting", args=[decision.meeting_id])
        groups[item.kind].append(Line(item, text, url, came_to, decision))
    return [(ItemKind(kind), lines) for kind, lines in groups.items()]


def words_of(
    meeting: Meeting, items: Iterable[AgendaItem], today: date
) -> dict[UUID, tuple[str, str]]:
    """(what it is about, what it came to) by item, in the reader's language, of those whose
    subject says it, needs, proposals and work measures; and how many were not reached, as the
    meeting had it once it was held, counted anew until then."""
    subjects = _subjects(items)
    kinds = dict(Need.objects.filter(pk__in=subjects["need"]).values_list("pk", "kind"))
    outcomes = outcomes_at(meeting, subjects["proposal"])
    measures = _measures(subjects[MEASURE])
    words: dict[UUID, tuple[str, str]] = {}
    for item in items:
        if item.subject_id in measures:
            words[item.pk] = measures[item.subject_id]
            continue
        if item.subject_id in kinds:
            words[item.pk] = (str(NeedKind(kinds[item.subject_id]).label), "")
        elif item.subject_id in outcomes:
            name, state = outcomes[item.subject_id]
            words[item.pk] = (name, "" if state in OPEN_STATES else str(state.label))
        elif item.kind == ItemKind.NOT_REACHED:
            kept = item.text if meeting.state == MeetingState.HELD else ""
            words[item.pk] = (kept or str(not_reached_before(meeting, today)), "")
    return words


def _urls(account: Account, items: Iterable[AgendaItem], today: date) -> dict[UUID | None, str]:
    """Where the subjects lead which the account may open."""
    subjects = _subjects(items)
    needs = needs_for(account, today).filter(pk__in=subjects["need"])
    urls: dict[UUID | None, str] = {
        pk: reverse("office:need", args=[pk]) for pk in needs.values_list("pk", flat=True)
    }
    seen = proposals_for(account, today)
    for pk in seen.filter(pk__in=subjects["proposal"]).values_list("pk", flat=True):
        urls[pk] = reverse("office:proposal", args=[pk])
    objections = Objection.objects.filter(pk__in=subjects["objection"], proposal__in=seen)
    for pk, proposal in objections.values_list("pk", "proposal"):
        urls[pk] = reverse("office:proposal", args=[proposal])
    households = households_seen_whole(account, today).values("pk")
    ending = Category.objects.filter(pk__in=subjects["category"], household__in=households)
    for pk in subjects[MEASURE]:
        urls[pk] = reverse("office:measure", args=[pk])
    for pk, household in ending.values_list("pk", "household"):
        urls[pk] = reverse("office:household", args=[household])
    return urls


def _measures(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Text with its owner, and how far it is."""
    rows = Measure.objects.filter(pk__in=list(keys)).select_related("owner")
    return {
        one.pk: (
            f"{one.text} · {one.owner.name}",
            _(": ").join(filter(None, [str(MeasureState(one.state).label), one.outcome])),
        )
        for one in rows
    }


def _subjects(items: Iterable[AgendaItem]) -> dict[str, list[UUID]]:
    subjects: dict[str, list[UUID]] = defaultdict(list)
    for item in items:
        if item.subject_id is not None:
            subjects[item.subject_kind].append(item.subject_id)
    return subjects


def _not_reached_url(meeting: Meeting, today: date) -> str:
    day = day_reported(meeting, today)
    period = Period(Week.of(day).start_on, day)
    return figure_url("coverage.contact.left", meeting.team.place, period)
