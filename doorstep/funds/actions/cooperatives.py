"""Cooperatives: founding, villages and members, what is earned, and dividends."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.actions.guards import (
    DayToCome,
    clean,
    guard_inside,
    hold,
    lock_households,
    post,
    tell,
)
from doorstep.funds.actions.programmes import PurseUnknown
from doorstep.funds.choices import PURSES, HeadingKind
from doorstep.funds.models import (
    Cooperative,
    CoopMember,
    CoopVillage,
    Dividend,
    Income,
    Posting,
)
from doorstep.funds.queries import coop_stands, dividend_paid, village_in
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen, money_text
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_below
from doorstep.register.actions.guards import guard_open
from doorstep.register.models import Household


class CooperativeThereAlready(Refused):
    message = _("%(place)s has a cooperative “%(name)s” already.")


class VillageInAlready(Refused):
    message = _("%(village)s is in the cooperative already.")


class VillageNotIn(Refused):
    message = _("%(village)s is not in the cooperative; let it join first.")


class MemberAlready(Refused):
    message = _("Household %(code)s has a share already.")


class BeforeFounding(Refused):
    message = _("The cooperative was founded on %(day)s; nothing of it can be earlier.")


class ShareEndedAlready(Refused):
    message = _("This share ended on %(day)s already.")


class DividendOverIncome(Refused):
    message = _(
        "“%(name)s” earned %(earned)s, of which %(declared)s are declared already; %(amount)s "
        "cannot be declared."
    )


class DividendReversedAlready(Refused):
    message = _("This dividend was taken back already.")


class DividendPaidAlready(Refused):
    message = _("%(paid)s of this dividend are paid. Reverse these payments first.")


@transaction.atomic
def found_cooperative(
    place: Place, *, name: str, founded_on: date, by: Account, on: date
) -> Cooperative:
    """A cooperative of a village or of villages of a town; a village's own is in it from the start.
    CooperativeThereAlready, DayToCome, WordsMissing."""
    hold(place)
    name = clean(name, 100, is_required=True)
    if founded_on > on:
        raise DayToCome(day=founded_on)
    if Cooperative.objects.filter(place=place, name=name).exists():
        raise CooperativeThereAlready(place=place.name, name=name)
    cooperative = Cooperative(place=place, name=name, founded_on=founded_on)
    cooperative.save(force_insert=True)
    if place.pk in villages_below(place):
        _join(cooperative, place, founded_on)
    tell("found_cooperative", cooperative, place, by=by, on=on)
    return cooperative


@transaction.atomic
def join_village(
    cooperative: Cooperative, village: Place, *, start_on: date, by: Account, on: date
) -> CoopVillage:
    """Lets a village into a cooperative. VillageElsewhere, VillageInAlready, BeforeFounding."""
    hold(cooperative.place)
    guard_inside(village, cooperative.place)
    if cooperative.villages.filter(village=village, end_on=None).exists():
        raise VillageInAlready(village=village.name)
    _guard_founded(cooperative, start_on)
    row = _join(cooperative, village, start_on)
    tell("join_village", row, cooperative.place, by=by, on=on)
    return row


@transaction.atomic
def add_shares(
    cooperative: Cooperative,
    households: Iterable[Household],
    *,
    start_on: date,
    by: Account,
    on: date,
) -> list[CoopMember]:
    """Notes that households of villages in the cooperative have a share; all or none. VillageNotIn,
    MemberAlready, BeforeFounding, HouseholdClosedAlready."""
    named = sorted(households, key=lambda one: str(one.pk))
    lock_households(named)
    for household in named:
        guard_open(household, max(start_on, on))
    hold(cooperative.place, *(one.village for one in named))
    _guard_founded(cooperative, start_on)
    rows = []
    for household in named:
        if not village_in(cooperative, household.village, start_on):
            raise VillageNotIn(village=household.village.name)
        if cooperative.members.filter(household=household, end_on=None).exists():
            raise MemberAlready(code=household.code)
        row = CoopMember(cooperative=cooperative, household=household, start_on=start_on)
        row.save(force_insert=True)
        tell("add_share", row, household.village, by=by, on=on)
        rows.append(row)
    return rows


@transaction.atomic
def end_share(share: CoopMember, *, end_on: date, by: Account, on: date) -> None:
    """The first day on which a household has no share any more. ShareEndedAlready,
    BeforeFounding."""
    village = share.household.village
    hold(village)
    share.refresh_from_db(fields=["end_on"])
    if share.end_on is not None:
        raise ShareEndedAlready(day=share.end_on)
    if end_on < share.start_on:
        raise BeforeFounding(day=share.start_on)
    share.end_on = end_on
    share.save(update_fields=["end_on"])
    tell("end_share", share, village, by=by, on=on)


@transaction.atomic
def earn(
    cooperative: Cooperative,
    amount: int,
    *,
    received_on: date,
    by: Account,
    on: date,
    into: HeadingKind | str = HeadingKind.BANK,
    text: str = "",
) -> Posting:
    """Enters what a cooperative earned, in fen. PurseUnknown, BeforeFounding, DayToCome,
    AmountNotPositive, AmountTooLarge, TextTooLong."""
    hold(cooperative.place)
    if into not in PURSES:
        raise PurseUnknown
    _guard_founded(cooperative, received_on)
    income = Income(cooperative=cooperative, by=by)
    income.save(force_insert=True)
    posting = post(
        income,
        amount,
        place=cooperative.place,
        taken_from=HeadingKind.EARNED,
        put_to=HeadingKind(into),
        moved_on=received_on,
        text=text,
        by=by,
        on=on,
    )
    tell("earn", posting, cooperative.place, by=by, on=on)
    return posting


@transaction.atomic
def declare_dividend(
    cooperative: Cooperative,
    amount: int,
    *,
    declared_on: date,
    by: Account,
    on: date,
    note: str = "",
) -> Dividend:
    """Declares a dividend in fen; all that is declared is at most what was earned.
    DividendOverIncome, BeforeFounding, DayToCome, AmountNotPositive, AmountTooLarge."""
    hold(cooperative.place)
    _guard_founded(cooperative, declared_on)
    if declared_on > on:
        raise DayToCome(day=declared_on)
    stands = coop_stands(cooperative)
    if stands.declared + guard_fen(amount) > stands.earned:
        raise DividendOverIncome(
            name=cooperative.name,
            earned=money_text(stands.earned),
            declared=money_text(stands.declared),
            amount=money_text(amount),
        )
    dividend = Dividend(
        cooperative=cooperative,
        amount=amount,
        declared_on=declared_on,
        note=clean(note, 200),
        by=by,
    )
    dividend.save(force_insert=True)
    tell("declare_dividend", dividend, cooperative.place, by=by, on=on)
    return dividend


@transaction.atomic
def reverse_dividend(dividend: Dividend, *, because: str, by: Account, on: date) -> Dividend:
    """Takes a declared dividend back by a row of its own. DividendReversedAlready,
    DividendPaidAlready, WordsMissing."""
    cooperative = dividend.cooperative
    hold(cooperative.place)
    if dividend.reverses_id or Dividend.objects.filter(reverses=dividend).exists():
        raise DividendReversedAlready
    paid = dividend_paid(dividend)
    if paid:
        raise DividendPaidAlready(paid=money_text(paid))
    back = Dividend(
        cooperative=cooperative,
        amount=-dividend.amount,
        declared_on=on,
        note=clean(because, 200, is_required=True),
        reverses=dividend,
        by=by,
    )
    back.save(force_insert=True)
    tell("reverse_dividend", back, cooperative.place, by=by, on=on)
    return back


def _join(cooperative: Cooperative, village: Place, start_on: date) -> CoopVillage:
    row = CoopVillage(cooperative=cooperative, village=village, start_on=start_on)
    row.save(force_insert=True)
    return row


def _guard_founded(cooperative: Cooperative, day: date) -> None:
    if day < cooperative.founded_on:
        raise BeforeFounding(day=cooperative.founded_on)
