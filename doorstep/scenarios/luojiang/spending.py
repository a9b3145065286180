"""The town's money: relief on claims, posts, a cooperative, and three projects."""

from datetime import date, timedelta

from doorstep.funds import actions
from doorstep.funds.choices import ProgrammeKind
from doorstep.funds.models import Programme
from doorstep.funds.queries import path_of
from doorstep.funds.rules import equal_shares
from doorstep.kit.weeks import month_start, next_month
from doorstep.needs.actions import raise_need
from doorstep.scenarios.luojiang.stage import Stage, fen

POSTS_OF_A_KIND = 7
MONTHLY_PAY = 700  # yuan
COOP_VILLAGES = 4
COOP_INCOME, COOP_DIVIDEND = 6_960_000, 1_440_000  # yuan
MEMBERS_OF_A_VILLAGE = 24
WORKERS, WAGE = 56, 20_000  # yuan for each of so many households
COMMITTED = 5_000_000  # yuan, for each year the story touches


def relieve(stage: Stage) -> None:
    """Five households are granted relief on claims, by the town as the second person."""
    relief = _found(stage, "临时救助金", ProgrammeKind.RELIEF)
    for number, row in enumerate(stage.story["relief"]):
        household, week = stage.of_village(3 * number)[10], 8 + 6 * number
        day = stage.day(week, 0)
        need = raise_need(
            household.village,
            kind="hardship",
            text=row["text"],
            household=household,
            owner=stage.helpers[household.village.code],
            **stage.told_at(3 * number, day),
        )
        claim = actions.open_claim(
            need, path="relief", cause=row["cause"], **stage.told_at(3 * number, day)
        )
        for stage_of_path in path_of(claim).stages[:-1]:
            day += timedelta(days=1)
            actions.pass_stage(
                claim, key=stage_of_path.key, done_on=day, **stage.told_at(3 * number, day)
            )
            day += timedelta(days=stage_of_path.notice_days)
        amount = fen(row["yuan"])
        actions.grant_claim(claim, amount=amount, is_relative=False, **stage.told(day))
        actions.pay(
            relief, amount, cause=need, claim=claim, paid_on=day, text="临时救助",
            **stage.told(day),
        )  # fmt: skip


def pay_posts(stage: Stage) -> None:
    """35 ecological posts, each paid for the twelve months up to the story's last."""
    pay = _found(stage, "生态公益岗", ProgrammeKind.POSTS)
    last = month_start(stage.until)
    first = date(last.year - 1, last.month, 1)
    first = next_month(first)
    kinds = stage.story["post_kinds"]
    posts = []
    for at in range(POSTS_OF_A_KIND * len(kinds)):
        household = stage.of_village(at % len(stage.villages))[20 + at // len(stage.villages)]
        holder = household.members.get(relation="head")
        posts.append(
            actions.give_post(
                holder,
                pay,
                kind=kinds[at % len(kinds)],
                title="生态公益岗",
                monthly_pay=fen(MONTHLY_PAY),
                monthly_days=10,
                start_on=first,
                is_of_cadre=False,
                **stage.told(max(first, stage.start.start_on)),
            )
        )
    month = first
    while month <= last:
        paid_on = min(next_month(month) - timedelta(days=2), stage.until)
        actions.pay_posts(posts, month, paid_on=paid_on, **stage.told(paid_on))
        month = next_month(month)


def cooperate(stage: Stage) -> None:
    """Four villages together: income by quarter, and one dividend to their members."""
    founded_on = stage.day(1, 0)
    coop = actions.found_cooperative(
        stage.place, name="四村联合社（示例）", founded_on=founded_on, **stage.told(founded_on)
    )
    members = []
    for number in range(COOP_VILLAGES):
        told = stage.told(founded_on)
        actions.join_village(coop, stage.villages[number], start_on=founded_on, **told)
        members += stage.of_village(number)[:MEMBERS_OF_A_VILLAGE]
    actions.add_shares(coop, members, start_on=founded_on, **stage.told(founded_on))
    for quarter, amount in enumerate(equal_shares(fen(COOP_INCOME), 4)):
        on = stage.day(10 + 12 * quarter, 4)
        actions.earn(coop, amount, received_on=on, text="季度经营收入", **stage.told(on))
    declared_on, paid_on = stage.day(48, 0), stage.day(48, 3)
    dividend = actions.declare_dividend(
        coop, fen(COOP_DIVIDEND), declared_on=declared_on, **stage.told(declared_on)
    )
    shares = equal_shares(fen(COOP_DIVIDEND), len(members))
    amounts = dict(zip(members, shares, strict=True))
    actions.pay_dividend(dividend, amounts, paid_on=paid_on, **stage.told(paid_on))


def build(stage: Stage) -> None:
    """Three projects; the irrigation of four villages pays wages to households there."""
    on = stage.day(5, 0)
    works = _found(stage, "以工代赈资金", ProgrammeKind.WORKS)
    villages = stage.villages[:COOP_VILLAGES]
    for row in stage.story["works"]:
        is_irrigation = row["kind"] == "irrigation"
        project = actions.begin_project(
            stage.place,
            name=row["name"],
            kind=row["kind"],
            start_on=on,
            villages=villages if is_irrigation else stage.villages,
            **stage.told(on),
        )
        actions.add_source(
            project,
            name="上级专项资金",
            amount=fen(row["yuan"]),
            is_public=True,
            agreed_on=on,
            programme=works if is_irrigation else None,
            **stage.told(on),
        )
        if is_irrigation:
            for at in range(WORKERS):
                household = stage.of_village(at % COOP_VILLAGES)[30 + at // COOP_VILLAGES]
                paid_on = stage.day(30 + at % 4, 2)
                actions.pay(
                    works, fen(WAGE), cause=project, household=household, is_wages=True,
                    paid_on=paid_on, text="务工报酬", **stage.told(paid_on),
                )  # fmt: skip


def _found(stage: Stage, name: str, kind: ProgrammeKind) -> Programme:
    """A programme of the town, with money for every year that the story touches."""
    on = stage.start.start_on
    programme = actions.found_programme(
        stage.place, name=f"{name}（示例）", kind=kind, source="县财政局", start_on=on,
        **stage.told(on),
    )  # fmt: skip
    for year in range(on.year, stage.until.year + 1):
        actions.commit_money(
            programme, year=year, amount=fen(COMMITTED), decided_on=on, **stage.told(on)
        )
    return programme
