"""Visits: what is due this week by helper, what was done, next week's plan, the reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import FIRST_DAY, Period
from doorstep.kit.weeks import Week
from doorstep.method.choices import CadenceKind
from doorstep.method.queries import version_at
from doorstep.office.doors import asker, screen, village_of
from doorstep.office.wording import day_text, span_text, week_text
from doorstep.people.choices import Role
from doorstep.people.models import Account, Helper, Place
from doorstep.people.queries import has_role, helper_at, helpers_at, scope_of
from doorstep.register.models import Member
from doorstep.sync.queries import given_up, given_up_among
from doorstep.visits.choices import DutyState, Result, Why
from doorstep.visits.models import Visit, WeeklyNote
from doorstep.visits.queries import (
    DueVisit,
    due_list,
    likely_same,
    plans,
    service_names,
    visits_for,
)

PAGE = 50
NOBODY = "none"
STATES = {
    "": (DutyState.LEFT,),
    "reached": (DutyState.MET, DutyState.REFUSED),
    "away": (DutyState.AWAY,),
}
TABS = ("due", "done", "next", "reports")
DUTY_WORDS = {
    CadenceKind.CONTACT: gettext_lazy("contact this week"),
    CadenceKind.ON_SITE: gettext_lazy("visit this month"),
}


@dataclass(frozen=True)
class DueRow:
    """A household with all that is due there."""

    household_id: UUID
    code: str
    group: str
    head: str
    kind: str
    helper: str  # who leads; "" nobody
    with_whom: tuple[str, ...]  # the others who go there
    duties: str
    duty: CadenceKind  # the one the form begins with
    why: str
    last_on: date | None
    last_result: str


class Narrowing(forms.Form):
    """What narrows the list; a value that is none of the choices narrows nothing."""

    duty = forms.ChoiceField(
        label=gettext_lazy("Due"),
        choices=[("", gettext_lazy("All")), *DUTY_WORDS.items()],
        required=False,
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Why not yet"),
        choices=[("", gettext_lazy("All")), *Why.choices],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"),
        choices=[
            ("", gettext_lazy("still due")),
            ("reached", gettext_lazy("reached")),
            ("away", gettext_lazy("away, not due")),
        ],
        required=False,
    )
    helper = forms.ChoiceField(label=gettext_lazy("Helper"), required=False)

    def __init__(self, data: Any, *, helpers: Sequence[Helper], tab: str) -> None:
        super().__init__(data, auto_id="by-%s", label_suffix="")
        fields: dict[str, Any] = self.fields
        nobody = [(NOBODY, gettext_lazy("Nobody"))] if tab == "due" else []
        fields["helper"].choices = [
            ("", gettext_lazy("All")),
            *nobody,
            *((str(helper.pk), helper.name) for helper in helpers),
        ]
        if not helpers:
            del fields["helper"]
        if tab != "due":
            del fields["duty"], fields["why"], fields["state"]

    def chosen(self) -> dict[str, str]:
        """The valid values by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@screen
def visits(request: HttpRequest) -> HttpResponse:
    """Who goes where this week; a helper sees the own households alone."""
    account, today, village = asker(request), clock.today(), village_of(request)
    helper, coordinates = who_asks(account, village, today)
    helpers = list(helpers_at(village, today).order_by("name", "pk")) if coordinates else []
    tab = request.GET.get("show", "")
    tab = tab if tab in TABS else "due"
    week, wrong = None, ""
    if tab in ("done", "reports"):
        week, wrong = _week_asked(request, today)
    form = Narrowing(_asked(request), helpers=helpers, tab=tab)
    chosen = form.chosen()
    led_by = chosen.get("helper") or (str(helper.pk) if helper and not coordinates else "")
    context: dict[str, Any] = {
        "place": village,
        "today": today,
        "tab": tab,
        "form": form,
        "is_narrowed": bool(chosen),
        "coordinates": coordinates,
        "helper": helper,
        "this_week": Week.of(today),
        "week": week,
        "wrong": wrong,
        "sub": _sub(week or Week.of(today)),
        "tabs": _tabs(),
        "current": _url(tab),
    }
    if tab == "due":
        rows = due_rows(village, chosen, led_by, today)
        context |= _paged(request, rows) | {"households": len(rows)}
    elif tab == "done" and week is not None:
        context |= _done(request, account, village, week, led_by, today)
    elif tab == "next":
        context |= {"plans": _next_plans(village, led_by, today), "next_week": _next(today)}
    elif tab == "reports" and week is not None:
        team = helpers if coordinates else [helper] if helper else []
        context |= _reports(team, week, today)
    name = "office/visits/list.html"
    part = f"{name}#found" if request.htmx else name  # type: ignore[attr-defined]
    return render(request, part, context, status=422 if wrong else 200)


