"""The page of figures that a coordinator hangs up, after disclosure control."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.figures.actions import publish_tables
from doorstep.figures.choices import Circle
from doorstep.figures.queries import is_printed, last_month_end, page_context, printed_at
from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.notices import say_done
from doorstep.people.choices import Language


class LanguageForm(forms.Form):
    """In which language it hangs; draft Tibetan never hangs alone."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(one.value, one.label) for one in Language if one != Language.BO],
    )


@screen
def public_figures(request: HttpRequest) -> HttpResponse:
    """Last month's figures for everybody, ready to print; `?language=` chooses. They are fixed by
    pressing a button, not by looking."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    to_on = last_month_end(today)
    if request.method == "POST":
        publish_tables(village, to_on=to_on, by=asker(request), on=today)
        say_done(request, gettext("The figures are made; print them and hang them up."))
        return redirect(f"{reverse('office:public-figures')}?place={village.code}")
    if not is_printed(village, Circle.PUBLIC, to_on):
        context = {"place": village, "to_on": to_on}
        return render(request, "office/publishing/make_figures.html", context)
    asked = LanguageForm(request.GET)
    language = asked.cleaned_data["language"] if asked.is_valid() else Language.ZH
    with translation.override(language):
        context = page_context(printed_at(village, Circle.PUBLIC, to_on)) | {
            "place": village,
            "form": LanguageForm(initial={"language": language}, label_suffix=""),
            "today": today,
        }
        return render(request, "office/publishing/figures.html", context)
