"""Whom one may let in: accounts in one's care, links given out, how the instance is run."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.entry import queries
from doorstep.entry.actions.invitations import (
    end_account,
    invite,
    renew_password,
    revoke_invitation,
)
from doorstep.entry.actions.set_up import change_instance
from doorstep.entry.actions.sign_ins import end_sign_ins
from doorstep.entry.choices import Deployer, InvitationState
from doorstep.entry.models import Invitation
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, screen
from doorstep.office.entry.duties import duties_of
from doorstep.office.entry.forms import InstanceForm, InviteForm, LostForm
from doorstep.office.entry.places import next_steps
from doorstep.office.filling import do, fill
from doorstep.office.qr import qr
from doorstep.people.choices import Duty, PlaceKind, Role
from doorstep.people.models import Account, AccountDuty, AccountRole, Place, live_on
from doorstep.people.queries import places_with_role
from doorstep.safeguarding.queries import duties_of_person


@dataclass(frozen=True)
class Line:
    """An account with what it holds, in words."""

    account: Account
    holds: str


@screen
def people(request: HttpRequest) -> HttpResponse:
    """The accounts in one's care and the links one gave."""
    account, today = asker(request), clock.today()
    queries.must_invite(account, today)
    links = queries.invitations_for(account, today)
    context = {
        "lines": lines_of(queries.accounts_in_care(account, today), today),
        "links": [(one, one.state(today), roles_text(one)) for one in links[:200]],
        "open": InvitationState.OPEN,
        "runs_instance": runs_instance(account, today),
        **next_steps(account, today),
    }
    return render(request, "office/entry/people.html", context)


