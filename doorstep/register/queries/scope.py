"""Row scope, and the ways in to a household."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import Exact, GreaterThan

from doorstep.kit import vault
from doorstep.kit.errors import NotVisible
from doorstep.kit.text import number_in
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Group, Helper, Place, live_on
from doorstep.people.queries import Reach, has_role, reach_of, villages_with_role
from doorstep.register.choices import AccessVia
from doorstep.register.models import (
    Access,
    Circumstance,
    Consent,
    ConsentText,
    Declined,
    Home,
    Household,
    HouseholdQuerySet,
    Member,
    SealedField,
    Sealing,
)
from doorstep.register.rules import CHILD_UNTIL, is_child

SHOWS_A_CHILDS_NAME = "child_name"  # the purpose of a guardian's consent
MOST_LOOKED_UP = 5_000


def households_for(account: Account, on: date) -> HouseholdQuerySet:
    """The one row scope: the households an account may see on a day, active or not.

    The village of a dated coordinator role; Access rows of the account or its helper; Access rows
    for a duty the account holds at the village, or for a role it holds at a place above it. Those
    closed to use are found by nobody; the rights desk has its own way to them.
    """
    reach = reach_of(account, on)
    seen = _seen_whole(account, reach, on) | _seen_by_town(reach, on)
    return Household.objects.in_use().filter(seen)


def households_seen_whole(account: Account, on: date) -> HouseholdQuerySet:
    """`households_for` without those a town sees for an escalated need alone: of these it sees
    that need and no other."""
    return Household.objects.in_use().filter(_seen_whole(account, reach_of(account, on), on))


def why_seen(account: Account, household: Household, on: date) -> str:
    """The right by which an account sees a household on a day: `coordinator`, else the AccessVia
    of its earliest access, else the duty that decides in its village; "" where there is none."""
    reach = reach_of(account, on)
    if household.village_id in reach.by_role.get(Role.COORDINATOR, ()):
        return Role.COORDINATOR.value
    rows = _live_access(on).filter(_named(account, reach) | _of_town(reach), household=household)
    via: str | None = rows.order_by("from_on", "id").values_list("via", flat=True).first()
    if via is None and household.village_id in reach.by_duty.get(Duty.DECIDES_CATEGORIES, ()):
        return Duty.DECIDES_CATEGORIES.value
    return via or ""


def last_day_with_helper(household: Household, helper: Helper, day: date) -> date | None:
    """The last day up to `day` on which the household was on the helper's list, or its village the
    helper's to coordinate; None: never by then."""
    account = helper.account
    if account is not None and has_role(account, Role.COORDINATOR, household.village, day):
        return day
    held = Access.objects.filter(household=household, helper=helper, from_on__lte=day)
    if held.filter(Q(until_on=None) | Q(until_on__gt=day)).exists():
        return day
    last = held.order_by("-until_on").values_list("until_on", flat=True).first()
    return last - timedelta(days=1) if last else None


def households_with(helper: Helper, day: date) -> HouseholdQuerySet:
    """The active households on the helper's list on a day."""
    held = _live_access(day).filter(helper=helper)
    here = Household.objects.filter(pk__in=held.values("household"), village=helper.team.place_id)
    return here.active_on(day)


def _seen_whole(account: Account, reach: Reach, on: date) -> Q:
    seen = Q(pk__in=_live_access(on).filter(_named(account, reach)).values("household"))
    return seen | Q(village__in=reach.by_role.get(Role.COORDINATOR, ()))


def _seen_by_town(reach: Reach, on: date) -> Q:
    return Q(pk__in=_live_access(on).filter(_of_town(reach)).values("household"))


def _named(account: Account, reach: Reach) -> Q:
    """Access of the account itself, of its helper, or of whoever holds a duty it holds."""
    named = Q(account=account)
    if reach.helpers:
        named |= Q(helper__in=reach.helpers)
    for duty, villages in reach.by_duty.items():
        named |= Q(duty=duty, household__village__in=villages)
    return named


