"""Partners: the list, one with its programmes, what was done together and its plants."""

from uuid import UUID

from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.funds.queries import keeps_money, years_of
from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.money.doors import money_place
from doorstep.office.money.forms import EndForm
from doorstep.office.partners.doors import above_partners, beside, own_partner
from doorstep.office.partners.forms import BackForm, PartnerChangeForm, PartnerForm
from doorstep.partners import actions
from doorstep.partners.queries import (
    get_partner_for,
    partner_lines,
    plant_saves,
    programmes_to_back,
)


@screen
def partners(request: HttpRequest) -> HttpResponse:
    """The partners of the place, and below a town those of its villages."""
    place, today = money_place(request), clock.today()
    context = {
        "place": place,
        "today": today,
        "lines": partner_lines(asker(request), place, today),
    }
    return render(request, "office/partners/list.html", context)


@screen
def partner_new(request: HttpRequest) -> HttpResponse:
    """A partner of the place."""
    place, today = money_place(request), clock.today()
    return fill(
        request,
        PartnerForm(request.POST or None, initial={"since_on": today}),
        lambda given: actions.add_partner(place, by=asker(request), on=today, **given),
        heading=_("New partner"),
        lead=_("An organisation that works with the place: a company, a foundation, a school."),
        act=_("Add the partner"),
        done=_("The partner is on record."),
        back=reverse("office:partners"),
        trail=above_partners(),
        place=place,
    )


@screen
def partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """One partner: programmes with their year, what was done together, plants and savings."""
    account, today = asker(request), clock.today()
    partner = get_partner_for(account, partner_id, today)
    backings = partner.backings.select_related("programme")
    context = {
        "place": partner.place,
        "today": today,
        "partner": partner,
        "programmes": [(one, years_of(one.programme)) for one in backings],
        "acts": partner.joint_acts.select_related("programme"),
        "plants": [plant_saves(one) for one in partner.plants.all()],
        "keeps": keeps_money(account, partner.place, today),
    }
    return render(request, "office/partners/partner.html", context)


@screen
def partner_change(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Mends name, contact and note."""
    partner, today = own_partner(request, partner_id), clock.today()
    fields = ("name", "contact_name", "contact_at", "note")
    initial = {name: getattr(partner, name) for name in fields}
    form = PartnerChangeForm(request.POST or None, initial=initial)
    if partner.end_on is not None:  # nobody is reached there any more
        for name in ("contact_name", "contact_at"):
            form.fields[name].widget = HiddenInput()
    return fill(
        request,
        form,
        lambda given: actions.change_partner(partner, by=asker(request), on=today, **given),
        heading=_("Change the partner"),
        act=_("Save the changes"),
        done=_("The partner is changed."),
        **beside(partner),
    )


@screen
def partner_end(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """The last day of the work together."""
    partner, today = own_partner(request, partner_id), clock.today()
    return fill(
        request,
        EndForm(request.POST or None, initial={"last_on": today}),
        lambda given: actions.end_partner(partner, by=asker(request), on=today, **given),
        heading=_("End the work together"),
        lead=_("What was done stays on record; whom to reach there is deleted."),
        act=pgettext("partner", "End it"),
        done=_("The work together ends on that day."),
        **beside(partner),
    )


@screen
def partner_back(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Names a programme that the partner backs."""
    partner, today = own_partner(request, partner_id), clock.today()
    form = BackForm(
        request.POST or None,
        programmes=programmes_to_back(partner),
        initial={"since_on": partner.since_on},
    )
    return fill(
        request,
        form,
        lambda given: actions.back_programme(partner, by=asker(request), on=today, **given),
        heading=_("A programme of the partner"),
        lead=_("Programmes are founded under Money; here you say whose money it is."),
        act=_("It is theirs"),
        done=_("The programme stands with the partner."),
        **beside(partner),
    )
