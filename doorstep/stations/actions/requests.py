"""A request for help: asked, a team alerted, on the way, and how it ended."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.choices import Duty
from doorstep.people.models import Account, live_on
from doorstep.people.queries import has_duty
from doorstep.stations.actions.text import clean, cleaned, guard_open, guard_same
from doorstep.stations.choices import HelpState, Source
from doorstep.stations.models import HelpKind, HelpRequest, ResponseTeam, Station
from doorstep.stations.rules import minutes_between, state_words

TEXTS = {
    "who": (pgettext_lazy("help request", "Name or plate"), 60, False),
    "reach": (pgettext_lazy("help request", "How to reach you"), 60, False),
    "where": (pgettext_lazy("help request", "Where you are"), 100, False),
    "text": (pgettext_lazy("help request", "Note"), 300, False),
}
REASON = pgettext_lazy("help request", "Why it was not possible")


class NotHelpedWithHere(Refused):
    message = _("That kind of help is not on the list of this station; choose one of the list.")


class HelpRequestClosed(Refused):
    message = _("This request was closed on %(day)s: %(state)s. Nothing was changed.")


class TeamNotHere(Refused):
    message = _("The team “%(name)s” does not go out from %(station)s; choose one of its own.")


class OnTheWayAlready(Refused):
    message = _("Somebody is on the way already.")


class NobodyAlerted(Refused):
    message = _("No team was alerted yet; alert one first.")


class ViolenceAtTheCounter(Refused):
    message = _(
        "Violence or fear is not mediated, and nothing of this was kept. In danger call 110 first. "
        "What happens at a household's home is handed to the safeguarding person, from that "
        "household's page."
    )


class DisputeIsMediated(Refused):
    message = _(
        "This is a dispute: nobody goes out and helps with it here. The mediator of the village is "
        "told, and records what was agreed, or why nothing was; until then it still waits."
    )


class NotTheMediator(Refused):
    message = _(
        "How a dispute ends is recorded by a mediator of the village alone; until then it still "
        "waits. Nothing was changed."
    )


@transaction.atomic
def ask_for_help(
    station: Station,
    kind: HelpKind,
    *,
    source: Source | str,
    at: datetime | None,
    by: Account,
    on: date,
    who: str = "",
    reach: str = "",
    where: str = "",
    text: str = "",
    has_violence: bool = False,
    id: UUID | None = None,  # noqa: A002
) -> HelpRequest:
    """Records that somebody asked for help at a moment (None: nobody knows it); sent again under
    its id, it is the same request. StationClosed, SentOtherwise, NotHelpedWithHere, TextTooLong,
    IdentityNumberRefused; where there is violence nothing is kept, of whatever kind:
    ViolenceAtTheCounter."""
    if has_violence:
        raise ViolenceAtTheCounter
    Station.objects.select_for_update(no_key=True).get(pk=station.pk)  # a double click asks once
    if sent := HelpRequest.objects.filter(pk=id).first():
        if sent.station_id == station.pk:
            _guard_same(sent, kind, who=who, reach=reach, where=where, text=text)
            return sent
        id = None  # noqa: A001 - somebody else's, and no business of who sends it
    guard_open(station, on)
    if not HelpKind.objects.filter(live_on(on), pk=kind.pk, place=station.place_id).exists():
        raise NotHelpedWithHere
    texts = cleaned({"who": who, "reach": reach, "where": where, "text": text}, TEXTS)
    request = HelpRequest.objects.create(
        id=id or uuid4(),
        station=station,
        kind=kind,
        source=Source(source),
        asked_on=on,
        asked_at=at,
        **texts,
    )
    tell_of_request("ask_for_help", request, by=by, on=on)
    return request


@transaction.atomic
def alert_team(request: HelpRequest, team: ResponseTeam, *, by: Account, on: date) -> None:
    """Notes that a team of the station was called. HelpRequestClosed, TeamNotHere,
    OnTheWayAlready."""
    hold_request(request)
    if request.state == HelpState.COMING:
        raise OnTheWayAlready
    if not ResponseTeam.objects.filter(
        live_on(on), pk=team.pk, station=request.station_id
    ).exists():
        raise TeamNotHere(name=team.name, station=request.station.name)
    request.team, request.state = team, HelpState.ALERTED
    request.save(update_fields=["team", "state"])
    tell_of_request("alert_team", request, by=by, on=on)


@transaction.atomic
def set_out(request: HelpRequest, *, by: Account, on: date) -> None:
    """Notes that the alerted team is on the way. HelpRequestClosed, DisputeIsMediated,
    OnTheWayAlready, NobodyAlerted."""
    hold_request(request)
    _guard_no_dispute(request)
    if request.state == HelpState.COMING:
        raise OnTheWayAlready
    if request.team_id is None:
        raise NobodyAlerted
    request.state = HelpState.COMING
    request.save(update_fields=["state"])
    tell_of_request("set_out", request, by=by, on=on)


@transaction.atomic
def note_help(request: HelpRequest, *, at: datetime | None, by: Account, on: date) -> None:
    """Closes a request: help was given at a moment. From here on whole minutes are kept in place of
    the moment of asking, none where one of the two is not known. HelpRequestClosed,
    DisputeIsMediated."""
    hold_request(request)
    _guard_no_dispute(request)
    request.minutes = note_minutes(request, at)
    close_request(request, HelpState.HELPED, on)
    request.save(update_fields=["state", "asked_at", "closed_on", "minutes"])
    tell_of_request("note_help", request, by=by, on=on)


@transaction.atomic
def note_not_possible(request: HelpRequest, *, reason: str, by: Account, on: date) -> None:
    """Closes a request that could not be met, or a dispute in which nothing was agreed, with the
    reason. HelpRequestClosed, NotTheMediator, TextMissing, TextTooLong, IdentityNumberRefused."""
    hold_request(request)
    if request.kind.is_dispute:
        guard_mediates(request, by, on)
    request.reason = clean(reason, REASON, most=200)
    close_request(request, HelpState.NOT_POSSIBLE, on)
    request.save(update_fields=["state", "asked_at", "closed_on", "reason"])
    tell_of_request("note_not_possible", request, by=by, on=on)


def _guard_same(sent: HelpRequest, kind: HelpKind, **texts: str) -> None:
    """SentOtherwise where another kind or other words come under the id of a request; of one that
    is over the words may be gone."""
    guard_same(kind=(sent.kind_id, kind.pk))
    if sent.is_open:
        now = cleaned(texts, TEXTS)
        guard_same(**{name: (getattr(sent, name), now[name]) for name in TEXTS})


def _guard_no_dispute(request: HelpRequest) -> None:
    if request.kind.is_dispute:
        raise DisputeIsMediated


def guard_mediates(request: HelpRequest, by: Account, on: date) -> None:
    """NotTheMediator for whoever does not mediate in the village of a request's station."""
    if not has_duty(by, Duty.MEDIATOR, request.station.place, on):
        raise NotTheMediator


def hold_request(request: HelpRequest) -> None:
    """Locks a request that is open. HelpRequestClosed."""
    locked = HelpRequest.objects.select_for_update(no_key=True)
    request.refresh_from_db(from_queryset=locked)
    if request.closed_on is not None:
        raise HelpRequestClosed(day=request.closed_on, state=state_words(request))


def note_minutes(request: HelpRequest, at: datetime | None) -> int | None:
    """Whole minutes from asking to help; None where one of the two moments is not known."""
    return minutes_between(request.asked_at, at) if request.asked_at and at else None


def close_request(request: HelpRequest, state: HelpState, on: date) -> None:
    """Ends it, without the moment of asking; the caller saves."""
    request.state, request.closed_on, request.asked_at = state, on, None


def tell_of_request(act: str, request: HelpRequest, *, by: Account, on: date) -> None:
    """Writes an act on a request to the trail."""
    detail = {"source": request.source}
    audit(act, request, by=by, on=on, place=request.station.place_id, detail=detail)
