"""What of a roster is kept, what an import answers, and which tables may go out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from doorstep.method.files.refused import is_police
from doorstep.register import rules as register
from doorstep.register.roster import (
    Diff,
    Household,
    HouseholdKey,
    Member,
    Remark,
    Roster,
    Stated,
    as_json,
    diff_as_json,
    fold,
)
from doorstep.sync.choices import COLUMNS_OF, IMPERSONAL

HEAD = "户主"
LETTERS_OF_A_GROUP = 60
MOST_HELPERS = 3
UNDO_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import did, or would do. `diff` is None for a place without households before it;
    `closed` are codes of households taken off the register; without an undo_id nothing was done.
    `last_import` is the id of the import that stood last when it was looked at, "" without one.
    `in_the_way` are rows that keep it from being applied: row, household's code, and why."""

    roster: Roster
    place_code: str
    place_created: bool
    diff: Diff | None = None
    compared_with: str = ""
    last_import: str = ""
    closed: tuple[str, ...] = ()
    undo_id: UUID | None = None
    in_the_way: tuple[tuple[int, str, str], ...] = ()

    @property
    def has_rejected_rows(self) -> bool:
        return bool(self.roster.errors)

    def as_json(self) -> dict[str, Any]:
        """The roster's report, and what became of it."""
        report = as_json(self.roster) | {
            "place": self.place_code,
            "place_created": self.place_created,
            "undo_id": None if self.undo_id is None else str(self.undo_id),
        }
        if self.diff is not None:
            diff = diff_as_json(self.diff, compared_with=self.compared_with)
            report |= {"diff": diff, "closed": list(self.closed)}
        if self.in_the_way:
            rows = [{"row": row, "code": code, "why": why} for row, code, why in self.in_the_way]
            report |= {"in_the_way": rows}
        return report


def with_villages_named(roster: Roster) -> Roster:
    """In a roster of several villages a household without one is rejected: nobody can say where
    it belongs."""
    if len(roster.villages) < 2:
        return roster
    table = roster.household_table
    column = next(head for head, field in table.column_map.items() if field == "village")
    lost = [home for home in roster.households if not home.village]
    remarks = tuple(
        Remark(
            sheet=table.sheet,
            row=home.row,
            column=column,
            reason="missing_village",
            action="reject_row",
        )
        for home in lost
    )
    return replace(
        roster,
        households=tuple(home for home in roster.households if home.village),
        members=tuple(member for member in roster.members if member.village),
        remarks=roster.remarks + remarks,
        rows_rejected=tuple(sorted({*roster.rows_rejected, *(home.row for home in lost)})),
    )


def kept(roster: Roster, on: date) -> Roster:
    """The roster as the register holds it: children sealed, consent only with its way and a
    day that has come, and the head among the members, if members are listed."""
    own: dict[HouseholdKey, list[Member]] = {}
    for member in roster.members:
        own.setdefault(roster.key(member), []).append(member)
    households: list[Household] = []
    members: list[Member] = []
    for home in roster.households:
        listed = own.get(roster.key(home), [])
        if roster.member_table is not None:
            listed = _with_head(home, listed)
        listed = _sealed(listed, on)
        head = next((one.name for one in listed if one.is_head), home.head)
        households.append(_kept(home, head, on))
        members += listed
    return replace(roster, households=tuple(households), members=tuple(members))


def _kept(home: Household, head: str, on: date) -> Household:
    has_consent = bool(home.consent_on and home.consent_how and home.consent_on <= on)
    return replace(
        home,
        head=head,
        group=home.group[:LETTERS_OF_A_GROUP],
        helpers=home.helpers[:MOST_HELPERS],
        consent_on=home.consent_on if has_consent else None,
        consent_how=home.consent_how if has_consent else "",
        unclear=home.unclear if has_consent else home.unclear | {"consent_on", "consent_how"},
    )


