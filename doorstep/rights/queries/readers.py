"""What one adult of a household may read of it; what is private to another is left out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from doorstep.categories.models import Proposal
from doorstep.needs.models import Need
from doorstep.register.choices import Relation
from doorstep.register.models import Household, Member


def may_read_need(need: Need, reader: Member | None) -> bool:
    """What all of the household may see, the reader's own, and the head's where it names nobody;
    nothing that is sealed."""
    if need.sealed:
        return False
    if need.shared or reader is None:
        return need.shared
    if need.member_id is None:
        return reader.relation == Relation.HEAD
    return need.member_id == reader.pk


def facts_hidden_from(household: Household, reader: Member | None) -> frozenset[str]:
    """The facts that are private to another member."""
    return frozenset(
        row.fact
        for row in household.circumstances.filter(private=True)
        if reader is None or row.member_id != reader.pk
    )


def may_read_proposal(proposal: Proposal, hidden: frozenset[str], readable: set[UUID]) -> bool:
    """A proposal, or the category it led to: not where its name alone would tell what is private,
    through the need it rests on or because every reason is hidden."""
    if proposal.need_id and proposal.need_id not in readable:
        return False
    facts = {row["fact"] for row in proposal.reasons}
    return not (facts and facts <= hidden)


@dataclass(frozen=True)
class Reading:
    """A household read by one adult on a day, with what is needed to tell what they may read."""

    household: Household
    reader: Member | None
    on: date
    hidden: frozenset[str]
    needs: tuple[Need, ...]  # the readable ones, closed or not

    @property
    def need_ids(self) -> set[UUID]:
        return {need.pk for need in self.needs}

    def is_own(self, member_id: UUID | None) -> bool:
        """Of the reader, or of the household as a whole."""
        return member_id is None or (self.reader is not None and self.reader.pk == member_id)

    def may_read(self, proposal: Proposal) -> bool:
        return may_read_proposal(proposal, self.hidden, self.need_ids)

    def may_read_words(self, proposal: Proposal) -> bool:
        """Whether what people wrote under a proposal is told too: not where a reason of it is
        private to another, which the words may name."""
        return not any(row["fact"] in self.hidden for row in proposal.reasons)


def read_by(household: Household, reader: Member | None, on: date) -> Reading:
    """Reads a household for an adult of it; two queries."""
    needs = household.needs.unsealed().select_related("member", "owner", "raised_by", "works")
    return Reading(
        household=household,
        reader=reader,
        on=on,
        hidden=facts_hidden_from(household, reader),
        needs=tuple(
            need for need in needs.order_by("raised_on", "id") if may_read_need(need, reader)
        ),
    )
