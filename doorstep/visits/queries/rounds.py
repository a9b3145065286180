"""Rounds on paper: whom they name, who may see them, and what stands on their sheets."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, override

from doorstep.kit.errors import NotVisible
from doorstep.method.choices import CadenceKind
from doorstep.method.models import Version
from doorstep.method.queries import version_at
from doorstep.needs.models import Need
from doorstep.people.choices import Role
from doorstep.people.models import Account, Helper
from doorstep.people.queries import helper_of, scope_of, villages_with_role
from doorstep.register.models import Household
from doorstep.register.queries import (
    groups_in_order,
    households_seen_whole,
    households_with,
    with_head,
)
from doorstep.visits.models import PaperRound, RoundRow
from doorstep.visits.queries.now import duties_of
from doorstep.visits.queries.visits import service_names
from doorstep.visits.rules import LETTERS


@dataclass(frozen=True)
class SheetRow:
    """One household as it stands on paper: no category, no need's words, nothing sealed. All but
    the number is empty for one that whoever prints may not see any more."""

    number: int
    code: str
    head: str
    group: str
    duties: tuple[CadenceKind, ...]  # what is due
    needs: int  # how many are open


@dataclass(frozen=True)
class SheetSide:
    """A printed page."""

    number: int
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True)
class RoundSheet:
    """A round as page and docx both show it. `services` are (letter, key); their names follow the
    language that is on."""

    paper: PaperRound
    version: Version
    services: tuple[tuple[str, str], ...]
    sides: tuple[SheetSide, ...]

    def service_heads(self) -> list[tuple[str, str]]:
        """(letter, name) in the language that is on."""
        keys = tuple(key for _letter, key in self.services)
        names = _names(self.version, keys, get_language() or "")
        return [(letter, names[key]) for letter, key in self.services]


@lru_cache(maxsize=64)
def _names(version: Version, keys: tuple[str, ...], language: str) -> Mapping[str, str]:
    """The services' names in a language; a published version never changes."""
    with override(language):
        return service_names(version, keys)


def households_by_way(helper: Helper, day: date) -> list[Household]:
    """The households on a helper's list, group by group, then by code."""
    order = {pk: at for at, pk in enumerate(_group_ids(helper))}
    rows = households_with(helper, day).order_by("code", "pk")
    return sorted(rows, key=lambda row: order[row.group_id] if row.group_id else -1)


def _group_ids(helper: Helper) -> Iterable[UUID]:
    return groups_in_order(helper.team.place).values_list("pk", flat=True)


def rounds_for(account: Account, on: date) -> QuerySet[PaperRound]:
    """The rounds of the villages an account coordinates, and its own helper's."""
    seen = Q(place__in=villages_with_role(account, Role.COORDINATOR, on))
    helper = helper_of(account, on)
    if helper is not None:
        seen |= Q(helper=helper)
    return PaperRound.objects.filter(seen).select_related("helper", "place")


def get_round_for(account: Account, round_id: object, on: date) -> PaperRound:
    """A round the account may see; else NotVisible."""
    found = rounds_for(account, on).filter(pk=round_id).first()
    if found is None:
        raise NotVisible
    return found


def names_on(papers: Sequence[PaperRound], account: Account, on: date) -> dict[UUID, Household]:
    """The households of rounds that the account sees now, with `head_name`, by id: a sheet that is
    printed or keyed later names nobody who went to another helper meanwhile."""
    held = RoundRow.objects.filter(paper__in=papers).values("household")
    rows = households_seen_whole(account, on).filter(pk__in=held)
    return {row.pk: row for row in with_head(rows).select_related("group")}


def round_sheets(papers: Sequence[PaperRound], account: Account, on: date) -> list[RoundSheet]:
    """What is printed of rounds of one village and week, with what is due in that week as it
    stands today; a fixed number of queries."""
    first = papers[0]
    day = min(max(on, first.week_on), first.week.end_on)
    known = names_on(papers, account, on)
    duties = duties_of(scope_of(first.place), known, day)
    open_needs = Need.objects.filter(household__in=list(known)).open_on(on).unsealed()
    needs = Counter(open_needs.values_list("household", flat=True))
    version = version_at(first.place, day)
    rows: dict[UUID, list[RoundRow]] = defaultdict(list)
    for row in RoundRow.objects.filter(paper__in=papers).order_by("number"):
        rows[row.paper_id].append(row)

    def of(row: RoundRow) -> SheetRow:
        household = known.get(row.household_id)
        if household is None:
            return SheetRow(row.number, "", "", "", (), 0)
        return SheetRow(
            number=row.number,
            code=household.code,
            head=getattr(household, "head_name", "") or "",
            group=household.group.name if household.group else "",
            duties=tuple(one.duty for one in duties.get(row.household_id, ()) if one.is_left),
            needs=needs[row.household_id],
        )

    def sides(paper: PaperRound) -> Iterator[SheetSide]:
        for side, some in groupby(rows[paper.pk], key=lambda row: row.side):
            yield SheetSide(side, tuple(of(row) for row in some))

    return [
        RoundSheet(paper, version, tuple(lettered(paper.services)), tuple(sides(paper)))
        for paper in papers
    ]


def lettered(services: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(letter, service) in the order of a sheet."""
    return zip(LETTERS, services, strict=False)


def old_rounds(before: date) -> QuerySet[PaperRound]:
    """Rounds whose week began before a day."""
    return PaperRound.objects.filter(week_on__lt=before)
