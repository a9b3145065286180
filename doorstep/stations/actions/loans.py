"""Lending and taking back: what is out is counted from the loans, never kept beside them."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, told_together
from doorstep.people.models import Account
from doorstep.stations.actions.requests import note_help
from doorstep.stations.actions.text import clean, cleaned, guard_open, guard_same
from doorstep.stations.choices import LENT_NO_MORE, Condition
from doorstep.stations.models import HelpRequest, Loan, LoanItem, Station
from doorstep.stations.queries.loans import pieces_lent, pieces_out

ITEM_NAME = pgettext_lazy("loan", "What is lent")
NOTE = pgettext_lazy("loan", "Note")
MOST_PIECES = 10_000
MOST_DAYS = 366  # a year too many by a slip would keep who has it for good
TEXTS = {
    "borrower": (pgettext_lazy("loan", "Name"), 60, True),
    "reach": (pgettext_lazy("loan", "Phone or plate"), 60, True),
}


class LoanItemTaken(Refused):
    message = _("“%(name)s” is on the list of what is lent already; change its number there.")


class PiecesRefused(Refused):
    message = _("How many there are is a number from %(least)s to %(most)s.")


class FewerThanAreOut(Refused):
    message = _("%(out)s of “%(name)s” are out; there cannot be fewer. Note what came back first.")


class NothingLeftToLend(Refused):
    message = _(
        "“%(name)s”: %(asked)s cannot be lent; left here: %(left)s. Take one back first, or lend "
        "fewer."
    )


class DueBeforeOut(Refused):
    message = _("It goes out on %(out)s and cannot be due before that day.")


class DueTooLate(Refused):
    message = _("It is due at most %(most)s days after it goes out on %(out)s; check the year.")


class LoanBackAlready(Refused):
    message = _("This loan came back on %(day)s already; nothing was changed.")


class MoreThanAreOut(Refused):
    message = _("Only %(out)s of this loan are out; more cannot come back.")


@transaction.atomic
def add_loan_item(station: Station, *, name: str, pieces: int, by: Account, on: date) -> LoanItem:
    """A thing that the station lends. StationClosed, TextMissing, TextTooLong, LoanItemTaken,
    PiecesRefused."""
    Station.objects.select_for_update(no_key=True).get(pk=station.pk)
    guard_open(station, on)
    name = clean(name, ITEM_NAME, most=60)
    _guard_pieces(pieces)
    if station.loan_items.filter(name=name).exists():
        raise LoanItemTaken(name=name)
    item = LoanItem.objects.create(station=station, name=name, pieces=pieces)
    audit("add_loan_item", item, by=by, on=on, place=station.place_id, detail={"pieces": pieces})
    return item


@transaction.atomic
def count_loan_item(item: LoanItem, *, pieces: int, by: Account, on: date) -> None:
    """How many usable pieces there are after all, those out included. PiecesRefused,
    FewerThanAreOut."""
    item.refresh_from_db(from_queryset=LoanItem.objects.select_for_update(no_key=True))
    _guard_pieces(pieces)
    if pieces < (out := pieces_out(item)):
        raise FewerThanAreOut(out=out, name=item.name)
    item.pieces = pieces
    item.save(update_fields=["pieces"])
    place = item.station.place_id
    audit("count_loan_item", item, by=by, on=on, place=place, detail={"pieces": pieces})


@transaction.atomic
def lend(
    item: LoanItem,
    *,
    borrower: str,
    reach: str,
    due_on: date,
    by: Account,
    on: date,
    pieces: int = 1,
    request: HelpRequest | None = None,
    at: datetime | None = None,
    id: UUID | None = None,  # noqa: A002
) -> Loan:
    """Lends pieces until a day, by a name and a phone or plate; sent again under its id, it is the
    same loan. A request that it meets is closed by it, helped at a moment. StationClosed,
    SentOtherwise, TextMissing, TextTooLong, IdentityNumberRefused, DueBeforeOut, DueTooLate,
    PiecesRefused, NothingLeftToLend, HelpRequestClosed."""
    item.refresh_from_db(from_queryset=LoanItem.objects.select_for_update(no_key=True))
    if sent := Loan.objects.filter(pk=id).first():
        if sent.item_id == item.pk:
            guard_same(pieces=(pieces_lent(sent), pieces), due=(sent.due_on, due_on))
            if sent.borrower:  # once it is let go, nothing is left to compare
                now = cleaned({"borrower": borrower, "reach": reach}, TEXTS)
                guard_same(**{name: (getattr(sent, name), now[name]) for name in TEXTS})
            return sent
        id = None  # noqa: A001 - somebody else's, and no business of who sends it
    guard_open(item.station, on)
    texts = cleaned({"borrower": borrower, "reach": reach}, TEXTS)
    if due_on < on:
        raise DueBeforeOut(out=on)
    if due_on > on + timedelta(days=MOST_DAYS):
        raise DueTooLate(most=MOST_DAYS, out=on)
    _guard_pieces(pieces, least=1)
    left = item.pieces - pieces_out(item)
    if pieces > left:
        raise NothingLeftToLend(name=item.name, left=left, asked=pieces)
    with told_together():
        if request is not None and at is not None:
            note_help(request, at=at, by=by, on=on)
        loan = Loan.objects.create(
            id=id or uuid4(),
            item=item,
            pieces=pieces,
            out_on=on,
            due_on=due_on,
            request=request,
            **texts,
        )
        audit("lend", loan, by=by, on=on, place=item.station.place_id, detail={"pieces": pieces})
    return loan


@transaction.atomic
def take_back(
    loan: Loan,
    *,
    condition: Condition | str,
    by: Account,
    on: date,
    note: str = "",
    pieces: int | None = None,
    id: UUID | None = None,  # noqa: A002
) -> None:
    """Notes that a loan is back and how; what is broken or lost is lent no more. Of fewer `pieces`
    than are out, the others stay out; sent again under its id, they come back once. SentOtherwise,
    LoanBackAlready, MoreThanAreOut, PiecesRefused, TextTooLong, IdentityNumberRefused."""
    item = LoanItem.objects.select_for_update(no_key=True).get(pk=loan.item_id)
    loan.refresh_from_db()
    note = clean(note, NOTE, most=200, needed=False)
    if sent := Loan.objects.filter(pk=id).first():
        if sent.part_of_id == loan.pk:
            guard_same(
                pieces=(sent.pieces, sent.pieces if pieces is None else pieces),
                how=((sent.condition, sent.note), (str(condition), note)),
            )
            return
        id = None  # noqa: A001 - somebody else's, and no business of who sends it
    if loan.back_on is not None:
        raise LoanBackAlready(day=loan.back_on)
    count = loan.pieces if pieces is None else pieces
    _guard_pieces(count, least=1)
    if count > loan.pieces:
        raise MoreThanAreOut(out=loan.pieces)
    back = loan if count == loan.pieces else _part(loan, count, id=id)
    back.note, back.back_on, back.condition = note, on, Condition(condition)
    back.save()
    if back.condition in LENT_NO_MORE:
        item.pieces -= back.pieces
        item.save(update_fields=["pieces"])
    detail = {"condition": str(back.condition), "pieces": back.pieces}
    audit("take_back", back, by=by, on=on, place=item.station.place_id, detail=detail)


def _part(loan: Loan, pieces: int, *, id: UUID | None) -> Loan:  # noqa: A002
    """Some pieces of a loan as a row of their own, which comes back; the caller saves it."""
    loan.pieces -= pieces
    loan.save(update_fields=["pieces"])
    return Loan(
        id=id or uuid4(),
        item_id=loan.item_id,
        pieces=pieces,
        borrower=loan.borrower,
        reach=loan.reach,
        out_on=loan.out_on,
        due_on=loan.due_on,
        request_id=loan.request_id,
        part_of=loan,
    )


def _guard_pieces(pieces: int, *, least: int = 0) -> None:
    if not least <= pieces <= MOST_PIECES:
        raise PiecesRefused(least=least, most=MOST_PIECES)
