"""The rounds of a village: which are out, how far they are keyed in; new ones are made here."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.kit.weeks import Week
from doorstep.office.doors import asker, screen, village_of
from doorstep.office.filling import do
from doorstep.office.notices import say_refused
from doorstep.office.rounds.forms import MakeForm
from doorstep.office.visits.listing import who_asks
from doorstep.people.models import Helper
from doorstep.people.queries import helpers_at
from doorstep.sync.queries import RoundCount, keyed_counts
from doorstep.visits.actions import NobodyOnTheRound, count_back_round, make_round
from doorstep.visits.models import PaperRound
from doorstep.visits.queries import get_round_for, rounds_for
from doorstep.visits.rules import read_round_code

PAGE = 50


@dataclass(frozen=True)
class Line:
    """A round of the list with how much of it is keyed in."""

    paper: PaperRound
    count: RoundCount


@screen
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds, the latest week first; `?code=` opens the one whose code stands on a sheet."""
    account, today, village = asker(request), clock.today(), village_of(request)
    helper, coordinates = who_asks(account, village, today)
    found = rounds_for(account, today).filter(place=village)
    typed = request.GET.get("code", "").strip()
    wrong = ""
    if typed:
        code = read_round_code(typed)
        paper = _of_code(found, code) if code else None
        if paper is not None:
            return redirect("office:round", paper.pk)
        wrong = (
            _("No round of this village has the code %(code)s.")
            if code
            else _("“%(code)s” is no code of a round: its last letter does not fit. Read it again.")
        ) % {"code": typed}
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = keyed_counts(list(page.object_list))
    helpers = list(helpers_at(village, today).order_by("name", "pk")) if coordinates else []
    chosen = request.GET.get("helper", "")
    form = MakeForm(
        {"helper": chosen, "week": str(Week.of(today))} if chosen or coordinates else None,
        helpers=helpers,
        today=today,
    )
    context = {
        "place": village,
        "page": page,
        "lines": [Line(paper, counts[paper.pk]) for paper in page.object_list],
        "form": form,
        "typed": typed,
        "wrong": wrong,
        "coordinates": coordinates,
        "helper": helper,
    }
    return render(request, "office/rounds/list.html", context, status=422 if wrong else 200)


@screen
@require_POST
def rounds_new(request: HttpRequest) -> HttpResponse:
    """Makes one helper's round, or those of all who have a household, and shows it for printing."""
    account, today, village = asker(request), clock.today(), village_of(request)
    own, coordinates = who_asks(account, village, today)
    helpers = list(helpers_at(village, today).order_by("name", "pk")) if coordinates else []
    form = MakeForm(request.POST, helpers=helpers, today=today)
    if not form.is_valid():
        say_refused(request, _("Choose whose sheets, and for which week."))
        return redirect("office:rounds")
    week = Week.parse(form.cleaned_data["week"])
    chosen = form.cleaned_data.get("helper")
    if not coordinates:
        if own is None:
            raise NotVisible
        return _make_one(request, own, week)
    if chosen:
        return _make_one(request, next(one for one in helpers if str(one.pk) == chosen), week)
    made = 0
    for helper in helpers:
        try:
            make_round(helper, week, by=account, on=today)
        except NobodyOnTheRound:  # a helper without households has nothing to carry
            continue
        made += 1
    if not made:
        say_refused(request, _("No helper has a household in that week."))
        return redirect("office:rounds")
    return redirect("office:rounds-print", str(week))


@screen
@require_POST
def round_back(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The sheets are in the office again."""
    account, today = asker(request), clock.today()
    paper = get_round_for(account, round_id, today)
    return do(
        request,
        lambda: count_back_round(paper, by=account, on=today),
        done=_("All sheets of round %(code)s are back.") % {"code": paper.code},
        back=reverse("office:rounds"),
    )


def _make_one(request: HttpRequest, helper: Helper, week: Week) -> HttpResponse:
    try:
        paper, _is_new = make_round(helper, week, by=asker(request), on=clock.today())
    except Refused as refused:
        say_refused(request, str(refused))
        return redirect("office:rounds")
    return redirect("office:round-print", paper.pk)


def _of_code(rounds: QuerySet[PaperRound], code: tuple[int, int, int]) -> PaperRound | None:
    """The latest round of that week and number; codes come again after a hundred years."""
    year, week, number = code
    found = rounds.filter(number=number).order_by("-week_on")
    same = (paper for paper in found if (paper.week.year % 100, paper.week.number) == (year, week))
    return next(same, None)
