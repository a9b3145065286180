"""Sheets to sign: made, printed, keyed in by row number; goods bought, wishes noted."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from doorstep.activities import actions
from doorstep.activities.choices import SheetKind
from doorstep.activities.models import Activity, SignSheet
from doorstep.activities.queries import get_activity_for, get_sheet_for, rows_of_sheet
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.office.activities.door import SheetPrintForm
from doorstep.office.activities.planning import above_activity, led_activity, page_of
from doorstep.office.activities.sheet_forms import (
    ALL,
    CAME,
    NOBODY,
    GoodsForm,
    RowsForm,
    SheetForm,
    WishForm,
)
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.households.codes import household_of_code
from doorstep.office.notices import say_done, say_refused
from doorstep.office.rounds.forms import LanguageForm
from doorstep.office.samples.frame import must_go_out
from doorstep.packs.sign_sheets import print_sheet, set_sign_sheet
from doorstep.people.choices import Role
from doorstep.people.models import Group
from doorstep.people.queries import has_role, helper_at, helpers_at
from doorstep.register.models import Household
from doorstep.stations.queries import stock_of_village


@screen
def sign_sheet_new(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """A sheet of who came, or of what is handed out."""
    account, today = asker(request), clock.today()
    activity = led_activity(request, activity_id)
    village = activity.place
    form = SheetForm(
        request.POST or None,
        groups=Group.objects.filter(village=village).order_by("name"),
        lines=stock_of_village(village, today),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.make_sign_sheet(
                activity,
                kind=given["kind"],
                households=_households(activity, given["who"]),
                blanks=given["blanks"],
                item=form.items.get(given["item"]),
                each=given["each"],
                by=account,
                on=today,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The sheet is made. Print it, and key it in by row number."))
            return redirect("office:sign-sheet", made.pk)
    context = {
        "place": village,
        "form": form,
        "heading": _("Make a sheet to sign"),
        "sub": activity.title,
        "act": _("Make the sheet"),
        "back": page_of(activity),
        "steps": above_activity(activity),
    }
    return render(request, "office/fill.html", context, status=422 if form.is_bound else 200)


@screen
def sign_sheet(request: HttpRequest, sign_sheet_id: UUID) -> HttpResponse:
    """What stands on it and what of it is keyed; a line is sent with Enter and the next may follow.
    What cannot be read is said, and stays in the line to be mended."""
    account, today = asker(request), clock.today()
    sheet = get_sheet_for(account, sign_sheet_id, today)
    form, wrong, changed = RowsForm(request.POST or None), "", None
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.key_rows(sheet, form.cleaned_data["line"], by=account, on=today)
        except Refused as refused:
            wrong = str(refused)
        else:
            form = RowsForm()
    if wrong:
        form.add_error("line", wrong)
    rows = rows_of_sheet(sheet)
    context = {
        "place": sheet.activity.place,
        "sheet": sheet,
        "form": form,
        "changed": changed,
        "rows": rows,
        "keyed": sum(row.count is not None for row in rows),
        "total": sum(row.count or 0 for row in rows),
        "is_goods": sheet.kind == SheetKind.GOODS,
        "language_form": _print_form(request, sheet),
        "steps": above_activity(sheet.activity),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "office/activities/sheet.html", context, status=status)


@screen
def sign_sheet_pdf(request: HttpRequest, sign_sheet_id: UUID) -> HttpResponse:
    """The sheet as it is printed, in the chosen language, with the code of the door where there is
    one; an address that phones do not reach is asked for again."""
    sheet = get_sheet_for(asker(request), sign_sheet_id, clock.today())
    form, address = _print_form(request, sheet), ""
    if isinstance(form, SheetPrintForm):
        if not form.is_valid():
            say_refused(request, str(form.errors["site"].as_data()[0].message))
            return redirect("office:sign-sheet", sheet.pk)
        door = reverse("office:door", args=[sheet.activity.door_code])
        address = f"{form.cleaned_data['site']}{door}"
    language = form.chosen
    with translation.override(language):
        made = set_sign_sheet(print_sheet(sheet), address=address)
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"sheet-{sheet.activity.on}-{language}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@screen
def goods_buy(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Something bought for it; its payment is made under Money, with the activity as its cause."""
    account, today = asker(request), clock.today()
    activity = led_activity(request, activity_id)
    return fill(
        request,
        GoodsForm(request.POST or None),
        lambda given: actions.buy_goods(activity, by=account, on=today, **given),
        heading=_("Note what was bought"),
        sub=activity.title,
        lead=_("It goes into the village's stock. Pay it under Money, for this activity."),
        act=_("Take it in"),
        done=_("It is in the stock."),
        back=page_of(activity),
        trail=above_activity(activity),
        place=activity.place,
    )


@screen
def wish_new(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """A wish that was told there; it becomes a need with a deadline."""
    account, today = asker(request), clock.today()
    activity = get_activity_for(account, activity_id, today)
    village = activity.place
    must_go_out(request, village)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    own = helper_at(account, village, today)
    helpers = helpers_at(village, today).order_by("name", "pk")
    if not coordinates and own is not None:
        helpers = helpers.filter(pk=own.pk)

    def save(given: dict[str, Any]) -> None:
        values = dict(given)
        household = household_of_code(values.pop("household_code"), account, village, today)
        actions.note_wish(activity, household, by=account, on=today, **values)

    return fill(
        request,
        WishForm(request.POST or None, helpers=helpers),
        save,
        heading=_("Note a wish"),
        sub=activity.title,
        act=_("Raise it as a need"),
        done=_("The wish is a need now, with a deadline."),
        back=page_of(activity),
        trail=above_activity(activity),
        place=village,
    )


def _print_form(request: HttpRequest, sheet: SignSheet) -> LanguageForm:
    """What is asked before a sheet is printed: with a code at the door also the address."""
    chosen = LanguageForm.asked(request)
    if sheet.kind != SheetKind.ATTENDANCE or sheet.activity.door_code is None:
        return chosen
    site = request.GET.get("site", f"{request.scheme}://{request.get_host()}")
    form = SheetPrintForm(
        {"language": chosen.chosen, "site": site}, label_suffix="", auto_id="by-%s"
    )
    form.chosen = chosen.chosen
    return form


def _households(activity: Activity, who: str) -> list[Household]:
    """Those whose rows stand on a sheet, by code."""
    if who == NOBODY:
        return []
    found = Household.objects.in_use().filter(village=activity.place).active_on(activity.on)
    if who == CAME:
        found = found.filter(pk__in=activity.attendees.values("household"))
    elif who != ALL:
        found = found.filter(group=who)
    return list(found.order_by("code", "pk"))
