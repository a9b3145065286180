"""What was done together with a partner: one, a new one, and mending it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.funds.models import Programme
from doorstep.funds.queries import keeps_money
from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.money.doors import must_keep_money
from doorstep.office.partners.doors import above_partners, beside, own_partner, page_of
from doorstep.office.partners.forms import JointActForm
from doorstep.partners import actions
from doorstep.partners.models import JointAct, Partner
from doorstep.partners.queries import get_joint_act_for, staff_at


@screen
def act(request: HttpRequest, joint_act_id: UUID) -> HttpResponse:
    """One thing done together."""
    account, today = asker(request), clock.today()
    found = get_joint_act_for(account, joint_act_id, today)
    context = {
        "place": found.partner.place,
        "today": today,
        "act": found,
        "keeps": keeps_money(account, found.partner.place, today),
    }
    return render(request, "office/partners/act.html", context)


@screen
def act_new(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Records something that was done together."""
    partner, today = own_partner(request, partner_id), clock.today()
    initial = {"done_on": today, "of_office": asker(request).pk, "people_count": 0}
    return fill(
        request,
        _form(request, partner, initial),
        lambda given: actions.record_joint_act(partner, by=asker(request), on=today, **given),
        heading=_("Done together"),
        lead=_("A visit, a study trip, a purchase: people are counted here and not named."),
        act=_("Record it"),
        done=_("It is on record."),
        **beside(partner),
    )


@screen
def act_change(request: HttpRequest, joint_act_id: UUID) -> HttpResponse:
    """Mends a record."""
    today = clock.today()
    found = get_joint_act_for(asker(request), joint_act_id, today)
    must_keep_money(request, found.partner.place)
    trail = [*above_partners(), (found.partner.name, page_of(found.partner))]
    return fill(
        request,
        _form(request, found.partner, _values_of(found)),
        lambda given: actions.change_joint_act(found, by=asker(request), on=today, **given),
        heading=_("Change the record"),
        act=_("Save the changes"),
        done=_("The record is changed."),
        back=reverse("office:joint-act", args=[found.pk]),
        trail=trail,
        place=found.partner.place,
    )


def _form(request: HttpRequest, partner: Partner, initial: dict[str, Any]) -> JointActForm:
    return JointActForm(
        request.POST or None,
        staff=staff_at(partner.place, clock.today()),
        programmes=Programme.objects.filter(backing__partner=partner),
        initial=initial,
    )


def _values_of(act: JointAct) -> dict[str, Any]:
    yuan = f"{act.amount // 100}.{act.amount % 100:02}" if act.amount is not None else ""
    same = ("kind", "title", "where", "people_count", "seen", "agreed")
    return {name: getattr(act, name) for name in same} | {
        "done_on": act.on,
        "of_office": act.of_office_id,
        "programme": act.programme_id,
        "amount": yuan,
    }
