"""The review of an application: by one person, confirmed by another."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.models import Account
from doorstep.stars import rules
from doorstep.stars.actions.applying import Found, keep_findings
from doorstep.stars.actions.guards import (
    MayNotReviewStar,
    RelativeReviewsNot,
    clean,
    guard_names,
    hold,
    tell,
)
from doorstep.stars.choices import FoundBy, StarStep
from doorstep.stars.models import StarApplication
from doorstep.stars.queries import may_review


class SameReviewer(Refused):
    message = _("Who made the review does not confirm it; a second person does.")


@transaction.atomic
def review_star(
    application: StarApplication,
    *,
    found: Mapping[UUID, Found],
    is_relative: bool,
    by: Account,
    on: date,
) -> None:
    """Keeps what one person found of every criterion; until it is confirmed it can be found anew.
    MayNotReviewStar, RelativeReviewsNot, StarStepElsewhere, FindingMissing, StarTextMissing,
    StarTextTooLong, StarTopicRefused, NamesOthers."""
    before = StarStep.ASSESSED if application.of_village else StarStep.HEARD
    hold(application, before, StarStep.REVIEWED, on=on)
    guard_reviewer(application, is_relative=is_relative, by=by, on=on)
    keep_findings(application, found, FoundBy.REVIEW)
    application.step, application.reviewed_on = StarStep.REVIEWED, on
    application.reviewed_by, application.sent_back = by, ""
    application.save(update_fields=["step", "reviewed_on", "reviewed_by", "sent_back"])
    tell("review_star", application, application, by=by, on=on)


@transaction.atomic
def confirm_star(
    application: StarApplication, *, reasons: str, is_relative: bool, by: Account, on: date
) -> None:
    """A second person agrees with the review, which is the answer: every criterion is met, or not,
    with the reasons that are told to who applied alone. StarStepElsewhere, MayNotReviewStar,
    RelativeReviewsNot, SameReviewer, StarTextMissing, StarTextTooLong, StarTopicRefused,
    NamesOthers."""
    hold(application, StarStep.REVIEWED, on=on)
    guard_reviewer(application, is_relative=is_relative, by=by, on=on)
    if by.pk == application.reviewed_by_id:
        raise SameReviewer
    rows = application.findings.filter(found_by=FoundBy.REVIEW)
    is_met = rules.is_decided(list(rows.values_list("is_met", flat=True)))
    application.reasons = clean(reasons, 500, what="" if is_met else gettext("the reasons"))
    guard_names(application.reasons, application)
    application.step = StarStep.MET if is_met else StarStep.NOT_MET
    application.decided_on, application.confirmed_by = on, by
    if not is_met:
        application.again_from = on + timedelta(days=application.star_set.again_days)
    application.save(update_fields=["step", "decided_on", "confirmed_by", "reasons", "again_from"])
    tell("confirm_star", application, application, by=by, on=on)


@transaction.atomic
def send_back_star(
    application: StarApplication, *, why: str, is_relative: bool, by: Account, on: date
) -> None:
    """A second person does not agree: what was found goes, and is found anew. StarStepElsewhere,
    MayNotReviewStar, RelativeReviewsNot, SameReviewer, StarTextMissing, StarTextTooLong,
    StarTopicRefused, NamesOthers."""
    hold(application, StarStep.REVIEWED, on=on)
    guard_reviewer(application, is_relative=is_relative, by=by, on=on)
    if by.pk == application.reviewed_by_id:
        raise SameReviewer
    application.sent_back = clean(why, 300, what=gettext("what is to be looked at again"))
    guard_names(application.sent_back, application)
    application.findings.filter(found_by=FoundBy.REVIEW).delete()
    application.step = StarStep.ASSESSED if application.of_village else StarStep.HEARD
    application.reviewed_on = application.reviewed_by = None
    application.save(update_fields=["step", "sent_back", "reviewed_on", "reviewed_by"])
    tell("send_back_star", application, application, by=by, on=on)


def guard_reviewer(
    application: StarApplication, *, is_relative: bool, by: Account, on: date
) -> None:
    """MayNotReviewStar, RelativeReviewsNot; the answer is kept with no row."""
    if not may_review(by, application, on):
        raise MayNotReviewStar
    if is_relative:
        raise RelativeReviewsNot
