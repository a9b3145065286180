"""Posts, who staffs them, and response teams: everybody on a list agreed to stand there."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit
from doorstep.people.models import Account, Helper, live_on
from doorstep.stations.actions.text import clean, end_row, guard_asked, guard_open
from doorstep.stations.choices import ResponseKind
from doorstep.stations.models import Post, Responder, ResponseTeam, Shift, Station
from doorstep.stations.rules import weekdays_text

POST_NAME = pgettext_lazy("station", "Name of the post")
TEAM_NAME = pgettext_lazy("station", "Name of the team")
TEAM_PHONE = pgettext_lazy("station", "The team's own phone")


class PostTaken(Refused):
    message = _("The post “%(name)s” stands there already.")


class ResponseTeamTaken(Refused):
    message = _("The team “%(name)s” stands there already.")


class NotAgreed(Refused):
    message = _(
        "Nobody stands on the rota or in a team without agreeing. Write the day on which "
        "%(name)s agreed; it is not after today."
    )


class StandsThereAlready(Refused):
    message = _("%(name)s stands there already; end that line first.")


class NoWeekday(Refused):
    message = _("Tick at least one day of the week.")


class PostEnded(Refused):
    message = _("“%(name)s” ended on %(day)s; nobody can be put there any more.")


@transaction.atomic
def add_post(station: Station, *, name: str, by: Account, on: date) -> Post:
    """A post of a station, from a day on. TextMissing, TextTooLong, StationClosed, PostTaken."""
    Station.objects.select_for_update(no_key=True).get(pk=station.pk)
    guard_open(station, on)
    name = clean(name, POST_NAME, most=60)
    if station.posts.filter(live_on(on), name=name).exists():
        raise PostTaken(name=name)
    post = Post.objects.create(station=station, name=name, start_on=on)
    audit("add_post", post, by=by, on=on, place=station.place_id)
    return post


@transaction.atomic
def end_post(post: Post, *, by: Account, on: date) -> None:
    """Ends a post and its lines of the rota. EndedAlready, EndsBeforeItBegan."""
    post.refresh_from_db(from_queryset=Post.objects.select_for_update(no_key=True))
    end_row(post, on)
    post.shifts.filter(end_on=None).update(end_on=on)
    audit("end_post", post, by=by, on=on, place=post.station.place_id)


@transaction.atomic
def staff_post(
    post: Post,
    helper: Helper,
    *,
    weekdays: Iterable[int],
    agreed_on: date | None,
    by: Account,
    on: date,
) -> Shift:
    """Puts a helper who agreed on the rota of a post, on days of the week (1 is Monday). PostEnded,
    HelperOfAnotherPlace, NotAgreed, NoWeekday, StandsThereAlready; ValueError for a day that no
    week has."""
    post.refresh_from_db(from_queryset=Post.objects.select_for_update(no_key=True))
    if post.end_on is not None and post.end_on <= on:
        raise PostEnded(name=post.name, day=post.end_on)
    days = weekdays_text(weekdays)
    if not days:
        raise NoWeekday
    agreed = guard_asked(helper, post.station, agreed_on, on, NotAgreed)
    if post.shifts.filter(live_on(on), helper=helper).exists():
        raise StandsThereAlready(name=helper.name)
    shift = Shift.objects.create(
        post=post, helper=helper, weekdays=days, agreed_on=agreed, start_on=on
    )
    audit("staff_post", shift, by=by, on=on, place=post.station.place_id)
    return shift


@transaction.atomic
def end_shift(shift: Shift, *, by: Account, on: date) -> None:
    """Takes a helper off the rota of a post. EndedAlready, EndsBeforeItBegan."""
    shift.refresh_from_db(from_queryset=Shift.objects.select_for_update(no_key=True))
    end_row(shift, on)
    audit("end_shift", shift, by=by, on=on, place=shift.post.station.place_id)


@transaction.atomic
def make_response_team(
    station: Station,
    *,
    kind: ResponseKind | str,
    name: str,
    by: Account,
    on: date,
    phone: str = "",
) -> ResponseTeam:
    """A response team of a station, from a day on. TextMissing, TextTooLong, StationClosed,
    ResponseTeamTaken."""
    Station.objects.select_for_update(no_key=True).get(pk=station.pk)
    guard_open(station, on)
    name = clean(name, TEAM_NAME, most=60)
    phone = clean(phone, TEAM_PHONE, most=40, needed=False)
    if station.response_teams.filter(live_on(on), name=name).exists():
        raise ResponseTeamTaken(name=name)
    team = ResponseTeam.objects.create(
        station=station, kind=ResponseKind(kind), name=name, phone=phone, start_on=on
    )
    audit("make_response_team", team, by=by, on=on, place=station.place_id)
    return team


@transaction.atomic
def end_response_team(team: ResponseTeam, *, by: Account, on: date) -> None:
    """Ends a response team and who stood in it. EndedAlready, EndsBeforeItBegan."""
    team.refresh_from_db(from_queryset=ResponseTeam.objects.select_for_update(no_key=True))
    end_row(team, on)
    team.responders.filter(end_on=None).update(end_on=on)
    audit("end_response_team", team, by=by, on=on, place=team.station.place_id)


@transaction.atomic
def add_responder(
    team: ResponseTeam, helper: Helper, *, agreed_on: date | None, by: Account, on: date
) -> Responder:
    """Puts a helper who agreed into a response team. PostEnded, HelperOfAnotherPlace, NotAgreed,
    StandsThereAlready."""
    team.refresh_from_db(from_queryset=ResponseTeam.objects.select_for_update(no_key=True))
    if team.end_on is not None and team.end_on <= on:
        raise PostEnded(name=team.name, day=team.end_on)
    agreed = guard_asked(helper, team.station, agreed_on, on, NotAgreed)
    if team.responders.filter(live_on(on), helper=helper).exists():
        raise StandsThereAlready(name=helper.name)
    responder = Responder.objects.create(team=team, helper=helper, agreed_on=agreed, start_on=on)
    audit("add_responder", responder, by=by, on=on, place=team.station.place_id)
    return responder


@transaction.atomic
def end_responder(responder: Responder, *, by: Account, on: date) -> None:
    """Takes a helper out of a response team. EndedAlready, EndsBeforeItBegan."""
    responder.refresh_from_db(from_queryset=Responder.objects.select_for_update(no_key=True))
    end_row(responder, on)
    audit("end_responder", responder, by=by, on=on, place=responder.team.station.place_id)
