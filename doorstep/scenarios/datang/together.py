"""What was done together, and the plant whose savings are computed."""

from doorstep.funds.models import Programme
from doorstep.partners import actions as partners
from doorstep.partners.models import Partner
from doorstep.scenarios.datang.money import YUAN
from doorstep.scenarios.datang.stage import Stage


def add_partner(stage: Stage) -> Partner:
    """The company, from the first day on."""
    on = stage.start.start_on
    return partners.add_partner(
        stage.place, since_on=on, by=stage.town, on=on, **stage.story["partner"]
    )


def do_together(stage: Stage, partner: Partner, programmes: dict[str, Programme]) -> None:
    """Visits, the open day, the study trip, what was bought and who got a job, each on its day."""
    for row in stage.come(stage.story["acts"]):
        partners.record_joint_act(
            partner,
            kind=row["kind"],
            title=row["title"],
            done_on=row["on"],
            where=row.get("where", ""),
            people_count=row["people_count"],
            amount=row["yuan"] * YUAN if "yuan" in row else None,
            programme=programmes[row["programme"]] if "programme" in row else None,
            seen=row.get("seen", ""),
            agreed=row.get("agreed", ""),
            of_office=stage.town,
            by=stage.town,
            on=row["on"],
        )


def state_plant(stage: Stage, partner: Partner) -> None:
    """The wind farm as the company states it; what it saves is computed."""
    row = stage.story["plant"]
    if stage.has_come(row["stated_on"]):
        partners.state_plant(partner, by=stage.town, on=row["stated_on"], **row)
