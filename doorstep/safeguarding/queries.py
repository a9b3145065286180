"""Safeguarding needs, as the place's named person reads them; and whether they are as written."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit import vault
from doorstep.kit.errors import NotVisible, Refused
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, AccountDuty, AccountRole, Helper, Place, live_on
from doorstep.people.queries import at_or_above, near, reach_of, serves
from doorstep.people.rules import DAYS_TO_VOUCH, canonical, chained
from doorstep.register.models import Household, Member
from doorstep.register.queries import is_sealing, members_of
from doorstep.safeguarding import rules
from doorstep.safeguarding.choices import Act
from doorstep.safeguarding.models import SafeguardingChain, SafeguardingEntry
from doorstep.safeguarding.rules import SafeguardingNeed


class PersonNotInHousehold(Refused):
    message = _("Nobody of household %(code)s has this name. Mend it or leave it empty.")


def guarded_villages(account: Account, on: date) -> QuerySet[Place]:
    """The villages whose needs an account reads; none while nobody has vouched for it."""
    if account.unvouched_since is not None:
        return Place.objects.none()
    return named_villages(account, on)


def named_villages(account: Account, on: date) -> QuerySet[Place]:
    """The villages whose safeguarding person an account is; never one where it coordinates or
    helps, whatever duty it was given."""
    reach = reach_of(account, on)
    apart = reach.by_duty.get(Duty.SAFEGUARDING, frozenset()) - reach.team_villages
    for role in (Role.COORDINATOR, Role.HELPER):
        apart -= reach.by_role.get(role, frozenset())
    return Place.objects.filter(pk__in=apart)


def unvouched_for(account: Account, on: date) -> list[Account]:
    """Whom an account may vouch for: of those let in once more by somebody's link, or named in
    another's place, the safeguarding persons, the mediators and, where sealed fields are switched
    on, all who serve there and might open one. Whether anything was told plays no part."""
    found = Account.objects.filter(is_active=True, unvouched_since__isnull=False)
    found = found.exclude(pk=account.pk).exclude(unvouched_by=account.pk)
    return [
        one
        for one in found.select_related("unvouched_by").order_by("name", "login")
        if any(_may_vouch(account, one, *stand, on) for stand in _stands(one, on))
    ]


def get_unvouched_for(account: Account, account_id: object, on: date) -> Account:
    """One of `unvouched_for`; else NotVisible."""
    for one in unvouched_for(account, on):
        if one.pk == account_id:
            return one
    raise NotVisible


def _stands(account: Account, on: date) -> list[tuple[Place, date]]:
    """Where and since when an account holds what may open something told in confidence."""
    held = AccountDuty.objects.filter(live_on(on), account=account).select_related("place")
    helps = Helper.objects.filter(live_on(on), account=account).select_related("team__place")
    always = [one for one in held if one.duty in (Duty.SAFEGUARDING, Duty.MEDIATOR)]
    where_sealed = [(one.place, one.start_on) for one in held if one not in always]
    where_sealed += [(one.team.place, one.start_on) for one in helps]
    return [
        *((one.place, one.start_on) for one in always),
        *(stand for stand in where_sealed if is_sealing(stand[0].pk, on)),
    ]


def _may_vouch(account: Account, other: Account, place: Place, held_on: date, on: date) -> bool:
    """Who stands at the place, or above or inside it, as coordinator, one who decides categories or
    another safeguarding person, and was not put there for the occasion: for thirty days, or since
    the other was named, where the doubt came later. Nobody who could have given such a link within
    these days, in the own name or by an account made for it; nor one by whose link the other came
    in; nor one whose own account was let in once more: the same administrator might be both."""
    since, doubted = on - timedelta(days=DAYS_TO_VOUCH), other.unvouched_since
    if account.unvouched_since is not None and account.unvouched_since > since:
        return False
    if other.invitations.filter(by=account.pk, used_on__gt=since).exists():
        return False
    gives = AccountRole.objects.filter(near(place), account=account.pk, role=Role.ADMINISTRATOR)
    if gives.exclude(end_on__lte=since).exists():
        return False
    if doubted is not None and held_on < doubted:
        since = max(since, held_on)
    mine = near(place) & live_on(on) & Q(account=account.pk, start_on__lte=since)
    roles = AccountRole.objects.filter(mine, role=Role.COORDINATOR)
    duties = (Duty.DECIDES_CATEGORIES, Duty.SAFEGUARDING)
    return roles.exists() or AccountDuty.objects.filter(mine, duty__in=duties).exists()


def safeguarding_persons(village: Place, on: date) -> list[Account]:
    """Who may be told, by name: whom anybody may know."""
    held = AccountDuty.objects.filter(live_on(on), duty=Duty.SAFEGUARDING)
    at = held.filter(place__in=at_or_above(village).values("pk"), account__is_active=True)
    named = Account.objects.filter(pk__in=at.values("account")).order_by("name", "login")
    return [one for one in named if not serves(one, village, on)]


def needs_guarded(account: Account, on: date) -> list[SafeguardingNeed]:
    """The open needs of the account's villages, whoever was the person before, and those that it
    closed itself; the open first, by the day they are due."""
    needs = _needs(SafeguardingEntry.objects.filter(place__in=guarded_villages(account, on)))
    mine = [one for one in needs if one.is_open or one.closed_by == account.pk]
    return sorted(mine, key=lambda one: (one.due_on or date.max, one.raised_on, str(one.id)))


def get_guarded_need_for(account: Account, need_id: object, on: date) -> SafeguardingNeed:
    """A need of the account's villages, also before it answered whether it is a relative; else
    NotVisible."""
    for need in needs_guarded(account, on):
        if need.id == need_id and need.answers.get(account.pk) is not True:
            return need
    raise NotVisible


def get_safeguarding_need_for(account: Account, need_id: object, on: date) -> SafeguardingNeed:
    """A need of the account's villages, by one who is no relative; else NotVisible."""
    need = get_guarded_need_for(account, need_id, on)
    if not need.is_for(account.pk):
        raise NotVisible
    return need


