"""One person's points: the balance from its rows, on screen and on a slip; disputes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.filling import fill
from doorstep.office.points.frame import above_points, beside_person, own_person, scheme_of
from doorstep.office.points.people_forms import AnswerForm, DisputeForm
from doorstep.office.rounds.forms import LanguageForm
from doorstep.packs.points_papers import print_slip, set_slip
from doorstep.people.choices import Role
from doorstep.people.queries import has_role
from doorstep.points import actions
from doorstep.points.models import Award, PointRule
from doorstep.points.queries import (
    awards_of,
    consent_of,
    disputes_of,
    get_dispute_for,
    get_person_for,
    may_answer_dispute,
    reckoning_of,
    scheme_at,
    scheme_to_dispute_at,
    swaps_of,
    takes_part_since,
)
from doorstep.points.rules import Share, lapse_day
from doorstep.register.actions import look_at_household


@dataclass(frozen=True)
class AwardLine:
    """An award with what became of it; `share` is None where it was taken back."""

    award: Award
    lapses_on: date
    share: Share | None


@screen
def points_person(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """What one person has, with every row it comes from; nobody else's beside it."""
    account, today = asker(request), clock.today()
    person = get_person_for(account, member_id, today)
    village = person.household.village
    look_at_household(person.household, by=account, on=today)
    reckoning = reckoning_of(person, today)
    context = {
        "place": village,
        "today": today,
        "person": person,
        "consent": consent_of(person, today),
        "since": takes_part_since(person),
        "left": reckoning.left,
        "lines": _lines(awards_of(person).order_by("-on", "pk"), reckoning.shares),
        "swaps": swaps_of(person).order_by("-on", "pk"),
        "disputes": disputes_of(person).order_by("-made_on", "pk"),
        "coordinates": has_role(account, Role.COORDINATOR, village, today),
        "runs": scheme_at(village, today) is not None,
        "disputes_on": scheme_to_dispute_at(village, today) is not None,
        "steps": above_points(),
        "language_form": LanguageForm.asked(request),
    }
    return render(request, "office/points/person.html", context)


@screen
def points_slip(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """The same on paper, for the person alone."""
    person, today = own_person(request, member_id), clock.today()
    look_at_household(person.household, by=asker(request), on=today)
    language = LanguageForm.asked(request).chosen
    with translation.override(language):
        made = set_slip(print_slip(person, today))
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"points-{today}-{language}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@screen
def points_dispute_new(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Records what a person says about an award, or one that is missing."""
    person, account, today = own_person(request, member_id), asker(request), clock.today()
    scheme = scheme_of(person)
    form = DisputeForm(
        request.POST or None,
        awards=awards_of(person).filter(taken_back_on=None).order_by("-on", "pk"),
        initial={"made_on": today, "award": request.GET.get("award", "")},
    )
    return fill(
        request,
        form,
        lambda given: actions.dispute_points(scheme, person, by=account, on=today, **given),
        heading=_("Record a dispute"),
        act=_("Record it"),
        done=_("It is recorded; somebody who did not give the award answers it."),
        **beside_person(person),
    )


@screen
def points_dispute(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """One dispute and its answer."""
    account, today = asker(request), clock.today()
    dispute = get_dispute_for(account, dispute_id, today)
    waits = dispute.answered_on is None
    context = {
        "place": dispute.scheme.place,
        "today": today,
        "dispute": dispute,
        "waits": waits,
        "answers": waits and may_answer_dispute(account, dispute, today),
        "steps": above_points(),
    }
    return render(request, "office/points/dispute.html", context)


@screen
def points_dispute_answer(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Answers it, by a second person."""
    account, today = asker(request), clock.today()
    dispute = get_dispute_for(account, dispute_id, today)
    if not may_answer_dispute(account, dispute, today):
        raise NotVisible
    rules = PointRule.objects.filter(card__scheme=dispute.scheme).exclude(card__shown_on=None)
    form = AnswerForm(
        request.POST or None,
        rules=rules.order_by("-card__number", "pk"),
        is_about_award=dispute.award is not None,
    )
    page = request.path.removesuffix("answer/")

    def save(given: dict[str, Any]) -> None:
        actions.answer_dispute(dispute, by=account, on=today, **given)

    return fill(
        request,
        form,
        save,
        heading=_("Answer the dispute"),
        lead=dispute.text,
        act=pgettext("dispute", "Answer it"),
        done=_("The dispute is answered."),
        back=page,
        trail=[*above_points(), (_("Dispute"), page)],
        place=dispute.scheme.place,
    )


def _lines(awards: Iterable[Award], shares: Iterable[Share]) -> list[AwardLine]:
    found = {one.earned.id: one for one in shares}
    return [
        AwardLine(one, lapse_day(one.on, one.rule.card.lapse_months), found.get(one.pk))
        for one in awards
    ]
