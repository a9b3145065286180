"""A roster's columns and what it changes, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from doorstep.register.roster import Diff, Move

FIELDS: dict[str, Any] = {
    "code": _("Household code"),
    "village": _("Village"),
    "group": _("Group"),
    "head": _("Head (contact person)"),
    "resident_count": _("How many live here"),
    "phone": _("Telephone"),
    "language": _("Languages"),
    "languages": _("Languages"),
    "best_time": _("Best time for a visit"),
    "helper": _("Helper"),
    "category": _("Category (becomes a proposal)"),
    "need_note": _("What the ledger says they need"),
    "registered_on": _("In the ledger since"),
    "review_on": _("Look again on"),
    "consent_on": _("Day of consent"),
    "consent_how": _("How consent was given"),
    "note": _("Note"),
    "name": _("Name"),
    "relation": _("Relation to the head"),
    "sex": _("Sex"),
    "birth_month": _("Month of birth"),
    "birth_year": _("Year of birth"),
    "age": _("Age"),
    "in_school": _("At school"),
    "labour": _("Able to work"),
    "health_need": _("Health need (counted, not kept)"),
    "role": _("Seat in the team"),
    "skills": _("Skills"),
    "weekly_hours": _("Hours a week"),
    "max_households": _("Most households"),
    "winter": _("Winter home"),
    "summer": _("Summer pasture"),
    "home": _("Helper's home"),
    "winter_lat": _("Winter home, latitude"),
    "winter_lon": _("Winter home, longitude"),
    "summer_lat": _("Summer pasture, latitude"),
    "summer_lon": _("Summer pasture, longitude"),
    "home_lat": _("Helper's home, latitude"),
    "home_lon": _("Helper's home, longitude"),
}


def field_text(fields: str) -> str:
    """A field, or both halves of a coordinate, as a person calls it."""
    if "," in fields:
        fields = fields.split(",", 1)[0].removesuffix("_lat")
    return str(FIELDS.get(fields, fields))


def choices_of(names: Iterable[str]) -> list[tuple[str, str]]:
    """Fields one may give to a heading."""
    return [("", str(_("leave it out"))), *((name, field_text(name)) for name in names)]


@dataclass(frozen=True)
class MoveRow:
    """People whom the ledger lists under another code, and what follows from it."""

    label: str
    source: str
    into: str
    why: str


def move_rows(diff: Diff) -> list[MoveRow]:
    """Splits, mergers, new codes and people who moved, each with its reason and what applying the
    ledger does about it."""
    rows = [
        MoveRow(
            str(_("Split")), one.source, one.into,
            str(_("%(names)s: listed under %(into)s now. %(source)s stays as it is."))
            % _said(one),
        )
        for one in diff.split_off
    ]  # fmt: skip
    for one in diff.merged_into:
        rows.append(MoveRow(str(_("Merged")), one.source, one.into, _leaving(diff, one)))
    for one in diff.renumbered:
        rows.append(MoveRow(str(_("Another code")), one.source, one.into, _leaving(diff, one)))
    rows += [
        MoveRow(
            str(_("Moved")), one.source, one.into,
            str(_("%(names)s: taken off %(source)s and added to %(into)s; both stay."))
            % _said(one),
        )
        for one in diff.moves
    ]  # fmt: skip
    return rows


def _leaving(diff: Diff, move: Move) -> str:
    """Of a household the ledger does not list: whether everybody is found again under one code."""
    all_of_them = sum(one.code == move.source for one in diff.members_removed)
    said = _said(move) | {"n": len(move.members), "all": all_of_them}
    if len(move.members) >= all_of_them:
        return str(_("%(names)s: everybody is listed under %(into)s; %(source)s leaves.")) % said
    words = _(
        "%(names)s: %(n)s of %(all)s are listed under %(into)s; %(source)s stays unless asked."
    )
    return str(words) % said


def _said(move: Move) -> dict[str, Any]:
    names = "、".join(member.name for member in move.members)
    return {"names": names, "source": move.source, "into": move.into}


@dataclass(frozen=True)
class ChangeRow:
    """One field that the ledger states otherwise."""

    code: str
    who: str
    row: int
    field: str
    old: str
    new: str


def change_rows(diff: Diff) -> list[ChangeRow]:
    """Households' fields first, then members'."""
    rows = [
        ChangeRow(one.code, "", one.row, field_text(one.field), _shown(one.old), _shown(one.new))
        for one in diff.changes
    ]
    rows += [
        ChangeRow(
            one.code, one.name, one.row, field_text(one.field), _shown(one.old), _shown(one.new)
        )
        for one in diff.member_changes
    ]
    return rows


def _shown(value: Any) -> str:
    if value in (None, "", (), []):
        return "–"
    if isinstance(value, list | tuple):
        return _(", ").join(str(one) for one in value)
    return str(value)
