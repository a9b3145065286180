"""The rights desk (权利): what waits for an answer, one request, its answer."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import do, fill
from doorstep.office.households.erasing import with_addresses
from doorstep.office.households.pages import title_of
from doorstep.office.rights.about import about_choices, chosen_about
from doorstep.office.rights.forms import AnswerForm, FindForm, RequestForm
from doorstep.office.rights.opening import opened_household, opened_request
from doorstep.register.choices import NOT_USED
from doorstep.rights.actions import answer_request, finish_rereading, record_request
from doorstep.rights.choices import CopyFormat, RequestKind
from doorstep.rights.models import Request
from doorstep.rights.queries import (
    answered_rows,
    complaints_address,
    desk_row,
    erased_from,
    erasing_rows,
    find_desk_household,
    get_rereading_for,
    is_granted,
    is_to_erase,
    kept_households,
    open_rows,
    rereadings_at,
    rows_of,
)

PAGE = 50


@screen
def rights(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the next due first; then what was answered, and who is kept."""
    village, today = village_of(request), clock.today()
    must_coordinate(request, village)
    form = FindForm(
        request.GET if "code" in request.GET else None, auto_id="find-%s", label_suffix=""
    )
    if form.is_valid():
        code = form.cleaned_data["code"].strip()
        found = find_desk_household(asker(request), village, code, today)
        if found is not None:
            return redirect("office:request-new", found.pk)
        form.add_error("code", _("No household of this village has this code."))
    page = Paginator(answered_rows(village, today), PAGE).get_page(request.GET.get("page"))
    context = {
        "place": village,
        "today": today,
        "form": form,
        "waiting": open_rows(village, today),
        "page": page,
        "answered": rows_of(list(page.object_list), today),
        "erasing": erasing_rows(village, today),
        "rereadings": with_addresses(rereadings_at(village)),
        "kept": list(kept_households(village)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/rights/list.html", context, status=status)


@require_POST
@screen
def rereading_done(request: HttpRequest, rereading_id: UUID) -> HttpResponse:
    """Says that a text was read again and names nobody any more who was erased."""
    by, today = asker(request), clock.today()
    rereading = get_rereading_for(by, rereading_id, today)
    return do(
        request,
        lambda: finish_rereading(rereading, by=by, on=today),
        done=_("It is read again; the reminder is gone."),
        back=reverse("office:rights"),
    )


@screen
def request_new(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Somebody of a household asks for something."""
    by, today = asker(request), clock.today()
    household = opened_household(request, household_id)
    kind = request.GET.get("kind", "")
    form = RequestForm(
        request.POST if request.method == "POST" else None,
        household=household,
        about=about_choices(household, today),
        initial={"asked_on": today, "kind": kind if kind in RequestKind.values else ""},
    )
    made: list[Request] = []

    def save(values: dict[str, Any]) -> None:
        about = chosen_about(household, values.pop("about"))
        made.append(record_request(household, by=by, on=today, **values, **about))

    response = fill(
        request,
        form,
        save,
        heading=_("Record a request"),
        sub=f"{title_of(household)} · {household.code}",
        act=_("Record it"),
        done=_("It is recorded; the answer in writing is due by the day that stands here."),
        back=reverse("office:rights"),
        trail=_trail(),
        place=household.village,
        lead=_(
            "What is asked here is kept for the answer alone: it is no reason for a category, and "
            "nothing of the service changes by it."
        ),
    )
    if not made:
        return response
    return redirect("office:request", made[0].pk)


@screen
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: what was asked, until when, what was answered, and what there is to do."""
    today = clock.today()
    asked, household = opened_request(request, request_id)
    context = {
        "place": household.village,
        "today": today,
        "asked": asked,
        "row": desk_row(asked, today),
        "household": household,
        "heading": asked.get_kind_display(),
        "sub": f"{title_of(household)} · {household.code}",
        "formats": list(CopyFormat) if asked.kind == RequestKind.COPY else [],
        "copies": asked.copies.select_related("by"),
        "not_used": NOT_USED,
        "may_erase": is_to_erase(household, today),
        "erase_from": erased_from(household) if is_granted(household) else None,
        "may_answer": asked.answered_on is None and asked.objection_id is None,
    }
    return render(request, "office/rights/request.html", context)


@screen
def request_answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The answer, in writing; what is granted is carried out with it."""
    by, today = asker(request), clock.today()
    asked, household = opened_request(request, request_id)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        asked=asked,
        initial={"complain_to": str(complaints_address(household.village, today) or "")},
    )
    page = reverse("office:request", args=[asked.pk])
    is_copy = asked.kind == RequestKind.COPY and not asked.copies.exists()
    return fill(
        request,
        form,
        lambda _values: answer_request(asked, by=by, on=today, **form.values()),
        heading=_("Answer the request"),
        sub=f"{asked.get_kind_display()} · {title_of(household)} · {household.code}",
        lead=_lead(asked),
        act=_("Answer it"),
        done=_("The answer is on record. Print the letter and give it to the household."),
        back=page,
        trail=[*_trail(), (_("Request"), page)],
        beside=[(_("Make the copy"), f"{page}#to-do")] if is_copy else [],
        place=household.village,
    )


def _trail() -> list[tuple[str, str]]:
    return [(pgettext("menu", "Rights"), reverse("office:rights"))]


def _lead(asked: Request) -> str:
    """What the answer carries out, said before it is given."""
    match asked.kind:
        case RequestKind.ERASURE:
            return _(
                "Granted or kept, the household is taken out of use at once: its pairs and "
                "access end, nobody is sent there, and no screen but this desk finds it. Figures "
                "of closed periods stay. Granted, its rows are then erased; kept, a law has them "
                "stored until the day you write, and nothing reads them."
            )
        case RequestKind.FEWER_VISITS:
            return _(
                "Granted, their wish goes before the method from today on, and what is not wanted "
                "leaves the list of what is due."
            )
        case RequestKind.COPY:
            return _("Make the copy first, on the page of the request; then say here what it is.")
        case RequestKind.CORRECTION:
            return _("Correct it first, on the pages of the household; then say here what it is.")
        case _:
            return ""
