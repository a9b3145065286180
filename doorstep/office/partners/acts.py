"""What was done together with a partner: one, a new one, and mending it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.funds.models import Programme
from doorstep.funds.queries import keeps_money
from doorstep.kit import clock
from doorstep.kit.days import day_text
from doorstep.kit.errors import Refused
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.money.doors import must_keep_money
from doorstep.office.notices import say_done
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


class ReadForm(forms.Form):
    """A partner's file."""

    file = forms.FileField(
        label=gettext_lazy("The partner's file"),
        help_text=gettext_lazy(
            "xlsx, xls or CSV with the columns 日期 and 事项; 类别, 地点, 人数, 户数, 村数, 金额, "
            "备注 and 议定事项 are read where they are there."
        ),
    )


@screen
def acts_read(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Reads a partner's file: all of its rows, or none and why; what was not read is said."""
    partner, today = own_partner(request, partner_id), clock.today()
    form = ReadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            done = actions.read_acts(partner, data=data, by=asker(request), on=today)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            say_done(request, _told(done))
            return redirect(page_of(partner))
    told = beside(partner)
    context = {"form": form, "steps": told["trail"], "back": told["back"], "place": partner.place}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "office/partners/read.html", context, status=status)


def _told(done: actions.ReadIn) -> str:
    counts = {"new": len(done.acts), "known": done.known}
    words = _("Recorded from the file: %(new)s; on record before: %(known)s.") % counts
    told = [words]
    if done.otherwise:
        named = "、".join(f"{one.title}（{day_text(one.on)}）" for one in done.otherwise)
        told.append(
            _("The file says otherwise than the record; change it there: %(acts)s.")
            % {"acts": named}
        )
    if done.unread:
        named = "、".join(done.unread)
        told.append(_("Columns that were not read: %(unread)s.") % {"unread": named})
    if done.unread_sheets:
        named = "、".join(done.unread_sheets)
        told.append(_("Sheets that were not read: %(unread)s.") % {"unread": named})
    return " ".join(told)


def _form(request: HttpRequest, partner: Partner, initial: dict[str, Any]) -> JointActForm:
    return JointActForm(
        request.POST or None,
        staff=staff_at(partner.place, clock.today()),
        programmes=Programme.objects.filter(backing__partner=partner),
        initial=initial,
    )


def _values_of(act: JointAct) -> dict[str, Any]:
    yuan = f"{act.amount // 100}.{act.amount % 100:02}" if act.amount is not None else ""
    same = (
        "kind", "title", "where", "people_count", "household_count", "village_count", "seen",
        "agreed",
    )  # fmt: skip
    return {name: getattr(act, name) for name in same} | {
        "done_on": act.on,
        "of_office": act.of_office_id,
        "programme": act.programme_id,
        "amount": yuan,
    }
