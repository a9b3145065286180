"""Scholarships in the village: published, applied for, decided, appealed against and paid."""

from typing import Any

from doorstep.funds.models import Programme
from doorstep.partners import actions as partners
from doorstep.partners.choices import ApplicationState
from doorstep.partners.models import Application, Scholarship
from doorstep.register.actions import add_household, add_member
from doorstep.register.choices import Relation
from doorstep.register.models import Member
from doorstep.scenarios.datang.money import YUAN
from doorstep.scenarios.datang.stage import Stage

STEPS = ("published_on", "applied_on", "decided_on", "appealed_on", "answered_on", "paid_on")


def give_scholarships(stage: Stage, programmes: dict[str, Programme]) -> None:
    """Each step on its day, as far as it has come."""
    told = stage.story["scholarship"]
    pupils = _register(stage, told["households"])
    scholarship: Scholarship | None = None
    for step in STEPS:
        if not stage.has_come(told[step]):
            return
        if scholarship is None:
            scholarship = _publish(stage, told, programmes[told["programme"]])
        else:
            _take(step, stage, told, scholarship, pupils)


def _register(stage: Stage, rows: list[list[str]]) -> list[Member]:
    """The households of the village with somebody at school."""
    by, on = stage.accounts["datang-coordinator"], stage.start.start_on
    pupils = []
    for number, (head, pupil) in enumerate(rows, start=1):
        household = add_household(stage.village, code=f"DT-{number:03}", head=head, by=by, on=on)
        pupils.append(
            add_member(
                household,
                name=pupil,
                relation=Relation.MEMBER,
                birth_year=2006,
                at_school=True,
                by=by,
                on=on,
            )
        )
    return pupils


def _publish(stage: Stage, told: dict[str, Any], programme: Programme) -> Scholarship:
    return partners.publish_scholarship(
        programme,
        name=told["name"],
        criteria=told["criteria"],
        amount=told["yuan"] * YUAN,
        year=told["year"],
        apply_until=told["apply_until"],
        appeal_days=told["appeal_days"],
        by=stage.town,
        on=told["published_on"],
    )


def _take(
    step: str,
    stage: Stage,
    told: dict[str, Any],
    scholarship: Scholarship,
    pupils: list[Member],
) -> None:
    """One step for everybody whom it concerns."""
    coordinator, on = stage.accounts["datang-coordinator"], told[step]
    rows = Application.objects.filter(scholarship=scholarship).order_by("household__code")
    if step == "applied_on":
        for pupil in pupils:
            partners.apply_for_scholarship(
                scholarship, pupil, meets=told["meets"], applied_on=on, by=coordinator, on=on
            )
    elif step == "decided_on":
        for row in rows:
            is_refused = row.household.code in told["refused"]
            partners.decide_application(
                row,
                is_granted=not is_refused,
                reasons=told["refusal"] if is_refused else "",
                is_relative=False,
                by=stage.accounts["datang-decider"],
                on=on,
            )
    elif step == "appealed_on":
        first = rows.get(household__code=told["refused"][0])
        partners.appeal_refusal(first, text=told["appeal"], made_on=on, by=coordinator, on=on)
    elif step == "answered_on":
        partners.answer_appeal(
            rows.get(appeal__isnull=False).appeal,
            is_granted=True,
            answer=told["answer"],
            is_relative=False,
            by=stage.accounts["datang-second"],
            on=on,
        )
    else:
        for row in rows.filter(state=ApplicationState.GRANTED):
            partners.pay_scholarship(row, paid_on=on, by=coordinator, on=on)
