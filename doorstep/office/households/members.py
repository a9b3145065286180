"""Members of a household: added, changed, and gone."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do
from doorstep.office.households.changes import answer, load, page_of, posted
from doorstep.office.households.forms import MemberForm
from doorstep.register import actions as register
from doorstep.register.choices import Relation
from doorstep.register.models import Household, Member


def _member(household: Household, member_id: UUID) -> Member:
    member = household.members.filter(pk=member_id, left_on=None).first()
    if member is None:
        raise Http404
    return member


@screen
def member_new(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Somebody joins the household."""
    household, on, by = load(request, household_id), clock.today(), asker(request)
    return answer(
        request,
        MemberForm(posted(request), initial={"relation": Relation.MEMBER}),
        lambda values: register.add_member(household, by=by, on=on, **values),
        heading=_("Add a member"),
        act=_("Add the member"),
        done=_("The member is added."),
        back=page_of(household, "household-members"),
        household=household,
    )


@screen
def member(request: HttpRequest, household_id: UUID, member_id: UUID) -> HttpResponse:
    """Changes a member; below, the way to say that somebody does not live here any more."""
    household, on, by = load(request, household_id), clock.today(), asker(request)
    row = _member(household, member_id)

    def save(values: dict[str, Any]) -> None:
        register.change_member(row, by=by, on=on, **values)

    ending = {
        "words": _("Does not live here any more"),
        "stays": _("The name stays in the record, with today as the last day."),
        "act": _("Take off the household"),
        "url": reverse("office:household-member-end", args=[household.pk, row.pk]),
    }
    return answer(
        request,
        MemberForm(posted(request), initial=MemberForm.values_of(row)),
        save,
        heading=row.name,
        act=_("Save the changes"),
        done=_("The changes are saved."),
        back=page_of(household, "household-members"),
        household=household,
        ending=ending if row.relation != Relation.HEAD else None,
    )


@screen
@require_POST
def member_end(request: HttpRequest, household_id: UUID, member_id: UUID) -> HttpResponse:
    """Somebody does not live here from today on."""
    household = load(request, household_id)
    row = _member(household, member_id)
    return do(
        request,
        lambda: register.end_member(row, by=asker(request), on=clock.today()),
        done=_("%(name)s does not live here from today on.") % {"name": row.name},
        back=page_of(household, "household-members"),
    )
