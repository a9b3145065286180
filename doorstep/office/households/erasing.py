"""Erasing a household at its own request: what goes, what else names it, its code as a yes."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.households.changes import page_of, posted
from doorstep.office.households.pages import title_of
from doorstep.office.notices import say_done
from doorstep.register.choices import NOT_USED
from doorstep.register.models import Household
from doorstep.rights.actions import erase_as_granted
from doorstep.rights.queries import (
    Mention,
    erased_from,
    get_desk_household_for,
    is_granted,
    is_to_erase,
    mentions_of,
)
from doorstep.scenarios.queries import counted_periods


class ErasingForm(forms.Form):
    """Yes, said by writing the household's code."""

    code = forms.CharField(label=gettext_lazy("The household's code, once more"), max_length=40)

    def __init__(self, *given: Any, household: Household, **more: Any) -> None:
        super().__init__(*given, **more)
        self.household = household

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if code != self.household.code:
            words = _("This is not the code of this household; it is %(code)s.")
            raise forms.ValidationError(words % {"code": self.household.code})
        return code


@screen
def erase(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Shows what will be erased; erases what was granted once the code is written."""
    on = clock.today()
    household = get_desk_household_for(asker(request), household_id, on)
    form = ErasingForm(posted(request), household=household)
    if form.is_valid():
        also = counted_periods(household.village)
        erase_as_granted(household, by=asker(request), on=on, also=also)
        say_done(request, _("The household is erased. Numbers of weeks that are over stay."))
        return redirect(f"{reverse('office:households')}?place={household.village.code}")
    context = {
        "form": form,
        "place": household.village,
        "household": household,
        "sub": f"{title_of(household)} · {household.code}",
        "is_used": household.closed_because not in NOT_USED,
        "is_granted": is_granted(household),
        "is_to_erase": is_to_erase(household, on),
        "erase_from": erased_from(household),
        "back": back_of(household),
        "mentions": with_addresses(mentions_of(household)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/households/erase.html", context, status=status)


def back_of(household: Household) -> str:
    """Where the page leads back to; one that is out of use is found on the rights desk alone."""
    return reverse("office:rights") if household.closed_because in NOT_USED else page_of(household)


def with_addresses(mentions: list[Mention]) -> list[tuple[Mention, str]]:
    """Each text with the address that shows it; "" where none does."""
    return [
        (one, reverse(f"office:{one.screen}", args=one.target) if one.screen else "")
        for one in mentions
    ]
