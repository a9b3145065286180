"""The story of a year in the town, told by what was done, one subject after another."""

import tomllib
from collections.abc import Callable
from datetime import date
from importlib import resources
from typing import Any

from doorstep.kit.weeks import Week
from doorstep.scenarios.luojiang import (
    campaigning,
    gatherings,
    offices,
    spending,
    starring,
    thanking,
)
from doorstep.scenarios.luojiang.opening import open_town
from doorstep.scenarios.luojiang.stage import Stage

WEEKS = 52
ACTS: tuple[Callable[[Stage], None], ...] = (
    offices.list_measures,
    offices.review_posts,
    offices.check_offices,
    gatherings.gather,
    campaigning.rebuild_toilets,
    campaigning.clean_up,
    campaigning.carry_waste,
    thanking.thank,
    spending.relieve,
    spending.pay_posts,
    spending.cooperate,
    spending.build,
    starring.give_stars,
)


def read_story() -> dict[str, Any]:
    """The story's own data: stated figures and invented texts."""
    text = resources.files("doorstep.scenarios.luojiang").joinpath("story.toml").read_text("utf-8")
    return tomllib.loads(text)


def play(until: date, progress: Callable[[str], None]) -> Stage:
    """Performs the 52 weeks before `until`'s week and the days so far of that week."""
    story = read_story()
    start = Week.of(until).shift(-WEEKS)
    progress(f"{story['name_zh']}: {start.start_on} – {until}")
    stage = open_town(story, start, until)
    progress(f"  {len(stage.villages)} × {story['households'] // len(stage.villages)}")
    for act in ACTS:
        act(stage)
        progress(f"  {act.__name__}")
    return stage
