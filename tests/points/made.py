"""Schemes, people and awards for tests, made with the real actions."""

from datetime import timedelta

from doorstep.meetings import actions as meetings
from doorstep.points import actions
from doorstep.register.actions import give_consent
from tests.factories import DAY, make_account, make_helper, team_of

RULES = (("清理河道", 2, 2, "week"), ("参加培训", 3, 4, "month"), ("帮邻居收青稞", 1, 10, "year"))


def voted(village, *, by, on=DAY, kind="weekly", text="通过积分规则"):
    """A decision of a meeting of the village that was held on a day."""
    team = team_of(village)
    meeting = meetings.call_meeting(team, kind=kind, on=on, by=by)
    owner = team.helpers.filter(name="次旺").first() or make_helper(village, "次旺", on=on)
    if meeting.state != "held":
        meetings.hold_meeting(meeting, chair=by, came=[owner], absent=[], by=by, on=on)
    return meetings.decide(meeting, text=text, owner=owner, due_on=on, by=by, on=on)


def make_scheme(village, *, by, on=DAY, rules=RULES, months=12, name="和美积分", voted_on=None):
    """A scheme whose rules were voted and hang from that day on."""
    told = {"by": by, "on": on}
    scheme = actions.begin_point_scheme(
        village, name=name, lapse_months=months, answer_days=10, **told
    )
    card = scheme.cards.get()
    for text, points, most, per in rules:
        actions.add_point_rule(card, text=text, points=points, most=most, per=per, **told)
    actions.vote_rules(card, voted(village, by=by, on=voted_on or on), **told)
    actions.show_rules(card, shown_on=on, shown_where="村委会门口", **told)
    return scheme


def new_rules(scheme, *, by, on, rules=(("清理河道", 5, 2, "week"),), months=6):
    """The next card, voted and hung up."""
    told = {"by": by, "on": on}
    card = actions.draft_rules(scheme, **told)
    for rule in card.rules.all():
        actions.drop_point_rule(rule, **told)
    actions.set_times(card, lapse_months=months, answer_days=5, **told)
    for text, points, most, per in rules:
        actions.add_point_rule(card, text=text, points=points, most=most, per=per, **told)
    actions.vote_rules(card, voted(scheme.place, by=by, on=on, kind="monthly"), **told)
    actions.show_rules(card, shown_on=on, shown_where="村委会门口", **told)
    return card


def take_part(member, *, by, on=DAY, **more):
    """The member's own word."""
    given = {"purpose": "points", "how": "signed", "given_on": on} | more
    return give_consent(member.household, member=member, by=by, on=on, **given)


def rule_of(scheme, text="清理河道"):
    card = scheme.cards.exclude(shown_on=None).order_by("-number").first()
    return card.rules.get(text=text)


def give(scheme, *members, by, on=DAY, text="清理河道", rule=None):
    """One award each, for what is written in words."""
    return actions.give_points(
        rule or rule_of(scheme, text), members, given_for=on, words="清理水渠", by=by, on=on
    )


def shelf(scheme, *, by, on=DAY, name="洗衣粉", quantity=10, points=2, expires_on=None):
    """A thing in the shop, with so many pieces."""
    batch = actions.stock_shop(
        scheme, name=name, unit="袋", quantity=quantity, expires_on=expires_on, by=by, on=on
    )
    return actions.price_goods(scheme, batch.item, points=points, by=by, on=on)


def swap(member, price, *, by, on=DAY, quantity=1):
    return actions.swap_points(member, price, quantity=quantity, signed="signed", by=by, on=on)


def leave_traces(household, *, by, mark, on=DAY):
    """An award, a swap taken back and a dispute of the head, with `mark` in every text, and the
    household's code in what is written of the scheme. The award."""
    village, head = household.village, household.members.get(relation="head")
    told = {"by": by, "on": on}
    before = on - timedelta(days=1)
    scheme = make_scheme(village, by=by, on=on, voted_on=before)
    card = actions.draft_rules(scheme, **told)
    actions.vote_rules(card, voted(village, by=by, on=before, text="通过第二版"), **told)
    actions.show_rules(card, shown_on=on, shown_where=f"{household.code} 门口", **told)
    take_part(head, by=by, on=on)
    [award] = actions.give_points(rule_of(scheme), [head], given_for=on, words=mark, **told)
    done = swap(head, shelf(scheme, by=by, on=on), by=by, on=on)
    actions.undo_swap(done, why=mark, **told)
    actions.dispute_points(scheme, head, award=award, text=mark, made_on=on, **told)
    return award


def point_ids(household, *, by, on=DAY + timedelta(days=2)):
    """By the name of an address' argument: the id of a row of the scheme of that village."""
    from doorstep.points.queries import scheme_at

    village, head = household.village, household.members.get(relation="head")
    scheme = scheme_at(village, on) or make_scheme(
        village, by=by, on=on, voted_on=on - timedelta(days=1)
    )
    take_part(head, by=by, on=on)
    for rule in scheme.cards.get(number=1).rules.all()[:2]:
        actions.give_points(rule, [head], given_for=on, words="清理水渠", by=by, on=on)
    draft = scheme.cards.filter(shown_on=None).first() or actions.draft_rules(scheme, by=by, on=on)
    price = scheme.prices.first() or shelf(scheme, by=by, on=on)
    giver = make_account(f"gave-{household.code}")
    rule = rule_of(scheme, "帮邻居收青稞")
    award = actions.give_points(rule, [head], given_for=on, words="收青稞", by=giver, on=on)[0]
    dispute = actions.dispute_points(
        scheme, head, text="不是我", made_on=on, award=award, by=giver, on=on
    )
    return {
        "rule_card_id": scheme.cards.get(number=1).pk,
        "point_rule_id": draft.rules.first().pk,
        "shop_price_id": price.pk,
        "swap_id": swap(head, price, by=by, on=on).pk,
        "dispute_id": dispute.pk,
    }
