"""The money: a programme of the township, what is bought of it, and the shops paid."""

from collections import Counter
from datetime import date

from doorstep.activities.actions import buy_goods
from doorstep.activities.models import Activity
from doorstep.activities.queries import goods_of
from doorstep.funds import actions as funds
from doorstep.funds.choices import ProgrammeKind
from doorstep.funds.models import Programme
from doorstep.people.choices import Role
from doorstep.scenarios.village import Village

YUAN = 100  # fen


def found_programme(village: Village) -> Programme:
    """The township's money for volunteers, committed and there on the first Monday."""
    on, by, told = village.day(0, 0), village.of_role(Role.TOWN), village.story["programme"]
    programme = funds.found_programme(
        village.town,
        name=told["name"],
        kind=ProgrammeKind.OTHER,
        source=told["source"],
        purpose=told["purpose"],
        start_on=on,
        by=by,
        on=on,
    )
    for year in range(on.year, _paid_on(village).year + 1):
        funds.commit_money(
            programme, year=year, amount=told["yuan"] * YUAN, decided_on=on, by=by, on=on
        )
    funds.receive_money(programme, told["yuan"] * YUAN, received_on=on, by=by, on=on)
    return programme


def buy(village: Village, activity: Activity) -> None:
    """What is handed out, bought on Tuesday into the village's own stock."""
    on = village.day(1, 1)
    for row in village.story["goods"]:
        buy_goods(
            activity,
            name=row["name"],
            unit=row["unit"],
            quantity=row["bought"],
            unit_fen=row["fen"],
            supplier=row["shop"],
            by=village.coordinator,
            on=on,
        )


def pay_shops(village: Village, activity: Activity, programme: Programme) -> None:
    """Each shop is paid what was bought there, with the gathering as the cause, and signs."""
    on, by = _paid_on(village), village.of_role(Role.TOWN)
    owed = Counter[str]()
    for line in goods_of(activity):
        owed[line.goods.supplier] += line.fen
    for shop, fen in sorted(owed.items()):
        payment = funds.pay(
            programme, fen, cause=activity, payee=shop, paid_on=on, text="慰问物资", by=by, on=on
        )
        funds.give_receipt(payment, by=by, on=on)


def _paid_on(village: Village) -> date:
    return village.day(2, 0)
