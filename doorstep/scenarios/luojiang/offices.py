"""What the offices do for themselves: work measures, reviews of posts, checks, two problems."""

from datetime import timedelta

from doorstep.meetings.actions import list_measure, move_measure
from doorstep.meetings.choices import MeasureState
from doorstep.people.models import Team
from doorstep.scenarios.luojiang.stage import Stage
from doorstep.supervision.actions import (
    add_supervised_post,
    close_problem,
    correct_problem,
    find_problem,
    record_check,
    review_post,
)

A_YEAR = timedelta(days=365)
MEASURES_OF_A_VILLAGE = 3


def list_measures(stage: Stage) -> None:
    """Three of each village; one of them is done by now, one in hand."""
    texts = stage.story["measures"]
    for number, village in enumerate(stage.villages):
        team, owner = Team.objects.get(code=village.code), stage.helpers[village.code]
        for at in range(MEASURES_OF_A_VILLAGE):
            text = texts[(MEASURES_OF_A_VILLAGE * number + at) % len(texts)]
            told = stage.told_at(number, stage.day(6, 1))
            measure = list_measure(team, text=text, owner=owner, **told)
            state = (MeasureState.DONE, MeasureState.IN_HAND, MeasureState.PLANNED)[at]
            if state != MeasureState.PLANNED:
                told = stage.told_at(number, stage.day(30, 1))
                move_measure(measure, state=state, **told)


def review_posts(stage: Stage) -> None:
    """Six posts of each village and fifteen of the town, reviewed once."""
    story, held_on, on = stage.story, stage.day(0, 0), stage.day(14, 2)
    names = [f"{family}{given}" for family in story["families"] for given in story["given"]]
    posts = [(village, title) for village in stage.villages for title in story["posts"]]
    posts += [(stage.place, title) for title in story["town_posts"]]
    for (place, title), holder in zip(posts, names, strict=False):
        post = add_supervised_post(
            place, title=title, holder=holder, start_on=held_on, **stage.told(held_on)
        )
        review_post(
            post,
            reviewed_on=on,
            risks=story["risks"],
            guards=story["guards"],
            again_on=on + A_YEAR,
            **stage.told(on),
        )


def check_offices(stage: Stage) -> None:
    """A check every third week; two problems, each corrected in its village and closed by the
    town."""
    found = []
    for number, row in enumerate(stage.story["checks"]):
        on = stage.day(9 + 3 * number, 3)
        village = stage.villages[number % len(stage.villages)]
        found.append(
            record_check(
                village, kind=row["kind"], title=row["title"], checked_on=on, **stage.told(on)
            )
        )
    for row in stage.story["problems"]:
        check, number = found[row["check"]], row["check"]
        problem = find_problem(
            check,
            text=row["text"],
            deadline_on=check.on + timedelta(days=30),
            **stage.told(check.on),
        )
        mended_on = min(check.on + timedelta(days=12), stage.until)
        seen_on = min(check.on + timedelta(days=16), stage.until)
        correct_problem(
            problem,
            correction=row["correction"],
            corrected_on=mended_on,
            **stage.told_at(number, mended_on),
        )
        close_problem(problem, outcome="镇里到场看过", **stage.told(seen_on))
