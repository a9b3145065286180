"""Members: added, changed, moved between households, ended.

A child under 14 is called 孩子N; the own name is sealed where the village's sealed fields are
switched on, and kept nowhere before that.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register import rules
from doorstep.register.actions.access import touch_caseload
from doorstep.register.actions.guards import guard_open
from doorstep.register.actions.own_names import keep_own_name, take_own_name
from doorstep.register.choices import Relation
from doorstep.register.models import Household, Member
from doorstep.register.queries import own_name

MEMBER_FIELDS = (
    "name",
    "relation",
    "relation_word",
    "sex",
    "birth_year",
    "birth_month",
    "at_school",
    "able_to_work",
)


class HouseholdHasAHead(Refused):
    message = _(
        "Household %(code)s has a head already; make this person a member, or change who the "
        "head is."
    )


class HeadStays(Refused):
    message = _("This person is the head of household %(code)s; name another head first.")


class MemberLeftAlready(Refused):
    message = _("This person left household %(code)s on %(day)s.")


class MemberNameMissing(Refused):
    message = _("Every member needs a name; for a child under 14 write 孩子1, 孩子2.")


class BirthMonthUnknown(Refused):
    message = _("“%(month)s” is no month of birth; write a number from 1 to 12.")


@transaction.atomic
def add_member(
    household: Household,
    *,
    name: str,
    relation: Relation | str,
    by: Account,
    on: date,
    own_name: str = "",
    **fields: Any,
) -> Member:
    """Adds a member; `fields` are those of MEMBER_FIELDS. A child under 14 on that day is named
    孩子N, with the year of birth alone; `own_name` is the own one where `name` is 孩子N already.
    HouseholdHasAHead, MemberNameMissing."""
    guard_open(household, on)
    _check({"name": name, **fields})
    if relation == Relation.HEAD and _head_of(household) is not None:
        raise HouseholdHasAHead(code=household.code)
    last = household.members.order_by("-order").values_list("order", flat=True).first()
    member = Member(
        household=household,
        name=name.strip(),
        relation=Relation(relation),
        joined_on=on,
        order=0 if last is None else last + 1,
    )
    for field, value in fields.items():
        setattr(member, field, value)
    _seal(member, "", own_name, on)
    member.save(force_insert=True)
    _audit("add_member", member, by=by, on=on)
    touch_caseload(household)
    return member


@transaction.atomic
def change_member(
    member: Member, *, by: Account, on: date, own_name: str = "", **fields: Any
) -> list[str]:
    """Sets fields of MEMBER_FIELDS; answers the names of those that differ from before.

    孩子N as a name changes nothing; a child's own name changes what is sealed. Made the head, the
    member takes the place of the former one.
    """
    _guard_here(member, on)
    if rules.is_child_name(fields.get("name", "").strip()):
        del fields["name"]
    _check(fields)
    if fields.get("relation") == Relation.MEMBER and member.relation == Relation.HEAD:
        raise HeadStays(code=member.household.code)
    before = {field: getattr(member, field) for field in (*MEMBER_FIELDS, "sealed_name")}
    for field, value in fields.items():
        setattr(member, field, value.strip() if field == "name" else value)
    _seal(member, before["name"], own_name, on)
    changed = sorted(field for field in before if getattr(member, field) != before[field])
    if not changed:
        return []
    if "relation" in changed and member.relation == Relation.HEAD:
        _step_back(_head_of(member.household), by=by, on=on)
    member.save(update_fields=changed)
    _audit("change_member", member, by=by, on=on, detail={"fields": changed})
    touch_caseload(member.household)
    return changed


@transaction.atomic
def move_member(
    member: Member,
    to_household: Household,
    *,
    by: Account,
    on: date,
    relation: Relation | str = Relation.MEMBER,
    relation_word: str = "",
) -> Member:
    """Moves somebody to another household: the row here ends, the answered row begins there."""
    end_member(member, by=by, on=on)
    return add_member(
        to_household,
        name=own_name(member) or member.name,
        relation=relation,
        by=by,
        on=on,
        relation_word=relation_word,
        sex=member.sex,
        birth_year=member.birth_year,
        birth_month=member.birth_month,
        at_school=member.at_school,
        able_to_work=member.able_to_work,
    )


@transaction.atomic
def end_member(member: Member, *, by: Account, on: date) -> None:
    """Takes a member off from a day on. HeadStays while the household is open."""
    if member.left_on is not None:
        raise MemberLeftAlready(code=member.household.code, day=member.left_on)
    if member.relation == Relation.HEAD and member.household.is_active(on):
        raise HeadStays(code=member.household.code)
    member.left_on = max(on, member.joined_on)
    member.save(update_fields=["left_on"])
    _audit("end_member", member, by=by, on=on)
    touch_caseload(member.household)


def _head_of(household: Household) -> Member | None:
    return household.members.filter(relation=Relation.HEAD, left_on=None).first()


def _step_back(head: Member | None, *, by: Account, on: date) -> None:
    if head is not None:
        head.relation = Relation.MEMBER
        head.relation_word = ""
        head.save(update_fields=["relation", "relation_word"])
        _audit("change_member", head, by=by, on=on, detail={"fields": ["relation"]})


def _seal(member: Member, former: str, own: str, on: date) -> None:
    """A child keeps its 孩子N, or gets the next; who is fourteen by now gets the own name back."""
    if not rules.is_child(member.birth_year, member.birth_month, on):
        take_own_name(member)
        return
    member.birth_month = None
    if not rules.is_child_name(member.name):
        own = member.name
        names = member.household.members.values_list("name", flat=True)
        number = rules.next_child_number(names)
        member.name = former if rules.is_child_name(former) else rules.child_name(number)
    if own:
        keep_own_name(member, own, on)


def _check(fields: dict[str, Any]) -> None:
    unknown = set(fields) - set(MEMBER_FIELDS)
    if unknown:
        raise TypeError(f"no such field of a member: {', '.join(sorted(unknown))}")
    if "name" in fields and not fields["name"].strip():
        raise MemberNameMissing
    month = fields.get("birth_month")
    if month is not None and not 1 <= month <= 12:
        raise BirthMonthUnknown(month=month)


def _guard_here(member: Member, on: date) -> None:
    if member.left_on is not None and member.left_on <= on:
        raise MemberLeftAlready(code=member.household.code, day=member.left_on)
    guard_open(member.household, on)


def _audit(
    act: str, member: Member, *, by: Account, on: date, detail: dict[str, Any] | None = None
) -> None:
    audit(
        act,
        member,
        by=by,
        on=on,
        household_id=member.household_id,
        place=member.household.village_id,
        detail=detail,
    )
