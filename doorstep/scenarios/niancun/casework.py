"""Needs raised and closed in their time: mediation, hazards, jobs, the bridge, and the rest."""

from datetime import date

from doorstep.activities.actions import record_activity
from doorstep.activities.choices import ActivityKind
from doorstep.method.choices import FactKind, NeedKind, Urgency
from doorstep.needs.actions import (
    add_served,
    advance_works,
    close_need,
    confirm_need,
    escalate_need,
    note_need,
    place_member,
    raise_need,
)
from doorstep.needs.choices import Outcome, PlacementKind, RequestHow, WorksKind, WorksState
from doorstep.needs.models import Need
from doorstep.register.actions import state_circumstance
from doorstep.register.choices import CircumstanceSource
from doorstep.register.models import Household, Member
from doorstep.scenarios.niancun.stage import Stage

# Week in which each of the thirteen ledger cases is asked for: three early, the rest of late.
MEDIATION_WEEKS = (0, 4, 4, *(8,) * 10)
SETTLED_WEEKS = ((1, 4), (2, 6), (4, 8), (6, 10))
BRIEFING_WEEKS = (0, 1, 3, 4, 6, 7, 9, 10)
GATHERING_WEEKS = (2, 5, 8, 11)
JOB_WEEKS = {1: 20, 4: 15, 7: 20}  # placements begun: 55


def play_casework(stage: Stage, week: int, colours: dict[str, str]) -> None:
    """What the team works on in one week, apart from the rounds."""
    _ask_for_mediation(stage, week, colours)
    _settle_disputes(stage, week)
    _find_hazard(stage, week)
    _place_in_work(stage, week)
    _build_bridge(stage, week)
    _hold_activities(stage, week)
    _close_what_is_done(stage, week)
    if week == 10:
        _escalate_one(stage)
    if week == 11:
        _state_changes(stage)
    if week == 12:
        _raise_urgent(stage)


def _ask_for_mediation(stage: Stage, week: int, colours: dict[str, str]) -> None:
    """The parties the ledger calls red are asked one by one; each says yes in its own week."""
    red = [row for row in stage.households if colours.get(row.code) == "red"]
    for household, asked in zip(red, MEDIATION_WEEKS, strict=True):
        on = stage.day(week, 3)
        if asked == week and stage.has_come(on):
            raise_need(
                stage.place,
                kind=NeedKind.MEDIATION,
                text=household.need_note,
                household=household,
                owner=stage.lead(household),
                requested_on=on,
                requested_how=RequestHow.SPOKEN,
                by=stage.coordinator,
                on=on,
            )


def _settle_disputes(stage: Stage, week: int) -> None:
    """Four disputes of households with no category are asked for, mediated and agreed."""
    for row, (asked, agreed) in zip(stage.story["mediated"], SETTLED_WEEKS, strict=True):
        household = stage.household(row["code"])
        if week == asked:
            raise_need(
                stage.place,
                kind=NeedKind.MEDIATION,
                text=row["text"],
                household=household,
                owner=stage.lead(household),
                requested_on=stage.day(week, 1),
                requested_how=RequestHow.AGREED,
                by=stage.coordinator,
                on=stage.day(week, 1),
            )
        if week == agreed:
            need = Need.objects.get(household=household, text=row["text"])
            by, on = stage.coordinator, stage.day(week, 2)
            close_need(
                need,
                outcome=Outcome.AGREED,
                text="双方签了协议",
                is_relative=False,
                by=by,
                on=on,
            )
            confirm_need(need, confirmed=True, by=by, on=stage.day(week, 4))


def _find_hazard(stage: Stage, week: int) -> None:
    """One hazard a week for ten weeks; each is put right but the last two."""
    hazards = stage.story["hazards"]
    if week < len(hazards):
        household = stage.households[(17 + 19 * week) % len(stage.households)]
        raise_need(
            stage.place,
            kind=NeedKind.HAZARD,
            text=hazards[week],
            household=household,
            owner=stage.lead(household),
            urgency=Urgency.SOON if week % 3 == 0 else Urgency.ORDINARY,
            by=stage.coordinator,
            on=stage.day(week, 2),
        )


def _place_in_work(stage: Stage, week: int) -> None:
    """Members able to work find temporary work near home with two employers."""
    count = JOB_WEEKS.get(week, 0)
    if not count:
        return
    year = stage.start.year
    adults = (
        Member.objects.filter(
            household__village=stage.place,
            able_to_work=True,
            left_on=None,
            placements=None,
            birth_year__range=(year - 55, year - 19),
        )
        .select_related("household")
        .order_by("household__code", "order")
    )
    for member in stage.rng.sample(list(adults), k=count):
        place_member(
            member,
            employer=stage.rng.choice(stage.story["employers"]),
            kind=PlacementKind.TEMPORARY,
            start_on=stage.day(week, 0),
            end_on=None if week > 4 else stage.day(week + 6, 4),
            by=stage.coordinator,
            on=stage.day(week, 0),
        )


