"""Star households of one village and a star village, each by own application."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from doorstep.figures.actions import post_stars
from doorstep.meetings.actions import call_meeting, hold_meeting
from doorstep.people.actions import create_account, give_duty, give_role
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Team
from doorstep.register.actions import give_consent
from doorstep.scenarios.luojiang.stage import Stage
from doorstep.stars import actions
from doorstep.stars.choices import AskedHow, CommentKind
from doorstep.stars.models import StarApplication, StarSet

VILLAGE, STAR_VILLAGE = 0, 1
HANGS = timedelta(days=7)


def give_stars(stage: Stage) -> None:
    """Twelve households apply: ten meet the criteria, eight of them are shown, and two are told
    what is missing. A village applies to the town."""
    second = _account(stage, "second")
    give_duty(
        second, Duty.DECIDES_CATEGORIES, stage.villages[VILLAGE], **stage.told(stage.day(8, 0))
    )
    told = stage.story["stars"]
    star_set = _publish(stage, VILLAGE, told["name"], told["criteria"])
    asking = stage.of_village(VILLAGE)[: told["applied"]]
    asked = stage.told_at(VILLAGE, stage.day(11, 1))
    rows = [
        actions.apply_for_star(
            star_set,
            member=household.members.get(relation="head"),
            how=AskedHow.PERSON,
            asked_on=asked["on"],
            **asked,
        )
        for household in asking
    ]
    for row in rows[: told["shown"]]:
        if row.household is not None:
            give_consent(
                row.household,
                purpose="star",
                how="signed",
                member=row.member,
                given_on=asked["on"],
                **asked,
            )
    _review(stage, rows, second, met=told["met"])
    _give(stage, rows[: told["met"]], shown=told["shown"])
    _star_village(stage)


def _account(stage: Stage, key: str) -> Account:
    row = stage.story["stars"][key]
    on = stage.day(8, 0)
    return create_account(login=row["login"], name=row["name"], password=None, **stage.told(on))


def _publish(stage: Stage, number: int | None, name: str, criteria: list[list[str]]) -> StarSet:
    on = stage.day(10, 0)
    place = stage.place if number is None else stage.villages[number]
    told = stage.told(on) if number is None else stage.told_at(number, on)
    made = [actions.NewCriterion(*one) for one in criteria]
    return actions.publish_star_set(place, name=name, criteria=made, from_on=on, **told)


def _found(row: StarApplication, words: str, *, is_met: bool = True) -> dict[UUID, actions.Found]:
    """All criteria are met, or all but the first."""
    return {
        one.pk: actions.Found(is_met or one.order > 1, words) for one in row.star_set.criteria.all()
    }


def _review(stage: Stage, rows: Sequence[StarApplication], second: Account, *, met: int) -> None:
    story, village = stage.story["stars"], stage.villages[VILLAGE]
    told = [stage.told_at(VILLAGE, stage.day(week, 2)) for week in (12, 13, 14)]
    for row in rows:
        found = _found(row, story["says"])
        actions.assess_star(row, found=found, assessed_on=told[0]["on"], **told[0])
    meeting = call_meeting(Team.objects.get(code=village.code), kind="monthly", **told[1])
    came = [stage.helpers[village.code]]
    hold_meeting(meeting, chair=stage.coordinators[VILLAGE], came=came, absent=[], **told[1])
    said = [actions.Said(CommentKind.FOR, story["neighbours"])]
    for at, row in enumerate(rows):
        actions.hear_neighbours(row, meeting=meeting, said=said, **told[1])
        found = _found(row, story["seen"], is_met=at < met)
        actions.review_star(row, found=found, is_relative=False, **told[2])
        reasons = "" if at < met else story["reasons"]
        actions.confirm_star(row, reasons=reasons, is_relative=False, by=second, on=told[2]["on"])


def _give(stage: Stage, rows: Sequence[StarApplication], *, shown: int) -> None:
    on = stage.day(15, 0)
    told = stage.told_at(VILLAGE, on)
    post_stars(stage.villages[VILLAGE], rows[:shown], take_down_on=on + HANGS, **told)
    for at, row in enumerate(rows):
        given_on = min(on + HANGS, stage.until) if at < shown else on
        actions.give_star(row, **stage.told_at(VILLAGE, given_on))


def _star_village(stage: Stage) -> None:
    story = stage.story["stars"]
    other = _account(stage, "town")
    give_role(other, Role.TOWN, stage.place, **stage.told(stage.day(8, 0)))
    star_set = _publish(stage, None, story["village_name"], story["village_criteria"])
    asked, told = stage.told_at(STAR_VILLAGE, stage.day(16, 1)), stage.told(stage.day(18, 1))
    row = actions.apply_for_star(
        star_set,
        village=stage.villages[STAR_VILLAGE],
        how=AskedHow.PAPER,
        asked_on=asked["on"],
        **asked,
    )
    actions.assess_star(row, found=_found(row, story["says"]), assessed_on=asked["on"], **asked)
    actions.review_star(row, found=_found(row, story["seen"]), is_relative=False, **told)
    actions.confirm_star(row, reasons="", is_relative=False, by=other, on=told["on"])
    actions.give_star(row, **told)
