"""The register as a roster would state it."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing
from doorstep.people.models import Place, live_on
from doorstep.register import roster
from doorstep.register.choices import ConsentPurpose, Relation, Season
from doorstep.register.models import Consent, Home, Household, Member
from doorstep.sync.rules import HEAD, settled


def stated_at(villages: Mapping[str, Place], on: date) -> dict[roster.HouseholdKey, roster.Stated]:
    """The active households of some villages that are in use now, each under the name its village
    has in the roster ("" where that is of one village), with their members; in a constant number
    of queries."""
    names = {village.pk: name for name, village in villages.items()}
    present = Q(left_on=None) | Q(left_on__gt=on)
    consents = _consents().exclude(withdrawn_on__lte=on).order_by("given_on", "id")
    households = (
        Household.objects.in_villages(names)
        .active_on(on)
        .in_use()
        .select_related("group")
        .prefetch_related(
            Prefetch("members", Member.objects.filter(present), to_attr="present"),
            Prefetch("homes", Home.objects.filter(live_on(on)), to_attr="homes_now"),
            Prefetch("consents", consents, to_attr="consents_given"),
            Prefetch(
                "pairings",
                Pairing.objects.live_on(on).select_related("helper"),
                to_attr="pairings_now",
            ),
        )
    )
    found = {}
    for household in households:
        name = names[household.village_id]
        members = tuple(stated_member(name, household, one) for one in household.present)
        found[name, household.code] = roster.Stated(_household(name, household), members)
    return found


def on_record(
    ledger: roster.Roster, villages: Mapping[str, Place], on: date
) -> dict[roster.HouseholdKey, roster.Stated]:
    """What is on record, made ready to be compared with a roster as it is kept."""
    new, decided = roster.stated(ledger), decided_here(villages, on)
    known, withdrawn = _consents_known(villages)
    settling = {}
    for key, one in stated_at(villages, on).items():
        if key in new:
            home = new[key].household
            said = (*key, home.consent_on, home.consent_how)
            is_known = said in known or bool(
                home.consent_on and key in withdrawn and home.consent_on <= withdrawn[key]
            )
            one = settled(one, home, ledger, decided_here=key in decided, consent_is_known=is_known)
        settling[key] = one
    return settling


def decided_here(villages: Mapping[str, Place], on: date) -> set[roster.HouseholdKey]:
    """Households with a pair that did not come from a ledger."""
    names = {village.pk: name for name, village in villages.items()}
    pairings = Pairing.objects.live_on(on).filter(household__village__in=list(names))
    others = pairings.exclude(via=PairingVia.LEDGER)
    found = others.values_list("household__village", "household__code")
    return {(names[village], code) for village, code in found}


def _consents() -> QuerySet[Consent]:
    return Consent.objects.filter(purpose=ConsentPurpose.REGISTER)


def _consents_known(
    villages: Mapping[str, Place],
) -> tuple[set[tuple[str, str, date, str]], dict[roster.HouseholdKey, date]]:
    """Every consent on record as (village, code, day, way), and the last day one was withdrawn."""
    names = {village.pk: name for name, village in villages.items()}
    known: set[tuple[str, str, date, str]] = set()
    withdrawn: dict[roster.HouseholdKey, date] = {}
    rows = (
        _consents()
        .filter(household__village__in=list(names))
        .values_list("household__village", "household__code", "given_on", "how", "withdrawn_on")
    )
    for village, code, given_on, how, withdrawn_on in rows:
        key = (names[village], code)
        known.add((*key, given_on, how))
        if withdrawn_on is not None:
            withdrawn[key] = max(withdrawn_on, withdrawn.get(key, withdrawn_on))
    return known, withdrawn


def _household(village: str, household: Household) -> roster.Household:
    homes = {home.season: (float(home.lat), float(home.lon)) for home in household.homes_now}  # type: ignore[attr-defined]
    consents = household.consents_given  # type: ignore[attr-defined]
    consent = consents[-1] if consents else None
    heads = [one.name for one in household.present if one.relation == Relation.HEAD]  # type: ignore[attr-defined]
    return roster.Household(
        code=household.code,
        village=village,
        group=household.group.name if household.group else "",
        head=heads[0] if heads else "",
        resident_count=household.resident_count,
        phone=household.phone,
        languages=tuple(household.languages),
        best_time=household.best_time,
        helpers=tuple(pairing.helper.name for pairing in household.pairings_now),  # type: ignore[attr-defined]
        need_note=household.need_note,
        registered_on=household.ledger_registered_on,
        review_on=household.review_on,
        consent_on=consent.given_on if consent else None,
        consent_how=consent.how if consent else "",
        winter=homes.get(Season.WINTER),
        summer=homes.get(Season.SUMMER),
        note=household.note,
    )


def stated_member(village: str, household: Household, member: Member) -> roster.Member:
    """Somebody of a household as a roster would state it."""
    return roster.Member(
        code=household.code,
        village=village,
        name=member.name,
        relation=HEAD if member.relation == Relation.HEAD else member.relation_word,
        sex=member.sex,
        birth_year=member.birth_year,
        birth_month=member.birth_month,
        in_school=member.at_school,
        labour=member.able_to_work,
    )