def _of_town(reach: Reach) -> Q:
    return Q(role=Role.TOWN, household__village__in=reach.by_role.get(Role.TOWN, ()))


def _live_access(on: date) -> QuerySet[Access]:
    return Access.objects.filter(Q(from_on__lte=on), Q(until_on=None) | Q(until_on__gt=on))


def get_household_for(account: Account, household_id: object, on: date) -> Household:
    """A household of the account's scope, with village and group; else NotVisible."""
    household = (
        households_for(account, on)
        .filter(pk=household_id)
        .select_related("village", "group")
        .first()
    )
    if household is None:
        raise NotVisible
    return household


def get_whole_household_for(account: Account, household_id: object, on: date) -> Household:
    """A household the account sees whole, with village, group and `head_name`; else NotVisible.

    The town, which sees one for an escalated need alone, gets that need and not this.
    """
    rows = with_head(households_seen_whole(account, on)).filter(pk=household_id)
    household = rows.select_related("village__parent__parent", "group").first()
    if household is None:
        raise NotVisible
    return household


def is_declined(household: Household, helper: Helper, on: date) -> bool:
    """Whether one side does not want the other on a day or later: what begins on a day before the
    wish would reach beyond it."""
    standing = Q(end_on=None) | Q(end_on__gt=on)
    return Declined.objects.filter(standing, household=household, helper=helper).exists()


def with_head(households: QuerySet[Household]) -> QuerySet[Household]:
    """Adds `head_name`, the present head's name, to each household."""
    head = Member.objects.filter(household=OuterRef("pk"), relation="head", left_on=None)
    return households.annotate(head_name=Subquery(head.values("name")[:1]))


def groups_in_order(village: Place) -> QuerySet[Group]:
    """The groups as the village counts them: 一组, 二组, 三组; those without a number by name."""
    groups = sorted(village.groups.values_list("pk", "name"), key=lambda one: as_counted(one[1]))
    places = [When(pk=pk, then=Value(at)) for at, (pk, _name) in enumerate(groups)]
    order = Case(*places, default=Value(0), output_field=IntegerField())
    return village.groups.annotate(order=order).order_by("order")


def as_counted(name: str) -> tuple[int, str]:
    """What groups are sorted by: the number in the name, then the name; one without comes last."""
    number = number_in(name)
    return (10**9 if number is None else number, name)


def search_households(account: Account, text: str, on: date, most: int) -> QuerySet[Household]:
    """The first `most` by code of the active households that the account sees whole, found by code,
    a member's name, or phone."""
    text = text.strip()
    if text.upper() == text.lower():  # no capitals: looking for the place of it is quicker
        by_code = Q(GreaterThan(StrIndex("code", Value(text)), 0))
        by_code |= Q(Exact(StrIndex("phone", Value(text)), 1))
        by_name = Q(GreaterThan(StrIndex("name", Value(text)), 0))
    else:
        by_code = Q(code__icontains=text) | Q(phone__startswith=text)
        by_name = Q(name__icontains=text)
    named = Member.objects.filter(by_name, left_on=None)
    limit = MOST_LOOKED_UP + 1
    # Few found: they are looked up, and the rest of a county is not. Both lists come from an index.
    few = set(Household.objects.filter(by_code).order_by().values_list("pk", flat=True)[:limit])
    if len(few) <= MOST_LOOKED_UP:
        few.update(named.order_by().values_list("household", flat=True).distinct()[:limit])
    if len(few) <= MOST_LOOKED_UP:
        found = Q(pk__in=few)
    else:
        found = by_code | Q(pk__in=named.values("household"))
    # CASE: the scope is asked of what was found; SQLite would else go through the whole village.
    seen = Case(When(_seen_whole(account, reach_of(account, on), on), then=True), default=False)
    rows = Household.objects.in_use().active_on(on).filter(found, seen)
    # Ids alone are sorted: what is shown of each would else be worked out for all that are found.
    first = list(rows.order_by("code", "pk").values_list("pk", flat=True)[:most])
    return with_head(Household.objects.filter(pk__in=first)).order_by("code", "pk")


