"""A scheme begins with a vote and a card that hangs; rules only give; a change needs a new vote."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from doorstep.packs.points_papers import print_rule_card
from doorstep.people.models import AuditEntry
from doorstep.points import actions
from doorstep.points.actions.awards import RuleNotInForce
from doorstep.points.actions.cards import (
    CardNotVoted,
    CardShownAlready,
    CardVotedAlready,
    DraftThereAlready,
    MeetingNotHeld,
    NoRules,
    RuleThereAlready,
    ShownBeforeLast,
    ShownBeforeVote,
    TooManyRules,
    VotedByAlready,
    VoteElsewhere,
)
from doorstep.points.actions.guards import (
    DayToCome,
    PointsOnlyGive,
    RuleSpeaksOf,
    RuleSpeaksOfSealed,
    SchemeEnded,
    TimesRefused,
)
from doorstep.points.actions.schemes import SchemeRunsAlready
from doorstep.points.models import PointRule, RuleCard
from doorstep.points.queries import card_on, reckoning_of, scheme_at, scheme_now, votes_at
from doorstep.stations.actions.text import TextMissing, TextTooLong
from tests.factories import DAY, make_meeting, team_of
from tests.points.made import give, make_scheme, new_rules, rule_of, take_part, voted

LATER = DAY + timedelta(days=10)


@pytest.fixture
def draft(cast, method, told):
    scheme = actions.begin_point_scheme(
        cast.caoba, name="和美积分", lapse_months=12, answer_days=10, **told
    )
    return scheme.cards.get()


def add(card, told, text="清理河道", points=2, most=1, per="week"):
    return actions.add_point_rule(card, text=text, points=points, most=most, per=per, **told)


def test_nothing_is_given_before_the_rules_were_voted_and_hang(cast, draft, told):
    rule, head = add(draft, told), cast.a.members.get(relation="head")
    take_part(head, by=cast.coordinator)

    with pytest.raises(RuleNotInForce):
        give(draft.scheme, head, by=cast.coordinator, rule=rule)
    actions.vote_rules(draft, voted(cast.caoba, by=cast.coordinator), **told)
    with pytest.raises(RuleNotInForce):
        give(draft.scheme, head, by=cast.coordinator, rule=rule)
    actions.show_rules(draft, shown_on=DAY, shown_where="村委会门口", **told)

    assert len(give(draft.scheme, head, by=cast.coordinator, rule=rule)) == 1
    assert scheme_now(cast.caoba, DAY).card == draft


def test_a_card_hangs_only_after_its_vote(cast, draft, told):
    add(draft, told)

    with pytest.raises(CardNotVoted):
        actions.show_rules(draft, shown_on=DAY, shown_where="门口", **told)
    actions.vote_rules(draft, voted(cast.caoba, by=cast.coordinator), **told)
    with pytest.raises(ShownBeforeVote):
        actions.show_rules(draft, shown_on=DAY - timedelta(days=1), shown_where="门口", **told)
    with pytest.raises(DayToCome):
        actions.show_rules(draft, shown_on=LATER, shown_where="门口", **told)
    with pytest.raises(TextMissing):
        actions.show_rules(draft, shown_on=DAY, shown_where=" ", **told)
    actions.show_rules(draft, shown_on=DAY, shown_where="门口", **told)
    with pytest.raises(CardShownAlready):
        actions.show_rules(draft, shown_on=DAY, shown_where="门口", **told)


def test_only_a_meeting_of_the_village_that_was_held_votes(cast, draft, told):
    team = team_of(cast.caoba)
    called = make_meeting(team, on=DAY)
    from doorstep.meetings.actions import decide

    pending = decide(called, text="通过", owner=cast.tashi, due_on=DAY, by=cast.coordinator, on=DAY)
    elsewhere = voted(cast.xiagou, by=cast.other_coordinator)

    with pytest.raises(NoRules):
        actions.vote_rules(draft, voted(cast.caoba, by=cast.coordinator, kind="monthly"), **told)
    add(draft, told)
    with pytest.raises(VoteElsewhere):
        actions.vote_rules(draft, elsewhere, **told)
    with pytest.raises(MeetingNotHeld):
        actions.vote_rules(draft, pending, **told)


def test_new_rules_have_a_vote_of_their_own(cast, scheme, told):
    first = scheme.cards.get()
    old = voted(cast.caoba, by=cast.coordinator, text="早先的决定")
    later = {"by": cast.coordinator, "on": LATER}
    card = new_rules(scheme, **later)
    draft = actions.draft_rules(scheme, **later)

    for used in (first.decision, card.decision, old):
        with pytest.raises(VotedByAlready):
            actions.vote_rules(draft, used, **later)
    assert {first.decision, card.decision}.isdisjoint(votes_at(cast.caoba, LATER))


def test_no_day_gets_other_rules_afterwards(cast, method, told):
    before = DAY - timedelta(days=9)
    scheme = make_scheme(cast.caoba, by=cast.coordinator, voted_on=before)
    draft = actions.draft_rules(scheme, **told)
    again = voted(cast.caoba, by=cast.coordinator, on=before, text="通过第二版")
    actions.vote_rules(draft, again, **told)

    with pytest.raises(ShownBeforeLast):
        actions.show_rules(draft, shown_on=before, shown_where="门口", **told)


@pytest.mark.parametrize("points", [0, -3, 101])
def test_a_rule_only_gives(draft, told, points):
    with pytest.raises(PointsOnlyGive):
        add(draft, told, points=points)


def test_the_table_takes_no_rule_that_takes_off(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        PointRule.objects.create(card=draft, text="x", points=0, most=1, per="week")
    with pytest.raises(IntegrityError), transaction.atomic():
        PointRule.objects.create(card=draft, text="x", points=-1, most=1, per="week")


@pytest.mark.parametrize("text", ["无理上访扣分", "不投诉", "不去寺庙", "送礼", "一票否决", "排名"])
def test_a_rule_that_speaks_of_what_it_must_not_is_refused(draft, told, text):
    with pytest.raises(RuleSpeaksOf):
        add(draft, told, text=text)


def test_a_scheme_is_named_as_its_rules_are(cast, method, told):
    with pytest.raises(RuleSpeaksOf):
        actions.begin_point_scheme(
            cast.caoba, name="红黑榜积分", lapse_months=12, answer_days=10, **told
        )


def test_what_a_draft_refuses_by_the_way(draft, told):
    with pytest.raises(RuleSpeaksOfSealed):
        add(draft, told, text="残疾人参加")
    with pytest.raises(TimesRefused):
        add(draft, told, most=0)
    with pytest.raises(TextTooLong):
        add(draft, told, text="清" * 121)
    with pytest.raises(ValueError, match="decade"):
        add(draft, told, per="decade")
    add(draft, told)
    with pytest.raises(RuleThereAlready):
        add(draft, told)
    with pytest.raises(TimesRefused):
        actions.set_times(draft, lapse_months=0, answer_days=5, **told)
    with pytest.raises(DraftThereAlready):
        actions.draft_rules(draft.scheme, **told)


def test_a_card_has_no_more_rules_than_are_read(draft, told):
    for number in range(40):
        add(draft, told, text=f"第{number}条")

    with pytest.raises(TooManyRules):
        add(draft, told)


def test_voted_rules_do_not_change(scheme, told):
    card = scheme.cards.get()

    with pytest.raises(CardVotedAlready):
        add(card, told, text="植树")
    with pytest.raises(CardVotedAlready):
        actions.drop_point_rule(card.rules.first(), **told)
    with pytest.raises(CardVotedAlready):
        actions.set_times(card, lapse_months=1, answer_days=1, **told)
    with pytest.raises(CardVotedAlready):
        actions.vote_rules(card, card.decision, **told)


def test_new_rules_hold_from_the_day_they_hang_and_earlier_awards_keep_theirs(
    cast, scheme, yangjin
):
    old = rule_of(scheme)
    give(scheme, yangjin, by=cast.coordinator)
    card = new_rules(scheme, by=cast.coordinator, on=LATER)

    with pytest.raises(RuleNotInForce):
        give(scheme, yangjin, by=cast.coordinator, on=LATER, rule=old)
    with pytest.raises(RuleNotInForce):
        actions.give_points(
            card.rules.get(), [yangjin], given_for=DAY, words="清理", by=cast.coordinator, on=LATER
        )
    give(scheme, yangjin, by=cast.coordinator, on=LATER)

    assert (card_on(scheme, DAY).number, card_on(scheme, LATER).number) == (1, 2)
    shares = reckoning_of(yangjin, LATER).shares
    assert sorted((one.earned.points, one.earned.lapses_on.isoformat()) for one in shares) == [
        (2, "2027-03-02"),
        (5, "2026-09-12"),
    ]


def test_a_village_has_one_scheme_at_a_time(cast, scheme, told):
    with pytest.raises(SchemeRunsAlready):
        make_scheme(cast.caoba, by=cast.coordinator, name="另一个")
    actions.end_point_scheme(scheme, **told)

    assert scheme_at(cast.caoba, DAY) is None
    assert make_scheme(cast.caoba, by=cast.coordinator, on=LATER, name="另一个").pk != scheme.pk


def test_an_ended_scheme_gives_and_changes_nothing(cast, scheme, yangjin, told):
    actions.end_point_scheme(scheme, **told)

    with pytest.raises(SchemeEnded):
        give(scheme, yangjin, by=cast.coordinator)
    with pytest.raises(SchemeEnded):
        actions.draft_rules(scheme, **told)
    with pytest.raises(SchemeEnded):
        actions.end_point_scheme(scheme, **told)


def test_the_table_takes_no_card_that_hangs_without_a_vote(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleCard.objects.filter(pk=draft.pk).update(shown_on=DAY, shown_where="门口")


def test_every_act_is_in_the_trail(cast, scheme, told):
    actions.end_point_scheme(scheme, **told)

    acts = set(AuditEntry.objects.filter(place=cast.caoba).values_list("act", flat=True))
    assert {
        "begin_point_scheme", "add_point_rule", "vote_rules", "show_rules", "end_point_scheme",
    } <= acts  # fmt: skip


@pytest.mark.parametrize(("language", "words"), [
    ("en", ["Draft: not voted, not in force"]),
    ("zh-hans", ["草案：尚未表决，未生效"]),
    ("bo", ["ཟིན་བྲིས། འོས་བསྡུ་མ་བྱས། ནུས་པ་མེད།", "草案：尚未表决，未生效"]),
])  # fmt: skip
def test_what_no_meeting_voted_is_printed_as_a_draft(cast, scheme, told, language, words):
    draft = actions.draft_rules(scheme, **told)

    with translation.override(language):
        printed, voted = print_rule_card(draft), print_rule_card(scheme.cards.get(number=1))

    assert (printed.draft, voted.draft) == (words, [])
    assert printed.vote == " ".join(words)
    assert words[0] not in voted.vote
