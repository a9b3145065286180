"""Stars that end before their day: given up, or given in error. Nothing else ends one."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.stars.actions.giving import hold_star
from doorstep.stars.actions.guards import MayNotReviewStar, clean, guard_names, tell
from doorstep.stars.choices import StarEnd, StarError
from doorstep.stars.models import Star
from doorstep.stars.queries import ERROR, may_review


class TooLateForError(Refused):
    message = _(
        "What was given in error is ended until %(last)s. Later the star stays until its day, or "
        "until it is given up."
    )


class SameGiver(Refused):
    message = _("Who gave the star does not end it as an error; a second person does.")


@transaction.atomic
def give_up_star(star: Star, *, by: Account, on: date) -> None:
    """Who holds it gives it up; no reason is asked. StarEndedAlready, HouseholdClosedAlready."""
    hold_star(star, on=on)
    star.ended_on, star.ended_because = max(on, star.start_on), StarEnd.GIVEN_UP
    star.save(update_fields=["ended_on", "ended_because"])
    tell("give_up_star", star, star.application, by=by, on=on)


@transaction.atomic
def end_star_in_error(
    star: Star, *, error: StarError | str, words: str, by: Account, on: date
) -> None:
    """Ends what was given in error, within 30 days, by somebody else than who gave it; never for
    anything that was done since. StarEndedAlready, MayNotReviewStar, SameGiver, TooLateForError,
    StarTextMissing, StarTextTooLong, StarTopicRefused, NamesOthers."""
    hold_star(star, on=on)
    application = star.application
    if not may_review(by, application, on):
        raise MayNotReviewStar
    if by.pk == star.given_by_id:
        raise SameGiver
    if on > star.given_on + ERROR:
        raise TooLateForError(last=star.given_on + ERROR)
    star.error = StarError(error)
    star.error_words = clean(words, 300, what=gettext("what went wrong"))
    guard_names(star.error_words, application)
    star.ended_on, star.ended_because = max(on, star.start_on), StarEnd.IN_ERROR
    star.save(update_fields=["error", "error_words", "ended_on", "ended_because"])
    tell("end_star_in_error", star, application, by=by, on=on)
