"""Disputes at stations: for the mediator of the village, and how one ended."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.stations.counter_forms import AgreedForm
from doorstep.office.stations.helping import WHO_READS_IT, back_of, trail_to
from doorstep.people.choices import Duty
from doorstep.people.queries import villages_with_duty
from doorstep.stations import actions
from doorstep.stations.queries import ended_disputes, get_dispute_for, open_disputes
from doorstep.stations.rules import kind_name, state_words


@screen
def station_disputes(request: HttpRequest) -> HttpResponse:
    """Disputes at stations that wait, and how those of the last days ended."""
    account, today = asker(request), clock.today()
    if not villages_with_duty(account, Duty.MEDIATOR, today).exists():
        raise NotVisible
    context = {
        "rows": open_disputes(account, today, clock.now()),
        "mediates": True,
        "ended": [
            (row, kind_name(row.kind), state_words(row)) for row in ended_disputes(account, today)
        ],
        "today": today,
    }
    return render(request, "office/stations/disputes.html", context)


@screen
@require_POST
def dispute_taken_up(request: HttpRequest, station_dispute_id: UUID) -> HttpResponse:
    """Notes that the account mediates."""
    account, today = asker(request), clock.today()
    asked = get_dispute_for(account, station_dispute_id, today)
    return do(
        request,
        lambda: actions.take_up_dispute(asked, by=account, on=today),
        done=_("The dispute is being mediated."),
        back=back_of(asked, account),
    )


@screen
def dispute_agreed(request: HttpRequest, station_dispute_id: UUID) -> HttpResponse:
    """Closes a dispute with what was agreed."""
    account, today = asker(request), clock.today()
    asked = get_dispute_for(account, station_dispute_id, today)
    back = back_of(asked, account)
    return fill(
        request,
        AgreedForm(request.POST or None),
        lambda given: actions.note_agreement(asked, at=clock.now(), by=account, on=today, **given),
        heading=_("What was agreed"),
        sub=f"{kind_name(asked.kind)} · {asked.station.name}",
        lead=WHO_READS_IT,
        act=_("Record it, and close the dispute"),
        done=_("Agreed; the dispute is closed."),
        back=back,
        trail=trail_to(asked, back),
        place=asked.station.place,
    )