@screen
def invitation_new(request: HttpRequest) -> HttpResponse:
    """Invites somebody; the answer is the slip with the link, shown this once."""
    account, today = asker(request), clock.today()
    queries.must_invite(account, today)
    form = InviteForm(
        request.POST or None,
        helpers=queries.helpers_to_invite(account, today),
        places=queries.administered_places(account, today),
        initial=_meant(request.GET.get("at", ""), account, today),
    )
    if form.is_valid():
        given = form.cleaned_data
        helper = given["helper"]
        try:
            invitation, token = invite(
                helper.team.place if helper else given["place"],
                name=helper.name if helper else given["name"],
                roles=[] if helper else [Role(role) for role in given["roles"]],
                helper=helper,
                language=given["language"],
                by=account,
                on=today,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return slip(request, invitation, token)
    context = {
        "form": form,
        "heading": _("Invite somebody"),
        "act": _("Make the slip"),
        "back": reverse("office:people"),
        "steps": [(_("People"), reverse("office:people"))],
        "lead": _(
            "You get a slip with a link, to hand over in person. It works once, for seven days."
        ),
    }
    return render(request, "office/fill.html", context, status=422 if form.is_bound else 200)


def _meant(code: str, account: Account, today: date) -> dict[str, Any]:
    """The coordinator of a place by its code, where the screen People led here for one."""
    place = queries.administered_places(account, today).filter(code=code).first()
    return {"place": place.pk, "roles": [Role.COORDINATOR]} if place else {}


@screen
@require_POST
def invitation_revoke(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Takes a link back."""
    account, today = asker(request), clock.today()
    invitation = queries.get_invitation_for(account, invitation_id, today)
    return do(
        request,
        lambda: revoke_invitation(invitation, by=account, on=today),
        done=_("The link was taken back; it does not work any more."),
        back=reverse("office:people"),
    )


@screen
def person(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account: what it holds, a fresh link, its end."""
    account, today = asker(request), clock.today()
    found = queries.get_account_in_care_for(account, account_id, today)
    (line,) = lines_of([found], today)
    administers = queries.administered_places(account, today).filter(kind=PlaceKind.VILLAGE)
    context = {
        "person": found,
        "line": line,
        "form": LostForm(),
        "duties": duties_of(found, account, today),
        "gives_duties": administers.exists(),
        "names": queries.administered_places(account, today).exists(),
        "guards": duties_of_person(found, today),
    }
    return render(request, "office/entry/person.html", context)


@screen
@require_POST
def person_link(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """A link to choose a new password; the answer is the slip, shown this once."""
    account, today = asker(request), clock.today()
    found = queries.get_account_in_care_for(account, account_id, today)
    form = LostForm(request.POST)
    clears = form.is_valid() and form.cleaned_data["clears_factors"]
    invitation, token = renew_password(
        found, place_of(found, account, today), clears_factors=clears, by=account, on=today
    )
    return slip(request, invitation, token)


@screen
@require_POST
def person_sign_out(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Signs an account out everywhere: its phone or computer is lost."""
    account, today = asker(request), clock.today()
    found = queries.get_account_in_care_for(account, account_id, today)
    return do(
        request,
        lambda: end_sign_ins(found, by=account, on=today),
        done=_("%(name)s is signed out everywhere.") % {"name": found},
        back=reverse("office:person", args=[found.pk]),
    )


@screen
@require_POST
def person_end(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Ends an account."""
    account, today = asker(request), clock.today()
    found = queries.get_account_in_care_for(account, account_id, today)
    return do(
        request,
        lambda: end_account(found, by=account, on=today),
        done=_("The account of %(name)s was ended.") % {"name": found},
        back=reverse("office:people"),
    )


@screen
def instance(request: HttpRequest) -> HttpResponse:
    """How this instance is run: for the administrator of the topmost place."""
    account, today = asker(request), clock.today()
    if not runs_instance(account, today):
        raise NotVisible
    row = queries.instance()
    initial = {
        "deployer": row.deployer,
        "asks_second_factor": row.asks_second_factor,
        "lock_minutes": row.lock_minutes,
        "has_field_page": row.has_field_page,
    }
    return fill(
        request,
        InstanceForm(request.POST or None, initial=initial),
        lambda given: change_instance(
            by=account, on=today, **given | {"deployer": Deployer(given["deployer"])}
        ),
        heading=_("This instance"),
        act=_("Save"),
        done=_("Saved."),
        back=reverse("office:people"),
        trail=[(_("People"), reverse("office:people"))],
    )


def runs_instance(account: Account, today: date) -> bool:
    """Whether the account is administrator of a place that lies in no other."""
    return places_with_role(account, Role.ADMINISTRATOR, today).filter(parent=None).exists()


def slip(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """The link on a sheet, in the language of who gets it. The token is kept nowhere, so this
    page cannot be shown again."""
    link = request.build_absolute_uri(reverse("office:join", args=[token]))
    context = {
        "invitation": invitation,
        "link": link,
        "code": qr(link),
        "place": invitation.place,
        "roles": roles_text(invitation),
    }
    with translation.override(invitation.language):
        return render(request, "office/entry/slip.html", context)


def place_of(found: Account, account: Account, today: date) -> Place:
    """Where an account's link is listed: where it holds a role, else one's own first place."""
    held = AccountRole.objects.filter(live_on(today), account=found).select_related("place").first()
    if held is not None:
        return held.place
    return queries.administered_places(account, today)[0]


def roles_text(invitation: Invitation) -> str:
    """Roles of an invitation in words; none: the helper's, or a duty that is given later."""
    if not invitation.roles:
        return str(Role.HELPER.label) if invitation.helper_id else _("no role yet")
    return " · ".join(str(Role(role).label) for role in invitation.roles)


def lines_of(accounts: Iterable[Account], today: date) -> list[Line]:
    """The accounts with their roles and duties, in three queries."""
    found = list(accounts)
    held: dict[UUID, list[str]] = {}
    there = {"account__in": found}
    roles = AccountRole.objects.filter(live_on(today), **there).select_related("place")
    duties = AccountDuty.objects.filter(live_on(today), **there).select_related("place")
    for row in roles:
        held.setdefault(row.account_id, []).append(_at(Role(row.role).label, row.place))
    for duty in duties:
        held.setdefault(duty.account_id, []).append(_at(Duty(duty.duty).label, duty.place))
    return [Line(one, " · ".join(held.get(one.pk, []))) for one in found]


def _at(words: object, place: Place) -> str:
    return _("%(what)s (%(place)s)") % {"what": words, "place": place}
