"""The way of an application for a star, step by step."""

from datetime import timedelta

from doorstep.figures.actions import post_stars
from doorstep.meetings import actions as meetings
from doorstep.register.actions import give_consent
from doorstep.stars import actions
from tests.factories import DAY, make_meeting, team_of

ORDER = ("applied", "assessed", "heard", "reviewed", "met", "posted", "given")
CRITERIA = (("庭院整洁", "院子里没有垃圾，柴草堆放整齐"), ("孩子上学", "适龄孩子都在上学"))


def publish(place, *, by, name="整洁星", on=DAY, criteria=CRITERIA, from_on=None, **terms):
    return actions.publish_star_set(
        place, name=name, criteria=[actions.NewCriterion(*one) for one in criteria],
        from_on=from_on or on, terms=actions.Terms(**terms), by=by, on=on,
    )  # fmt: skip


def head(household):
    return household.members.get(relation="head")


def agree(household, by, on=DAY):
    """To be shown."""
    return give_consent(
        household, purpose="star", how="signed", member=head(household), given_on=on, by=by, on=on
    )


def apply(star_set, household, *, by, on=DAY):
    return actions.apply_for_star(
        star_set, member=head(household), how="person", asked_on=on, by=by, on=on
    )


def found(application, *met, words="看过了"):
    """What is said of each criterion; all are met where nothing else is said."""
    rows = application.star_set.criteria.all()
    return {
        one.pk: actions.Found(is_met, words)
        for one, is_met in zip(rows, met or [True] * len(rows), strict=True)
    }


def assess(application, *, by, on=DAY):
    actions.assess_star(application, found=found(application), assessed_on=on, by=by, on=on)


def held_meeting(village, *, by, on=DAY):
    meeting = village.teams.get(code=village.code).meetings.filter(on=on, kind="weekly").first()
    meeting = meeting or make_meeting(team_of(village), on=on)
    if meeting.state != "held":
        who = team_of(village).helpers.first()
        meetings.hold_meeting(meeting, chair=by, came=[who], absent=[], on=on, by=by)
    return meeting


def hear(application, *, by, on=DAY, said=()):
    meeting = held_meeting(application.place, by=by, on=on)
    actions.hear_neighbours(application, meeting=meeting, said=said, by=by, on=on)


def review(application, *met, by, on=DAY):
    told = found(application, *met)
    actions.review_star(application, found=told, is_relative=False, by=by, on=on)


def confirm(application, *, by, on=DAY, reasons=""):
    actions.confirm_star(application, reasons=reasons, is_relative=False, by=by, on=on)


def post(application, *, by, on=DAY, days=7):
    return post_stars(
        application.place, [application], take_down_on=on + timedelta(days=days), by=by, on=on
    )


def bring(application, to, *, by, second, on=DAY, met=(), reasons=""):
    """To a step (of StarStep), one after another, all on one day; a household that agrees to be
    shown is given its star a week later."""
    steps = [
        ("assessed", lambda: assess(application, by=by, on=on)),
        ("heard", lambda: hear(application, by=by, on=on)),
        ("reviewed", lambda: review(application, *met, by=by, on=on)),
        ("met", lambda: confirm(application, by=second, on=on, reasons=reasons)),
        ("posted", lambda: post(application, by=by, on=on)),
    ]
    if application.of_village:
        steps = [one for one in steps if one[0] not in ("heard", "posted")]
    for step, act in steps:
        if ORDER.index(step) <= ORDER.index("met" if to == "not_met" else to):
            act()
    application.refresh_from_db()
    return application


def give(application, *, by, second, on=DAY):
    """A star without being shown, on one day."""
    bring(application, "met", by=by, second=second, on=on)
    return actions.give_star(application, by=by, on=on)
