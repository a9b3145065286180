"""Where a link leads: the invited choose a login name and a password, or another password."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from doorstep.entry.actions.invitations import accept_invitation, accept_renewal
from doorstep.entry.choices import InvitationKind, InvitationState
from doorstep.entry.models import Invitation
from doorstep.entry.queries import get_invitation
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.entry.forms import JoinForm, RenewForm
from doorstep.office.entry.links import tells_no_address
from doorstep.office.language import keep_language
from doorstep.office.notices import say_done


@login_not_required
@never_cache
@tells_no_address
def join(request: HttpRequest, token: str) -> HttpResponse:
    """One form; a link that was used, taken back or is too old looks like one that never was."""
    today = clock.today()
    try:
        invitation = get_invitation(token)
    except NotVisible:
        return render(request, "office/entry/gone.html", status=404)
    if invitation.state(today) != InvitationState.OPEN:
        return render(request, "office/entry/gone.html", status=404)
    with translation.override(invitation.language):
        return _answer(request, invitation)


def _answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    is_new = invitation.kind == InvitationKind.NEW
    form: JoinForm | RenewForm
    if is_new or invitation.account is None:
        form = JoinForm(request.POST or None)
    else:
        form = RenewForm(request.POST or None, account=invitation.account)
    if form.is_valid():
        given, today = form.cleaned_data, clock.today()
        try:
            if is_new:
                accept_invitation(
                    invitation,
                    login=given["login"],
                    password=given["password"],
                    by=invitation.by,
                    on=today,
                )
            else:
                accept_renewal(invitation, password=given["password"], by=invitation.by, on=today)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("Done. Sign in with it now; the link does not work any more."))
            answer = redirect("account_login")
            keep_language(answer, invitation.language)
            return answer
    context = {"form": form, "invitation": invitation, "is_new": is_new}
    status = 422 if form.is_bound else 200
    return render(request, "office/entry/join.html", context, status=status)
