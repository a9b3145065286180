"""The story: a field day with its samples, the way to the laboratory, the file, the households
told."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from importlib import resources
from io import BytesIO
from typing import Any

from doorstep.activities.actions import (
    add_material,
    hold_activity,
    plan_activity,
    tick_material,
)
from doorstep.activities.choices import ActivityKind
from doorstep.activities.models import Activity
from doorstep.kit.sheets import Column, SheetOut, write_sheets
from doorstep.kit.weeks import Week
from doorstep.samples.actions import (
    add_lab,
    hand_over_samples,
    read_lab_results,
    receive_samples,
    take_sample,
    tell_result,
)
from doorstep.samples.choices import ToldHow
from doorstep.samples.models import Lab, Sample
from doorstep.scenarios.yangtze_source.stage import Stage, open_stage

WEEKS = 3
CODE = "SY-{:02}"
HEADINGS = ("样品编号", "检测项目", "检测结果", "单位", "检测日期")


def read_story() -> dict[str, Any]:
    """The story's own data: stated figures and invented texts."""
    folder = resources.files("doorstep.scenarios.yangtze_source")
    return tomllib.loads(folder.joinpath("story.toml").read_text("utf-8"))


def play(until: date, progress: Callable[[str], None]) -> Stage:
    """Performs three complete weeks before `until`'s week and the days so far of that week."""
    story = read_story()
    start = Week.of(until).shift(-WEEKS)
    progress(f"{story['name_zh']}: {start.start_on} – {until}")
    stage = open_stage(story, start, until)
    activity = _go_out(stage)
    samples = _take_all(stage, activity)
    progress(f"  {len(samples)} samples")
    lab = _bring_to_lab(stage, samples)
    _read_file(stage, lab, samples)
    _tell_households(stage)
    return stage


def _go_out(stage: Stage) -> Activity:
    """Planned on Monday, everything packed, held on Wednesday."""
    by, monday, wednesday = stage.coordinator, stage.day(0, 0), stage.day(0, 2)
    told = stage.story["activity"]
    activity = plan_activity(
        stage.place,
        kind=ActivityKind.SAMPLING,
        planned_on=wednesday,
        led_by=stage.helpers[0],
        by=by,
        on=monday,
        **told,
    )
    for text in stage.story["materials"]:
        material = add_material(activity, text=text, by=by, on=monday)
        tick_material(material, is_ready=True, by=by, on=stage.day(0, 1))
    hold_activity(activity, held_on=wednesday, by=by, on=wednesday)
    return activity


def _take_all(stage: Stage, activity: Activity) -> list[Sample]:
    """Each under its code; the helpers take turns."""
    taken: list[Sample] = []
    for matter, norm, code, where in _spots(stage.story):
        helper = stage.helpers[len(taken) % len(stage.helpers)]
        taken.append(
            take_sample(
                activity,
                code=CODE.format(len(taken) + 1),
                matter=matter,
                norm=norm,
                household=stage.households.get(code),
                where=where,
                taken_by=helper,
                taken_on=activity.on,
                by=helper.account or stage.coordinator,
                on=activity.on,
            )
        )
    return taken


def _bring_to_lab(stage: Stage, samples: list[Sample]) -> Lab:
    """On Thursday the first helper gathers them and hands them to the car; on Friday the
    laboratory has them."""
    by, thursday, friday = stage.coordinator, stage.day(0, 3), stage.day(0, 4)
    lab = add_lab(stage.place, **stage.story["lab"], by=by, on=stage.day(0, 0))
    first = stage.helpers[0]
    for helper in stage.helpers[1:]:
        mine = [one for one in samples if one.taken_by_id == helper.pk]
        hand_over_samples(
            mine, giver=helper.name, helper=first, handed_on=thursday, by=by, on=thursday
        )
    carrier = stage.story["carrier"]
    hand_over_samples(
        samples, giver=first.name, carrier=carrier, handed_on=thursday, by=by, on=thursday
    )
    receive_samples(samples, lab, giver=carrier, received_on=friday, by=by, on=friday)
    return lab


def _read_file(stage: Stage, lab: Lab, samples: list[Sample]) -> None:
    """The laboratory's workbook comes on the second Tuesday after; it goes in as any other does."""
    on = stage.day(2, 1)
    stream = BytesIO()
    sheet = SheetOut(
        name="检测结果",
        title="样品检测结果（示例）",
        columns=[Column(heading) for heading in HEADINGS],
        rows=list(_values(stage, samples)),
    )
    write_sheets(stream, [sheet])
    data = stream.getvalue()
    read_lab_results(lab, name="样品检测结果.xlsx", data=data, by=stage.coordinator, on=on)


def _values(stage: Stage, samples: list[Sample]) -> Iterator[tuple[str, ...]]:
    measured_on = str(stage.day(1, 2))
    counted: dict[str, int] = {}
    for sample in samples:
        at = counted.setdefault(sample.matter, 0)
        counted[sample.matter] += 1
        for one in stage.story["results"][sample.matter]:
            value = one["values"][at % len(one["values"])]
            yield sample.code, one["parameter"], value, one["unit"], measured_on


def _tell_households(stage: Stage) -> None:
    """By the second Thursday after half of the households are told; the others wait their turn."""
    on = stage.day(2, 3)
    mine = Sample.objects.filter(place=stage.place).exclude(household=None)
    for sample in mine.order_by("code")[::2]:
        tell_result(sample, how=ToldHow.READ_OUT, told_on=on, by=stage.coordinator, on=on)


def _spots(story: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """(what it is of, norm, code of the household, where) of every sample, in their order."""
    for group in story["samples"]:
        for code, where in group["at"]:
            yield group["matter"], group["norm"], code, where
