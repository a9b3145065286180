"""How this place works (工作方法): the version followed, the one to follow, the calendar."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.kit.names import name_in
from doorstep.method import actions
from doorstep.method.choices import (
    CadenceKind,
    CategoryKind,
    Every,
    NeedKind,
    ServiceKind,
    Urgency,
)
from doorstep.method.models import CalendarDay, Version
from doorstep.method.queries import (
    NoMethodAdopted,
    adoptions_at,
    cadences_of,
    category_types,
    services_of,
    version_at,
    versions,
)
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do
from doorstep.office.marks import NAMES
from doorstep.office.notices import say_done
from doorstep.office.rendering import DayField
from doorstep.office.wording import day_text
from doorstep.people.queries import coordinates_everywhere


class VersionChoice(forms.ModelChoiceField):
    """A published version by name, number and day."""

    def label_from_instance(self, obj: Any) -> str:
        words = _("%(name)s, version %(number)s of %(day)s")
        day = day_text(obj.published_on)
        return words % {"name": name_in(obj.names), "number": obj.number, "day": day}


class AdoptForm(forms.Form):
    """Which version from which day on."""

    version = VersionChoice(
        Version.objects.none(), label=gettext_lazy("Published version"), empty_label=None
    )
    start_on = DayField(label=gettext_lazy("From this day on"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["version"].queryset = versions()

    def clean_start_on(self) -> date:
        start_on: date = self.cleaned_data["start_on"]
        if start_on < clock.today():
            words = _("Choose today or later: what was done so far keeps the version of its day.")
            raise forms.ValidationError(words)
        return start_on


class DayForm(forms.Form):
    """A day that differs from its weekday."""

    day = DayField(
        label=gettext_lazy("Day"),
    )
    is_working = forms.TypedChoiceField(
        label=gettext_lazy("What it is"),
        choices=[
            ("no", gettext_lazy("a holiday")),
            ("yes", gettext_lazy("worked, although a weekend")),
        ],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the day"),
        help_text=gettext_lazy("For example 国庆节."),
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["is_working"].widget.attrs["class"] = "long"


@screen
def method(request: HttpRequest) -> HttpResponse:
    """What the place follows, in words; a form posts to one of the acts below."""
    return _show(request)


@screen
@require_POST
def method_adopt(request: HttpRequest) -> HttpResponse:
    """Lets the village follow a published version from a day on."""
    village = village_of(request)
    must_coordinate(request, village)
    form = AdoptForm(request.POST, auto_id="adopt-%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.adopt_version(
                village,
                given["version"],
                by=asker(request),
                start_on=given["start_on"],
                on=clock.today(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            words = _("The place follows this version from %(day)s on.")
            say_done(request, words % {"day": day_text(given["start_on"])})
            return redirect("office:method")
    return _show(request, adopt_form=form)


@screen
@require_POST
def calendar_day(request: HttpRequest) -> HttpResponse:
    """Says of a day that it is a holiday, or worked."""
    _must_keep_calendar(request)
    form = DayForm(request.POST, auto_id="day-%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.put_calendar_day(
                given["day"],
                is_working=given["is_working"],
                names={get_language() or "zh-hans": given["name"]},
                by=asker(request),
                on=clock.today(),
            )
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            say_done(request, _("The calendar is changed; deadlines set before stay as they are."))
            return redirect(f"{reverse('office:method')}#calendar")
    return _show(request, day_form=form)


@screen
@require_POST
def calendar_day_remove(request: HttpRequest, day: str) -> HttpResponse:
    """Makes a day what its weekday is again."""
    _must_keep_calendar(request)
    try:
        given = date.fromisoformat(day)
    except ValueError as error:
        raise NotVisible from error

    def save() -> None:
        actions.remove_calendar_day(given, by=asker(request), on=clock.today())

    done = _("%(day)s is an ordinary day again.") % {"day": day_text(given)}
    return do(request, save, done=done, back=f"{reverse('office:method')}#calendar")


def _must_keep_calendar(request: HttpRequest) -> None:
    """NotVisible unless the account coordinates every village: they share one calendar."""
    if not coordinates_everywhere(asker(request), clock.today()):
        raise NotVisible


def _show(request: HttpRequest, **refused: forms.Form) -> HttpResponse:
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    try:
        version: Version | None = version_at(village, today)
    except NoMethodAdopted:
        version = None
    context: dict[str, Any] = {
        "place": village,
        "today": today,
        "version": version,
        "version_name": name_in(version.names) if version else "",
        "adoptions": [
            (row, name_in(row.version.names)) for row in adoptions_at(village).order_by("-start_on")
        ],
        "adopt_form": AdoptForm(auto_id="adopt-%s", initial={"start_on": today}),
        "day_form": DayForm(auto_id="day-%s"),
        "keeps_calendar": coordinates_everywhere(asker(request), today),
        "days": _days(CalendarDay.objects.filter(day__gte=today)),
        "past_days": _days(CalendarDay.objects.filter(day__lt=today, day__year=today.year)),
    }
    if version is not None:
        context |= _content(version)
    context |= refused
    return render(request, "office/method/page.html", context, status=422 if refused else 200)


def _days(rows: QuerySet[CalendarDay]) -> list[tuple[CalendarDay, str]]:
    return [(row, name_in(row.names)) for row in rows]


def _content(version: Version) -> dict[str, Any]:
    """The version's lines in the reader's words."""
    types = category_types(version)
    cadences = cadences_of(version)
    return {
        "categories": [
            (kind, name_in(one.names), [name_in(row.names) for row in one.reasons.all()])
            for kind, one in types.items()
        ],
        "cadences": [
            (CadenceKind(kind).label, str(NAMES[CategoryKind(category)]) if category else "",
             Every(every).label)
            for (kind, category), every in sorted(cadences.items())
        ],
        "services": [
            (name_in(one.names), ServiceKind(one.kind).label) for one in services_of(version)
        ],
        "urgencies": list(Urgency),
        "deadlines": _deadlines(version),
    }  # fmt: skip


def _deadlines(version: Version) -> list[tuple[Any, list[int | None]]]:
    """(kind of need, working days by urgency)."""
    rows = version.deadlines.values_list("need_kind", "urgency", "working_days")
    days: Mapping[tuple[str, str], int] = {(kind, urgency): n for kind, urgency, n in rows}
    return [
        (kind.label, [days.get((kind.value, urgency.value)) for urgency in Urgency])
        for kind in NeedKind
    ]
