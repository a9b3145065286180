"""One application for a star: every step, what comes next, and the star that came of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstep.kit import clock
from doorstep.office.doors import asker, screen
from doorstep.office.rounds.forms import LanguageForm
from doorstep.office.stars.doors import above_stars, name_of, of_account
from doorstep.people.models import Account
from doorstep.register.choices import ConsentPurpose
from doorstep.register.queries import consenting
from doorstep.stars.choices import UNDER_WAY, FoundBy, NextStep, StarStep
from doorstep.stars.models import Star, StarApplication
from doorstep.stars.queries import (
    ERROR,
    line_of,
    may_answer_star,
    may_review,
    object_until,
    open_objection,
    records_for,
    second_reviewers,
)

OF_RECORD = {NextStep.ASSESS: "office:star-assess", NextStep.HEAR: "office:star-hear"}


@screen
def star_application(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """One application with every step, and what comes next."""
    account, today = asker(request), clock.today()
    found = of_account(request, star_application_id)
    is_shown = consenting(ConsentPurpose.STAR, today).filter(pk=found.household_id).exists()
    line = line_of(found, is_shown=is_shown, on=today)
    star: Star | None = getattr(found, "star", None)
    is_held = star is not None and Star.objects.held_on(today).filter(pk=star.pk).exists()
    is_open = found.household is None or found.household.is_active(today)
    records = records_for(account, found.place, today) and is_open
    reviews = may_review(account, found, today) and is_open
    last, objection = object_until(found), getattr(found, "objection", None)
    context = {
        "place": found.place,
        "today": today,
        "application": found,
        "name": name_of(found),
        "line": line,
        "sub": f"{found.star_set.name} · {found.get_step_display()}",
        "act": _act(account, found, line.next_step, records=records, reviews=reviews),
        "waits_for_second": line.next_step == NextStep.CONFIRM,
        "seconds": second_reviewers(found, today)
        if line.next_step == NextStep.CONFIRM else [],
        "gives": line.next_step == NextStep.GIVE
        and (reviews or (records and not found.of_village)),
        "takes_back": records and found.step in UNDER_WAY,
        "assesses_anew": records and found.step == StarStep.ASSESSED,
        "objects": records and objection is None and last is not None and today <= last,
        "object_until": last,
        "objection": objection,
        "answers": open_objection(found) is not None
        and is_open
        and may_answer_star(account, found, today),
        "criteria": _criteria(found),
        "comments": found.comments.all(),
        "star": star,
        "is_held": is_held,
        "has_plaque_to_come": is_held and star is not None and star.plaque_on is None
        and (is_shown or found.of_village) and (records or reviews),
        "ends": is_held and records,
        "errs": is_held and reviews and star is not None and star.given_by_id != account.pk
        and today <= star.given_on + ERROR,
        "is_shown": is_shown,
        "records": records,
        "has_letter": found.decided_on is not None,
        "language_form": LanguageForm.asked(request),
        "steps": above_stars(found.place),
    }  # fmt: skip
    return render(request, "office/stars/application.html", context)


def _act(
    account: Account,
    found: StarApplication,
    step: NextStep | None,
    *,
    records: bool,
    reviews: bool,
) -> str:
    """The URL name of the form that comes next for this account; "" where none does."""
    if step == NextStep.CONFIRM and reviews and account.pk != found.reviewed_by_id:
        return "office:star-confirm"
    if step == NextStep.REVIEW and reviews:
        return "office:star-review"
    return OF_RECORD.get(step, "") if records and step is not None else ""


def _criteria(found: StarApplication) -> list[tuple[object, object, object]]:
    rows = {(one.criterion_id, one.found_by): one for one in found.findings.all()}
    return [
        (one, rows.get((one.pk, FoundBy.SELF.value)), rows.get((one.pk, FoundBy.REVIEW.value)))
        for one in found.star_set.criteria.all()
    ]
