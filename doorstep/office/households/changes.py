"""The forms that change a household: each loads it, calls one action, and leads back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.households import forms as own
from doorstep.office.households.pages import title_of
from doorstep.office.notices import say_note
from doorstep.pairing.actions import take_off_register
from doorstep.people.actions import find_group
from doorstep.people.models import Account, Place
from doorstep.register import actions as register
from doorstep.register.choices import CircumstanceSource
from doorstep.register.models import Household
from doorstep.register.queries import get_whole_household_for
from doorstep.register.roster import speaks_of_health
from doorstep.sync.actions import put_back_household
from doorstep.visits.actions import set_cadence


def load(request: HttpRequest, household_id: UUID) -> Household:
    """The household, for the village's coordinator; else NotVisible."""
    household = get_whole_household_for(asker(request), household_id, clock.today())
    must_coordinate(request, household.village)
    return household


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, empty or not; None where it is only shown."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[dict[str, Any]], Any],
    *,
    household: Household | None = None,
    **more: Any,
) -> HttpResponse:
    """`filling.fill` below the household's page, or below the list where it is not there yet."""
    trail = [(_("Households"), reverse("office:households"))]
    if household is not None:
        trail.append((household.code, page_of(household)))
        more |= {"place": household.village, "sub": f"{title_of(household)} · {household.code}"}
    return fill(request, form, save, trail=trail, **more)


def page_of(household: Household, name: str = "household") -> str:
    """The page a form leads back to."""
    return reverse(f"office:{name}", args=[household.pk])


@screen
def new(request: HttpRequest) -> HttpResponse:
    """A household joins the register."""
    village, on, by = village_of(request), clock.today(), asker(request)
    must_coordinate(request, village)
    form = own.NewHouseholdForm(posted(request), village=village, initial={"helpers_wanted": 1})
    made: list[Household] = []

    def save(values: dict[str, Any]) -> None:
        made.append(
            register.add_household(village, by=by, on=on, **_fields(values, village, by, on))
        )
        _ask_about_health(request, values["note"])

    response = answer(
        request,
        form,
        save,
        heading=_("A new household"),
        act=_("Add the household"),
        done=_("The household is on the register."),
        back=reverse("office:households"),
        place=village,
    )
    return redirect(page_of(made[0])) if made and response.status_code == 302 else response


@screen
def change(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Group, telephone, languages, note and the like."""
    household, on, by = load(request, household_id), clock.today(), asker(request)
    form = own.HouseholdForm(
        posted(request),
        village=household.village,
        initial=own.HouseholdForm.values_of(household),
    )

    def save(values: dict[str, Any]) -> None:
        fields = _fields(values, household.village, by, on)
        register.change_household(household, by=by, on=on, **fields)
        _ask_about_health(request, values["note"])

    return answer(
        request,
        form,
        save,
        heading=_("Change the household"),
        act=_("Save the changes"),
        done=_("The changes are saved."),
        back=page_of(household),
        household=household,
    )


def _ask_about_health(request: HttpRequest, note: str) -> None:
    """A word list knows no context, so nothing is refused; which word it was stands on no page."""
    if speaks_of_health(note):
        say_note(
            request,
            _(
                "The note may speak of somebody's health, and everybody who goes there reads it. "
                "If it does, take it out: health belongs into a need of care."
            ),
        )


def _fields(values: dict[str, Any], village: Place, by: Account, on: date) -> dict[str, Any]:
    fields = dict(values)
    if name := fields.pop("new_group").strip():
        fields["group"] = find_group(village, name, by=by, on=on)
    return fields


@screen
def away(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Away until a day: nothing is due until then."""
    household, on, by = load(request, household_id), clock.today(), asker(request)
    return answer(
        request,
        own.AwayForm(posted(request)),
        lambda values: register.set_absence(household, by=by, on=on, **values),
        heading=_("Away until a day"),
        act=_("Save"),
        done=_("They are away until that day; no visit is due."),
        back=page_of(household),
        household=household,
    )


@screen
def home(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Where they live in a season."""
    household, on, by = load(request, household_id), clock.today(), asker(request)

    def save(values: dict[str, Any]) -> None:
        season = values.pop("season")
        register.set_home(household, season, by=by, on=on, **values)

    return answer(
        request,
        own.HomeForm(posted(request)),
        save,
        heading=_("Set a home"),
        act=_("Set this home"),
        done=_("The home is set. The former one of that season stays in the record."),
        back=page_of(household, "household-homes"),
        household=household,
    )


@screen
def circumstance(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Something has happened in their life, as they said at the office."""
    household, on, by = load(request, household_id), clock.today(), asker(request)
    form = own.CircumstanceForm(posted(request), household=household, initial={"since_on": on})
    return answer(
        request,
        form,
        lambda values: register.state_circumstance(
            household, source=CircumstanceSource.OFFICE, by=by, on=on, **values
        ),
        heading=_("Something has changed in their life"),
        act=_("Record it"),
        done=_("It is recorded. No category follows from it by itself."),
        back=page_of(household, "household-record"),
        household=household,
    )


@screen
@require_POST
def circumstance_end(
    request: HttpRequest, household_id: UUID, circumstance_id: UUID
) -> HttpResponse:
    """A circumstance is over from today on."""
    household = load(request, household_id)
    row = household.circumstances.filter(pk=circumstance_id).first()
    if row is None:
        raise Http404
    return do(
        request,
        lambda: register.end_circumstance(row, by=asker(request), on=clock.today()),
        done=_("It is over from today on."),
        back=page_of(household, "household-record"),
    )


@screen
def cadence(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """How often they want to be contacted and visited; it goes before the method."""
    household, on, by = load(request, household_id), clock.today(), asker(request)

    def save(values: dict[str, Any]) -> None:
        every = values["every"] or None
        set_cadence(household, values["kind"], every, by=by, on=on, reason=values["reason"])

    return answer(
        request,
        own.CadenceForm(posted(request)),
        save,
        heading=_("How often they want visits"),
        act=_("Save their wish"),
        done=_("Their wish goes before the method from today on."),
        back=page_of(household, "household-record"),
        household=household,
    )


@screen
def close(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """They leave the register; the second press is on the page this shows."""
    household, on, by = load(request, household_id), clock.today(), asker(request)
    return answer(
        request,
        own.ClosingForm(posted(request)),
        lambda values: take_off_register(household, by=by, on=on, **values),
        heading=_("They leave the register"),
        act=_("Take the household off the register"),
        done=_("The household is off the register."),
        back=page_of(household),
        household=household,
        lead=_(
            "From today nobody is sent there, and the helpers do not see it any more. Its "
            "visits, needs and members stay in the record, and the coordinator can still read "
            "them."
        ),
    )


@screen
def reopen(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """They are on the register again, as if they had not left."""
    household, on, by = load(request, household_id), clock.today(), asker(request)
    return answer(
        request,
        forms.Form(posted(request)),
        lambda _values: put_back_household(household, by=by, on=on),
        heading=_("Put back on the register"),
        act=_("Put it back"),
        done=_("The household is on the register again. Choose who goes there."),
        back=page_of(household),
        household=household,
        lead=_(
            "As if it had not left: it is visited and counted again, also for the days between. "
            "Its helpers do not come back by themselves."
        ),
    )
