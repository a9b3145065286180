"""The tables an office asks for: kept, filled in two clicks, released by a second person."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.notices import say_done
from doorstep.office.tables.forms import AskForm, ColumnSetForm, FillForm
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Place
from doorstep.people.queries import has_duty, has_role, villages_with_duty
from doorstep.sync.actions import (
    FilledTable,
    ask_table,
    end_column_set,
    fetch_table,
    fill_table,
    make_column_set,
    settle_ask,
)
from doorstep.sync.choices import AskState, TableColumn, TableFormat
from doorstep.sync.models import TableAsk
from doorstep.sync.queries import (
    asked_by_office,
    asks_to_release,
    column_sets_at,
    get_ask_for,
    get_column_set_for,
    last_ask,
    needs_second_person,
)
from doorstep.sync.rules import last_day_to_fetch

TYPES = {
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableFormat.CSV: "text/csv; charset=utf-8",
}
ASKS_SHOWN = 50


@screen
def tables(request: HttpRequest) -> HttpResponse:
    """The kept tables, who was given which how often, and what waits for a second person."""
    account, today = asker(request), clock.today()
    village = _village(request)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    if not coordinates and not villages_with_duty(account, Duty.EXPORTS_REGISTER, today).exists():
        raise NotVisible
    context: dict[str, Any] = {
        "place": village,
        "coordinates": coordinates,
        "waiting": asks_to_release(account, today),
    }
    if coordinates:
        asks = TableAsk.objects.filter(column_set__place=village)
        context |= {
            "sets": [(one, column_names(one.columns)) for one in column_sets_at(village)],
            "asked": asked_by_office(village),
            "asks": asks.select_related("column_set", "by", "settled_by")[:ASKS_SHOWN],
        }
    return render(request, "office/tables/list.html", context)


@screen
def table_new(request: HttpRequest) -> HttpResponse:
    """A set of columns under a name."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    form = ColumnSetForm(request.POST if request.method == "POST" else None, village=village)

    def save(values: dict[str, Any]) -> None:
        make_column_set(village, by=asker(request), on=today, **values)

    return fill(
        request,
        form,
        save,
        heading=pgettext("table", "Keep a table"),
        act=pgettext("table", "Keep this table"),
        done=_("The table is kept. Fill it whenever somebody asks for it."),
        back=reverse("office:tables"),
        trail=[(pgettext("screen", "Tables"), reverse("office:tables"))],
        lead=_(
            "Nothing but the group narrows a table: nobody is searched for by age, sex or "
            "trouble. Coordinates, categories and sealed fields never leave."
        ),
        place=village,
    )


@screen
def table_fill(request: HttpRequest, set_id: UUID) -> HttpResponse:
    """Fills a table for an office, or asks a second person to release it."""
    account, today = asker(request), clock.today()
    column_set = get_column_set_for(account, set_id, today)
    needs_second = needs_second_person(column_set, today)
    former = last_ask(column_set)
    initial: dict[str, Any] = {"active_on": today}
    if former is not None:
        initial |= {"office": former.office, "purpose": former.purpose}
    kind = AskForm if needs_second else FillForm
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"by": account, "on": today}
        try:
            if not needs_second:
                return _file(fill_table(column_set, **given))
            ask = ask_table(column_set, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("It waits for a second person who may release it."))
            return redirect("office:table-ask", ask.pk)
    context = {
        "place": column_set.place,
        "set": column_set,
        "form": form,
        "needs_second": needs_second,
        "columns": column_names(column_set.columns),
        "formats": TableFormat.choices,
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/tables/fill.html", context, status=status)


@screen
@require_POST
def table_end(request: HttpRequest, set_id: UUID) -> HttpResponse:
    """Offers a table no more."""
    account, today = asker(request), clock.today()
    column_set = get_column_set_for(account, set_id, today)
    return do(
        request,
        lambda: end_column_set(column_set, by=account, on=today),
        done=_("The table is not kept any more; who was given it stays on record."),
        back=reverse("office:tables"),
    )


@screen
def table_ask(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """What was asked for, how far it is, and what one may do about it."""
    account, today = asker(request), clock.today()
    ask = get_ask_for(account, ask_id, today)
    place = ask.column_set.place
    is_mine = ask.by_id == account.pk
    may_settle = not is_mine and has_duty(account, Duty.EXPORTS_REGISTER, place, today)
    context = {
        "place": place,
        "ask": ask,
        "columns": column_names(ask.columns),
        "may_settle": ask.state == AskState.WAITING and may_settle,
        "may_fetch": ask.state == AskState.RELEASED and is_mine,
        "last": ask.settled_on and last_day_to_fetch(ask.settled_on),
        "formats": TableFormat.choices,
    }
    return render(request, "office/tables/ask.html", context)


@screen
@require_POST
def table_settle(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """A second person releases a table, or does not."""
    account, today = asker(request), clock.today()
    ask = get_ask_for(account, ask_id, today)
    release = request.POST.get("release") == "yes"
    done = _("The table is released.") if release else _("The table is not released.")
    return do(
        request,
        lambda: settle_ask(ask, release=release, by=account, on=today),
        done=done,
        back=reverse("office:table-ask", args=[ask.pk]),
    )


@screen
@require_POST
def table_fetch(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """The released table, for who asked for it."""
    account, today = asker(request), clock.today()
    ask = get_ask_for(account, ask_id, today)
    asked = request.POST.get("format")
    kind = TableFormat.CSV if asked == TableFormat.CSV else TableFormat.XLSX
    return _file(fetch_table(ask, format=kind, by=account, on=today))


def column_names(columns: list[str]) -> list[str]:
    """Columns as people call them."""
    return [str(TableColumn(one).label) for one in columns]


def _village(request: HttpRequest) -> Place:
    """The village of the screens; for who only releases, the first whose register they release."""
    try:
        return village_of(request)
    except NotVisible:
        duty = villages_with_duty(asker(request), Duty.EXPORTS_REGISTER, clock.today())
        village = duty.first()
        if village is None:
            raise
        return village


def _file(table: FilledTable) -> HttpResponse:
    kind = TableFormat(table.filename.rsplit(".", 1)[1])
    answer = HttpResponse(table.content, content_type=TYPES[kind])
    name = quote(table.filename.replace("/", "-"))
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