def _with_head(home: Household, listed: Sequence[Member]) -> list[Member]:
    """The members with exactly one head: who bears the head's name, else who is called so."""
    named = [one for one in listed if one.name == home.head] if home.head else []
    called = [one for one in listed if one.is_head]
    both = [one for one in named if one.is_head]
    head = next(iter(both or named or ([] if home.head else called)), None)
    if head is None:
        head = Member(code=home.code, village=home.village, name=home.head, relation=HEAD)
        listed = [head, *listed]
    return [
        replace(one, relation=HEAD if one is head else "" if one.is_head else one.relation)
        for one in listed
    ]


def _sealed(listed: Sequence[Member], on: date) -> list[Member]:
    """Children named 孩子1, 孩子2 … by birth, with the year of birth alone."""
    children = [one for one in listed if register.is_child(one.birth_year, one.birth_month, on)]
    unnamed = [one for one in children if not register.is_child_name(one.name)]
    unnamed.sort(key=lambda one: (one.birth_year or 0, one.birth_month or 0, one.row))
    number = register.next_child_number(one.name for one in listed)
    names = {id(one): register.child_name(place) for place, one in enumerate(unnamed, start=number)}
    sealed = {id(one) for one in children}
    return [_called(one, names) if id(one) in sealed else one for one in listed]


def _called(child: Member, names: Mapping[int, str]) -> Member:
    """A child by the name the register shows, the own one beside it for sealing."""
    name = names.get(id(child))
    if name is None:  # the ledger itself says 孩子N
        return replace(child, birth_month=None)
    return replace(child, name=name, own_name=child.name, birth_month=None)


def settled(
    old: Stated, new: Household, roster: Roster, *, decided_here: bool, consent_is_known: bool
) -> Stated:
    """What is on record, with what the roster cannot change taken as it states it.

    Pairs decided in Doorstep go before the ledger's, a blank cell ends no pair, a ledger gives no
    consent again that is on record already or was withdrawn since, and where births have no
    column, people are told apart by name alone.
    """
    home, members = old.household, old.members
    if consent_is_known:
        home = replace(home, consent_on=new.consent_on, consent_how=new.consent_how)
    if decided_here or not new.helpers:
        home = replace(home, helpers=new.helpers)
    if not {"birth_month", "age"} & roster.member_fields:
        members = tuple(replace(one, birth_year=None, birth_month=None) for one in members)
    return Stated(home, members)


def last_day_of_undo(imported_on: date) -> date:
    """The last day on which an import can be undone."""
    return imported_on + timedelta(days=UNDO_DAYS)


def clearly_merged(diff: Diff, household: Household, members: Sequence[Member]) -> str:
    """The code of the household to which everybody of a household that is gone came; else ""."""
    for move in diff.merges:
        if move.source == household.code and members and len(move.members) >= len(members):
            return move.into
    return ""


NO_TABLE_FOR = re.compile(  # beside the police
    r"刑警|国保|国安|信访|上访|政法|维稳|综治|petition|state security|public security",
    re.IGNORECASE,
)
FETCHED_WITHIN_DAYS = 7  # of its release
ALONE_WITHIN_DAYS = 30


def may_not_ask(words: str) -> bool:
    """Whether an office is one to which no table goes: police, petitions, politics and law."""
    told = (words, fold(words))  # 公 安 局 is one, too
    return any(is_police(one) or NO_TABLE_FOR.search(one) for one in told)


def columns_in_order(rows_of: str, columns: Iterable[str]) -> list[str]:
    """The chosen columns of such a table, each once, as it lists them; LookupError names one that
    it cannot have."""
    wanted = list(columns)
    known = [one.value for one in COLUMNS_OF[rows_of]]
    for one in wanted:
        if one not in known:
            raise LookupError(one)
    return [one for one in known if one in wanted]


def is_personal(columns: Iterable[str]) -> bool:
    """Whether a table tells more than codes, counts and days."""
    return not IMPERSONAL.issuperset(columns)


def leaves_as_whole(households: int, all_of_them: int) -> bool:
    """Whether so many households of a village are as good as its register: more than half."""
    return 2 * households > all_of_them


def last_day_to_fetch(released_on: date) -> date:
    """The last day on which a released table can be fetched."""
    return released_on + timedelta(days=FETCHED_WITHIN_DAYS)