def who_asks(account: Account, village: Place, today: date) -> tuple[Helper | None, bool]:
    """The helper behind the account in this village, and whether it coordinates; NotVisible for
    one who is neither."""
    helper = helper_at(account, village, today)
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    if helper is None and not coordinates:
        raise NotVisible
    return helper, coordinates


def _week_asked(request: HttpRequest, today: date) -> tuple[Week | None, str]:
    """The week asked for, this one where none is; or none, and why it cannot be shown."""
    typed, last = request.GET.get("week", "").strip(), Week.of(today)
    try:
        week = Week.parse(typed) if typed else last
    except ValueError:
        words = _("“%(typed)s” is no week. Write it as %(example)s.")
        return None, words % {"typed": typed, "example": last}
    if week > last:
        words = _("%(week)s has not begun yet; write one up to %(last)s.")
        return None, words % {"week": week_text(week), "last": last}
    if week.start_on < FIRST_DAY:
        words = _("The period can begin on %(first)s at the earliest.")
        return None, words % {"first": day_text(FIRST_DAY)}
    return week, ""


def week_of(text: str, today: date) -> Week:
    """The week that is a part of an address; Http404 for none and for one to come."""
    try:
        week = Week.parse(text)
    except ValueError as error:
        raise Http404 from error
    if week > Week.of(today):
        raise Http404
    return week


def due_rows(village: Place, chosen: dict[str, str], led_by: str, today: date) -> list[DueRow]:
    """What is left as of today (or reached, or away), by the name of who leads; households nobody
    leads come last."""
    kinds = [CadenceKind(chosen["duty"])] if "duty" in chosen else list(CadenceKind)
    states = STATES[chosen.get("state", "")]
    due = [
        row
        for row in due_list(scope_of(village), today, kinds, states=states)
        if _is_led(row, led_by) and chosen.get("why", row.why) == row.why
    ]
    rows = [_row(list(some)) for _pk, some in groupby(due, key=lambda row: row.household_id)]
    return sorted(rows, key=lambda row: (not row.helper, row.helper, row.code))


def _is_led(row: DueVisit, led_by: str) -> bool:
    if not led_by:
        return True
    leads = str(row.helper_ids[0]) if row.helper_ids else NOBODY
    return leads == led_by


def _row(due: list[DueVisit]) -> DueRow:
    first = due[0]
    whys = list(dict.fromkeys(row.why for row in due))
    is_left = first.state == DutyState.LEFT
    return DueRow(
        household_id=first.household_id,
        code=first.code,
        group=first.group,
        head=first.head,
        kind=first.shown_kind,
        helper=first.helpers[0] if first.helpers else "",
        with_whom=first.helpers[1:],
        duties=" · ".join(str(DUTY_WORDS[row.duty]) for row in due),
        duty=CadenceKind.ON_SITE if len(due) > 1 else first.duty,
        why=" · ".join(str(why.label) for why in whys if is_left and why != Why.NOT_TRIED),
        last_on=first.last_on,
        last_result=str(Result(first.last_result).label) if first.last_result else "",
    )


