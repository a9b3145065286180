"""A household on record, changed as far as a roster states something else."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from doorstep.people.models import Account, Place
from doorstep.register import actions as register
from doorstep.register import roster as ledger
from doorstep.register import rules
from doorstep.register.choices import ConsentPurpose, Relation, Season
from doorstep.register.models import Household, Member
from doorstep.register.queries import is_sealing, own_names
from doorstep.sync.actions.helpers import HelpersOfRoster
from doorstep.sync.rules import HEAD

# field of the roster → its attribute there → field of the household
FIELDS = (
    ("group", "group", "group"),
    ("resident_count", "resident_count", "resident_count"),
    ("phone", "phone", "phone"),
    ("language", "languages", "languages"),
    ("best_time", "best_time", "best_time"),
    ("need_note", "need_note", "need_note"),
    ("registered_on", "registered_on", "ledger_registered_on"),
    ("review_on", "review_on", "review_on"),
    ("note", "note", "note"),
)
MEMBER_FIELDS = (
    ("relation", "relation", "relation_word"),
    ("sex", "sex", "sex"),
    ("in_school", "in_school", "at_school"),
    ("labour", "labour", "able_to_work"),
)


class Changing:
    """Changes households of one village while a roster is applied."""

    def __init__(
        self,
        village: Place,
        roster: ledger.Roster,
        helpers: HelpersOfRoster,
        *,
        by: Account,
        on: date,
    ) -> None:
        self.village, self.roster, self.helpers, self.by, self.on = village, roster, helpers, by, on
        self.members: dict[UUID, list[Member]] = {}
        self.seals = is_sealing(village.pk, on)
        self.own_names: dict[UUID, str] = {}
        self.to_seal: list[tuple[Member, str]] = []

    def know_members(self, households: Iterable[Household]) -> None:
        """Reads the members of all households at once."""
        known = {household.pk: household for household in households}
        for member in Member.objects.filter(household__village=self.village, left_on=None):
            if member.household_id in known:
                member.household = known[member.household_id]
                self.members.setdefault(member.household_id, []).append(member)
        self.own_names = own_names(row for rows in self.members.values() for row in rows)

    def change(self, household: Household, old: ledger.Stated, new: ledger.Stated) -> None:
        """Sets what the roster states otherwise than the record; the rest stays."""
        home, was = new.household, old.household
        fields = self.roster.household_fields - home.unclear
        changed: dict[str, Any] = {}
        for field, stated, column in FIELDS:
            value = getattr(home, stated)
            if field not in fields or value == getattr(was, stated):
                continue
            if field == "language":
                if set(value) != set(was.languages):
                    changed[column] = list(value)
            else:
                changed[column] = self.helpers.group(value) if field == "group" else value
        if "helper" in fields and home.helpers != was.helpers:
            changed["helpers_wanted"] = max(household.helpers_wanted, helpers_wanted(home.helpers))
            self.helpers.pair(household, home.helpers)
        if changed:
            register.change_household(household, by=self.by, on=self.on, **changed)
        self._consent(household, was, home, fields)
        self._homes(household, was, home, fields)
        self._members(household, old, new, fields)

    def seal_names(self) -> None:
        """Seals what was stated of children's own names, once all households are changed."""
        register.seal_own_names(self.to_seal, village=self.village, by=self.by, on=self.on)
        self.to_seal = []

    def _consent(
        self,
        household: Household,
        was: ledger.Household,
        home: ledger.Household,
        fields: frozenset[str],
    ) -> None:
        before, now = (was.consent_on, was.consent_how), (home.consent_on, home.consent_how)
        if {"consent_on", "consent_how"} <= fields and now != before and home.consent_on:
            register.give_consent(
                household,
                purpose=ConsentPurpose.REGISTER,
                how=home.consent_how,
                given_on=home.consent_on,
                by=self.by,
                on=self.on,
            )

    def _homes(
        self,
        household: Household,
        was: ledger.Household,
        home: ledger.Household,
        fields: frozenset[str],
    ) -> None:
        for season in Season:
            before, spot = getattr(was, season.value), getattr(home, season.value)
            if season.value not in fields or before == spot:
                continue
            if spot is None:
                for row in household.homes.filter(season=season, end_on=None):
                    register.end_home(row, by=self.by, on=self.on)
            else:
                lat, lon = spot
                register.set_home(household, season, lat=lat, lon=lon, by=self.by, on=self.on)

    def _members(
        self,
        household: Household,
        old: ledger.Stated,
        new: ledger.Stated,
        fields: frozenset[str],
    ) -> None:
        """The new come, then the head is named, then the rest changes, then who left leaves."""
        rows = self.members.get(household.pk, [])
        is_listed = self.roster.member_table is not None
        before, after = (old.members, new.members) if is_listed else ((), ())
        pairs, lost, gained = ledger.pair_up(before, after)
        row_of = _rows_of(old.members, rows)
        present = [(row_of[id(one)], other) for one, other in pairs]
        for one in gained:
            stated = member_fields(one) | {"relation": Relation.MEMBER}
            row = register.add_member(household, by=self.by, on=self.on, **stated)
            present.append((row, one))
        if "head" in fields and new.household.head:
            self._head(household, rows, present, new.household.head)
        for row, one in present:
            self._member(row, one)
        for one in lost:
            register.end_member(row_of[id(one)], by=self.by, on=self.on)

    def _head(
        self,
        household: Household,
        rows: Sequence[Member],
        present: Sequence[tuple[Member, ledger.Member]],
        name: str,
    ) -> None:
        former = next((row for row in rows if row.relation == Relation.HEAD), None)
        head = next((row for row, one in present if one.is_head), None)
        if head is None:
            if former is not None and former.name == name:
                return
            head = next((row for row in rows if row.name == name), None)
        if head is None:
            head = register.add_member(
                household, name=name, relation=Relation.MEMBER, by=self.by, on=self.on
            )
        if head is not former:
            register.change_member(head, relation=Relation.HEAD, by=self.by, on=self.on)
            if former is not None:
                former.refresh_from_db(fields=["relation"])

    def _member(self, row: Member, one: ledger.Member) -> None:
        fields = self.roster.member_fields - one.unclear
        changed = {
            column: getattr(one, stated)
            for field, stated, column in MEMBER_FIELDS
            if field in fields and getattr(one, stated) != getattr(row, column)
        }
        if row.relation == Relation.HEAD:
            changed.pop("relation_word", None)
        if self.seals and one.own_name and one.own_name != self.own_names.get(row.pk):
            self.to_seal.append((row, one.own_name))
        if rules.is_child_name(row.name) and not rules.is_child_name(one.name):
            changed |= {"name": one.name, "birth_month": one.birth_month}  # fourteen by now
        if changed:
            register.change_member(row, by=self.by, on=self.on, **changed)


def member_fields(one: ledger.Member) -> dict[str, Any]:
    """A member of a roster as `add_member` takes it."""
    return {
        "name": one.name,
        "own_name": one.own_name,
        "relation": Relation.HEAD if one.is_head else Relation.MEMBER,
        "relation_word": "" if one.relation == HEAD else one.relation,
        "sex": one.sex,
        "birth_year": one.birth_year,
        "birth_month": one.birth_month,
        "at_school": one.in_school,
        "able_to_work": one.labour,
    }


def helpers_wanted(names: Sequence[str]) -> int:
    """As many as the ledger names, at least one and at most three."""
    return min(max(len(names), 1), 3)


def _rows_of(members: Sequence[ledger.Member], rows: Sequence[Member]) -> dict[int, Member]:
    """The row behind each member on record: both are in the order of the register."""
    return {id(one): row for one, row in zip(members, rows, strict=True)}
