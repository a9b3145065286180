"""Helpers: the list, one added, one changed, one who leaves the team."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.entry.queries import instance
from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.helpers.forms import HelperForm, named
from doorstep.office.households.facts import languages_text
from doorstep.pairing.actions import take_off_team
from doorstep.pairing.queries import HelperLoad, helpers_load
from doorstep.people.actions import add_helper, change_helper
from doorstep.people.models import Helper
from doorstep.people.queries import get_helper_for


@dataclass(frozen=True)
class Row:
    """A helper of the list, with what they can do in words."""

    load: HelperLoad
    seat: str
    skills: str
    languages: str


@screen
def helpers(request: HttpRequest) -> HttpResponse:
    """Who is in the team, by name, and how many households each may still take."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    language = get_language() or "zh-hans"
    loads = helpers_load(village, today)
    prefetch_related_objects([load.helper for load in loads], "skills")
    rows = [
        Row(
            load=load,
            seat=named(load.helper.seat, language) if load.helper.seat else "",
            skills=_(", ").join(named(skill, language) for skill in load.helper.skills.all()),
            languages=languages_text(load.helper.languages),
        )
        for load in loads
    ]
    return render(request, "office/helpers/list.html", {"place": village, "rows": rows})


@screen
def helper_new(request: HttpRequest) -> HttpResponse:
    """Somebody joins the team; an account of their own comes by an invitation."""
    village, on, by = village_of(request), clock.today(), asker(request)
    must_coordinate(request, village)
    team = village.teams.get(code=village.code)
    data = request.POST if request.method == "POST" else None
    form = HelperForm(data, village=village, initial={"most_households": 6})

    def save(values: dict[str, Any]) -> None:
        add_helper(team, by=by, on=on, **values)

    return fill(
        request,
        form,
        save,
        heading=_("A new helper"),
        act=_("Add the helper"),
        done=_("The helper is in the team; the next proposal of pairs counts on them."),
        back=reverse("office:helpers"),
        trail=trail_here(),
        place=village,
    )


@screen
def helper(request: HttpRequest, helper_id: UUID) -> HttpResponse:
    """What a helper can take on; below, the way to say that somebody leaves the team."""
    row, on, by = load(request, helper_id), clock.today(), asker(request)
    village = row.team.place
    data = request.POST if request.method == "POST" else None
    form = HelperForm(data, village=village, initial=HelperForm.values_of(row))
    ending = {
        "words": _("Leaves the team"),
        "stays": _(
            "From today the pairs end, open needs lie with nobody until somebody takes them over, "
            "and no household is seen any more. What was written stays."
        ),
        "act": _("Take off the team"),
        "url": reverse("office:helper-leave", args=[row.pk]),
    }

    def save(values: dict[str, Any]) -> None:
        change_helper(row, by=by, on=on, **values)

    return fill(
        request,
        form,
        save,
        heading=row.name,
        act=_("Save the changes"),
        done=_("The changes are saved."),
        back=reverse("office:helpers"),
        trail=trail_here(),
        place=village,
        ending=ending,
        beside=[
            (_("Sheets for a round"), f"{reverse('office:rounds')}?helper={row.pk}#make"),
            *(
                [(_("Devices"), reverse("office:helper-devices", args=[row.pk]))]
                if instance().has_field_page
                else []
            ),
        ],
    )


@screen
@require_POST
def helper_leave(request: HttpRequest, helper_id: UUID) -> HttpResponse:
    """Somebody leaves the team from today on."""
    row = load(request, helper_id)
    return do(
        request,
        lambda: take_off_team(row, by=asker(request), on=clock.today()),
        done=_("%(name)s is not in the team from today on.") % {"name": row.name},
        back=reverse("office:helpers"),
    )


def load(request: HttpRequest, helper_id: UUID) -> Helper:
    """The helper, for the coordinator of that village; else NotVisible."""
    row = get_helper_for(asker(request), helper_id, clock.today())
    must_coordinate(request, row.team.place)
    return row


def trail_here() -> list[tuple[str, str]]:
    return [
        (_("Pairing"), reverse("office:pairing-plan")),
        (_("Helpers"), reverse("office:helpers")),
    ]
