"""What the partner gave: programmes it backs, commitments by year, and what was paid."""

from datetime import date

from doorstep.funds import actions as funds
from doorstep.funds.models import Commitment, Programme
from doorstep.partners import actions as partners
from doorstep.partners.models import Partner
from doorstep.scenarios.datang.stage import Stage

YUAN = 100
DECIDED = (12, 20)  # month and day on which the next year's money is committed


def found_programmes(stage: Stage, partner: Partner) -> dict[str, Programme]:
    """The programmes, backed by the partner, with what is committed to each year by its day."""
    on, by = stage.start.start_on, stage.town
    programmes = {}
    for row in stage.story["programmes"]:
        programme = funds.found_programme(
            stage.place,
            name=row["name"],
            kind=row["kind"],
            source=partner.name,
            purpose=row["purpose"],
            start_on=on,
            by=by,
            on=on,
        )
        partners.back_programme(partner, programme, since_on=on, by=by, on=on)
        programmes[row["key"]] = programme
        for year, yuan in row["years"].items():
            _commit(stage, programme, int(year), yuan)
    return programmes


def pay_out(stage: Stage, programmes: dict[str, Programme]) -> None:
    """What was paid of each year's commitment."""
    for row in stage.come(stage.story["payments"]):
        programme = programmes[row["programme"]]
        funds.pay(
            programme,
            row["yuan"] * YUAN,
            cause=Commitment.objects.get(programme=programme, year=row["on"].year),
            payee=row["payee"],
            paid_on=row["on"],
            by=stage.town,
            on=row["on"],
        )


def _commit(stage: Stage, programme: Programme, year: int, yuan: int) -> None:
    """The first year's money on the first day, a later year's in the December before."""
    first = stage.start.start_on
    day = first if year == first.year else date(year - 1, *DECIDED)
    if stage.has_come(day):
        funds.commit_money(
            programme, year=year, amount=yuan * YUAN, decided_on=day, by=stage.town, on=day
        )
