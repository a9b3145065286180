"""Rows of stars that an address can name."""

from datetime import date

from doorstep.people.choices import Duty
from doorstep.stars import actions
from tests.factories import make_account
from tests.stars.steps import apply, found, give, held_meeting, publish

DAY = date(2026, 3, 5)  # a day without other meetings


def star_ids(household, *, by):
    """By the name of an address' argument: the id of a row of that household or its village."""
    code = household.code
    star_set = publish(household.village, by=by, on=DAY, name=f"整洁星 {code}")
    second = make_account(f"reviews-{code}", duties=[(Duty.DECIDES_CATEGORIES, household.village)])
    held = apply(star_set, household, by=by, on=DAY)
    star = give(held, by=by, second=second, on=DAY)
    waits = apply(
        publish(household.village, by=by, on=DAY, name=f"互助星 {code}"), household, by=by, on=DAY
    )
    return {
        "star_set_id": star_set.pk,
        "star_application_id": waits.pk,
        "star_id": star.pk,
    }


def apply_and_object(household, member, *, second, mark, by, on):
    """An application that was found not to be met, with an objection; `mark` in every text."""
    star_set = publish(household.village, by=by, on=on, name="整洁星（异议）")
    application = actions.apply_for_star(
        star_set, member=member, how="paper", asked_on=on, by=by, on=on
    )
    told = {"by": by, "on": on}
    actions.assess_star(application, found=found(application, words=mark), assessed_on=on, **told)
    actions.hear_neighbours(
        application, meeting=held_meeting(household.village, by=by, on=on),
        said=[actions.Said("for", mark)], **told,
    )  # fmt: skip
    actions.review_star(
        application, found=found(application, False, False, words=mark), is_relative=False, **told
    )
    actions.confirm_star(application, reasons=mark, is_relative=False, by=second, on=on)
    actions.object_to_star(application, text=mark, made_on=on, **told)
    return application
