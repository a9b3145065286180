"""Laboratories: who they are, what their headings mean, their files and the rows left of them."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.kit.names import name_in
from doorstep.office.activities.tabs import tabs_of_activities
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.headings import say_meaning
from doorstep.office.notices import say_done
from doorstep.office.samples.frame import above_lab, above_sample
from doorstep.samples import actions
from doorstep.samples.choices import ColumnMeaning
from doorstep.samples.models import LabColumn, LabFile
from doorstep.samples.norms import parameters
from doorstep.samples.queries import (
    LabColumnsMissing,
    get_lab_column_for,
    get_lab_file_for,
    get_lab_for,
    labs_for,
)


class LabForm(forms.Form):
    """A laboratory and in how many days it answers."""

    name = forms.CharField(label=pgettext_lazy("laboratory", "Name"), max_length=80)
    reach = forms.CharField(
        label=pgettext_lazy("laboratory", "How to reach it"), max_length=80, required=False
    )
    days = forms.IntegerField(
        label=pgettext_lazy("laboratory", "Answers within how many days"),
        min_value=1,
        max_value=365,
        initial=15,
    )


class LabFileForm(forms.Form):
    """A file of results."""

    file = forms.FileField(
        label=gettext_lazy("The laboratory's file"),
        help_text=gettext_lazy(
            "xlsx, xls or CSV. Of each row the sample's code, what was measured, result, unit and "
            "day are kept, and nothing else."
        ),
    )


@screen
def labs(request: HttpRequest) -> HttpResponse:
    """The laboratories of a village."""
    village = village_of(request)
    must_coordinate(request, village)
    found = labs_for(asker(request), clock.today()).filter(place=village)
    context = {
        "place": village,
        "labs": list(found),
        "tabs": tabs_of_activities(),
        "steps": above_sample(),
    }
    return render(request, "office/samples/labs.html", context)


@screen
def lab_new(request: HttpRequest) -> HttpResponse:
    """A laboratory that samples go to."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_coordinate(request, village)
    return fill(
        request,
        LabForm(request.POST or None),
        lambda given: actions.add_lab(village, by=account, on=today, **given),
        heading=_("Add a laboratory"),
        act=_("Add the laboratory"),
        done=_("The laboratory is on the list."),
        back=reverse("office:labs"),
        trail=above_lab(),
        place=village,
    )


@screen
def lab_change(request: HttpRequest, lab_id: UUID) -> HttpResponse:
    """Its name, how to reach it, its days."""
    account, today = asker(request), clock.today()
    lab = get_lab_for(account, lab_id, today)
    first = {"name": lab.name, "reach": lab.reach, "days": lab.days}
    return fill(
        request,
        LabForm(request.POST or None, initial=first),
        lambda given: actions.change_lab(lab, by=account, on=today, **given),
        heading=_("Change the laboratory"),
        act=_("Save the changes"),
        done=_("The changes are saved."),
        back=reverse("office:lab", args=[lab.pk]),
        trail=above_lab(lab),
        place=lab.place,
    )


@screen
def lab(request: HttpRequest, lab_id: UUID) -> HttpResponse:
    """Its files, and what its headings mean."""
    account, today = asker(request), clock.today()
    lab = get_lab_for(account, lab_id, today)
    files = list(lab.files.select_related("by"))
    context = {
        "place": lab.place,
        "today": today,
        "lab": lab,
        "files": [(one, one.results.count(), _left(one).count()) for one in files],
        "columns": [(one, _meaning(one)) for one in lab.columns.all()],
        "steps": above_lab(),
    }
    return render(request, "office/samples/lab.html", context)


@screen
def lab_heading(request: HttpRequest, lab_column_id: UUID) -> HttpResponse:
    """Says what a heading means."""
    account, today = asker(request), clock.today()
    column = get_lab_column_for(account, lab_column_id, today)
    measured = [(one.key, name_in(one.names)) for one in parameters().values()]
    return say_meaning(
        request,
        column,
        [*ColumnMeaning.choices, (pgettext_lazy("laboratory file", "results of"), measured)],
        lambda meaning: actions.name_heading(column, meaning, by=account, on=today),
        lambda: actions.forget_heading(column, by=account, on=today),
        back=reverse("office:lab", args=[column.lab_id]),
        trail=above_lab(column.lab),
        place=column.lab.place,
    )


@screen
def lab_file_read(request: HttpRequest, lab_id: UUID) -> HttpResponse:
    """Reads a file; one whose headings nobody knows is refused whole, and they are asked about."""
    account, today = asker(request), clock.today()
    lab = get_lab_for(account, lab_id, today)
    form = LabFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            made = actions.read_lab_results(
                lab, name=sent.name, data=sent.read(), by=account, on=today
            )
        except Refused as refused:
            form.add_error("file", str(refused))
            if isinstance(refused, LabColumnsMissing):
                actions.note_headings(lab, refused.headings, by=account, on=today)
        else:
            say_done(request, _("The file is read."))
            return redirect("office:lab-file", made.pk)
    context = {
        "place": lab.place,
        "lab": lab,
        "form": form,
        "steps": above_lab(lab),
        "back": reverse("office:lab", args=[lab.pk]),
        "unsaid": list(lab.columns.filter(meaning="")) if form.is_bound else [],
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/samples/read.html", context, status=status)


@screen
def lab_file(request: HttpRequest, lab_file_id: UUID) -> HttpResponse:
    """What was taken of a file, and every row that was not, with its reason."""
    account, today = asker(request), clock.today()
    file = get_lab_file_for(account, lab_file_id, today)
    taken = file.results.select_related("sample").order_by("sample__code", "pk")
    context = {
        "place": file.lab.place,
        "today": today,
        "file": file,
        "left": list(_left(file)),
        "settled": file.left_rows.exclude(settled_on=None).count(),
        "taken": [(one, name_in(parameters()[one.parameter].names)) for one in taken],
        "steps": above_lab(file.lab),
    }
    return render(request, "office/samples/file.html", context)


@screen
@require_POST
def lab_file_again(request: HttpRequest, lab_file_id: UUID) -> HttpResponse:
    """Reads the rows that were left once more."""
    account, today = asker(request), clock.today()
    file = get_lab_file_for(account, lab_file_id, today)
    return do(
        request,
        lambda: actions.read_left_rows(file, by=account, on=today),
        done=_("The rows are read again; what is still left stands below."),
        back=reverse("office:lab-file", args=[file.pk]),
    )


def _left(file: LabFile) -> Any:
    return file.left_rows.filter(settled_on=None)


def _meaning(column: LabColumn) -> str:
    if column.meaning in ColumnMeaning.values:
        return str(ColumnMeaning(column.meaning).label)
    known = parameters().get(column.meaning)
    return name_in(known.names) if known else ""
