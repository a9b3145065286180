"""The story from its first Monday to its last day."""

import tomllib
from collections.abc import Callable
from datetime import date
from importlib import resources
from typing import Any

from doorstep.categories.models import Proposal
from doorstep.kit.weeks import Week
from doorstep.scenarios.niancun.casework import play_casework
from doorstep.scenarios.niancun.jobs import play_jobs
from doorstep.scenarios.niancun.meetings import play_meetings
from doorstep.scenarios.niancun.opening import open_village
from doorstep.scenarios.niancun.rounds import play_rounds
from doorstep.scenarios.niancun.stage import Stage

WEEKS = 12


def read_story() -> dict[str, Any]:
    """The story's own data: stated figures and invented texts."""
    text = resources.files("doorstep.scenarios.niancun").joinpath("story.toml").read_text("utf-8")
    return tomllib.loads(text)


def play(until: date, progress: Callable[[str], None]) -> Stage:
    """Performs twelve complete weeks before `until`'s week and the days so far of that week."""
    story = read_story()
    start = Week.of(until).shift(-WEEKS)
    progress(f"{story['name_zh']}: {start.start_on} – {until}")
    stage = open_village(story, start, until)
    colours = {
        row.household.code: row.kind
        for row in Proposal.objects.filter(
            household__village=stage.place, source="ledger"
        ).select_related("household")
    }
    for week in range(WEEKS + 1):
        play_meetings(stage, week)
        play_casework(stage, week, colours)
        play_rounds(stage, week, colours)
        play_jobs(stage, week)
        progress(f"  {start.shift(week)}")
    return stage
