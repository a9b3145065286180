"""What a helper wrote at the counter of a station, into the acts of the stations' room."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.models import Account, Helper, Place
from doorstep.stations.actions import (
    ask_for_help,
    lend,
    note_help,
    note_not_possible,
    take_back,
)
from doorstep.stations.actions.requests import NotHelpedWithHere
from doorstep.stations.choices import HelpState, Source
from doorstep.stations.models import HelpKind, Loan, LoanItem, Station
from doorstep.stations.queries import stations_staffed_by
from doorstep.sync.rules import (
    FormFault,
    SentLoan,
    SentReturn,
    SentWalkIn,
    head_of,
    read_form,
)
from doorstep.sync.rules.forms import ViolenceNotAsked


class StationNotHere(Refused):
    message = _("The village has no station of this number; nothing was recorded there.")


class NotAtThisStation(Refused):
    message = _(
        "The helper stood on no rota and in no team of this station on that day. Where the helper "
        "did stand there after all, apply it as it stands."
    )


class NotLentHere(Refused):
    message = _("The station has no such thing on its list of what is lent.")


class NoSuchLoan(Refused):
    message = _("No such loan is on record at this station; it may be held here itself.")


class NotReplacedAtACounter(Refused):
    message = _(
        "What was recorded at a counter is not replaced by another content. Put it right at the "
        "station itself, then discard this."
    )


@dataclass(frozen=True)
class AtCounter:
    """Whose form it is and of which village, when it was written (`at`: the moment, None where it
    is not known), and whether a person decided that it counts whoever stood there."""

    key: UUID
    place: Place
    helper: Helper
    on: date
    by: Account
    today: date
    at: datetime | None = None
    is_decided: bool = False


def file_at_counter(sent: AtCounter, body: bytes, said: dict[str, Any] | None) -> None:
    """Does what the form says at its station, as the helper's act on the day it names. FormFault,
    ViolenceNotAsked, StationNotHere, NotAtThisStation, NotLentHere, NoSuchLoan, and what the
    stations' acts refuse."""
    form = read_form(body, said)
    if not isinstance(form, SentWalkIn | SentLoan | SentReturn):
        raise FormFault(where="form", value=head_of(body).form)  # another content of one
    if sent.on > sent.today:
        raise FormFault(where="on", value=f"{sent.on}")
    station = _station_of(sent, form.station_id)
    if isinstance(form, SentWalkIn):
        _file_walk_in(sent, station, form)
    elif isinstance(form, SentLoan):
        _file_loan(sent, station, form)
    else:
        _file_return(sent, station, form)


def hold_station(place: Place, said: dict[str, Any] | None) -> None:
    """Locks the rows that a form of a counter touches and others share, until the transaction ends:
    for who tells the trail of something before it is filed."""
    station = Station.objects.filter(place=place, pk=_key(said, "station"))
    list(station.select_for_update(no_key=True))
    item = Loan.objects.filter(pk=_key(said, "loan")).values("item")
    items = LoanItem.objects.filter(station__place=place)
    for one in (items.filter(pk=_key(said, "item")), items.filter(pk__in=item)):
        list(one.select_for_update(no_key=True, of=("self",)))


def _key(said: dict[str, Any] | None, name: str) -> UUID | None:
    try:
        return UUID(str((said or {}).get(name)))
    except ValueError:
        return None


def _station_of(sent: AtCounter, station_id: UUID) -> Station:
    """The village's station; another village's is told from none by nobody."""
    station = Station.objects.filter(place=sent.place, pk=station_id).first()
    if station is None:
        raise StationNotHere
    if not sent.is_decided:
        mine = stations_staffed_by(sent.helper, sent.on)
        if not mine.filter(pk=station.pk).exists():
            raise NotAtThisStation
    return station


def _file_walk_in(sent: AtCounter, station: Station, form: SentWalkIn) -> None:
    """A walk-in that was helped when it was written has no minutes: nobody measured them."""
    kind = HelpKind.objects.filter(place=station.place_id, pk=form.kind_id).first()
    if kind is None:
        raise NotHelpedWithHere
    if kind.is_dispute and form.violence not in ("yes", "no"):  # mediation asks for it, always
        raise ViolenceNotAsked
    request = ask_for_help(
        station,
        kind,
        source=Source.COUNTER,
        at=_moment(sent) if form.ended == HelpState.ASKED else None,
        who=form.who,
        reach=form.reach,
        text=form.text,
        has_violence=form.violence == "yes",
        by=sent.by,
        on=sent.on,
        id=sent.key,
    )
    if form.ended == HelpState.HELPED:
        note_help(request, at=None, by=sent.by, on=sent.on)
    elif form.ended == HelpState.NOT_POSSIBLE:
        note_not_possible(request, reason=form.reason, by=sent.by, on=sent.on)


def _moment(sent: AtCounter) -> datetime | None:
    """The moment of writing, where it lies on the day that the form names."""
    if sent.at is None:
        return None
    zone = timezone.get_default_timezone()
    return sent.at if sent.at.astimezone(zone).date() == sent.on else None


def _file_loan(sent: AtCounter, station: Station, form: SentLoan) -> None:
    item = LoanItem.objects.filter(station=station, pk=form.item_id).first()
    if item is None:
        raise NotLentHere
    lend(
        item,
        borrower=form.borrower,
        reach=form.reach,
        pieces=form.pieces,
        due_on=form.due_on,
        by=sent.by,
        on=sent.on,
        id=sent.key,
    )


def _file_return(sent: AtCounter, station: Station, form: SentReturn) -> None:
    loan = Loan.objects.filter(item__station=station, pk=form.loan_id).first()
    if loan is None:
        raise NoSuchLoan
    day = max(sent.on, loan.out_on)  # what was lent late by one phone came back on no earlier day
    take_back(
        loan,
        condition=form.condition,
        note=form.note,
        pieces=form.pieces,
        by=sent.by,
        on=day,
        id=sent.key,
    )
