"""Programmes of money: founding and ending them, committing by year, and what comes in."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds import rules
from doorstep.funds.actions.guards import DayToCome, clean, guard_year, hold, post, reverse, tell
from doorstep.funds.choices import PURSES, HeadingKind, ProgrammeKind
from doorstep.funds.models import Commitment, Income, Posting, Programme
from doorstep.funds.queries import (
    coop_stands,
    left_for_projects,
    paid_in_year,
    projects_counting_on,
    year_of,
)
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen, money_text
from doorstep.kit.text import few
from doorstep.people.models import Account, Place


class ProgrammeThereAlready(Refused):
    message = _("%(place)s has a programme “%(name)s” already; commit the money to that one.")


class EndBeforeStart(Refused):
    message = _("The programme begins on %(day)s; it cannot end before.")


class ProgrammeEndedAlready(Refused):
    message = _("“%(name)s” ended on %(day)s already.")


class YearRefused(Refused):
    message = _("%(year)s is no year for money; it lies between %(first)s and %(last)s.")


class CommitmentReversedAlready(Refused):
    message = _("This commitment was taken back already.")


class CommitmentPaidAlready(Refused):
    message = _(
        "Of %(committed)s committed for %(year)s, %(paid)s are paid; without %(amount)s the year "
        "would be overdrawn. Reverse payments first."
    )


class CommitmentInProjects(Refused):
    message = _(
        "Of “%(name)s” %(left)s are left that no project counts on; %(amount)s cannot be taken "
        "back. It is a source of: %(projects)s. Take a source back there first."
    )


class IncomeDeclaredAlready(Refused):
    message = _(
        "Of %(earned)s earned, %(declared)s are declared to the members; take a dividend back "
        "first."
    )


class PurseUnknown(Refused):
    message = _("Money comes to the bank or into the cash box.")


@transaction.atomic
def found_programme(
    place: Place,
    *,
    name: str,
    kind: ProgrammeKind | str,
    source: str,
    start_on: date,
    by: Account,
    on: date,
    purpose: str = "",
    end_on: date | None = None,
) -> Programme:
    """A programme of a village, town or county. ProgrammeThereAlready, EndBeforeStart,
    WordsMissing, TextTooLong."""
    hold(place)
    name, source = clean(name, 100, is_required=True), clean(source, 100, is_required=True)
    if end_on is not None and end_on < start_on:
        raise EndBeforeStart(day=start_on)
    if Programme.objects.filter(place=place, name=name).exists():
        raise ProgrammeThereAlready(place=place.name, name=name)
    programme = Programme(
        place=place,
        kind=ProgrammeKind(kind),
        name=name,
        source=source,
        purpose=clean(purpose, 300),
        start_on=start_on,
        end_on=end_on,
    )
    programme.save(force_insert=True)
    tell("found_programme", programme, place, by=by, on=on, kind=programme.kind)
    return programme


@transaction.atomic
def end_programme(programme: Programme, *, last_on: date, by: Account, on: date) -> None:
    """Lets a programme pay until a day and no longer. ProgrammeEndedAlready, EndBeforeStart."""
    hold(programme.place)
    programme.refresh_from_db(fields=["end_on"])
    if programme.end_on is not None and programme.end_on < on:
        raise ProgrammeEndedAlready(name=programme.name, day=programme.end_on)
    if last_on < programme.start_on:
        raise EndBeforeStart(day=programme.start_on)
    programme.end_on = last_on
    programme.save(update_fields=["end_on"])
    tell("end_programme", programme, programme.place, by=by, on=on)


@transaction.atomic
def commit_money(
    programme: Programme,
    *,
    year: int,
    amount: int,
    decided_on: date,
    by: Account,
    on: date,
    note: str = "",
) -> Commitment:
    """Commits whole fen to a year; what was committed before stays beside it. YearRefused,
    YearClosed, DayToCome, AmountNotPositive, AmountTooLarge, TextTooLong."""
    hold(programme.place)
    if not rules.is_year(year):
        raise YearRefused(year=year, first=rules.FIRST_YEAR, last=rules.LAST_YEAR)
    guard_year(programme.place, year)
    if decided_on > on:
        raise DayToCome(day=decided_on)
    commitment = Commitment(
        programme=programme,
        year=year,
        amount=guard_fen(amount),
        decided_on=decided_on,
        note=clean(note, 200),
        by=by,
    )
    commitment.save(force_insert=True)
    tell("commit_money", commitment, programme.place, by=by, on=on, year=year)
    return commitment


@transaction.atomic
def reverse_commitment(
    commitment: Commitment, *, because: str, by: Account, on: date
) -> Commitment:
    """Takes a commitment back by a row of its own. CommitmentReversedAlready, YearClosed,
    CommitmentPaidAlready, CommitmentInProjects, WordsMissing."""
    programme = commitment.programme
    hold(programme.place)
    if commitment.reverses_id or Commitment.objects.filter(reverses=commitment).exists():
        raise CommitmentReversedAlready
    guard_year(programme.place, commitment.year)
    stands = year_of(programme, commitment.year)
    own = paid_in_year(programme, commitment.year, commitment=commitment)
    if stands.left < commitment.amount or own > 0:
        raise CommitmentPaidAlready(
            committed=money_text(stands.committed),
            paid=money_text(stands.paid),
            amount=money_text(commitment.amount),
            year=commitment.year,
        )
    left = left_for_projects(programme)
    if left < commitment.amount:
        raise CommitmentInProjects(
            name=programme.name,
            left=money_text(left),
            amount=money_text(commitment.amount),
            projects=few(
                f"“{name}” {money_text(fen)}" for name, fen in projects_counting_on(programme)
            ),
        )
    back = Commitment(
        programme=programme,
        year=commitment.year,
        amount=-commitment.amount,
        decided_on=on,
        note=clean(because, 200, is_required=True),
        reverses=commitment,
        by=by,
    )
    back.save(force_insert=True)
    tell("reverse_commitment", back, programme.place, by=by, on=on, year=commitment.year)
    return back


@transaction.atomic
def receive_money(
    programme: Programme,
    amount: int,
    *,
    received_on: date,
    by: Account,
    on: date,
    into: HeadingKind | str = HeadingKind.BANK,
    text: str = "",
) -> Posting:
    """Enters money that came in for a programme, in fen. PurseUnknown, DayToCome,
    AmountNotPositive, AmountTooLarge, TextTooLong."""
    hold(programme.place)
    if into not in PURSES:
        raise PurseUnknown
    income = Income(programme=programme, by=by)
    income.save(force_insert=True)
    posting = post(
        income,
        amount,
        place=programme.place,
        taken_from=HeadingKind.GIVEN,
        put_to=HeadingKind(into),
        moved_on=received_on,
        text=text,
        by=by,
        on=on,
    )
    tell("receive_money", posting, programme.place, by=by, on=on)
    return posting


@transaction.atomic
def reverse_income(posting: Posting, *, because: str, by: Account, on: date) -> Posting:
    """Takes back what was entered as come in. PostingReversedAlready, DayBeforePosting,
    ReasonMissing; IncomeDeclaredAlready for what a cooperative has declared to its members."""
    hold(posting.place)
    earner = posting.income.cooperative if posting.income is not None else None
    if earner is not None:
        stands = coop_stands(earner)
        if stands.earned - posting.amount < stands.declared:
            raise IncomeDeclaredAlready(
                declared=money_text(stands.declared), earned=money_text(stands.earned)
            )
    back = reverse(posting, because=because, by=by, on=on)
    tell("reverse_income", back, posting.place, by=by, on=on)
    return back
