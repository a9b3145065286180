"""An application: its decision by a second person, the appeal, the answer, and the payment."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.office.doors import asker, must_coordinate, screen
from doorstep.office.filling import fill
from doorstep.office.notices import say_done, say_refused
from doorstep.office.partners.scholarship_forms import (
    AnswerForm,
    AppealForm,
    DecideApplicationForm,
    PayScholarshipForm,
)
from doorstep.office.partners.scholarships import above_scholarships
from doorstep.partners import actions
from doorstep.partners.choices import ApplicationState
from doorstep.partners.models import Application
from doorstep.partners.queries import (
    answer_until,
    appeal_until,
    get_application_for,
    is_paid,
    may_answer_appeal,
    may_decide_application,
)
from doorstep.people.choices import Role
from doorstep.people.queries import has_role


@screen
def application(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """One application with what comes next."""
    account, today = asker(request), clock.today()
    found = get_application_for(account, application_id, today)
    appeal, last = getattr(found, "appeal", None), appeal_until(found)
    waits = found.state == ApplicationState.APPLIED
    coordinates = has_role(account, Role.COORDINATOR, found.place, today)
    paid = is_paid(found)
    decides = may_decide_application(account, found, today)
    context = {
        "place": found.place,
        "today": today,
        "application": found,
        "sub": f"{found.household.code} · {found.get_state_display()}",
        "appeal": appeal,
        "appeal_until": last,
        "coordinates": coordinates,
        "waits": waits,
        "is_paid": paid,
        "decides": waits and decides and account.pk != found.recorded_by_id,
        # also after its last day: it may have been made in time and not been recorded yet
        "appeals": coordinates and appeal is None and last is not None,
        "answers": appeal is not None
        and appeal.answered_on is None
        and may_answer_appeal(account, appeal, today),
        "answer_until": answer_until(appeal) if appeal is not None else None,
        "pays": coordinates and found.state == ApplicationState.GRANTED and not paid,
        "withdraws": coordinates and found.state != ApplicationState.REFUSED and not paid,
    }
    return render(request, "office/partners/application.html", context)


@screen
def application_decide(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Grants or refuses, by a second person."""
    account, today = asker(request), clock.today()
    found = get_application_for(account, application_id, today)
    if not may_decide_application(account, found, today):
        raise NotVisible
    return fill(
        request,
        DecideApplicationForm(request.POST or None),
        lambda given: actions.decide_application(found, by=account, on=today, **given),
        heading=_("Decide the application"),
        lead=_("Criteria: %(criteria)s · How they are met: %(meets)s")
        % {"criteria": found.scholarship.criteria, "meets": found.meets},
        act=_("Decide it"),
        done=_("The application is decided."),
        **_beside(found),
    )


@screen
def application_appeal(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Records an appeal against the refusal."""
    found, today = own_application(request, application_id), clock.today()
    return fill(
        request,
        AppealForm(request.POST or None, initial={"made_on": today}),
        lambda given: actions.appeal_refusal(found, by=asker(request), on=today, **given),
        heading=_("Record an appeal"),
        act=_("Record it"),
        done=_("The appeal is recorded; somebody who took no part before answers it."),
        **_beside(found),
    )


@screen
def appeal_answer(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Answers the appeal, by somebody who took no part before."""
    account, today = asker(request), clock.today()
    found = get_application_for(account, application_id, today)
    appeal = getattr(found, "appeal", None)
    if appeal is None or not may_answer_appeal(account, appeal, today):
        raise NotVisible
    return fill(
        request,
        AnswerForm(request.POST or None),
        lambda given: actions.answer_appeal(appeal, by=account, on=today, **given),
        heading=_("Answer the appeal"),
        lead=_("Refused because: %(reasons)s · The applicant says: %(text)s")
        % {"reasons": found.reasons, "text": appeal.text},
        act=pgettext("appeal", "Answer it"),
        done=_("The appeal is answered."),
        **_beside(found),
    )


@screen
def application_pay(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Pays what was granted, out of the programme's commitment."""
    found, today = own_application(request, application_id), clock.today()
    return fill(
        request,
        PayScholarshipForm(request.POST or None, initial={"paid_on": today}),
        lambda given: actions.pay_scholarship(found, by=asker(request), on=today, **given),
        heading=_("Pay the scholarship"),
        act=_("Record the payment"),
        done=_("The payment is in the ledger."),
        **_beside(found),
    )


@screen
@require_POST
def application_withdraw(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The applicant takes it back, or it was recorded in error; it is deleted."""
    found = own_application(request, application_id)
    of, page = found.scholarship, reverse("office:application", args=[found.pk])
    try:
        actions.withdraw_application(found, by=asker(request), on=clock.today())
    except Refused as refused:
        say_refused(request, str(refused))
        return redirect(page)
    say_done(request, _("The application is withdrawn and deleted."))
    return redirect("office:scholarship", of.pk)


def own_application(request: HttpRequest, application_id: UUID) -> Application:
    """An application of a village that the account coordinates; else NotVisible."""
    found = get_application_for(asker(request), application_id, clock.today())
    must_coordinate(request, found.place)
    return found


def _beside(found: Application) -> dict[str, Any]:
    page = reverse("office:application", args=[found.pk])
    of = found.scholarship
    above = (of.name, reverse("office:scholarship", args=[of.pk]))
    words = f"{found.household.code} {found.member.name}"
    return {
        "sub": f"{words} · {of.name}",
        "back": page,
        "trail": [*above_scholarships(), above, (words, page)],
        "place": found.place,
    }
