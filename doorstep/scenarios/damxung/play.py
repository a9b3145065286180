"""The story day by day: the stations are opened, and then every day somebody needs something."""

import tomllib
from collections.abc import Callable
from datetime import date
from importlib import resources
from typing import Any

from doorstep.kit.weeks import Week
from doorstep.people.actions import system_account
from doorstep.rights.choices import Keep
from doorstep.rights.queries.retention import first_day_kept
from doorstep.scenarios.damxung.boards import hang_all, move_boards
from doorstep.scenarios.damxung.counter import serve
from doorstep.scenarios.damxung.opening import open_stations, set_prices
from doorstep.scenarios.damxung.stage import Stage
from doorstep.scenarios.damxung.stock import fill_shelves, keep_shelves
from doorstep.scenarios.village import Village, open_village
from doorstep.stations.actions import forget_borrowers, forget_visitors

WEEKS = 6


def read_story() -> dict[str, Any]:
    """The story's own data: stated figures and invented texts."""
    text = resources.files("doorstep.scenarios.damxung").joinpath("story.toml").read_text("utf-8")
    return tomllib.loads(text)


def play(until: date, progress: Callable[[str], None]) -> Village:
    """Performs six complete weeks before `until`'s week and the days so far of that week. In the
    end whoever asked or borrowed is let go of, as far as their time is over."""
    story = read_story()
    start = Week.of(until).shift(-WEEKS)
    progress(f"{story['name_zh']}: {start.start_on} – {until}")
    stage = Stage(open_village(story, start, until))
    open_stations(stage)
    fill_shelves(stage)
    hang_all(stage)
    for number, day in stage.days():
        set_prices(stage, number)
        move_boards(stage, number, day)
        keep_shelves(stage, number, day)
        serve(stage, number, day)
        if not number % 7:
            progress(f"  {day}")
    _let_go(stage, until)
    return stage.village


def _let_go(stage: Stage, until: date) -> None:
    """As every night does, at this village alone: a story touches no other place."""
    before = first_day_kept(Keep.VISITORS, until)
    for act in (forget_visitors, forget_borrowers):
        act(before, by=system_account(), on=until, place=stage.village.place)
