"""Beginning a campaign, changing its words, ending it, and reading states from a workbook."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doorstep.campaigns import actions
from doorstep.campaigns.choices import Pace
from doorstep.campaigns.models import Campaign
from doorstep.campaigns.queries import (
    campaign_reach,
    get_campaign_for,
    get_led_campaign_for,
    get_place_to_lead,
    group_names,
    leads_campaign,
    places_to_lead,
    targets,
)
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.campaigns.forms import CampaignForm, EndForm, StatesFileForm, WordsForm
from doorstep.office.campaigns.reading import above_campaign, above_campaigns, page_of
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.notices import say_done
from doorstep.people.models import Place
from doorstep.people.queries import villages_below


@screen
def campaign_new(request: HttpRequest) -> HttpResponse:
    """A rule is shown with how many it finds, and begins with a second press; a workbook begins
    with the first."""
    account, today = asker(request), clock.today()
    asked = request.GET.get("place") or request.POST.get("place")
    place = get_place_to_lead(account, asked, today)
    below = villages_below(place)
    form = CampaignForm(
        request.POST or None,
        request.FILES or None,
        villages=Place.objects.filter(pk__in=below).order_by("code"),
        groups=group_names(below),
        initial={"start_on": today, "pace": Pace.ONCE, "unit_kind": "household", "lives": ""},
    )
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            campaign, found = _begin(request, form, place, today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if campaign is not None:
                return redirect("office:campaign", campaign.pk)
            again = request.POST.copy()
            again["seen"] = form.counted(found)
            form.data = again
    context = {
        "place": place,
        "places": places_to_lead(account, today).exclude(pk=place.pk),
        "form": form,
        "found": found,
        "steps": above_campaigns(),
        "back": reverse("office:campaigns"),
    }
    status = 422 if form.is_bound and found is None else 200
    return render(request, "office/campaigns/new.html", context, status=status)


def _begin(
    request: HttpRequest, form: CampaignForm, place: Place, today: date
) -> tuple[Campaign | None, int]:
    """The campaign, or None and how many the rule finds, where nobody saw that number yet."""
    fields: dict[str, Any] = form.fields_of_campaign() | {"by": asker(request), "on": today}
    if sent := form.cleaned_data["file"]:
        campaign, unread = actions.begin_campaign_from_file(
            place, sent.read(), name=sent.name, **fields
        )
        say_done(request, _("The campaign is begun.") + _unread_words(unread))
        return campaign, campaign.units.count()
    rule = form.rule()
    actions.guard_list(place, fields["unit_kind"], rule)
    found = len(targets(place, fields["unit_kind"], rule, today))
    if found == 0:
        raise actions.NobodyOnTheList(place=place.name)
    if form.cleaned_data["seen"] != form.counted(found):
        return None, found
    campaign = actions.begin_campaign(place, rule=rule, **fields)
    say_done(request, _("The campaign is begun; its list is fixed."))
    return campaign, found


@screen
def campaign_change(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Title, words and deadline, by who leads it."""
    campaign, today = (
        get_led_campaign_for(asker(request), campaign_id, clock.today()),
        clock.today(),
    )
    initial = {name: getattr(campaign, name) for name in actions.CHANGEABLE}
    form = WordsForm(request.POST or None, initial=initial)
    if campaign.pace != Pace.ONCE:
        del form.fields["deadline_on"]
    return fill(
        request,
        form,
        lambda given: actions.change_campaign(campaign, by=asker(request), on=today, **given),
        heading=_("Change the campaign"),
        lead=_("The list and what is paid stay as they were begun."),
        act=_("Save the changes"),
        done=_("The campaign is changed."),
        back=page_of(campaign),
        trail=above_campaign(campaign),
        place=campaign.place,
    )


@screen
def campaign_end(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Its last day, by who leads it."""
    campaign, today = (
        get_led_campaign_for(asker(request), campaign_id, clock.today()),
        clock.today(),
    )
    return fill(
        request,
        EndForm(request.POST or None, initial={"last_on": today}),
        lambda given: actions.end_campaign(campaign, by=asker(request), on=today, **given),
        heading=_("End the campaign"),
        lead=_("Nothing changes in it after that day; who is left stays listed, with the reason."),
        act=_("End the campaign"),
        done=_("The campaign ends on that day."),
        back=page_of(campaign),
        trail=above_campaign(campaign),
        place=campaign.place,
    )


@screen
def campaign_states(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """States from a workbook: all rows, or none and why."""
    account, today = asker(request), clock.today()
    campaign = get_campaign_for(account, campaign_id, today)
    if campaign.pace != Pace.ONCE:
        raise NotVisible
    form = StatesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed, unread = actions.read_unit_states(
                campaign,
                form.cleaned_data["file"].read(),
                villages=campaign_reach(account, today).villages,
                may_accept=leads_campaign(account, campaign, today),
                by=account,
                on=today,
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            words = ngettext("%(n)s changed.", "%(n)s changed.", changed) % {"n": changed}
            say_done(request, words + _unread_words(unread))
            return redirect(page_of(campaign))
    context = {
        "place": campaign.place,
        "campaign": campaign,
        "form": form,
        "steps": above_campaign(campaign),
        "back": page_of(campaign),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/campaigns/states.html", context, status=status)


def _unread_words(unread: tuple[str, ...]) -> str:
    if not unread:
        return ""
    return " " + _("Columns that were not read: %(names)s.") % {"names": _(", ").join(unread)}
