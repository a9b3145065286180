"""Keying a round in, by the number of the row: keyboard only, one row after the other."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.method.queries import version_at
from doorstep.office.doors import asker, screen
from doorstep.office.rounds.forms import KeyForm
from doorstep.sync.actions import key_row
from doorstep.sync.queries import row_states
from doorstep.sync.rules import NEED_KINDS
from doorstep.visits.models import PaperRound
from doorstep.visits.queries import get_round_for, lettered, service_names
from doorstep.visits.rules import MODES, RESULTS, UNCHANGED


@screen
def round(request: HttpRequest, round_id: UUID) -> HttpResponse:  # noqa: A001 - its noun
    """What stands on the sheet and what of it is keyed; a row is sent with Enter and the next may
    follow. What cannot be read is said, and stays in the line to be mended."""
    account, today = asker(request), clock.today()
    paper = get_round_for(account, round_id, today)
    # once the week is over, no day is likelier than another: it is asked for
    first = {"on": today if today <= paper.week.end_on else None, "part": ""}
    form = KeyForm(request.POST or None, initial=first)
    keyed, wrong = None, ""
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            keyed = key_row(
                paper, values["row"], on=values["on"], part=values["part"], by=account, today=today
            )
        except Refused as refused:
            wrong = str(refused)
        else:
            form = KeyForm(initial={"on": values["on"], "part": values["part"]})
    states = row_states(paper, account, today)
    context = {
        "place": paper.place,
        "paper": paper,
        "today": today,
        "form": form,
        "wrong": wrong,
        "keyed": next((one for one in states if keyed and one.row.pk == keyed.row.pk), None),
        "receipt": keyed and keyed.receipt,
        "states": states,
        "left": sum(one.submission is None for one in states),
        "letters": _letters(paper),
        "need_kinds": [(at + 1, kind.label) for at, kind in enumerate(NEED_KINDS)],
    }
    name = "office/rounds/key.html"
    part = f"{name}#keying" if request.htmx else name  # type: ignore[attr-defined]
    status = 422 if wrong or (form.is_bound and form.errors) else 200
    return render(request, part, context, status=status)


def _letters(paper: PaperRound) -> list[tuple[str, Any]]:
    """Every letter of the sheet with what it stands for."""
    names = service_names(version_at(paper.place, paper.made_on), paper.services)
    return [
        *((letter, choice.label) for letter, choice in (*MODES.items(), *RESULTS.items())),
        *((letter, names[service]) for letter, service in lettered(paper.services)),
        (UNCHANGED, _("No change")),
    ]
