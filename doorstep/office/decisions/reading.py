"""What stands on the page of proposals and on the page of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils.translation import gettext as _

from doorstep.categories.choices import ProposalAct, ProposalState
from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Category, Proposal
from doorstep.categories.queries import ProposalRow, outcomes_at, proposal_rows
from doorstep.kit.names import name_in
from doorstep.meetings.choices import ItemKind
from doorstep.meetings.models import Meeting
from doorstep.method.choices import CategoryKind, FactKind
from doorstep.office.decisions.forms import DecideForm, PutForm
from doorstep.office.wording import day_text
from doorstep.packs.actions import ENDING_DAYS
from doorstep.people.models import Account, Place
from doorstep.register.models import Household
from doorstep.register.queries import with_head


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits, and whether the reader may decide it now, or why not."""

    row: ProposalRow
    head_name: str
    may_decide: bool
    why_not: str

    @property
    def asks_for_need(self) -> bool:
        """Red is decided on its page, where its mediation is chosen."""
        return self.row.kind == CategoryKind.RED and self.row.act != ProposalAct.END


@dataclass(frozen=True)
class MinutesLine:
    """A line of the minutes at the side: a code, a service, what it came to."""

    id: UUID
    code: str
    name: str
    outcome: str


def waiting_rows(
    proposals: Iterable[Proposal], *, by: Account, decides: bool, today: date
) -> list[Waiting]:
    """The proposals in their order; four queries, however many."""
    found = list(proposals)
    prefetch_related_objects(found, "movers")
    ids = {one.household_id for one in found}
    heads = dict(with_head(Household.objects.filter(pk__in=ids)).values_list("pk", "head_name"))
    rows = []
    for one, row in zip(found, proposal_rows(found), strict=True):
        barred = why_not(one, by, today) if decides else ""
        head_name = heads.get(row.household_id) or ""
        rows.append(Waiting(row, head_name, decides and not barred, barred))
    return rows


def why_not(proposal: Proposal, by: Account, today: date) -> str:
    """Why a decider does not decide it today; "" where nothing stands in the way."""
    if proposal.state == ProposalState.PENDING or proposal.meeting is None:
        return _("not put to a meeting yet")
    if proposal.meeting.on > today:
        return _("to be decided on %(day)s") % {"day": day_text(proposal.meeting.on)}
    if proposal.put_by_id == by.pk:
        return _("put by you; somebody else decides")
    if by in proposal.movers.all():  # prefetched with the list
        return _("proposed or put by you before; somebody else decides")
    return ""


def put_form_of(proposal: Proposal, today: date, data: Any = None) -> PutForm:
    """The form that puts a proposal to a meeting."""
    village = proposal.household.village
    return PutForm(
        data,
        village=village,
        today=today,
        auto_id=f"put-{proposal.pk}-%s",
        initial={"meeting": proposal.meeting_id},
    )


def decide_form_of(proposal: Proposal, by: Account, today: date, data: Any = None) -> DecideForm:
    """The form that decides a proposal."""
    return DecideForm(data, proposal=proposal, by=by, today=today, auto_id=f"on-{proposal.pk}-%s")


def ending_soon(village: Place, today: date) -> list[tuple[Category, str]]:
    """Categories that end by themselves within a month and are not proposed again, with names."""
    again = Proposal.objects.filter(
        household=OuterRef("household"), kind=OuterRef("kind"), state__in=OPEN_STATES
    )
    rows = (
        Category.objects.live_on(today)
        .filter(household__in=Household.objects.in_use().filter(village=village))
        .filter(end_on__lte=today + timedelta(days=ENDING_DAYS))
        .exclude(Exists(again))
        .select_related("household", "proposal__version")
        .order_by("end_on", "household__code")
    )
    found = list(rows)
    versions = {one.proposal.version for one in found}
    names = {
        (version.pk, one.kind): name_in(one.names)
        for version in versions
        for one in version.categories.all()
    }
    return [(one, names.get((one.proposal.version_id, one.kind), "")) for one in found]


def reason_facts(proposal: Proposal) -> list[tuple[str, str, int | None]]:
    """(reason, the fact it rests on, the fact's number) of a proposal, in the reader's words."""
    return [
        (name_in(row["names"]), str(FactKind(row["fact"]).label), row["number"])
        for row in proposal.reasons
    ]


def minutes_beside(meeting: Meeting | None) -> list[MinutesLine]:
    """What lies with a meeting and what it came to; codes alone."""
    if meeting is None:
        return []
    outcomes = outcomes_at(meeting)
    noted = {
        item.subject_id: item.outcome
        for item in meeting.items.filter(kind=ItemKind.PROPOSAL)
        if item.outcome
    }
    rows = meeting.proposals.filter(household__in=Household.objects.in_use())
    rows = rows.select_related("household").order_by("household__code", "kind")
    lines = []
    for one in rows:
        name, state = outcomes[one.pk]
        outcome = noted.get(one.pk, "") if state in OPEN_STATES else str(state.label)
        lines.append(MinutesLine(one.pk, one.household.code, name, outcome))
    return lines


def table_of(village: Place, today: date) -> Meeting | None:
    """The meeting whose minutes grow: the latest up to today that something was put to."""
    rows = Meeting.objects.filter(team__place=village, on__lte=today, proposals__isnull=False)
    return rows.order_by("-on", "kind").distinct().first()