def household_by_code(account: Account, village: Place, code: str, on: date) -> Household:
    """A household of a village that the account guards, by its exact code; else NotVisible. Also
    one that is off the register or waits to be erased: its people may still be in danger."""
    villages = guarded_villages(account, on).filter(pk=village.pk)
    found = Household.objects.filter(village__in=villages, code=code.strip())
    found = found.filter(registered_on__lte=on)
    household = found.select_related("village").first()
    if household is None:
        raise NotVisible
    return household


def needs_kept_no_longer(on: date) -> list[SafeguardingNeed]:
    """The needs closed so long ago that nothing of them is kept."""
    first = rules.kept_from(on)
    needs = _needs(SafeguardingEntry.objects.all())
    return [one for one in needs if one.closed_on is not None and one.closed_on < first]


def entries_of_household(household_id: UUID) -> list[SafeguardingEntry]:
    """Every entry about a household, opened or not; of one that does not say whose it is, whether
    it opens with the household's key."""
    rows = list(SafeguardingEntry.objects.select_related("place"))
    owners, own = _owners(rows), str(household_id)
    key = vault.present_keys([own]).get(own)
    return [
        row
        for row in rows
        if owners[row.pk] == own or (not owners[row.pk] and key and _opened(key, own, row))
    ]


def open_needs_of(entries: Iterable[SafeguardingEntry]) -> list[SafeguardingNeed]:
    """The open needs that some entries belong to, as far as these open."""
    ids = {row.need_id for row in entries} or {UUID(int=0)}  # an empty list would ask nothing
    return [one for one in _needs(SafeguardingEntry.objects.filter(need_id__in=ids)) if one.is_open]


def ends_of(chain: SafeguardingChain) -> dict[str, list[object]] | None:
    """By need: how long its story is and the digest it ends with. None where that does not open:
    then nothing can be proved of the place's stories (`is_whole`), yet they go on."""
    try:
        ends = vault.unseal(rules.key_of(chain.place_id), chain.ends) if chain.ends else "{}"
    except (vault.SealBroken, vault.KeyDestroyed):
        return None
    found: dict[str, list[object]] = json.loads(ends)
    return found


def damaged_villages(account: Account, on: date) -> list[Place]:
    """The villages that an account guards whose entries are not as they were written."""
    return [one for one in guarded_villages(account, on).order_by("code") if not is_whole(one)]


