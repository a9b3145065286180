"""The story: a gathering is planned and paid for, elders come and sign, and their wishes are
done."""

import tomllib
from collections.abc import Callable
from datetime import date
from importlib import resources
from typing import Any

from doorstep.kit.weeks import Week
from doorstep.register.actions import NewHousehold, add_households
from doorstep.scenarios.village import Village, open_village
from doorstep.scenarios.xiashui.buying import buy, found_programme, pay_shops
from doorstep.scenarios.xiashui.gathering import hand_out, meet, plan
from doorstep.scenarios.xiashui.wishes import fulfil_wishes, note_wishes

WEEKS = 3


def read_story() -> dict[str, Any]:
    """The story's own data: stated figures and invented texts."""
    text = resources.files("doorstep.scenarios.xiashui").joinpath("story.toml").read_text("utf-8")
    return tomllib.loads(text)


def play(until: date, progress: Callable[[str], None]) -> Village:
    """Performs three complete weeks before `until`'s week and the days so far of that week."""
    story = read_story()
    start = Week.of(until).shift(-WEEKS)
    progress(f"{story['name_zh']}: {start.start_on} – {until}")
    village = open_village(story, start, until)
    _register(village)
    programme = found_programme(village)
    activity = plan(village)
    buy(village, activity)
    households = meet(village, activity)
    progress(f"  {len(households)}")
    hand_out(village, activity, households)
    pay_shops(village, activity, programme)
    fulfil_wishes(village, note_wishes(village, activity, households))
    return village


def _register(village: Village) -> None:
    """Households with their elders: the head, and the husband or wife where there are two."""
    entries = [
        NewHousehold(
            code=row["code"],
            members=[
                {
                    "name": name,
                    "relation": "member" if at else "head",
                    "birth_year": village.start.start_on.year - row["ages"][at],
                }
                for at, name in enumerate(row["elders"])
            ],
        )
        for row in village.story["households"]
    ]
    add_households(village.place, entries, by=village.coordinator, on=village.start.start_on)
