"""Contact boards and prices of a station, and their posters, several at once."""

from io import BytesIO
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do
from doorstep.office.pack import TYPES
from doorstep.office.stations.board_forms import BoardForm, PosterForm, PriceForm
from doorstep.office.stations.frame import fill_at, frame_of
from doorstep.packs.posters import Poster, make_poster, write_posters
from doorstep.people.models import Account
from doorstep.stations import actions
from doorstep.stations.models import Station
from doorstep.stations.queries import (
    board_name,
    boards_at,
    boards_kept,
    boards_naming,
    coordinates_station,
    get_board_for,
    get_led_station_for,
    get_price_for,
    get_station_for,
    prices_at,
    prices_to_come,
    public_board,
)

PAGE = 50
FILE_TYPES = TYPES | {"pdf": "application/pdf"}


@screen
def boards_of_station(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """The boards that were hung up, those of today ticked for their posters, and the prices they
    may show."""
    account, today = asker(request), clock.today()
    station = get_station_for(account, station_id, today)
    standing = set(boards_at(station, today).values_list("pk", flat=True))
    newest_first = boards_kept(station, today).order_by("-start_on", "-id")
    page = Paginator(newest_first, PAGE).get_page(request.GET.get("page"))
    own = set(boards_naming(account, station, today).values_list("pk", flat=True))
    context = frame_of(account, station, today) | {
        "page": page,
        "boards": [
            (one, board_name(one), one.pk in standing, one.pk in own, one.start_on == today)
            for one in page.object_list
        ],
        "prices": prices_at(station, today),
        "prices_to_come": list(prices_to_come(station, today)),
        "form": PosterForm(request),
        "standing_count": len(standing),
    }
    return render(request, "office/stations/boards.html", context)


@screen
def board_posters(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Posters as one file: of the ticked boards, of all where none is ticked."""
    account, today = asker(request), clock.today()
    station = get_led_station_for(account, station_id, today)
    form = PosterForm(request)
    if not form.is_valid():
        context = frame_of(account, station, today) | {"form": form}
        return render(request, "office/stations/posters.html", context, status=422)
    given = form.cleaned_data
    with translation.override(given["language"]):
        posters = _posters(request, account, station, given["site"])
        stream = BytesIO()
        write_posters(posters, given["format"], given["size"], stream)
    answer = HttpResponse(stream.getvalue(), content_type=FILE_TYPES[given["format"]])
    name = f"boards-{given['size']}-{given['language']}.{given['format']}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@screen
def board_hang(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """Boards, one for each place where one hangs."""
    account, today = asker(request), clock.today()
    station = get_led_station_for(account, station_id, today)
    form = BoardForm(request.POST or None, station=station, today=today)
    return fill_at(
        station,
        request,
        form,
        lambda _given: actions.hang_boards(station, by=account, on=today, **form.values()),
        heading=_("Hang up contact boards"),
        act=_("Make the boards"),
        done=_("The boards are made. Print their posters."),
        back=reverse("office:boards-of-station", args=[station.pk]),
    )


@screen
@require_POST
def board_take_down(request: HttpRequest, contact_board_id: UUID) -> HttpResponse:
    """Its address says nothing any more; a helper may take down a board that names them."""
    account, today = asker(request), clock.today()
    board = get_board_for(account, contact_board_id, today)
    station = board.station
    leads = coordinates_station(account, station, today)
    return do(
        request,
        lambda: actions.take_down_board(board, by=account, on=today),
        done=_("The board is taken down; its address says nothing any more."),
        back=reverse("office:boards-of-station", args=[station.pk]) if leads else "/",
    )


@screen
def price_new(request: HttpRequest, station_id: UUID) -> HttpResponse:
    """What something costs from a day on."""
    account, today = asker(request), clock.today()
    station = get_led_station_for(account, station_id, today)
    form = PriceForm(request.POST or None, initial={"valid_from": today})
    return fill_at(
        station,
        request,
        form,
        lambda _given: actions.set_price(station, by=account, on=today, **form.values()),
        heading=_("Set a price"),
        act=_("Put it on the list"),
        done=_("The price is on the list."),
        lead=_("From its day on it takes the place of an earlier price for the same."),
        back=reverse("office:boards-of-station", args=[station.pk]),
    )


@screen
@require_POST
def price_end(request: HttpRequest, price_id: UUID) -> HttpResponse:
    """Takes a price off the list."""
    account, today = asker(request), clock.today()
    price = get_price_for(account, price_id, today)
    return do(
        request,
        lambda: actions.end_price(price, by=account, on=today),
        done=_("The price is off the list."),
        back=reverse("office:boards-of-station", args=[price.station_id]),
    )


def _posters(request: HttpRequest, account: Account, station: Station, site: str) -> list[Poster]:
    """In the language that is on; NotVisible where no board of the station hangs."""
    today = clock.today()
    found = boards_at(station, today)
    try:
        ticked = [UUID(key) for key in request.GET.getlist("board")]
    except ValueError as error:
        raise NotVisible from error
    if ticked:
        found = found.filter(pk__in=ticked)
    prices = prices_at(station, today)
    posters = [
        make_poster(
            public_board(board, prices),
            f"{site}{reverse('office:public-board', args=[board.code])}",
        )
        for board in found
    ]
    if not posters:
        raise NotVisible
    return posters
