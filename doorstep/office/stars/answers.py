"""What follows the answer: objections, the notice board, the star, its plaque and its end."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, screen
from doorstep.office.filling import do, fill
from doorstep.office.stars.doors import beside, of_account, page_of, recorded, star_in_hand
from doorstep.office.stars.forms import ErrorForm, ObjectStarForm, PlaqueForm
from doorstep.office.stars.review_forms import AnswerStarForm
from doorstep.stars import actions
from doorstep.stars.queries import may_answer_star, may_review, open_objection


@screen
def star_object(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """They do not agree with the answer."""
    found, today = recorded(request, star_application_id), clock.today()
    return fill(
        request,
        ObjectStarForm(request.POST or None, initial={"made_on": today}),
        lambda given: actions.object_to_star(found, by=asker(request), on=today, **given),
        heading=_("Record an objection"),
        act=_("Record it"),
        done=_("The objection is on record; a third person answers it."),
        **beside(found),
    )


@screen
def star_answer(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """A third person answers the objection."""
    found, today = of_account(request, star_application_id), clock.today()
    objection = open_objection(found)
    if objection is None or not may_answer_star(asker(request), found, today):
        raise NotVisible
    return fill(
        request,
        AnswerStarForm(request.POST or None, of_village=found.of_village),
        lambda given: actions.answer_star_objection(
            objection, by=asker(request), on=today, **given
        ),
        heading=_("Answer the objection"),
        lead=objection.text,
        act=pgettext("star", "Answer it"),
        done=_("The objection is answered; give them the letter."),
        **beside(found),
    )


@require_POST
@screen
def star_give(request: HttpRequest, star_application_id: UUID) -> HttpResponse:
    """Gives the star."""
    found, today = of_account(request, star_application_id), clock.today()
    return do(
        request,
        lambda: actions.give_star(found, by=asker(request), on=today),
        done=_("The star is given."),
        back=page_of(found),
    )


@screen
def star_plaque(request: HttpRequest, star_id: UUID) -> HttpResponse:
    """The plaque is handed over."""
    star, today = star_in_hand(request, star_id), clock.today()
    return fill(
        request,
        PlaqueForm(request.POST or None, initial={"handed_on": today}),
        lambda given: actions.hand_over_plaque(star, by=asker(request), on=today, **given),
        heading=_("Hand the plaque over"),
        lead=_("It hangs at their door as long as they want."),
        act=_("Record it"),
        done=_("The plaque is handed over."),
        **beside(star.application),
    )


@screen
def star_error(request: HttpRequest, star_id: UUID) -> HttpResponse:
    """Ends what was given in error."""
    star, today = star_in_hand(request, star_id), clock.today()
    if not may_review(asker(request), star.application, today):
        raise NotVisible
    return fill(
        request,
        ErrorForm(request.POST or None),
        lambda given: actions.end_star_in_error(star, by=asker(request), on=today, **given),
        heading=_("It was given in error"),
        lead=_("Only for a mistake in giving it, within 30 days; never for what was done since."),
        act=pgettext("star", "End it"),
        done=_("The star is ended; tell them in writing."),
        **beside(star.application),
    )


@require_POST
@screen
def star_give_up(request: HttpRequest, star_id: UUID) -> HttpResponse:
    """They give it up."""
    star, today = star_in_hand(request, star_id), clock.today()
    return do(
        request,
        lambda: actions.give_up_star(star, by=asker(request), on=today),
        done=_("The star is given up."),
        back=page_of(star.application),
    )
