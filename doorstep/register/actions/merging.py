"""What of a household goes over to the one it is merged into: what holds from that day on.

What was recorded until then stays where it was recorded: figures of closed periods do not change.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.register import rules
from doorstep.register.actions.access import grant_access
from doorstep.register.actions.circumstances import state_circumstance
from doorstep.register.actions.consents import (
    ChildTakesNoPart,
    GuardianNameMissing,
    give_consent,
    withdraw_consent,
)
from doorstep.register.actions.homes import set_absence, set_home
from doorstep.register.actions.members import add_member, change_member, end_member
from doorstep.register.choices import AccessVia
from doorstep.register.models import Access, Consent, Household, Member
from doorstep.register.queries import own_names

type People = Mapping[Member, Member]  # of the household that goes → of the one that is kept
FILLED = ("relation_word", "sex", "birth_year", "birth_month", "at_school", "able_to_work")
OF_A_ROW = (AccessVia.PAIRING, AccessVia.STAND_IN, AccessVia.NEED)  # comes with pairs and needs


@transaction.atomic
def take_over_people(
    into: Household,
    matched: Sequence[tuple[Member, Member]],
    moved: Sequence[Member],
    *,
    by: Account,
    on: date,
) -> dict[Member, Member]:
    """Who is in both households fills what is blank, everybody else joins; a child gets the next
    number. Answers the kept household's row of each. The former rows end with their household."""
    people: dict[Member, Member] = {}
    for former, kept in matched:
        blank = {name: getattr(former, name) for name in FILLED if _is_blank(kept, name)}
        if kept.relation == "head":
            blank.pop("relation_word", None)
        blank = {name: value for name, value in blank.items() if value not in (None, "")}
        if blank:
            change_member(kept, by=by, on=on, **blank)
        people[former] = kept
    own = own_names(moved)
    for former in moved:
        people[former] = _join(former, into, own.get(former.pk, ""), by=by, on=on)
    return people


@transaction.atomic
def take_over_leavers(
    into: Household, leavers: Sequence[Member], *, by: Account, on: date
) -> dict[Member, Member]:
    """Rows for those who left the household that goes, and of whom something goes over: what is
    private to somebody would else be nobody's, which the kept household's head reads. They leave
    there on the same day."""
    own = own_names(leavers)
    people = {one: _join(one, into, own.get(one.pk, ""), by=by, on=on) for one in leavers}
    for member in people.values():
        end_member(member, by=by, on=on)
    return people


def _join(former: Member, into: Household, own_name: str, *, by: Account, on: date) -> Member:
    name = former.name
    if rules.is_child_name(name):
        names = into.members.values_list("name", flat=True)
        name = rules.child_name(rules.next_child_number(names))
    fields = {one: getattr(former, one) for one in FILLED}
    return add_member(into, name=name, relation="member", own_name=own_name, by=by, on=on, **fields)


@transaction.atomic
def take_over_household(
    gone: Household,
    into: Household,
    people: People,
    leavers: People,
    *,
    by: Account,
    on: date,
) -> None:
    """Homes of seasons in which the kept one has none, an absence that runs, circumstances that
    hold, consents (the later word holds), and sight that came with no pair and no need."""
    concerned = {**people, **leavers}
    known = set(into.homes.filter(end_on=None).values_list("season", flat=True))
    for home in gone.homes.filter(end_on=None).exclude(season__in=known):
        set_home(into, home.season, lat=home.lat, lon=home.lon, by=by, on=on)
    running = Q(start_on__lte=on, end_on__gt=on)
    absence = gone.absences.filter(running).order_by("end_on").last()
    if absence is not None and not into.absences.filter(running).exists():
        set_absence(into, until_on=absence.end_on, by=by, on=on)
    for one in gone.circumstances.filter(until_on=None).select_related("member"):
        state_circumstance(
            into,
            one.fact,
            since_on=one.since_on,
            source=one.source,
            member=concerned[one.member] if one.member else None,
            private=one.private,
            by=by,
            on=on,
        )
    _consents(gone, into, people, by=by, on=on)
    live = Q(until_on=None) | Q(until_on__gt=on)
    for access in gone.access.filter(live).exclude(via__in=OF_A_ROW):
        _let_see(access, into, by=by, on=on)


def _consents(gone: Household, into: Household, people: People, *, by: Account, on: date) -> None:
    """Each with whom it is of and for; one of somebody who left goes nowhere."""
    for one in gone.consents.select_related("member", "child"):
        member = people.get(one.member) if one.member else None
        child = people.get(one.child) if one.child else None
        if (one.member and not member) or (one.child and not child):
            continue
        whose: dict[str, Any] = {"member": member, "child": child, "guardian": one.guardian}
        here = {"member_id": member and member.pk, "child_id": child and child.pk}
        same = into.consents.filter(**one.whose | here)
        if one.withdrawn_on is None:
            later = same.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gte=one.given_on))
            if not later.exists():
                _say_again(into, one, by=by, on=on, **whose)
        elif not _given_again(gone, one):
            given_before = same.filter(withdrawn_on=None, given_on__lte=one.withdrawn_on)
            for earlier in given_before:
                withdraw_consent(earlier, by=by, on=on)


def _say_again(into: Household, one: Consent, *, by: Account, on: date, **whose: Any) -> None:
    """The same word there; none to points of who is too young by the row that is kept."""
    with suppress(ChildTakesNoPart, GuardianNameMissing):
        give_consent(
            into,
            purpose=one.purpose,
            how=one.how,
            given_on=one.given_on,
            witness=one.witness or None,
            by=by,
            on=on,
            **whose,
        )


def _given_again(household: Household, one: Consent) -> bool:
    again = household.consents.filter(withdrawn_on=None, **one.whose)
    return again.filter(given_on__gte=one.given_on).exists()


def _let_see(access: Access, into: Household, *, by: Account, on: date) -> None:
    holder: dict[str, Any] = {
        "account": access.account,
        "helper": access.helper,
        "duty": access.duty,
        "role": access.role,
    }
    live = Q(until_on=None) | Q(until_on__gt=on)
    if not into.access.filter(live, via=access.via, **holder).exists():
        grant_access(
            into, via=access.via, from_on=on, until_on=access.until_on, reason=access.reason,
            by=by, **holder,
        )  # fmt: skip


@transaction.atomic
def end_people(gone: Household, *, by: Account, on: date) -> None:
    """The members' rows of a closed household end with it; they go on in another."""
    rows = gone.members.filter(left_on=None)
    for member in rows:
        member.left_on = max(on, member.joined_on)
        member.save(update_fields=["left_on"])
        audit("end_member", member, by=by, on=on, household_id=gone.pk, place=gone.village_id)


def _is_blank(member: Member, name: str) -> bool:
    return getattr(member, name) in (None, "")
