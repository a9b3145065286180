"""Waiting to be mended: what helpers' devices sent and no rule let through, for a person."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible, Refused
from doorstep.method.queries import NoMethodAdopted, services_of, version_at
from doorstep.needs.queries import needs_of
from doorstep.office.doors import asker, goes_out, screen, village_of
from doorstep.office.filling import do
from doorstep.office.held.counter import CounterMendForm, is_of_counter
from doorstep.office.held.forms import MendForm, WhyForm
from doorstep.office.held.proposals import held_tabs
from doorstep.office.held.telling import (
    Line,
    Telling,
    beside,
    form_name,
    household_choices,
    sign_by_sign,
)
from doorstep.office.notices import say_done, say_refused
from doorstep.office.sealed.forms import ReasonForm
from doorstep.people.choices import Role
from doorstep.people.models import Helper
from doorstep.people.queries import has_role, holders_of
from doorstep.register.queries import is_sealing, members_of
from doorstep.sync import actions
from doorstep.sync.choices import HeldBecause, SubmissionState
from doorstep.sync.models import Attachment, Submission, unsealed
from doorstep.sync.queries import (
    count_kept_back,
    get_submission_for,
    held_for,
    helpers_of_paper,
    holds_sealed,
    may_open_sent,
    other_content_of,
    settled_lately,
    why_held,
)
from doorstep.sync.queries.forms import is_known_form
from doorstep.sync.queries.held import said_in


@screen
def held(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; of households the reader does not see, a number alone."""
    account, today, village = asker(request), clock.today(), village_of(request)
    rows = [
        (one, form_name(one), why_held(one), (today - one.received_on).days)
        for one in held_for(account, village, today)
    ]
    if not rows and not goes_out(account, village, today):
        raise NotVisible
    context = {
        "place": village,
        "rows": rows,
        "tabs": held_tabs() if has_role(account, Role.COORDINATOR, village, today) else [],
        "tab": reverse("office:held"),
        "settled": [(one, form_name(one)) for one in settled_lately(account, village, today)],
        "kept_back": count_kept_back(account, village, today),
        "owners": list(holders_of(Role.COORDINATOR, village, today)),
    }
    return render(request, "office/held/list.html", context)


