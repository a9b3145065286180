"""The pairs of one household: who goes there and why; naming, ending, declining."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, must_coordinate, screen
from doorstep.office.filling import do
from doorstep.office.notices import say_done
from doorstep.pairing import actions
from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing
from doorstep.pairing.queries import next_words, pairs_of, skills_missing, words_of
from doorstep.people.models import Helper
from doorstep.people.queries import helpers_at
from doorstep.register.models import Household
from doorstep.register.queries import get_whole_household_for
from doorstep.sync.queries import via_text


class NameForm(forms.Form):
    """A helper named by hand."""

    helper = forms.ModelChoiceField(
        Helper.objects.none(), label=gettext_lazy("Who goes there"), empty_label="–"
    )
    order = forms.TypedChoiceField(
        label=gettext_lazy("As which helper"),
        choices=[
            (1, gettext_lazy("leading")),
            (2, gettext_lazy("second")),
            (3, gettext_lazy("third")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        initial=1,
    )

    def __init__(self, *args: Any, household: Household, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        helpers = helpers_at(household.village, clock.today())
        fields["helper"].queryset = helpers.order_by("name", "pk")


@screen
def pairing(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Who goes there and why, and a helper named by hand."""
    household = load(request, household_id)
    form = NameForm(request.POST or None, household=household)
    today = clock.today()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.pair_household(
                household,
                given["helper"],
                order=given["order"],
                via=PairingVia.PERSON,
                by=asker(request),
                on=today,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("%(helper)s goes there from today.") % given)
            return redirect(_page(household))
    former = household.pairings.exclude(end_on=None).filter(end_on__lte=today)
    context = {
        "place": household.village,
        "household": household,
        "form": form,
        "pairs": [
            (
                pair,
                via_text(pair),
                _(", ").join(words_of(pair.offer, with_load=False)),
                next_words(pair.offer),
            )
            if pair.offer
            else (pair, via_text(pair), "", "")
            for pair in pairs_of(household, today)
        ],
        "missing": _(", ").join(skills_missing(household, today)),
        "former": former.select_related("helper").order_by("-end_on", "pk"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "office/pairing/pairs.html", context, status=status)


@screen
@require_POST
def pairing_end(request: HttpRequest, household_id: UUID, pairing_id: UUID) -> HttpResponse:
    """Ends a pair from today; the helper sees the household no more."""
    household = load(request, household_id)
    pair = _pair(household, pairing_id)

    def save() -> None:
        actions.end_pairing(pair, by=asker(request), on=clock.today())

    return do(request, save, done=_("The pair has ended."), back=_page(household))


@screen
@require_POST
def pairing_decline(request: HttpRequest, household_id: UUID, pairing_id: UUID) -> HttpResponse:
    """One side does not want this pair; no reason is asked."""
    household = load(request, household_id)
    pair = _pair(household, pairing_id)

    def save() -> None:
        actions.decline_pair(household, pair.helper, by=asker(request), on=clock.today())

    done = _("Noted, without a reason: these two are not paired again.")
    return do(request, save, done=done, back=_page(household))


def load(request: HttpRequest, household_id: UUID) -> Household:
    """The household, for the village's coordinator; else NotVisible."""
    household = get_whole_household_for(asker(request), household_id, clock.today())
    must_coordinate(request, household.village)
    return household


def _pair(household: Household, pairing_id: UUID) -> Pairing:
    pair = household.pairings.filter(pk=pairing_id).select_related("helper", "household").first()
    if pair is None:
        raise NotVisible
    return pair


def _page(household: Household) -> str:
    return reverse("office:pairing", args=[household.pk])
