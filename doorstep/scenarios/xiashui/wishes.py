"""Wishes told at the gathering: each a need with an owner, done by a day, and confirmed."""

from doorstep.activities.actions import note_wish
from doorstep.activities.models import Activity, Wish
from doorstep.needs.actions import close_need, confirm_need
from doorstep.needs.choices import Outcome
from doorstep.register.models import Household
from doorstep.scenarios.village import Village


def note_wishes(village: Village, activity: Activity, households: list[Household]) -> list[Wish]:
    """The volunteers take turns in owning them."""
    by_code = {one.code: one for one in households}
    return [
        note_wish(
            activity,
            by_code[row["code"]],
            kind=row["kind"],
            text=row["text"],
            owner=village.helpers[at % len(village.helpers)],
            by=village.coordinator,
            on=activity.on,
        )
        for at, row in enumerate(village.story["wishes"])
    ]


def fulfil_wishes(village: Village, wishes: list[Wish]) -> None:
    """Those that say on which day are done then; the household says so on the day after."""
    by = village.coordinator
    for wish, row in zip(wishes, village.story["wishes"], strict=True):
        if "done" not in row:
            continue
        week, weekday = row["done"]
        done_on, asked_on = village.day(week, weekday), village.day(week, weekday + 1)
        if village.has_come(done_on):
            close_need(wish.need, outcome=Outcome.DONE, text=row["how"], by=by, on=done_on)
            if village.has_come(asked_on):
                confirm_need(wish.need, confirmed=True, by=by, on=asked_on)
