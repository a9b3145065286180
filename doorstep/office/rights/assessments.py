"""The impact assessment: its versions, the form with the questions, dating it, on paper."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.needs.actions import switch_on_sealed_fields
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.rights.frame import frame, must_assess
from doorstep.register.queries import is_sealing
from doorstep.rights.actions import begin_assessment, date_assessment, fill_assessment
from doorstep.rights.actions.assessments import MOST_LETTERS
from doorstep.rights.choices import Question
from doorstep.rights.models import Assessment
from doorstep.rights.queries import assessments_at, get_assessment_for, may_date


class AssessmentForm(forms.Form):
    """The questions of PIPL, article 56; answered bit by bit, so none is required."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, label_suffix="", **given)
        for question in Question:
            self.fields[question.value] = forms.CharField(
                label=question.label,
                widget=forms.Textarea(attrs={"rows": 4}),
                max_length=MOST_LETTERS,
                required=False,
            )


@screen
def assessments(request: HttpRequest) -> HttpResponse:
    """Every version of the village: the one in the making, the dated ones."""
    village = village_of(request)
    must_assess(request, village)
    found = list(assessments_at(village))
    context = frame(request, village, "office:assessments") | {
        "found": found,
        "is_in_the_making": any(not one.is_locked for one in found),
    }
    return render(request, "office/rights/assessments.html", context)


@screen
@require_POST
def assessment_begin(request: HttpRequest) -> HttpResponse:
    """Begins a version, with the answers of the last one."""
    village = village_of(request)
    must_coordinate(request, village)
    made = begin_assessment(village, by=asker(request), on=clock.today())
    return redirect("office:assessment-fill", made.pk)


@screen
def assessment(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """One version to read; while it is not dated, with what is still to be done."""
    account, today = asker(request), clock.today()
    one = get_assessment_for(account, assessment_id, today)
    answers = _answers(one)
    context = frame(request, one.place, "office:assessments") | {
        "assessment": one,
        "answers": answers,
        "missing": [question for question, text in answers if not text],
        "writers": _(", ").join(one.writers.order_by("name").values_list("name", flat=True)),
        "may_date": may_date(one, account),
        "is_sealing": is_sealing(one.place_id, today),
    }
    return render(request, "office/rights/assessment.html", context)


@screen
def assessment_fill(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Answers the questions; the coordinator's."""
    account, today = asker(request), clock.today()
    one = get_assessment_for(account, assessment_id, today)
    must_coordinate(request, one.place)
    back = reverse("office:assessment", args=[one.pk])
    if one.is_locked:
        return redirect(back)
    form = AssessmentForm(request.POST or None, initial=one.answers)

    def save(given: dict[str, Any]) -> None:
        fill_assessment(one, given, by=account, on=today)

    return fill(
        request,
        form,
        save,
        heading=_("Impact assessment, version %(number)s") % {"number": one.number},
        act=_("Save the answers"),
        done=_("The answers are saved."),
        back=back,
        trail=[(_("Impact assessment"), reverse("office:assessments"))],
        lead=_(
            "In plain words, as you would tell the households. Somebody else reads and dates it; "
            "then it is locked."
        ),
        place=one.place,
    )


@require_POST
@screen
def assessment_date(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """A second person has read it and dates it."""
    account, today = asker(request), clock.today()
    one = get_assessment_for(account, assessment_id, today)
    return do(
        request,
        lambda: date_assessment(one, by=account, on=today),
        done=_("The assessment is dated and locked."),
        back=reverse("office:assessment", args=[one.pk]),
    )


@require_POST
@screen
def assessment_seal(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Switches the village's sealed fields on, which rests on this dated version; coordinator's."""
    account, today = asker(request), clock.today()
    one = get_assessment_for(account, assessment_id, today)
    must_coordinate(request, one.place)
    return do(
        request,
        lambda: switch_on_sealed_fields(one.place, by=account, on=today, assessed_on=one.dated_on),
        done=_("Sealed fields are switched on; what stood open is sealed now."),
        back=reverse("office:assessment", args=[one.pk]),
    )


@screen
def assessment_print(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """One version on paper."""
    one = get_assessment_for(asker(request), assessment_id, clock.today())
    context = {"place": one.place, "assessment": one, "answers": _answers(one)}
    return render(request, "office/rights/assessment_print.html", context)


def _answers(one: Assessment) -> list[tuple[Any, str]]:
    return [(question.label, one.answers.get(question, "")) for question in Question]