def members_named(households: Iterable[Household], text: str) -> dict[UUID, list[str]]:
    """Who of some households has a text in the name and is not the head, by household; as searches
    find them."""
    named = Member.objects.filter(household__in=households, name__icontains=text, left_on=None)
    found: dict[UUID, list[str]] = {}
    for household_id, name in named.exclude(relation="head").values_list("household", "name"):
        found.setdefault(household_id, []).append(name)
    return found


def away_until(household: Household, on: date) -> date | None:
    """The day they come back, while they are away."""
    away = household.absences.filter(start_on__lte=on, end_on__gt=on)
    return away.values_list("end_on", flat=True).first()


def access_of(household: Household, on: date) -> QuerySet[Access]:
    """Who may see a household on a day beyond the village's coordinators, the earliest first; not
    by a sealed grant, which would say that something is sealed."""
    rows = _grants(household, on).exclude(via=AccessVia.SEALED)
    return rows.select_related("account", "helper").order_by("from_on", "id")


def sealed_grants_of(household: Household, on: date) -> QuerySet[Access]:
    """Who opens a household's sealed fields on a day: for who names them."""
    rows = _grants(household, on).filter(via=AccessVia.SEALED)
    return rows.select_related("account", "helper").order_by("from_on", "id")


def _grants(household: Household, on: date) -> QuerySet[Access]:
    return household.access.filter(from_on__lte=on).exclude(until_on__lte=on)


def homes_in_season(village: Place, season: str, on: date) -> dict[UUID, tuple[Decimal, Decimal]]:
    """Where each household of a village lives in a season: (lat, lon) by household id.

    A household without a home of that season is where its other home is.
    """
    homes = Home.objects.filter(live_on(on), household__village=village)
    other_first = sorted(homes, key=lambda home: home.season == season)
    return {home.household_id: (home.lat, home.lon) for home in other_first}


def ended_access(before: date) -> QuerySet[Access]:
    """Access that ended before a day."""
    return Access.objects.filter(until_on__lt=before)


def ended_circumstances(before: date) -> QuerySet[Circumstance]:
    """Circumstances that ceased to hold before a day."""
    return Circumstance.objects.filter(until_on__lt=before)


def ended_declined(before: date) -> QuerySet[Declined]:
    """Wishes not to meet that ended before a day."""
    return Declined.objects.filter(end_on__lt=before)


def withdrawn_consents(before: date) -> QuerySet[Consent]:
    """Consents that were withdrawn before a day."""
    return Consent.objects.filter(withdrawn_on__lt=before)


def consent_text_on(village: Place, purpose: str, on: date) -> ConsentText | None:
    """The text that holds for a purpose at a village on a day."""
    texts = village.consent_texts.filter(purpose=purpose, from_on__lte=on)
    return texts.order_by("-number").first()


def standing_consents(household: Household) -> list[Consent]:
    """What is agreed to now: of each purpose and person the latest that was not withdrawn."""
    rows = household.consents.filter(withdrawn_on=None).select_related("member", "child", "text")
    latest = {
        tuple(row.whose.values()): row for row in rows.order_by("given_on", "text__number", "id")
    }
    return list(latest.values())


def to_tell_again(village: Place, on: date) -> list[Consent]:
    """Consents of households on the register that rest on an earlier text than the one that holds:
    of each purpose and person the latest, by household code."""
    texts = village.consent_texts.filter(from_on__lte=on).order_by("number")
    newest = {text.purpose: text.pk for text in texts}
    rows = Consent.objects.filter(
        household__in=Household.objects.filter(village=village).active_on(on).values("pk"),
        purpose__in=newest,
        given_on__lte=on,
        withdrawn_on=None,
    ).select_related("household", "member", "child", "text")
    latest = {
        (row.household_id, *row.whose.values()): row
        for row in rows.order_by("household__code", "given_on", "text__number", "id")
    }
    return [row for row in latest.values() if row.text_id != newest[row.purpose]]


