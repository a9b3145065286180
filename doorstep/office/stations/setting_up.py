"""Changing a station: name, hours, posts with their rota, response teams, closing it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do
from doorstep.office.stations.forms import (
    HelperForm,
    HoursForm,
    PostForm,
    ShiftForm,
    StationForm,
    TeamForm,
)
from doorstep.office.stations.frame import fill_at
from doorstep.stations import actions
from doorstep.stations.models import Station
from doorstep.stations.queries import (
    get_led_station_for,
    get_post_for,
    get_responder_for,
    get_response_team_for,
    get_shift_for,
    stations_for,
)


def page_of(station: Station) -> str:
    """Where every act here leads back to."""
    return reverse("office:station-about", args=[station.pk])


@screen
def station_change(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Name, place and phone; below, closing the station in two presses."""
    account, today = asker(request), clock.today()
    station = get_led_station_for(account, station_id, today)
    return fill_at(
        station,
        request,
        StationForm(request.POST or None, initial=StationForm.values_of(station)),
        lambda given: actions.change_station(station, by=account, on=today, **given),
        heading=_("Change the station"),
        act=_("Save the changes"),
        done=_("The station is changed."),
        back=page_of(station),
        ending={
            "words": _("Close this station"),
            "stays": _("What was recorded stays. Its posts, its rota and its teams end today."),
            "act": _("Close the station"),
            "url": reverse("office:station-close", args=[station.pk]),
        },
    )


@screen
@require_POST
def station_close(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Closes it from today on."""
    account, today = asker(request), clock.today()
    station = get_led_station_for(account, station_id, today)
    return do(
        request,
        lambda: actions.close_station(station, by=account, on=today),
        done=_("The station is closed."),
        back=reverse("office:stations"),
    )


@screen
def station_hours(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Opening hours, a line for each day of the week."""
    account, today = asker(request), clock.today()
    station = get_led_station_for(account, station_id, today)
    form = HoursForm(request.POST or None, station=station)
    return fill_at(
        station,
        request,
        form,
        lambda _given: actions.set_hours(station, form.hours(), by=account, on=today),
        heading=_("Opening hours"),
        act=_("Save the hours"),
        lead=_("As 9:00-18:30; a day left empty is a day on which the station is closed."),
        done=_("The hours are set."),
        back=page_of(station),
    )


@screen
def post_new(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Something that is staffed."""
    account, today = asker(request), clock.today()
    station = get_led_station_for(account, station_id, today)
    return fill_at(
        station,
        request,
        PostForm(request.POST or None),
        lambda given: actions.add_post(station, by=account, on=today, **given),
        heading=_("Add a post"),
        act=_("Add the post"),
        done=_("The post is added. Say who staffs it."),
        back=page_of(station),
    )


@screen
@require_POST
def post_end(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Ends a post and its rota."""
    account, today = asker(request), clock.today()
    post = get_post_for(account, post_id, today)
    return do(
        request,
        lambda: actions.end_post(post, by=account, on=today),
        done=_("The post ended today."),
        back=page_of(post.station),
    )


@screen
def post_staff(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """A helper who agreed, on days of the week."""
    account, today = asker(request), clock.today()
    post = get_post_for(account, post_id, today)
    return fill_at(
        post.station,
        request,
        ShiftForm(request.POST or None, place=post.station.place, today=today),
        lambda given: actions.staff_post(post, by=account, on=today, **given),
        heading=_("Who staffs the post"),
        sub=post.name,
        act=_("Put on the rota"),
        done=_("The helper stands on the rota."),
        back=page_of(post.station),
    )


@screen
@require_POST
def shift_end(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """Takes a helper off the rota; the helper can, too."""
    account, today = asker(request), clock.today()
    shift = get_shift_for(account, shift_id, today)
    answer = do(
        request,
        lambda: actions.end_shift(shift, by=account, on=today),
        done=_("Taken off the rota from today."),
        back=page_of(shift.post.station),
    )
    return _still_there(request, answer, shift.post.station)


@screen
def response_team_new(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Those who go out when they are called."""
    account, today = asker(request), clock.today()
    station = get_led_station_for(account, station_id, today)
    return fill_at(
        station,
        request,
        TeamForm(request.POST or None),
        lambda given: actions.make_response_team(station, by=account, on=today, **given),
        heading=_("Add a response team"),
        act=_("Add the team"),
        done=_("The team is added. Say who goes out with it."),
        back=page_of(station),
    )


@screen
@require_POST
def response_team_end(request: HttpRequest, response_team_id: UUID) -> HttpResponse:
    """Ends a team and who stood in it."""
    account, today = asker(request), clock.today()
    team = get_response_team_for(account, response_team_id, today)
    return do(
        request,
        lambda: actions.end_response_team(team, by=account, on=today),
        done=_("The team ended today."),
        back=page_of(team.station),
    )


@screen
def responder_new(request: HttpRequest, response_team_id: UUID) -> HttpResponse:
    """A helper who agreed to go out."""
    account, today = asker(request), clock.today()
    team = get_response_team_for(account, response_team_id, today)
    return fill_at(
        team.station,
        request,
        HelperForm(request.POST or None, place=team.station.place, today=today),
        lambda given: actions.add_responder(team, by=account, on=today, **given),
        heading=_("Who goes out with the team"),
        sub=team.name,
        act=_("Put into the team"),
        done=_("The helper is in the team."),
        back=page_of(team.station),
    )


@screen
@require_POST
def responder_end(request: HttpRequest, responder_id: UUID) -> HttpResponse:
    """Takes a helper out of a team; the helper can, too."""
    account, today = asker(request), clock.today()
    responder = get_responder_for(account, responder_id, today)
    answer = do(
        request,
        lambda: actions.end_responder(responder, by=account, on=today),
        done=_("Taken out of the team from today."),
        back=page_of(responder.team.station),
    )
    return _still_there(request, answer, responder.team.station)


def _still_there(request: HttpRequest, answer: HttpResponse, station: Station) -> HttpResponse:
    """The answer; whoever stood at the station by the ended line alone is led to the first page."""
    mine = stations_for(asker(request), clock.today()).filter(pk=station.pk)
    return answer if mine.exists() else redirect("/")