def is_whole(place: Place) -> bool:
    """Whether the entries of a place are all there, in their order, as they were written; told
    alike whether there are any."""
    chain = SafeguardingChain.objects.filter(place=place).first()
    rows = list(SafeguardingEntry.objects.filter(place=place))
    if chain is None or not chain.ends:
        # That there was something lies outside the database, and stays. The place's own key does
        # not tell it: it is there, too, where the act that was the first was rolled back.
        return not rows and not vault.present_keys([rules.begun_of(place.pk)])
    wanted = ends_of(chain)
    if wanted is None:
        return False
    found = {str(need): list(story) for need, story in groupby(rows, key=lambda row: row.need_id)}
    return found.keys() == wanted.keys() and all(
        _is_story_whole(story, wanted[need]) for need, story in found.items()
    )


def _is_story_whole(story: Sequence[SafeguardingEntry], end: list[object]) -> bool:
    previous = rules.chain_start(story[0].need_id)
    for number, row in enumerate(story, 1):
        if row.number != number or row.digest != digest_of(previous, row):
            return False
        previous = row.digest
    return [len(story), previous] == end


def digest_of(previous: str, row: SafeguardingEntry) -> str:
    """What chains an entry to the one before it."""
    return chained(previous, str(row.need_id), str(row.number), row.owner, row.content)


def text_of(values: Mapping[str, object]) -> str:
    """The one text that is sealed for an entry."""
    return canonical(values)


def _needs(rows: QuerySet[SafeguardingEntry]) -> list[SafeguardingNeed]:
    """The needs behind some entries, as far as these open; none of an erased household."""
    found = list(rows.order_by("need_id", "number"))
    owners = _owners(found)
    keys = vault.present_keys({owner for owner in owners.values() if owner})
    needs = []
    for need_id, story in groupby(found, key=lambda row: row.need_id):
        own = list(story)
        owner = owners[own[0].pk]
        if key := keys.get(owner):
            entries = [entry for row in own if (entry := _opened(key, owner, row))]
            if entries:
                needs.append(rules.need_of(need_id, own[0].place_id, UUID(owner), entries))
    return needs


def _owners(rows: Iterable[SafeguardingEntry]) -> dict[UUID, str]:
    """Whose household each entry is about; "" where nothing tells it.

    One damaged row must not stand in the way of everybody's rights: a list that did not open would
    keep the named person from every other need, and every household from being erased. So what does
    not open is taken from the same need's other entries, else left open, and what is sealed under
    the household's key goes with that key whether or not its row is found. It is not passed over in
    silence: the place is no longer whole (`is_whole`), which `doorstep audit verify` says to the
    administrator and the page of the needs to the named person.
    """
    rows = list(rows)
    keys = vault.present_keys({rules.key_of(row.place_id) for row in rows})
    found = {row.pk: _owner(keys.get(rules.key_of(row.place_id)), row) for row in rows}
    by_need = {row.need_id: found[row.pk] for row in rows if found[row.pk]}
    return {row.pk: found[row.pk] or by_need.get(row.need_id, "") for row in rows}


def _owner(key: bytes | None, row: SafeguardingEntry) -> str:
    try:
        return vault.unseal_with(key, rules.key_of(row.place_id), row.owner) if key else ""
    except vault.SealBroken:
        return ""


def _opened(key: bytes, owner: str, row: SafeguardingEntry) -> rules.Entry | None:
    """What an entry says; None where it does not open."""
    try:
        told = json.loads(vault.unseal_with(key, owner, row.content))
    except vault.SealBroken:
        return None
    return rules.Entry(
        act=Act(told["act"]),
        on=date.fromisoformat(told["on"]),
        by=UUID(told["by"]),
        values=told["values"],
    )


def duties_of_person(account: Account, on: date) -> QuerySet[AccountDuty]:
    """The duties by which an account is safeguarding person, with their places."""
    held = AccountDuty.objects.filter(live_on(on), account=account, duty=Duty.SAFEGUARDING)
    return held.select_related("place")


def member_named(household: Household, name: str, on: date) -> Member | None:
    """The member of that name on a day, None for an empty one. PersonNotInHousehold."""
    if not name.strip():
        return None
    member = members_of(household, on).filter(name=name.strip()).first()
    if member is None:
        raise PersonNotInHousehold(code=household.code)
    return member
