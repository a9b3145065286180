"""What a roster would change of what is on record: new, changed, moved, split, merged, gone."""

from collections.abc import Iterable, Mapping

from doorstep.register.roster.diff import Change, Diff, MemberChange, Stated
from doorstep.register.roster.moves import between, merges, splits
from doorstep.register.roster.people import pair_up
from doorstep.register.roster.shown import shown
from doorstep.register.roster.value import Household, HouseholdKey, Member, Roster

HOUSEHOLD_FIELDS = {
    "group": "group",
    "head": "head",
    "resident_count": "resident_count",
    "phone": "phone",
    "language": "languages",
    "best_time": "best_time",
    "helper": "helpers",
    "category": "category",
    "need_note": "need_note",
    "registered_on": "registered_on",
    "review_on": "review_on",
    "consent_on": "consent_on",
    "consent_how": "consent_how",
    "winter": "winter",
    "summer": "summer",
    "note": "note",
}  # field → attribute, in the order they are listed
MEMBER_FIELDS = {"relation": "relation", "sex": "sex", "in_school": "in_school", "labour": "labour"}


def stated(roster: Roster) -> dict[HouseholdKey, Stated]:
    """A roster's households with their members, by key."""
    members: dict[HouseholdKey, list[Member]] = {}
    for member in roster.members:
        members.setdefault(roster.key(member), []).append(member)
    return {
        roster.key(home): Stated(home, tuple(members.get(roster.key(home), ())))
        for home in roster.households
    }


def compare(
    old: Mapping[HouseholdKey, Stated], roster: Roster, *, leave_out: Iterable[str] = ()
) -> Diff:
    """What the roster changes of `old`, matched on the household's code within its village.

    A field without a column, a cell that could not be read, and the fields in `leave_out`
    (for `category` and others that are not kept as stated) change nothing. Without a table of
    members no member is added or removed.
    """
    new = stated(roster)
    fields = [
        name
        for name in HOUSEHOLD_FIELDS
        if name in roster.household_fields and name not in set(leave_out)
    ]
    both = [key for key in new if key in old]
    changes = {key: _changes(old[key].household, new[key].household, fields) for key in both}
    added = tuple(home.household for key, home in new.items() if key not in old)
    removed = tuple(home.household for key, home in old.items() if key not in new)
    gained: dict[HouseholdKey, list[Member]] = {}
    lost: dict[HouseholdKey, list[Member]] = {}
    member_changes: list[MemberChange] = []
    if roster.member_table is not None:
        for key in {**old, **new}:
            before = old[key].members if key in old else ()
            after = new[key].members if key in new else ()
            pairs, lost[key], gained[key] = pair_up(before, after)
            for one, other in pairs:
                member_changes += _member_changes(one, other, roster.member_fields)
    return Diff(
        added=added,
        removed=removed,
        changes=tuple(change for own in changes.values() for change in own),
        unchanged=sum(not own for own in changes.values()),
        splits=tuple(splits(lost, gained, created=new.keys() - old.keys())),
        merges=tuple(merges(lost, gained, gone=old.keys() - new.keys())),
        members_added=_in_order(gained),
        members_removed=_in_order(lost),
        member_changes=tuple(member_changes),
        moves=tuple(between(lost, gained, staying=set(both))),
    )


def _changes(old: Household, new: Household, fields: Iterable[str]) -> list[Change]:
    changes = []
    for name in fields:
        before, after = (getattr(home, HOUSEHOLD_FIELDS[name]) for home in (old, new))
        if name in new.unclear or before == after:
            continue
        if name == "language" and set(before) == set(after):
            continue
        old_shown, new_shown = shown(name, before), shown(name, after)
        changes.append(Change(new.code, new.row, name, old_shown, new_shown))
    return changes


def _member_changes(old: Member, new: Member, stated_fields: frozenset[str]) -> list[MemberChange]:
    return [
        MemberChange(new.code, new.name, new.row, name, getattr(old, one), getattr(new, one))
        for name, one in MEMBER_FIELDS.items()
        if name in stated_fields
        and name not in new.unclear
        and getattr(old, one) != getattr(new, one)
    ]


def _in_order(members: Mapping[HouseholdKey, list[Member]]) -> tuple[Member, ...]:
    flat = (one for own in members.values() for one in own)
    return tuple(sorted(flat, key=lambda one: (one.village, one.code, one.name)))
