"""What becomes of a request: a team alerted, on the way, helped, or not possible; and the kinds of
help, which a coordinator keeps."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.stations.counter_forms import KindForm, ReasonForm
from doorstep.office.stations.frame import trail_of
from doorstep.people.models import Account
from doorstep.stations import actions
from doorstep.stations.models import HelpRequest, ResponseTeam
from doorstep.stations.queries import (
    get_dispute_for,
    get_help_kind_for,
    get_help_request_for,
    help_kinds,
    stations_for,
)
from doorstep.stations.rules import kind_name

WHO_READS_IT = gettext_lazy(
    "The village’s mediators alone see it afterwards, and it is deleted after a week. Who "
    "needs it for longer gets it on paper."
)


class TeamNotChosen(Refused):
    message = gettext_lazy("Choose one of the station's teams; nothing was changed.")


@screen
@require_POST
def request_alert(request: HttpRequest, help_request_id: UUID) -> HttpResponse:
    """Notes that the chosen team was called."""
    account, today = asker(request), clock.today()
    asked = get_help_request_for(account, help_request_id, today)
    key = request.POST.get("team", "")
    return do(
        request,
        lambda: actions.alert_team(asked, _team_of(asked, key), by=account, on=today),
        done=_("The team is alerted."),
        back=back_of(asked, account),
    )


@screen
@require_POST
def request_coming(request: HttpRequest, help_request_id: UUID) -> HttpResponse:
    """Notes that the team is on the way."""
    account, today = asker(request), clock.today()
    asked = get_help_request_for(account, help_request_id, today)
    return do(
        request,
        lambda: actions.set_out(asked, by=account, on=today),
        done=_("Somebody is on the way."),
        back=back_of(asked, account),
    )


@screen
@require_POST
def request_helped(request: HttpRequest, help_request_id: UUID) -> HttpResponse:
    """Closes it: help was given."""
    account, today = asker(request), clock.today()
    asked = get_help_request_for(account, help_request_id, today)
    return do(
        request,
        lambda: actions.note_help(asked, at=clock.now(), by=account, on=today),
        done=_("Helped; the request is closed."),
        back=back_of(asked, account),
    )


@screen
def request_not_possible(request: HttpRequest, help_request_id: UUID) -> HttpResponse:
    """Closes it with the reason; a dispute is closed by a mediator alone."""
    account, today = asker(request), clock.today()
    asked = get_help_request_for(account, help_request_id, today)
    if is_dispute := asked.kind.is_dispute:
        asked = get_dispute_for(account, help_request_id, today)
    back = back_of(asked, account)
    return fill(
        request,
        ReasonForm(request.POST or None, is_dispute=is_dispute),
        lambda given: actions.note_not_possible(asked, by=account, on=today, **given),
        heading=_("Nothing was agreed") if is_dispute else _("It was not possible"),
        sub=kind_name(asked.kind),
        lead=WHO_READS_IT if is_dispute else "",
        act=_("Close the dispute") if is_dispute else _("Close the request"),
        done=_("The dispute is closed.")
        if is_dispute
        else _("The request is closed with its reason."),
        back=back,
        trail=trail_to(asked, back),
        place=asked.station.place,
    )


@screen
def station_kinds(request: HttpRequest) -> HttpResponse:
    """The kinds of help that the village's stations give."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    kinds = [(kind, kind_name(kind)) for kind in help_kinds(village, today)]
    return render(request, "office/stations/kinds.html", {"place": village, "kinds": kinds})


@screen
def station_kind_new(request: HttpRequest) -> HttpResponse:
    """A further kind of help."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)

    def save(given: dict[str, str]) -> None:
        names = {"bo": given.pop("name_bo"), "en": given.pop("name_en")}
        actions.add_help_kind(village, names=names, by=asker(request), on=today, **given)  # type: ignore[arg-type]

    return fill(
        request,
        KindForm(request.POST or None),
        save,
        heading=_("Add a kind of help"),
        act=_("Add it to the list"),
        done=_("It is on the list."),
        back=reverse("office:station-kinds"),
        trail=[
            (_("Stations"), reverse("office:stations")),
            (_("Kinds of help"), reverse("office:station-kinds")),
        ],
        place=village,
    )


@screen
@require_POST
def station_kind_end(request: HttpRequest, help_kind_id: UUID) -> HttpResponse:
    """Takes a kind off the list."""
    account, today = asker(request), clock.today()
    kind = get_help_kind_for(account, help_kind_id, today)
    return do(
        request,
        lambda: actions.end_help_kind(kind, by=account, on=today),
        done=_("Taken off the list; what was asked of it stays."),
        back=reverse("office:station-kinds"),
    )


def _team_of(asked: HelpRequest, key: str) -> ResponseTeam:
    """The team of a button. TeamNotChosen."""
    teams = ResponseTeam.objects.filter(station=asked.station_id)
    team = next((one for one in teams if str(one.pk) == key), None)
    if team is None:
        raise TeamNotChosen
    return team


def back_of(asked: HelpRequest, account: Account) -> str:
    """The counter for those who stand there, the list of disputes for a mediator."""
    if stations_for(account, clock.today()).filter(pk=asked.station_id).exists():
        return reverse("office:station", args=[asked.station_id])
    return reverse("office:station-disputes")


def trail_to(asked: HelpRequest, back: str) -> list[tuple[str, str]]:
    """The pages above a form of a request, as `back_of` has it."""
    if back == reverse("office:station-disputes"):
        return [(_("Disputes at stations"), back)]
    return trail_of(asked.station)
