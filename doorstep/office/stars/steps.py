"""What is done on an application before its answer, step by step."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.meetings.choices import MeetingState
from doorstep.meetings.models import Meeting
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.stars.doors import beside, page_of, recorded, reviewed
from doorstep.office.stars.forms import HearForm
from doorstep.office.stars.review_forms import ConfirmStarForm, FindingsForm, ReviewStarForm
from doorstep.office.wording import day_text
from doorstep.stars import actions
from doorstep.stars.choices import FoundBy
from doorstep.stars.models import StarApplication


@screen
def star_assess(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """What they say of themselves, criterion by criterion."""
    found, today = recorded(request, star_application_id), clock.today()
    form = FindingsForm(
        request.POST or None,
        criteria=found.star_set.criteria.all(),
        known=found.findings.filter(found_by=FoundBy.SELF),
    )

    def save(_given: dict[str, Any]) -> None:
        actions.assess_star(
            found, found=form.found(), assessed_on=today, by=asker(request), on=today
        )

    return fill(
        request,
        form,
        save,
        heading=_("They assess themselves"),
        lead=_("Write down what they say, in their words. What is met needs a word that shows it."),
        act=_("Record it"),
        done=_("Their own words are on record."),
        **beside(found),
    )


@screen
def star_hear(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """What neighbours said at a meeting."""
    found, today = recorded(request, star_application_id), clock.today()
    meetings = Meeting.objects.filter(
        team__place=found.place, state=MeetingState.HELD, on__lte=today
    )
    if found.assessed_on is not None:
        meetings = meetings.filter(on__gte=found.assessed_on)
    lead = _(
        "Only what speaks for it or stands beside it; nobody has to speak. Who does not agree says "
        "nothing here."
    )
    if found.assessed_on is not None and not meetings.exists():
        since = {"day": day_text(found.assessed_on)}
        lead = _("No meeting was held since %(day)s. Hold one first; then it stands here.") % since
    form = HearForm(
        request.POST or None,
        meetings=meetings,
        told=lambda one: f"{day_text(one.on)} · {one.get_kind_display()}",
    )

    def save(given: dict[str, Any]) -> None:
        actions.hear_neighbours(
            found, meeting=given["meeting"], said=form.said(), by=asker(request), on=today
        )

    return fill(
        request,
        form,
        save,
        heading=_("What neighbours say"),
        lead=lead,
        act=_("Record it"),
        done=_("What neighbours said is on record."),
        **beside(found),
    )


@screen
def star_review(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """What one person finds of every criterion."""
    found, today = reviewed(request, star_application_id), clock.today()
    form = ReviewStarForm(
        request.POST or None,
        criteria=found.star_set.criteria.all(),
        known=found.findings.filter(found_by=FoundBy.REVIEW),
        said=_own_words(found),
        of_village=found.of_village,
    )

    def save(given: dict[str, Any]) -> None:
        actions.review_star(
            found,
            found=form.found(),
            is_relative=given["is_relative"],
            by=asker(request),
            on=today,
        )

    return fill(
        request,
        form,
        save,
        heading=_("Review by one person"),
        lead=found.sent_back and _("To be looked at again: %(words)s") % {"words": found.sent_back},
        act=_("Record it"),
        done=_("The review is on record; a second person confirms it."),
        **beside(found),
    )


@screen
def star_confirm(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """A second person agrees, which is the answer, or has it looked at again."""
    found, today = reviewed(request, star_application_id), clock.today()
    form = ConfirmStarForm(request.POST or None, of_village=found.of_village)

    def save(given: dict[str, Any]) -> None:
        told = {"is_relative": given["is_relative"], "by": asker(request), "on": today}
        if given["agrees"]:
            actions.confirm_star(found, reasons=given["words"], **told)
        else:
            actions.send_back_star(found, why=given["words"], **told)

    return fill(
        request,
        form,
        save,
        heading=_("A second person confirms"),
        lead=_("Found: %(found)s") % {"found": _(", ").join(_summary(found))},
        act=_("Record it"),
        done=_("It is on record."),
        **beside(found),
    )


@require_POST
@screen
def star_application_take_back(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """They take it back."""
    found, today = recorded(request, star_application_id), clock.today()
    return do(
        request,
        lambda: actions.take_back_star_application(found, by=asker(request), on=today),
        done=_("The application is taken back; nothing is held against them."),
        back=page_of(found),
    )


def _own_words(found: StarApplication) -> Mapping[UUID, str]:
    rows = found.findings.filter(found_by=FoundBy.SELF)
    return {one.criterion_id: _told(one.is_met, one.words) for one in rows}


def _summary(found: StarApplication) -> list[str]:
    rows = found.findings.filter(found_by=FoundBy.REVIEW).select_related("criterion")
    return [f"{one.criterion.name}: {_told(one.is_met, one.words)}" for one in rows]


def _told(is_met: bool, words: str) -> str:
    said = pgettext("criterion", "met") if is_met else pgettext("criterion", "not met")
    return f"{said} ({words})" if words else said