@screen
def held_one(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """One of them: what came in, why it waits, and what can be done."""
    submission = _load(request, submission_id)
    return _page(request, submission, ReasonForm(), WhyForm(label_suffix=""))


@screen
@require_POST
def held_open(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The same with its sealed words, on the page that answers the reason and on no other."""
    account, today = asker(request), clock.today()
    submission = _load(request, submission_id)
    if not may_open_sent(account, submission, today):
        raise NotVisible
    form = ReasonForm(request.POST)
    is_opened = False
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.open_sent_words(submission, reason=reason, by=account, on=today)
            is_opened = True
        except Refused as refused:
            form.add_error(None, str(refused))
    return _page(request, submission, form, WhyForm(label_suffix=""), is_opened=is_opened)


@screen
def held_mend(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """The form as it was sent or last corrected, to be corrected; then it is applied."""
    account, today = asker(request), clock.today()
    submission = _load_to_settle(request, submission_id)
    said = said_in(submission.mended_body)
    if not _is_known(submission) or said is None or other_content_of(submission) is not None:
        raise NotVisible
    helpers = helpers_of_paper(submission, today)
    form = _mend_form(request, submission, said, helpers)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data.get("helper")
            helper = next((one for one in helpers if str(one.pk) == chosen), None)
            if actions.mend(submission, form.corrected(), helper=helper, by=account, on=today):
                say_done(request, _("It is corrected and applied."))
                return redirect("office:held")
            form.add_error(None, why_held(submission))
        except Refused as refused:
            form.add_error(None, str(refused))
    context = _frame(submission) | {
        "form": form,
        "back": reverse("office:held-one", args=[submission.pk]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/held/mend.html", context, status=status)


@screen
@require_POST
def held_apply(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Applied as it stands; refused again, it waits on, and says why."""
    return _settle(request, submission_id, actions.apply_again, _("It is applied."))


@screen
@require_POST
def held_choose(request: HttpRequest, submission_id: UUID, which: str) -> HttpResponse:
    """Of two contents of one form, which counts."""
    submission = _load_to_settle(request, submission_id)
    acts: dict[str, Callable[..., bool]] = {}
    if submission.same_as is not None:
        acts = {"first": actions.choose_first, "other": actions.choose_other}
    elif submission.replaces is not None and other_content_of(submission) is not None:
        acts = {"correction": actions.choose_correction}
    if which not in acts:
        raise NotVisible
    return _settle(request, submission_id, acts[which], _("It is settled which of the two counts."))


@screen
@require_POST
def held_discard(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Not applied, with the reason; it stays on record."""
    account, today = asker(request), clock.today()
    submission = _load_to_settle(request, submission_id)
    form = WhyForm(request.POST, label_suffix="")
    if form.is_valid():
        try:
            why = form.cleaned_data["why"]
            actions.discard(submission, why=why, by=account, on=today)
        except Refused as refused:
            form.add_error("why", str(refused))
        else:
            say_done(request, _("It is discarded; it stays on record with the reason."))
            return redirect("office:held")
    return _page(request, submission, ReasonForm(), form)


@screen
def held_file(request: HttpRequest, submission_id: UUID, file_id: UUID) -> HttpResponse:
    """A file that came with it, to be kept and not to be shown: a browser runs nothing of it."""
    today = clock.today()
    submission = _load(request, submission_id)
    file = Attachment.objects.filter(pk=file_id, submission=submission).first()
    if file is None or holds_sealed(submission, today):
        raise NotVisible
    content = unsealed(submission.owner, file.content)
    answer = HttpResponse(content, content_type="application/octet-stream")
    name = quote(file.name.replace("/", "-").replace("\\", "-"))
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _load(request: HttpRequest, submission_id: UUID) -> Submission:
    """What was sent; the trail tells who read it. NotVisible."""
    account, today = asker(request), clock.today()
    submission = get_submission_for(account, submission_id, today)
    actions.open_submission(submission, by=account, on=today)
    return submission


def _load_to_settle(request: HttpRequest, submission_id: UUID) -> Submission:
    """The same, for the coordinator of its village; NotVisible for others who may read it."""
    submission = _load(request, submission_id)
    if not has_role(asker(request), Role.COORDINATOR, submission.place, clock.today()):
        raise NotVisible
    return submission


def _settle(
    request: HttpRequest, submission_id: UUID, act: Callable[..., bool], done: str
) -> HttpResponse:
    account, today = asker(request), clock.today()
    submission = _load_to_settle(request, submission_id)
    back = reverse("office:held-one", args=[submission.pk])
    try:
        is_done = act(submission, by=account, on=today)
    except Refused as refused:
        say_refused(request, str(refused))
        return redirect(back)
    if not is_done:
        words = _("It is still waiting: %(why)s")
        say_refused(request, words % {"why": why_held(submission)})
        return redirect(back)
    return do(request, lambda: None, done=done, back=reverse("office:held"))


def _page(
    request: HttpRequest,
    submission: Submission,
    reason: ReasonForm,
    why: WhyForm,
    *,
    is_opened: bool = False,
) -> HttpResponse:
    account, today = asker(request), clock.today()
    is_sealed = holds_sealed(submission, today)
    is_read = is_opened or not is_sealed
    other = other_content_of(submission)

    def told(one: Submission, body: bytes) -> list[Line]:
        may_read = is_opened and may_open_sent(account, one, today)
        hides = not may_read and holds_sealed(one, today, body)
        return Telling(account, one, today, hides).lines(body)

    lines = told(submission, submission.body)
    others = told(other, other.mended_body) if other is not None else []
    waits = submission.state == SubmissionState.HELD
    settles = waits and has_role(account, Role.COORDINATOR, submission.place, today)
    context = _frame(submission) | {
        "today": today,
        "why_held": why_held(submission),
        "waits": waits,
        "settles": settles,
        "lines": beside(lines, others) if other is not None else lines,
        "mended": told(submission, submission.mended_body) if submission.mended else [],
        "raw": sign_by_sign(submission.body) if is_read else "",
        "is_sealed": is_sealed and not is_opened,
        "opens": is_sealed and not is_opened and may_open_sent(account, submission, today),
        "files": submission.attachments.order_by("name", "id") if not is_sealed else [],
        "file_count": submission.attachments.count(),
        "other": other,
        "corrects": other is not None and submission.replaces is not None,
        "other_lines": beside(others, lines),
        "second": submission if submission.same_as is not None else other,
        "is_known": _is_known(submission),
        "may_apply": _is_known(submission) and _needs_only_a_word(submission),
        "reason": reason,
        "why": why,
    }
    status = 422 if reason.errors or why.errors else 200
    return render(request, "office/held/one.html", context, status=status)


def _is_known(submission: Submission) -> bool:
    return is_known_form(submission)


def _needs_only_a_word(submission: Submission) -> bool:
    """Whether it may be applied as it was sent, once a person says so."""
    is_placed = submission.household is not None or is_of_counter(submission)
    return is_placed and submission.because != HeldBecause.UNREADABLE


def _frame(submission: Submission) -> dict[str, Any]:
    return {
        "place": submission.place,
        "submission": submission,
        "heading": form_name(submission),
        "steps": [(_("Waiting to be mended"), reverse("office:held"))],
    }


def _mend_form(
    request: HttpRequest, submission: Submission, said: dict[str, Any], helpers: list[Helper]
) -> MendForm | CounterMendForm:
    account, today = asker(request), clock.today()
    data, household = request.POST if request.method == "POST" else None, submission.household
    if is_of_counter(submission):
        return CounterMendForm(data, said=said, place=submission.place, today=today)
    return MendForm(
        data,
        said=said,
        households=household_choices(account, submission, today),
        services=_services(submission, today),
        members=members_of(household, today) if household is not None else [],
        needs=needs_of(account, household, today) if household is not None else [],
        hides=is_sealing(submission.place_id, today),
        helpers=[(str(one.pk), one.name) for one in helpers],
        helper=str(submission.helper_id),
    )


def _services(submission: Submission, today: date) -> Any:
    try:
        return services_of(version_at(submission.place, submission.on or today))
    except NoMethodAdopted:
        return []
