"""One sample: its chain, what was found, and what is done with it; taking a new one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.activities.models import Activity
from doorstep.activities.queries import activities_for
from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.kit.names import name_in
from doorstep.office.doors import asker, goes_out, must_coordinate, screen, village_of
from doorstep.office.filling import fill
from doorstep.office.households.codes import household_of_code
from doorstep.office.notices import say_done
from doorstep.office.rounds.forms import LanguageForm
from doorstep.office.samples.forms import (
    NormForm,
    ReasonForm,
    ResultForm,
    TakeForm,
    TellForm,
    first_values,
)
from doorstep.office.samples.frame import above_sample, must_go_out
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import has_role, helper_at, helpers_at
from doorstep.register.queries import households_seen_whole
from doorstep.samples import actions
from doorstep.samples.choices import BREACHES, Bound, SampleState
from doorstep.samples.models import Sample
from doorstep.samples.queries import (
    Finding,
    get_result_for,
    get_sample_for,
    samples_for,
    standing_of,
    taken_back,
)
from doorstep.samples.rules import limit_text, value_text

LATEST = 50


@screen
def sample(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """Who had it, what was found against which limit, and whether it was told."""
    account, today = asker(request), clock.today()
    sample = get_sample_for(account, sample_id, today)
    seen = households_seen_whole(account, today)
    standing = standing_of(sample, today)
    context = {
        "place": sample.place,
        "today": today,
        "sample": sample,
        "standing": standing,
        "sees_household": seen.filter(pk=sample.household_id).exists(),
        "taken_back": list(taken_back(sample)),
        "coordinates": has_role(account, Role.COORDINATOR, sample.place, today),
        "goes_out": goes_out(account, sample.place, today),
        "is_out": standing.state == SampleState.OUT,
        "rows": [_row(one) for one in standing.findings],
        "norm_name": name_in(standing.norm.names) if standing.norm else "",
        "language_form": LanguageForm.asked(request),
    }
    return render(request, "office/samples/sample.html", context)


@screen
def sample_new(request: HttpRequest) -> HttpResponse:
    """A sample that was taken; saved, the form stands ready for the next."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_go_out(request, village)
    activities = _activities(account, village, today)
    last = _last(request, village, today)
    first = first_values(last, today, helper_at(account, village, today))
    if asked := request.GET.get("activity"):
        first["activity"] = asked
    form = TakeForm(
        request.POST or None,
        activities=activities,
        helpers=helpers_at(village, today).order_by("name", "pk"),
        initial=first,
    )
    if request.method == "POST" and form.is_valid():
        try:
            taken = _take(form, account, village, today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("Sample %(code)s is recorded.") % {"code": taken.code})
            return redirect(f"{reverse('office:sample-new')}?after={taken.pk}")
    context = {
        "place": village,
        "form": form,
        "heading": _("Record a sample"),
        "act": _("Record the sample"),
        "lead": "" if activities else _("Record the field activity first; samples belong to one."),
        "back": reverse("office:samples"),
        "steps": above_sample(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/fill.html", context, status=status)


@screen
def sample_norm(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """Against which norm it is held."""
    account, today = asker(request), clock.today()
    sample = get_sample_for(account, sample_id, today)
    must_coordinate(request, sample.place)
    return _fill(
        sample,
        request,
        NormForm(request.POST or None, matter=sample.matter, initial={"norm": sample.norm}),
        lambda given: actions.choose_norm(sample, given["norm"], by=account, on=today),
        heading=_("Choose the norm"),
        act=_("Save the norm"),
        done=_("The norm is chosen."),
    )


@screen
def sample_spoil(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """It broke, leaked or was lost."""
    account, today = asker(request), clock.today()
    sample = get_sample_for(account, sample_id, today)
    must_go_out(request, sample.place)
    return _fill(
        sample,
        request,
        ReasonForm(request.POST or None),
        lambda given: actions.spoil_sample(sample, by=account, on=today, **given),
        heading=_("Spoiled or lost"),
        act=_("Record it"),
        done=_("It is recorded; the sample waits for nothing any more."),
        lead=_("What happened to it? Its chain stays as it is; no result is taken for it."),
    )


@screen
def sample_tell(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """The household was told."""
    account, today = asker(request), clock.today()
    sample = get_sample_for(account, sample_id, today)
    must_go_out(request, sample.place)
    return _fill(
        sample,
        request,
        TellForm(request.POST or None, initial={"told_on": today}),
        lambda given: actions.tell_result(sample, by=account, on=today, **given),
        heading=_("The result was told"),
        act=_("Record it"),
        done=_("It is recorded."),
    )


@screen
def result_new(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """A value typed in from the laboratory's paper."""
    account, today = asker(request), clock.today()
    sample = get_sample_for(account, sample_id, today)
    must_coordinate(request, sample.place)
    return _fill(
        sample,
        request,
        ResultForm(request.POST or None),
        lambda given: actions.record_result(sample, by=account, on=today, **given),
        heading=_("Type a result in"),
        act=_("Record the result"),
        done=_("The result is recorded."),
    )


@screen
def result_take_back(request: HttpRequest, result_id: UUID) -> HttpResponse:
    """A result was wrong; it stays with the reason."""
    account, today = asker(request), clock.today()
    result = get_result_for(account, result_id, today)
    return _fill(
        result.sample,
        request,
        ReasonForm(request.POST or None),
        lambda given: actions.take_back_result(result, by=account, on=today, **given),
        heading=_("Take a result back"),
        sub=result.text,
        act=_("Take it back"),
        done=_("It is taken back; it stays on the page with the reason."),
    )


def _row(one: Finding) -> tuple[Finding, str, str, str, str]:
    """A finding with its name, what was found, its limit, and what to do where it breaks it."""
    is_none = one.result.bound == Bound.NONE
    found = str(Bound.NONE.label) if is_none else value_text(one.result.bound, one.value)
    found = f"{found} {'' if is_none else one.unit}".strip()
    limit = limit_text(one.limit)
    limit = f"{limit} {one.limit.unit}".strip() if one.limit and limit else limit
    advice = name_in(one.limit.advice) if one.limit and one.verdict in BREACHES else ""
    return one, name_in(one.parameter.names), found, limit, advice


def _take(form: TakeForm, account: Account, village: Place, today: date) -> Sample:
    code = form.cleaned_data["household_code"]
    household = household_of_code(code, account, village, today) if code.strip() else None
    activity = form.activities[form.cleaned_data["activity"]]
    return actions.take_sample(activity, household=household, by=account, on=today, **form.values())


def _activities(account: Account, village: Place, today: date) -> list[Activity]:
    found = activities_for(account, today).filter(place=village, on__lte=today)
    return list(found.order_by("-on", "pk")[:LATEST])


def _last(request: HttpRequest, village: Place, today: date) -> Sample | None:
    """The sample after which the form stands; None for what is no sample of the village."""
    try:
        key = UUID(request.GET.get("after", ""))
    except ValueError:
        return None
    return samples_for(asker(request), today).filter(pk=key, place=village).first()


def _fill(sample: Sample, request: HttpRequest, form: Any, save: Any, **more: Any) -> HttpResponse:
    more = {"sub": sample.code, "back": reverse("office:sample", args=[sample.pk])} | more
    return fill(request, form, save, trail=above_sample(sample), place=sample.place, **more)
