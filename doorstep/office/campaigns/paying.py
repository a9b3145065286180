"""Paying the accepted units of a campaign, a village at a time."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.campaigns.models import Campaign
from doorstep.campaigns.queries import get_campaign_for, unit_lines, units_for
from doorstep.funds import actions as funds
from doorstep.funds.models import Programme
from doorstep.funds.queries import keeps_money, programmes_paying_at, unpaid
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.kit.money import money_text
from doorstep.office.campaigns.reading import above_campaign, by_village, page_of
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.rendering import DayField

NOT_DUE = gettext_lazy(
    "Something that was ticked is paid already, or was taken back meanwhile. Nothing was paid now; "
    "look again at what is left."
)


class PayUnitsForm(forms.Form):
    """Out of which programme, on which day, for which units."""

    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=pgettext_lazy("money", "Programme"), empty_label="–"
    )
    paid_on = DayField(label=gettext_lazy("Paid on"))
    units = forms.MultipleChoiceField(
        label=gettext_lazy("For which"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_DUE},
    )

    def __init__(self, *args: Any, programmes: Any, choices: list[Any], **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["programme"].queryset = programmes
        fields["units"].choices = choices


@screen
def campaign_pay(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Pays each accepted unit that is not paid what the campaign pays, by who keeps the money of
    the campaign's place; the first village with any, or `?village=`."""
    account, today = asker(request), clock.today()
    campaign = get_campaign_for(account, campaign_id, today)
    if not keeps_money(account, campaign.place, today) or not campaign.pay:
        raise NotVisible
    rows = unpaid(units_for(account, today).filter(campaign=campaign, household__isnull=False))
    programmes = programmes_paying_at(campaign.place, today).filter(place=campaign.place)
    has_rows = rows.exists()
    if not has_rows or not programmes:
        return _nothing(request, campaign, has_rows=has_rows)
    rows, village, others = by_village(request, rows)
    units = {str(one.pk): one for one in rows}
    choices = [
        (str(one.unit_id), " · ".join(filter(None, [one.who, one.code])))
        for one in unit_lines(account, units.values(), today)
    ]
    form = PayUnitsForm(
        request.POST or None,
        programmes=programmes,
        choices=choices,
        initial={"paid_on": today, "units": [key for key, _words in choices]},
    )

    def save(given: dict[str, Any]) -> None:
        funds.pay_units(
            [units[key] for key in given["units"]],
            given["programme"],
            paid_on=given["paid_on"],
            by=account,
            on=today,
        )

    return fill(
        request,
        form,
        save,
        heading=_("Pay what is accepted"),
        sub=" · ".join(filter(None, [campaign.title, village])),
        beside=others,
        lead=_("Each gets %(amount)s, once. A village at a time.")
        % {"amount": money_text(campaign.pay)},
        act=_("Pay them"),
        done=_("They are paid; each has its payment in the ledger."),
        back=page_of(campaign),
        trail=above_campaign(campaign),
        place=campaign.place,
    )


def _nothing(request: HttpRequest, campaign: Campaign, *, has_rows: bool) -> HttpResponse:
    """What to do first where nothing can be paid; a form sent again has nothing left to pay."""
    is_sent = request.method == "POST"
    context = {
        "place": campaign.place,
        "campaign": campaign,
        "steps": above_campaign(campaign),
        "has_rows": has_rows,
        "refused": NOT_DUE if is_sent and not has_rows else "",
    }
    status = 422 if is_sent else 200
    return render(request, "office/campaigns/nothing_to_pay.html", context, status=status)
