"""The town's campaigns: toilets with a named remainder, clean-ups by week, trips with waste."""

from datetime import date
from typing import Any

from doorstep.campaigns.actions import (
    accept_unit,
    begin_campaign,
    build_unit,
    explain_unit,
    record_deed,
    send_back_unit,
)
from doorstep.campaigns.choices import CampaignKind, Pace, UnitKind, UnitState
from doorstep.campaigns.models import Campaign, CampaignUnit
from doorstep.campaigns.rules import ALL_YEAR, ListRule
from doorstep.people.actions import told_together
from doorstep.scenarios.luojiang.stage import Stage

CLEANUP_WEEKS = range(20, 41)  # 21 weeks of 15 villages
TRIP_WEEKS = range(12, 44, 4)  # 8 weeks of 15 villages
KILOGRAMS = 640


def rebuild_toilets(stage: Stage) -> None:
    """Built village by village, accepted two weeks later; fourteen are left, each with a reason."""
    campaign = begin_campaign(
        stage.place,
        kind=CampaignKind.TOILETS,
        title="户厕改造（示例）",
        text="化粪池和厕屋都做好算完工；镇验收组看过不渗漏、能冲水算验收合格。",
        unit_kind=UnitKind.HOUSEHOLD,
        start_on=stage.day(4, 0),
        deadline_on=_end_of_july(stage.until),
        rule=ListRule(lives=ALL_YEAR),
        **stage.told(stage.day(4, 0)),
    )
    for number in range(len(stage.villages)):
        with told_together():
            _rebuild_village(stage, campaign, number)


def _rebuild_village(stage: Stage, campaign: Campaign, number: int) -> None:
    built_on, accepted_on = stage.day(10 + number, 2), stage.day(12 + number, 3)
    units = list(
        campaign.units.filter(place=stage.villages[number])
        .select_related("campaign", "place", "household")
        .order_by("household__code")
    )
    left = [row for row in stage.story["left"] if row["village"] == number]
    waiting = units[: sum(row["count"] for row in left)]
    for unit in units[len(waiting) :]:
        build_unit(unit, done_on=built_on, **stage.told_at(number, built_on))
        accept_unit(unit, done_on=accepted_on, note="镇验收组", **stage.told(accepted_on))
    for row in left:
        for unit in waiting[: row["count"]]:
            _leave(stage, unit, number, row["because"], row["note"], row["state"])
        waiting = waiting[row["count"] :]


def _leave(
    stage: Stage, unit: CampaignUnit, number: int, because: str, note: str, state: str
) -> None:
    """A unit that is not accepted: never begun, or sent back, and why."""
    built_on, seen_on = stage.day(10 + number, 2), stage.day(12 + number, 3)
    why: dict[str, Any] = {"because": because, "note": note}
    if state == UnitState.SENT_BACK:
        build_unit(unit, done_on=built_on, **stage.told_at(number, built_on))
        send_back_unit(unit, done_on=seen_on, **why, **stage.told(seen_on))
    else:
        explain_unit(unit, done_on=seen_on, **why, **stage.told_at(number, seen_on))


def clean_up(stage: Stage) -> None:
    """Every village cleans up once a week."""
    campaign = _repeating(stage, CampaignKind.CLEAN_UP, "村庄清洁（示例）", Pace.WEEKLY)
    units = list(campaign.units.select_related("campaign", "place").order_by("place__code"))
    for week in CLEANUP_WEEKS:
        on = stage.day(week, 4)
        with told_together():
            for number, unit in enumerate(units):
                record_deed(unit, done_on=on, **stage.told_at(number, on))


def carry_waste(stage: Stage) -> None:
    """One trip of each village every fourth week."""
    campaign = _repeating(stage, CampaignKind.WASTE, "垃圾清运（示例）", Pace.TRIPS)
    units = list(campaign.units.select_related("campaign", "place").order_by("place__code"))
    for week in TRIP_WEEKS:
        on = stage.day(week, 1)
        with told_together():
            for number, unit in enumerate(units):
                weight = KILOGRAMS + 20 * number
                record_deed(
                    unit, done_on=on, trips=1, kilograms=weight, **stage.told_at(number, on)
                )


def _repeating(stage: Stage, kind: CampaignKind, title: str, pace: Pace) -> Campaign:
    on = stage.day(8, 0)
    return begin_campaign(
        stage.place,
        kind=kind,
        title=title,
        unit_kind=UnitKind.VILLAGE,
        pace=pace,
        start_on=on,
        rule=ListRule(),
        **stage.told(on),
    )


def _end_of_july(until: date) -> date:
    """The next end of July after the story."""
    end = date(until.year, 7, 31)
    return end if end > until else date(until.year + 1, 7, 31)
