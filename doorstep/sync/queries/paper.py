"""How far a round is keyed in: by row what was keyed, what waits, what two typists keyed apart."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.register.models import Household
from doorstep.sync.choices import SubmissionState
from doorstep.sync.models import Submission
from doorstep.sync.queries.held import submissions_for
from doorstep.sync.queries.refusals import why_held
from doorstep.sync.rules import SentVisit, Unreadable, letters_of, read_form
from doorstep.visits.models import PaperRound, RoundRow, Visit
from doorstep.visits.queries import lettered, likely_same, names_on


@dataclass(frozen=True)
class KeyedAs:
    """One keying of a row in the letters of its sheet; `letters` "" once it is erased."""

    letters: str
    on: date | None
    part: str

    @classmethod
    def of(cls, submission: Submission, services: list[tuple[str, str]]) -> "KeyedAs":
        try:
            form = read_form(submission.body)
        except (Refused, Unreadable, KeyError):
            return cls("", submission.on, "")
        if not isinstance(form, SentVisit):
            return cls("", submission.on, "")
        return cls(letters_of(form, services), submission.on, form.part_of_day)


@dataclass(frozen=True)
class RowState:
    """A row and what became of it; `submission` None: not keyed. `others` are other contents that
    wait for a person, `same` records that likely tell of the same visit."""

    row: RoundRow
    household: Household | None  # None: no longer for this reader
    submission: Submission | None
    keyed: KeyedAs | None
    others: tuple[KeyedAs, ...]
    visit: Visit | None
    same: tuple[Visit, ...]
    waiting: Submission | None  # what of it waits for a person, if this reader finds it

    @property
    def is_held(self) -> bool:
        return self.submission is not None and self.submission.state == SubmissionState.HELD

    @property
    def because(self) -> str:
        """Why it is held, in words."""
        return why_held(self.submission) if self.submission is not None else ""


def row_states(paper: PaperRound, account: Account, on: date) -> list[RowState]:
    """Every row of a round in its order; a fixed number of queries."""
    rows = list(paper.rows.all())
    for row in rows:
        row.paper = paper
    keys = {row.key for row in rows}
    known = names_on([paper], account, on)
    services = list(lettered(paper.services))
    sent = {one.pk: one for one in Submission.objects.filter(pk__in=keys)}
    others = _others(keys)
    held = [one for one in sent.values() if one.state == SubmissionState.HELD]
    waiting = _waiting(keys, account, on) if held or others else {}
    visits = {visit.pk: visit for visit in _visits(keys)}
    same = likely_same(visits.values())
    return [
        RowState(
            row=row,
            household=known.get(row.household_id),
            submission=(one := sent.get(row.key)),
            keyed=KeyedAs.of(one, services) if one else None,
            others=tuple(KeyedAs.of(other, services) for other in others[row.key]),
            visit=(visit := visits.get(row.key)),
            same=tuple(same.get(visit.pk, ())) if visit else (),
            waiting=waiting.get(row.key),
        )
        for row in rows
    ]


def _others(keys: set[UUID]) -> dict[UUID, list[Submission]]:
    found: dict[UUID, list[Submission]] = defaultdict(list)
    waiting = Submission.objects.filter(same_as__in=keys, state=SubmissionState.HELD)
    for other in waiting:
        if other.same_as_id is not None:
            found[other.same_as_id].append(other)
    return found


def _waiting(keys: set[UUID], account: Account, on: date) -> dict[UUID, Submission]:
    """By the key of its row what waits and the reader finds; of two contents the second, where it
    is said which counts."""
    rows = submissions_for(account, on).filter(state=SubmissionState.HELD)
    found = {one.pk: one for one in rows.filter(pk__in=keys)}
    return found | {one.same_as_id: one for one in rows.filter(same_as__in=keys) if one.same_as_id}


def _visits(keys: set[UUID]) -> Iterator[Visit]:
    yield from Visit.objects.filter(pk__in=keys)


@dataclass
class RoundCount:
    """How much of a round is keyed in, and how many sheets of paper it has."""

    keyed: int = 0
    rows: int = 0
    sides: int = 0


def keyed_counts(papers: list[PaperRound]) -> dict[UUID, RoundCount]:
    """The counts by round; two queries."""
    rows = list(RoundRow.objects.filter(paper__in=papers))
    keys = {row.pk: row.key for row in rows}
    sent = set(Submission.objects.filter(pk__in=keys.values()).values_list("pk", flat=True))
    counts = {paper.pk: RoundCount() for paper in papers}
    for row in rows:
        count = counts[row.paper_id]
        count.keyed += keys[row.pk] in sent
        count.rows += 1
        count.sides = max(count.sides, row.side)
    return counts