def _build_bridge(stage: Stage, week: int) -> None:
    """Asked for in the first week, built in the eighth, accepted in the tenth."""
    by, codes = stage.coordinator, stage.story["bridge"]
    asker = stage.household(codes[0])
    if week == 0:
        need = raise_need(
            stage.place,
            kind=NeedKind.WORKS,
            works_kind=WorksKind.BRIDGE,
            text=stage.story["bridge_text"],
            household=asker,
            owner=stage.lead(asker),
            by=by,
            on=stage.day(0, 2),
        )
        add_served(need, [stage.household(code) for code in codes[1:]], by=by, on=stage.day(0, 3))
        return
    states = {2: WorksState.APPROVED, 7: WorksState.BUILT, 9: WorksState.ACCEPTED}
    if week in states:
        need = Need.objects.get(household=asker, kind=NeedKind.WORKS)
        on = stage.day(week, 3)
        accepted_by = "镇项目办（示例）" if week == 9 else ""
        advance_works(need, state=states[week], accepted_by=accepted_by, by=by, on=on)
        if week == 9:
            close_need(need, outcome=Outcome.DONE, text="验收合格，四户已通行", by=by, on=on)
            confirm_need(need, confirmed=True, by=by, on=stage.day(week, 4))


def _hold_activities(stage: Stage, week: int) -> None:
    # In the ledger's order: the ids of groups made in one millisecond sort by chance.
    groups = list(dict.fromkeys(row.group_id for row in stage.households if row.group_id))
    for weeks, weekday in ((BRIEFING_WEEKS, 2), (GATHERING_WEEKS, 4)):
        if week not in weeks:
            continue
        number = weeks.index(week)
        if weeks is BRIEFING_WEEKS:
            kind, title = ActivityKind.POLICY_BRIEFING, stage.story["briefings"][number]
        else:
            row = stage.story["gatherings"][number]
            kind, title = ActivityKind(row["kind"]), row["title"]
        group = groups[number % len(groups)]
        came = [row for row in stage.households if row.group_id == group]
        record_activity(
            stage.place,
            kind=kind,
            title=title,
            where="村委会" if number % 2 else "小组活动点",
            households=stage.rng.sample(came, k=min(len(came), 18)),
            others_count=stage.rng.randint(2, 9),
            by=stage.coordinator,
            on=stage.day(week, weekday),
        )


def _close_what_is_done(stage: Stage, week: int) -> None:
    """Two in three open cases older than a week are closed; mediation and works have their own."""
    on = stage.day(week, 4)
    if not stage.has_come(on):
        return
    own = (NeedKind.MEDIATION, NeedKind.WORKS)
    due = Need.objects.filter(
        place=stage.place, state="open", raised_on__lt=stage.day(week - 1, 4)
    ).exclude(kind__in=own)
    keep = [*stage.story["hazards"][-2:], stage.story["escalated"]]
    for need in sorted(due.exclude(text__in=keep).select_related("household"), key=_turn):
        if stage.rng.random() < 0.66:
            close_need(need, outcome=Outcome.DONE, by=stage.coordinator, on=on)
            if stage.rng.random() < 0.5:
                confirm_need(need, confirmed=True, by=stage.coordinator, on=on)
        elif stage.rng.random() < 0.3:
            note_need(need, text="已联系，等回话", by=stage.coordinator, on=on)


def _turn(need: Need) -> tuple[date, str, str, str]:
    """When a case has its turn; sorted here, since databases sort words each in their own way."""
    code = need.household.code if need.household else ""
    return need.raised_on, need.kind, need.text, code


def _escalate_one(stage: Stage) -> None:
    """A case the village cannot close alone goes to the town."""
    on, household = stage.day(10, 1), stage.household("NC3-021")
    need = _raise_for(stage, household, NeedKind.HARDSHIP, stage.story["escalated"], on)
    escalate_need(need, text="村里材料已齐，请镇里受理", by=stage.coordinator, on=stage.day(10, 2))


def _state_changes(stage: Stage) -> None:
    """Two households say at the office what has changed; the rules will propose, people decide."""
    on = stage.day(11, 3)
    for row in stage.story["changes"]:
        state_circumstance(
            stage.household(row["code"]),
            FactKind(row["fact"]),
            since_on=on,
            source=CircumstanceSource.OFFICE,
            by=stage.coordinator,
            on=on,
        )


def _raise_urgent(stage: Stage) -> None:
    """In the week that is still running, something cannot wait."""
    on = stage.day(12, 0)
    if stage.has_come(on):
        household = stage.household("NC6-009")
        _raise_for(stage, household, NeedKind.CARE, "老人取暖炉坏了，夜里很冷", on, Urgency.URGENT)


def _raise_for(
    stage: Stage,
    household: Household,
    kind: NeedKind,
    text: str,
    on: date,
    urgency: Urgency = Urgency.ORDINARY,
) -> Need:
    return raise_need(
        stage.place,
        kind=kind,
        text=text,
        household=household,
        owner=stage.lead(household),
        urgency=urgency,
        by=stage.coordinator,
        on=on,
    )
