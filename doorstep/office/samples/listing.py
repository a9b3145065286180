"""The samples of a village: how far each is, what waits too long; ticked for one act."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.kit import clock
from doorstep.office.activities.tabs import tabs_of_activities
from doorstep.office.doors import asker, goes_out, screen, village_of
from doorstep.office.rounds.forms import LanguageForm
from doorstep.people.choices import Role
from doorstep.people.queries import has_role
from doorstep.samples.choices import Matter, SampleState
from doorstep.samples.queries import samples_for, standings_of

PAGE = 50


class Narrowing(forms.Form):
    """What narrows the list."""

    matter = forms.ChoiceField(
        label=pgettext_lazy("sample", "Of what"),
        choices=[("", _("All")), *Matter.choices],
        required=False,
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("sample", "How far"),
        choices=[
            ("", _("All")),
            ("late", pgettext_lazy("sample", "waits too long")),
            *SampleState.choices,
        ],
        required=False,
    )


@screen
def samples(request: HttpRequest) -> HttpResponse:
    """What was taken, the latest first."""
    account, today, village = asker(request), clock.today(), village_of(request)
    form = Narrowing(request.GET, auto_id="by-%s", label_suffix="")
    asked = form.cleaned_data if form.is_valid() else {}
    found = samples_for(account, today).filter(place=village, taken_on__lte=today)
    if asked.get("matter"):
        found = found.filter(matter=asked["matter"])
    rows = standings_of(found.order_by("-taken_on", "code", "pk"), today)
    if state := asked.get("state"):
        rows = [one for one in rows if one.state == state or (state == "late" and one.late)]
    context = {
        "place": village,
        "today": today,
        "form": form,
        "is_narrowed": any(asked.values()),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "late": sum(one.late is not None for one in rows),
        "goes_out": goes_out(account, village, today),
        "coordinates": has_role(account, Role.COORDINATOR, village, today),
        "language_form": LanguageForm.asked(request),
        "tabs": tabs_of_activities(),
    }
    name = "office/samples/list.html"
    return render(request, f"{name}#found" if request.htmx else name, context)  # type: ignore[attr-defined]
