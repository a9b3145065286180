"""Categories and proposals as screens and lists show them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from doorstep.categories.choices import ProposalAct, ProposalSource, ProposalState
from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Category, Objection, Proposal, shown_kind_on
from doorstep.kit.errors import NotVisible
from doorstep.kit.names import name_in
from doorstep.meetings.models import Meeting
from doorstep.method.choices import CategoryKind
from doorstep.method.models import CategoryType
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account
from doorstep.people.queries import villages_with_duty, villages_with_role
from doorstep.register.models import Household
from doorstep.register.queries import households_for


@dataclass(frozen=True)
class ProposalRow:
    """A proposal in a list; `name` is the service's, `words` its reasons in one line."""

    id: UUID
    household_id: UUID
    household_code: str
    kind: CategoryKind
    name: str
    act: ProposalAct
    source: ProposalSource
    state: ProposalState
    words: str
    made_on: date
    put_on: date | None
    put_by_id: UUID | None
    put_by_name: str
    meeting_id: UUID | None
    meeting_on: date | None


def shown_category(households: QuerySet[Household], on: date) -> QuerySet[Household]:
    """Adds `shown_kind`: red, orange, blue or green, whichever is live first on a day."""
    return households.annotate(shown_kind=shown_kind_on(on))


def live_categories(household: Household, on: date) -> QuerySet[Category]:
    """The categories of a household on a day, the shown one first, each with its proposal."""
    live = Category.objects.filter(household=household).live_on(on).first_shown()
    return live.select_related("proposal__version", "need")


def proposals_for(account: Account, on: date) -> QuerySet[Proposal]:
    """Proposals, open or not: all of its villages for a coordinator, those put for a decider."""
    decides = villages_with_duty(account, Duty.DECIDES_CATEGORIES, on).values("pk")
    own = Q(household__village__in=_coordinated(account, on))
    own |= Q(household__village__in=decides, state=ProposalState.PUT)
    seen = households_for(account, on).values("pk")
    return Proposal.objects.filter(own, household__in=seen).select_related(*_WITH)


def open_proposals_for(account: Account, on: date) -> QuerySet[Proposal]:
    """Proposals that wait: all of its villages for a coordinator, those put for a decider."""
    waiting = proposals_for(account, on).filter(state__in=OPEN_STATES)
    return waiting.order_by("household__code", "kind")


def get_proposal_for(account: Account, proposal_id: object, on: date) -> Proposal:
    """A proposal that the account may put or decide, open or not; else NotVisible."""
    return _one(proposals_for(account, on), proposal_id)


def outcomes_at(
    meeting: Meeting, also: Iterable[UUID] = ()
) -> dict[UUID, tuple[str, ProposalState]]:
    """What lies with a meeting, for its agenda and minutes: the service's name and the state, by
    proposal; `also` those on its agenda that were put to another one, or to none yet.
    Codes of households stand beside it there, no names."""
    found = Proposal.objects.filter(Q(meeting=meeting) | Q(pk__in=list(also)))
    rows = proposal_rows(found.select_related(*_WITH))
    return {row.id: (row.name, row.state) for row in rows}


def objections_for(account: Account, on: date) -> QuerySet[Objection]:
    """The objections of the villages that the account coordinates, the next due first; those of
    households that are out of use stand at the rights desk alone."""
    used = Household.objects.in_use().filter(village__in=_coordinated(account, on))
    rows = Objection.objects.filter(household__in=used)
    return rows.select_related("household__village", "proposal__version", "member")


def get_objection_for(account: Account, objection_id: object, on: date) -> Objection:
    """An objection that the account may answer; else NotVisible."""
    return _one(objections_for(account, on), objection_id)


def reason_words(proposal: Proposal, *, without: Collection[str] = ()) -> list[str]:
    """A proposal's reasons in the reader's language, with the number where it says more; `without`
    are facts to pass over."""
    words = []
    for row in proposal.reasons:
        if row["fact"] in without:
            continue
        name, number = name_in(row["names"]), row["number"]
        if number is not None and number > 1:
            name = _("%(reason)s (%(number)s)") % {"reason": name, "number": number}
        words.append(name)
    return words


def proposal_rows(proposals: Iterable[Proposal]) -> list[ProposalRow]:
    """Proposals as a list shows them; one more query for the services' names."""
    proposals = list(proposals)
    types = CategoryType.objects.filter(version__in={row.version_id for row in proposals})
    names = {(row.version_id, row.kind): row.names for row in types}
    return [
        ProposalRow(
            id=row.pk,
            household_id=row.household_id,
            household_code=row.household.code,
            kind=CategoryKind(row.kind),
            name=name_in(names.get((row.version_id, row.kind), {})),
            act=ProposalAct(row.act),
            source=ProposalSource(row.source),
            state=ProposalState(row.state),
            words=_("; ").join(filter(None, [*reason_words(row), row.note])),
            made_on=row.made_on,
            put_on=row.put_on,
            put_by_id=row.put_by_id,
            put_by_name=row.put_by.name if row.put_by else "",
            meeting_id=row.meeting_id,
            meeting_on=row.meeting.on if row.meeting else None,
        )
        for row in proposals
    ]


_WITH = ("household__village", "version", "put_by", "decided_by", "meeting", "need")


def _coordinated(account: Account, on: date) -> QuerySet:
    return villages_with_role(account, Role.COORDINATOR, on).values("pk")


def _one[Row: (Proposal, Objection)](rows: QuerySet[Row], row_id: object) -> Row:
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotVisible
    return row
