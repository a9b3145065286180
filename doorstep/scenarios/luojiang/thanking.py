"""Points in one village: rules that a meeting voted, eight who want to take part, clean-ups thanked
for, swaps at the shop, and a dispute that a second person answers."""

from collections.abc import Sequence

from doorstep.campaigns.models import Deed
from doorstep.meetings.actions import call_meeting, decide, hold_meeting
from doorstep.meetings.choices import MeetingKind
from doorstep.meetings.models import Decision
from doorstep.people.actions import give_duty
from doorstep.people.choices import Duty
from doorstep.people.models import Team
from doorstep.points import actions
from doorstep.points.models import PointRule, PointScheme
from doorstep.register.actions import give_consent, publish_consent_text
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Member
from doorstep.register.queries import shipped_consent_text
from doorstep.scenarios.luojiang.stage import Stage

VILLAGE = 0
VOTE_WEEK, SHOP_WEEK = 12, 27
PEOPLE = 8
TURNS = 4  # clean-ups that were thanked for


def thank(stage: Stage) -> None:
    """The whole of it, in the first village; no figure of the page counts any of it."""
    scheme = _begin(stage)
    people = _take_part(stage)
    _give(stage, scheme, people)
    _swap(stage, scheme, people)
    _dispute(stage, scheme, people[-1])


def _begin(stage: Stage) -> PointScheme:
    told = stage.told_at(VILLAGE, stage.day(VOTE_WEEK, 1))
    story, village = stage.story["points"], stage.villages[VILLAGE]
    scheme = actions.begin_point_scheme(
        village, name=story["name"], lapse_months=12, answer_days=10, **told
    )
    card = scheme.cards.get()
    for row in story["rules"]:
        actions.add_point_rule(card, **row, **told)
    actions.vote_rules(card, _vote(stage), **told)
    shown_on = stage.day(VOTE_WEEK, 2)
    actions.show_rules(
        card, shown_on=shown_on, shown_where=story["shown_where"],
        **stage.told_at(VILLAGE, shown_on),
    )  # fmt: skip
    return scheme


def _vote(stage: Stage) -> Decision:
    on, village = stage.day(VOTE_WEEK, 1), stage.villages[VILLAGE]
    told, helper = stage.told_at(VILLAGE, on), stage.helpers[village.code]
    meeting = call_meeting(Team.objects.get(code=village.code), kind=MeetingKind.MONTHLY, **told)
    hold_meeting(meeting, chair=told["by"], came=[helper], absent=[], **told)
    return decide(meeting, text=stage.story["points"]["vote"], owner=helper, due_on=on, **told)


def _take_part(stage: Stage) -> list[Member]:
    on, village = stage.day(VOTE_WEEK, 3), stage.villages[VILLAGE]
    told = stage.told_at(VILLAGE, on)
    text = shipped_consent_text(ConsentPurpose.POINTS)
    publish_consent_text(village, purpose=ConsentPurpose.POINTS, texts=text, from_on=on, **told)
    people = [one.members.get(relation="head") for one in stage.of_village(VILLAGE)[:PEOPLE]]
    for person in people:
        give_consent(
            person.household, purpose=ConsentPurpose.POINTS, how="signed", given_on=on,
            member=person, **told,
        )  # fmt: skip
    return people


def _give(stage: Stage, scheme: PointScheme, people: Sequence[Member]) -> None:
    """Of each turn all but one who was elsewhere, another each time."""
    turns = Deed.objects.filter(
        unit__place=scheme.place, unit__campaign__kind="clean_up", taken_back=""
    )
    for at, turn in enumerate(turns.order_by("on", "pk")[:TURNS]):
        came = [one for number, one in enumerate(people) if number != at]
        actions.give_points(
            _rule(scheme, 0), came, given_for=turn.on, deed=turn, **stage.told_at(VILLAGE, turn.on)
        )


def _swap(stage: Stage, scheme: PointScheme, people: Sequence[Member]) -> None:
    told = stage.told_at(VILLAGE, stage.day(SHOP_WEEK, 0))
    for row in stage.story["points"]["goods"]:
        batch = actions.stock_shop(
            scheme, name=row["name"], unit=row["unit"], quantity=row["quantity"], **told
        )
        price = actions.price_goods(scheme, batch.item, points=row["points"], **told)
        for person in people[row["from"] : row["to"]]:
            actions.swap_points(person, price, quantity=1, signed="signed", **told)


def _dispute(stage: Stage, scheme: PointScheme, person: Member) -> None:
    """A training was left out; the coordinator of other villages decides here, too, and adds it."""
    story, on = stage.story["points"], stage.day(SHOP_WEEK, 2)
    second = next(one for one in stage.coordinators if one != stage.coordinators[VILLAGE])
    give_duty(second, Duty.DECIDES_CATEGORIES, scheme.place, **stage.told(stage.start.start_on))
    dispute = actions.dispute_points(
        scheme, person, text=story["dispute"], made_on=on, **stage.told_at(VILLAGE, on)
    )
    answered_on = stage.day(SHOP_WEEK + 1, 1)
    actions.answer_dispute(
        dispute, outcome="added", answer=story["answer"], is_relative=False,
        rule=_rule(scheme, 1), earned_on=stage.day(SHOP_WEEK - 1, 3), by=second, on=answered_on,
    )  # fmt: skip


def _rule(scheme: PointScheme, at: int) -> PointRule:
    return scheme.cards.get(number=1).rules.order_by("id")[at]