def _asked(request: HttpRequest) -> Any:
    """Reasons are counted for contacts: a link that names a reason alone means those."""
    asked = request.GET.copy()
    if "why" in asked and "duty" not in asked:
        asked["duty"] = CadenceKind.CONTACT
    return asked


def _paged(request: HttpRequest, rows: Sequence[Any] | QuerySet[Any]) -> dict[str, Any]:
    return {"page": Paginator(rows, PAGE).get_page(request.GET.get("page"))}


def _done(
    request: HttpRequest, account: Account, village: Place, week: Week, led_by: str, today: date
) -> dict[str, Any]:
    coordinates = has_role(account, Role.COORDINATOR, village, today)
    head = Member.objects.filter(household=OuterRef("household"), relation="head", left_on=None)
    found = visits_for(account, today).filter(household__village=village)
    found = found.within(Period.of_week(week))  # type: ignore[attr-defined]
    if led_by:
        # a helper is shown, too, what the one before still did at the households of today
        others = Q(pk__in=given_up().values("pk")) if not coordinates else Q(pk__in=())
        found = found.filter(Q(helper=led_by) | others)
    twice = likely_same(found.select_related(None).prefetch_related(None))
    only_twice = bool(request.GET.get("twice"))
    if only_twice:
        found = found.filter(pk__in=twice)
    found = found.annotate(head_name=Subquery(head.values("name")[:1]))
    context = _paged(request, found.order_by("-on", "household__code", "pk"))
    context["rows"] = with_services(context["page"].object_list, village, today)
    context["given_up"] = given_up_among(visit for visit, *_beside in context["rows"])
    context |= {"twice": len(twice), "only_twice": only_twice}
    return context | _weeks(week, today)


def with_services(
    visits: Iterable[Visit], village: Place, today: date
) -> list[tuple[Visit, str, list[Visit]]]:
    """Each visit with the names of what was given, and with records likely of the same visit."""
    rows = list(visits)
    keys = {given.service for visit in rows for given in visit.services.all()}
    names = service_names(version_at(village, today), keys) if keys else {}
    same = likely_same(rows)
    comma = _(", ")
    return [
        (
            visit,
            comma.join(names[given.service] for given in visit.services.all()),
            same.get(visit.pk, []),
        )
        for visit in rows
    ]


def _next_plans(village: Place, led_by: str, today: date) -> list[Any]:
    rows = plans(scope_of(village), _next(today))
    return [plan for plan in rows if not led_by or led_by == str(plan.helper_id or NOBODY)]


def _next(today: date) -> Week:
    return Week.of(today).shift(1)


def _reports(helpers: list[Helper], week: Week, today: date) -> dict[str, Any]:
    """The helpers by name, without numbers: nobody is set beside another. The reports write
    themselves."""
    notes = WeeklyNote.objects.filter(helper=OuterRef("pk"), week_on=week.start_on).exclude(text="")
    rows = (
        Helper.objects.filter(pk__in=[helper.pk for helper in helpers])
        .annotate(has_note=Exists(notes))
        .order_by("name", "pk")
    )
    return {"reports": rows, **_weeks(week, today)}


def _weeks(week: Week, today: date) -> dict[str, Any]:
    return {
        "earlier": week.shift(-1),
        "later": week.shift(1) if week < Week.of(today) else None,
    }


def _sub(week: Week) -> str:
    return f"{week_text(week)} · {span_text(week.start_on, week.end_on)}"


def _tabs() -> list[tuple[str, str]]:
    words = {
        "due": _("Due this week"),
        "done": _("Done"),
        "next": _("Next week"),
        "reports": _("Weekly reports"),
    }
    return [(words[tab], _url(tab)) for tab in TABS]


def _url(tab: str) -> str:
    url = reverse("office:visits")
    return url if tab == "due" else f"{url}?show={tab}"
