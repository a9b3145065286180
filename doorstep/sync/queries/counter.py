"""What a phone needs at the counters where its helper stands: state and no history."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from doorstep.people.choices import Duty
from doorstep.people.models import Helper, live_on
from doorstep.people.queries import somebody_holds
from doorstep.stations.models import HelpKind, HelpRequest, Station
from doorstep.stations.queries import (
    OpenRequest,
    help_kinds,
    loan_items,
    open_loans,
    open_requests,
    stations_staffed_by,
)


@dataclass(frozen=True)
class Counters:
    """The stations of a helper on a day; `seen` changes whenever anything of them does."""

    stations: tuple[dict[str, Any], ...]

    @property
    def seen(self) -> str:
        return sha256(repr(self.stations).encode()).hexdigest()[:16]


def counters_of(helper: Helper, on: date, now: datetime) -> Counters:
    """The open stations where a helper stands on the rota or in a team: what is helped with, what
    is lent and who has it, and what waits. One query where there is none."""
    stations = stations_staffed_by(helper, on).filter(live_on(on))
    return Counters(tuple(_station(one, on, now) for one in stations))


def helped_by(helper: Helper, on: date) -> Any:
    """The requests that a helper may work on: of the stations where they stand."""
    mine = stations_staffed_by(helper, on).values("pk")
    return HelpRequest.objects.filter(station__in=mine).select_related("station__place", "kind")


def _station(station: Station, on: date, now: datetime) -> dict[str, Any]:
    rows: Any = loan_items(station)
    return {
        "id": str(station.pk),
        "name": station.name,
        "kinds": [_kind(kind) for kind in help_kinds(station.place, on)],
        "has_mediator": somebody_holds(Duty.MEDIATOR, station.place, on),
        "items": [
            {"id": str(item.pk), "name": item.name, "left": item.pieces - item.out} for item in rows
        ],
        "loans": [
            {
                "id": str(loan.pk),
                "item": str(loan.item_id),
                "pieces": loan.pieces,
                "borrower": loan.borrower,
                "reach": loan.reach,
                "due_on": f"{loan.due_on}",
            }
            for loan in open_loans(station)
        ],
        "requests": [_request(one) for one in open_requests(station, on, now)],
    }


def _kind(kind: HelpKind) -> dict[str, Any]:
    return {
        "id": str(kind.pk),
        "names": kind.names,
        "goes_out": bool(kind.response_kind),
        "is_dispute": kind.is_dispute,
        "is_loan": kind.is_loan,
    }


def _request(one: OpenRequest) -> dict[str, Any]:
    asked = one.request
    return {
        "id": str(asked.pk),
        "names": asked.kind.names,
        "is_dispute": asked.kind.is_dispute,
        "source": asked.source,
        "state": asked.state,
        "who": asked.who,
        "reach": asked.reach,
        "where": asked.where,
        "text": asked.text,
        "waits": one.waits if asked.asked_at else None,
        "team": asked.team.name if asked.team else "",
        "teams": [{"id": str(team.pk), "name": team.name} for team in one.teams],
    }