def get_consent_text_for(account: Account, text_id: object, on: date) -> ConsentText:
    """A text of a village that the account coordinates; else NotVisible."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    text = ConsentText.objects.filter(pk=text_id, place__in=villages)
    found = text.select_related("place__parent__parent").first()
    if found is None:
        raise NotVisible
    return found


def is_sealing(place_id: UUID, on: date) -> bool:
    """Whether a village's sealed fields are switched on, on a day."""
    return Sealing.objects.filter(place=place_id, from_on__lte=on).exists()


def own_name(member: Member) -> str:
    """A child's own name, where one is sealed; "" else, and once the household is erased."""
    return own_names([member]).get(member.pk, "")


def own_names(members: Iterable[Member]) -> dict[UUID, str]:
    """The sealed own names of some members, by id."""
    sealed = [one for one in members if one.sealed_name]
    keys = vault.present_keys({one.household_id for one in sealed})
    return {
        one.pk: vault.unseal_with(key, one.household_id, one.sealed_name)
        for one in sealed
        if (key := keys.get(str(one.household_id)))
    }


def names_of_14(on: date) -> list[Member]:
    """Members whose name is sealed, and who are fourteen by now."""
    grown = Member.objects.exclude(sealed_name="").filter(birth_year__lte=on.year - CHILD_UNTIL)
    rows = grown.select_related("household")
    return [one for one in rows if not is_child(one.birth_year, one.birth_month, on)]


def with_shown_names(members: Iterable[Member], on: date) -> list[Member]:
    """The rows with, as `name`, what a screen or paper shows: a child's own name where the guardian
    agreed to that, else 孩子N. Not to be saved."""
    rows = list(members)
    sealed = [one for one in rows if one.sealed_name]
    agreed = Consent.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        purpose=SHOWS_A_CHILDS_NAME,
        child__in=sealed,
        given_on__lte=on,
    )
    shown = set(agreed.values_list("child", flat=True)) if sealed else set()
    names = own_names(one for one in sealed if one.pk in shown)
    for one in rows:
        one.name = names.get(one.pk) or one.name
    return rows


def may_open_sealed(account: Account, household: Household, on: date) -> bool:
    """Whether an account was let into a household's sealed fields: by a sealed grant to itself, its
    helper, or a duty it holds. A coordinator of the village never is, nor is anybody for whom
    nobody has vouched yet."""
    reach = reach_of(account, on)
    if account.unvouched_since is not None or household.village_id in reach.by_role.get(
        Role.COORDINATOR, ()
    ):
        return False
    grants = _live_access(on).filter(_named(account, reach), household=household)
    return grants.filter(via=AccessVia.SEALED).exists()


def households_let_into(account: Account, on: date) -> HouseholdQuerySet:
    """The households whose sealed fields an account was let into, as `may_open_sealed` says it."""
    if account.unvouched_since is not None:
        return Household.objects.none()
    reach = reach_of(account, on)
    grants = _live_access(on).filter(_named(account, reach), via=AccessVia.SEALED)
    coordinated = reach.by_role.get(Role.COORDINATOR, ())
    return (
        Household.objects.in_use()
        .filter(pk__in=grants.values("household"))
        .exclude(village__in=coordinated)
    )


def sealed_fields_of(household: Household, on: date) -> QuerySet[SealedField]:
    """What is sealed of a household and can be opened on a day; no content."""
    rows = household.sealed.filter(given_on__lte=on, until_on__gt=on)
    return rows.select_related("member").defer("content")


def get_sealed_field_for(account: Account, field_id: object, on: date) -> SealedField:
    """A sealed field that an account may open on a day; else NotVisible."""
    rows = SealedField.objects.filter(pk=field_id, given_on__lte=on, until_on__gt=on)
    field = rows.select_related("household__village", "member").first()
    if field is None or not may_open_sealed(account, field.household, on):
        raise NotVisible
    return field
