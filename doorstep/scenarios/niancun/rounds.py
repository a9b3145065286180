"""The helpers' rounds: a contact with nearly every household every week, a visit every month."""

import uuid
from datetime import date

from doorstep.method.choices import NeedKind
from doorstep.register.models import Absence, Household
from doorstep.scenarios.niancun.stage import Stage
from doorstep.visits.actions import record_visit, write_weekly_note
from doorstep.visits.choices import Channel, Mode, PartOfDay, Result
from doorstep.visits.rules import NewNeed

SHARE_TRIED, SHARE_MET, SHARE_ON_SITE = 0.97, 0.93, 0.34
MISSES = (Result.NOT_AT_HOME, Result.NOT_AT_HOME, Result.MOVED_CAMP, Result.ROAD_CLOSED)
COMMON = ("policy", "hazard_check", "work_safety", "clean_up")


def play_rounds(stage: Stage, week: int, colours: dict[str, str]) -> None:
    """One week of contacts; `colours` is the ledger's colour by household code."""
    absences = Absence.objects.filter(household__village=stage.place, end_on__gt=stage.day(week, 0))
    away = {row.household_id: row for row in absences}
    for household in stage.households:
        draw = stage.rng.random
        weekday, tried, met, on_site = int(draw() * 5), draw(), draw(), draw()
        colour = colours.get(household.code, "")
        if colour:
            tried = met = 0.0
        on = stage.day(week, weekday)
        if not stage.has_come(on) or tried > SHARE_TRIED or _is_away(away.get(household.pk), on):
            continue
        mode = _mode(stage, household, on, on_site)
        if met > SHARE_MET:
            result = MISSES[int(draw() * 4)] if mode == Mode.ON_SITE else Result.NOT_AT_HOME
        else:
            result = Result.MET if draw() > 0.006 else Result.REFUSED
        _record(stage, household, on, mode, result, colour)
    _write_notes(stage, week)


def _is_away(absence: Absence | None, on: date) -> bool:
    return absence is not None and absence.start_on <= on < absence.end_on


def _mode(stage: Stage, household: Household, on: date, draw: float) -> Mode:
    """On site once a month, sooner or later in it; else mostly by phone."""
    month = (on.year, on.month)
    seen = month in stage.on_site_months[household.pk]
    if not seen and (on.day > 21 or draw < SHARE_ON_SITE):
        return Mode.ON_SITE
    return Mode.CAME_IN if draw > 0.95 else Mode.PHONE


def _record(
    stage: Stage, household: Household, on: date, mode: Mode, result: Result, colour: str
) -> None:
    helper = stage.lead(household)
    services: list[str] = []
    needs: list[NewNeed] = []
    if result == Result.MET:
        stage.contacts += 1
        services = _services(stage, mode, colour)
        needs = _new_needs(stage, mode)
    if mode == Mode.ON_SITE and result in (Result.MET, Result.REFUSED):
        stage.on_site_months[household.pk].add((on.year, on.month))
    record_visit(
        id=uuid.UUID(int=stage.rng.getrandbits(128), version=4),
        household=household,
        helper=helper,
        on=on,
        mode=mode,
        result=result,
        part_of_day=stage.rng.choice(PartOfDay.values),
        services=services,
        no_change=result == Result.MET and not services and not needs,
        needs_raised=needs,
        channel=Channel.OFFICE if helper.account_id else Channel.PAPER,
        by=stage.writer_for(helper),
        today=on,
    )


def _services(stage: Stage, mode: Mode, colour: str) -> list[str]:
    """What was ticked: common services on site, personal ones where a category stands."""
    given = []
    if mode == Mode.ON_SITE:
        given += stage.rng.sample(COMMON, k=stage.rng.randint(1, 2))
    if stage.contacts % 9 == 0:
        given.append("errand")
    if colour == "orange":
        given.append("care")
    if colour == "blue" and stage.contacts % 2 == 0:
        given.append("aid")
    if colour == "red" and mode == Mode.ON_SITE:
        given.append("mediation")
    return given


def _new_needs(stage: Stage, mode: Mode) -> list[NewNeed]:
    """Now and then something is found that cannot be done on the spot."""
    if mode != Mode.ON_SITE or stage.rng.random() > 0.07:
        return []
    ask = stage.rng.choice(stage.story["asks"])
    urgency = stage.rng.choice(("ordinary", "ordinary", "soon"))
    return [NewNeed(kind=NeedKind(ask["kind"]), text=ask["text"], urgency=urgency)]


def _write_notes(stage: Stage, week: int) -> None:
    """Some helpers add a line to the report that wrote itself."""
    on = stage.day(week, 4)
    if not stage.has_come(on):
        return
    helpers = sorted(set(stage.leads.values()), key=lambda helper: helper.name)
    for helper in stage.rng.sample(helpers, k=2):
        write_weekly_note(
            helper,
            stage.start.shift(week),
            text=stage.rng.choice(stage.story["notes"]),
            by=stage.writer_for(helper),
            on=on,
        )
