"""The story on its own days, from the first week of 2023."""

import tomllib
from collections.abc import Callable
from datetime import date
from importlib import resources
from typing import Any

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.scenarios.datang.money import found_programmes, pay_out
from doorstep.scenarios.datang.opening import open_town
from doorstep.scenarios.datang.scholarships import give_scholarships
from doorstep.scenarios.datang.stage import Stage
from doorstep.scenarios.datang.together import add_partner, do_together, state_plant

FIRST_DAY = date(2023, 1, 2)


class StoryNotBegun(Refused):
    message = _("This story begins on %(first)s; it cannot be played to %(until)s.")


def read_story() -> dict[str, Any]:
    """The story's own data: stated figures and invented texts."""
    text = resources.files("doorstep.scenarios.datang").joinpath("story.toml").read_text("utf-8")
    return tomllib.loads(text)


def play(until: date, progress: Callable[[str], None]) -> Stage:
    """Performs what the story tells up to a day. StoryNotBegun."""
    if until < FIRST_DAY:
        raise StoryNotBegun(first=FIRST_DAY, until=until)
    story = read_story()
    progress(f"{story['name_zh']}: {FIRST_DAY} – {until}")
    stage = open_town(story, Week.of(FIRST_DAY), until)
    partner = add_partner(stage)
    programmes = found_programmes(stage, partner)
    do_together(stage, partner, programmes)
    pay_out(stage, programmes)
    state_plant(stage, partner)
    give_scholarships(stage, programmes)
    return stage
