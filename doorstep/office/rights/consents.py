"""What a household agreed to: given, told again, withdrawn in two presses; service goes on."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen
from doorstep.office.filling import do, fill
from doorstep.office.households.pages import title_of
from doorstep.office.rights.consent_forms import ConsentForm
from doorstep.points.queries import scheme_at
from doorstep.register.actions import give_consent, look_at_household, withdraw_consent
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Consent, Household
from doorstep.register.queries import (
    consent_text_on,
    get_whole_household_for,
    standing_consents,
)


@screen
def consents(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """What is agreed to now and on which text, what was before, and how to give or withdraw."""
    household, today = _load(request, household_id), clock.today()
    look_at_household(household, by=asker(request), on=today)
    standing = standing_consents(household)
    village = household.village
    held = {key: consent_text_on(village, key, today) for key in ConsentPurpose.values}
    newest = {key: text.pk for key, text in held.items() if text is not None}
    ids = {one.pk for one in standing}
    rows = household.consents.select_related("member", "child", "text").order_by("-given_on", "id")
    context = {
        "place": village,
        "household": household,
        "heading": _("Consents"),
        "sub": f"{title_of(household)} · {household.code}",
        "is_active": household.is_active(today),
        "standing": [
            (one, one.text_id == newest.get(one.purpose, one.text_id)) for one in standing
        ],
        "past": [one for one in rows if one.pk not in ids],
        "texts": [held[key] for key in newest],
    }
    return render(request, "office/rights/consents.html", context)


@screen
def consent(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """What they agree to, how, when, by whom and before whom."""
    household, on, by = _load(request, household_id), clock.today(), asker(request)
    purpose = request.GET.get("purpose", "")
    has_points = scheme_at(household.village, on) is not None
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        household=household,
        today=on,
        has_points=has_points,
        initial={
            "given_on": on,
            "purpose": purpose if purpose in ConsentPurpose.values else ConsentPurpose.REGISTER,
        },
    )
    asked = [key for key in ConsentPurpose if has_points or key != ConsentPurpose.POINTS]
    held = {key: consent_text_on(household.village, key.value, on) for key in asked}
    missing = [str(key.label) for key, text in held.items() if text is None]
    beside = [
        (
            _("Read the text: %(purpose)s") % {"purpose": key.label},
            reverse("office:consent-text", args=[text.pk]),
        )
        for key, text in held.items()
        if text is not None
    ]
    lead = _("Read the text to them first. They may say no, and they may withdraw it later.")
    if missing:
        beside.append((_("Texts of consent"), reverse("office:consent-texts")))
        lead += " " + _(
            "No text is published yet for: %(purposes)s. Publish it first, under Texts of consent; "
            "the shipped one stands there to begin with."
        ) % {"purposes": _(", ").join(missing)}
    return fill(
        request,
        form,
        lambda values: give_consent(household, by=by, on=on, **values),
        heading=_("Record a consent"),
        sub=f"{title_of(household)} · {household.code}",
        act=_("Record it"),
        done=_("The consent is recorded."),
        back=_page(household),
        trail=_trail(household),
        place=household.village,
        lead=lead,
        beside=beside,
    )


@screen
def consent_withdraw(request: HttpRequest, household_id: UUID, consent_id: UUID) -> HttpResponse:
    """The second press: what is withdrawn and that the service goes on, with the button."""
    household = _load(request, household_id)
    row = household.consents.select_related("member", "child").filter(pk=consent_id).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        return do(
            request,
            lambda: withdraw_consent(row, by=asker(request), on=clock.today()),
            done=_("The consent is withdrawn; the service goes on."),
            back=_page(household),
        )
    context: dict[str, Any] = {
        "place": household.village,
        "household": household,
        "consent": row,
        "who": _who(row),
        "back": _page(household),
        "steps": _trail(household),
    }
    return render(request, "office/rights/withdraw.html", context)


def _who(consent: Consent) -> str:
    return consent.said_by or _("the whole household")


def _load(request: HttpRequest, household_id: UUID) -> Household:
    household = get_whole_household_for(asker(request), household_id, clock.today())
    must_coordinate(request, household.village)
    return household


def _page(household: Household) -> str:
    return reverse("office:household-consents", args=[household.pk])


def _trail(household: Household) -> list[tuple[str, str]]:
    return [
        (_("Households"), reverse("office:households")),
        (household.code, reverse("office:household", args=[household.pk])),
        (_("Consents"), _page(household)),
    ]
