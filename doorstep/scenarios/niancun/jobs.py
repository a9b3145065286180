"""Offers and wishes for work late in the story: told, answered, two placed, some wages reported.
None of it is temporary work, whose number the story states, and nothing here draws by chance."""

from datetime import timedelta

from doorstep.jobs.actions import (
    enter_job_offer,
    place_told,
    record_answer,
    report_wage,
    say_wish,
    tell_job_offer,
)
from doorstep.jobs.choices import JobAnswer, SaidBy, WageState
from doorstep.jobs.models import JobOffer, JobTelling, JobWish
from doorstep.jobs.rules import OfferFields, is_old_enough
from doorstep.needs.models import Placement
from doorstep.register.models import Member
from doorstep.scenarios.niancun.stage import Stage

WAGES = (4_800, 5_200, 3_900, 4_500, 5_000, 4_200)  # yuan, of the first month of some placements
ANSWERS = (JobAnswer.GOES, JobAnswer.LATER, JobAnswer.GOES)


def play_jobs(stage: Stage, week: int) -> None:
    """What happens with work that is offered, in one week."""
    acts = {8: _enter_offers, 9: _tell, 10: _place, 11: _report_wages}
    if week in acts and stage.has_come(stage.day(week, 4)):
        acts[week](stage, week)


def _enter_offers(stage: Stage, week: int) -> None:
    on, start_on = stage.day(week, 1), stage.day(10, 0)
    for row in stage.story["offers"]:
        told = OfferFields(
            **row | {"wage": row["wage"] * 100, "crafts": tuple(row["crafts"])},
            start_on=start_on,
            end_on=start_on + timedelta(weeks=26) if row["kind"] == "seasonal" else None,
            open_until=on + timedelta(days=60),
        )
        enter_job_offer(stage.place, told, by=stage.coordinator, on=on)
    said_on = stage.day(week, 3)
    wishers = _wishers(stage)
    for row, member in zip(stage.story["wishes"], wishers, strict=False):
        say_wish(member, said_on=said_on, from_on=said_on, by=stage.coordinator, on=said_on, **row)


def _wishers(stage: Stage) -> list[Member]:
    """Members able to work of whom no placement is on record, one a household, far apart."""
    year = stage.start.year
    rows = Member.objects.filter(
        household__in=stage.households,
        household__closed_on=None,
        able_to_work=True,
        left_on=None,
        placements=None,
        birth_year__range=(year - 50, year - 19),
    ).order_by("household__code", "order")
    on = stage.day(8, 3)
    old = [one for one in rows if is_old_enough(one.birth_year, one.birth_month, on)]
    apart = {one.household_id: one for one in reversed(old)}
    return list(apart.values())[:: max(1, len(apart) // 5)]


def _tell(stage: Stage, week: int) -> None:
    """Each is told of the first offer that asks for what they can do."""
    told_on, answered_on = stage.day(week, 1), stage.day(week, 2)
    wishes = JobWish.objects.filter(household__village=stage.place).order_by("text")
    for wish in wishes.select_related("household", "member"):
        offers = JobOffer.objects.filter(place=stage.place).order_by("title")
        offer = next((one for one in offers if set(one.crafts) <= set(wish.crafts)), None)
        if offer is not None:
            tell_job_offer(offer, wish, told_on=told_on, by=stage.coordinator, on=told_on)
    tellings = JobTelling.objects.filter(offer__place=stage.place).order_by("wish__text")
    for telling, answer in zip(tellings, ANSWERS, strict=False):
        record_answer(
            telling, answer=answer, answered_on=answered_on, by=stage.coordinator, on=answered_on
        )


def _place(stage: Stage, week: int) -> None:
    on = stage.day(week, 0)
    rows = JobTelling.objects.filter(offer__place=stage.place, answer=JobAnswer.GOES)
    for telling in rows.order_by("wish__text"):
        place_told(telling, start_on=on, end_on=None, by=stage.coordinator, on=on)


def _report_wages(stage: Stage, week: int) -> None:
    """Of some who worked on a site: what they say that they were paid."""
    on = stage.day(week, 2)
    rows = Placement.objects.filter(household__village=stage.place, household__closed_on=None)
    for placement, yuan in zip(rows.order_by("start_on", "household__code"), WAGES, strict=False):
        report_wage(
            placement,
            month=placement.start_on,
            state=WageState.PAID,
            amount=yuan * 100,
            said_by=SaidBy.WORKER,
            said_on=on,
            by=stage.coordinator,
            on=on,
        )
