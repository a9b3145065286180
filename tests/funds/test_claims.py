"""Claims: stages and clocks as data, a second person, the same cause once a year, aid first."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from doorstep.funds import actions
from doorstep.funds.actions.claims import (
    ClaimClosedAlready,
    DecisionIsAnAct,
    LessThanPaid,
    MayNotDecide,
    NeedNotOpen,
    NeedWithoutHousehold,
    NotASecondPerson,
    PapersNotAsked,
    ReasonsMissing,
    RecipientOfAnotherHousehold,
    RelativeMayNotDecide,
    SameCauseThisYear,
    StageNotNext,
    StagesMissing,
    StageTooEarly,
)
from doorstep.funds.actions.guards import CauseCannotBePaid, DayToCome
from doorstep.funds.actions.on_claims import ClaimMissing, ClaimOver, OverClaim
from doorstep.funds.choices import ClaimPath, Clock
from doorstep.funds.figures import FIGURES
from doorstep.funds.models import Claim
from doorstep.funds.paths import DECISION, paths
from doorstep.funds.queries import claim_line, claims_for, claims_to_pay
from doorstep.kit.periods import Period
from doorstep.needs.actions import close_need, escalate_need
from doorstep.people.models import AuditEntry
from doorstep.people.queries import scope_of
from tests.factories import DAY, make_need
from tests.funds.conftest import YEAR, decided, found

SURVEYED = DAY + timedelta(days=1)
LAST = DAY + timedelta(days=8)  # the notice has hung out
WHOLE_YEAR = Period(date(YEAR, 1, 1), date(YEAR, 12, 31))


@pytest.fixture
def need(cast, method):
    return make_need(cast.a, text="房顶塌了")


@pytest.fixture
def claim(cast, need):
    return begin(cast, need)


@pytest.fixture
def ready(cast, claim):
    """All is done but the decision."""
    go(cast, claim, "survey", SURVEYED)
    go(cast, claim, "notice", SURVEYED)
    return claim


def begin(cast, need, **more):
    given = {"path": "relief", "cause": "sudden_event", "by": cast.coordinator, "on": DAY} | more
    return actions.open_claim(need, **given)


def go(cast, claim, key, done_on, on=None):
    actions.pass_stage(claim, key=key, done_on=done_on, by=cast.coordinator, on=on or done_on)


def grant(cast, claim, amount=947_000, by=None, on=LAST, is_relative=False):
    by = by or cast.second
    actions.grant_claim(claim, amount=amount, is_relative=is_relative, by=by, on=on)


def test_every_path_is_data_and_ends_with_a_decision():
    assert set(paths()) == set(ClaimPath)
    assert {one.stages[-1].key for one in paths().values()} == {DECISION}


def test_a_claim_goes_through_its_stages_to_a_second_person(cast, ready):
    grant(cast, ready)

    ready.refresh_from_db()
    assert (ready.state, ready.amount, ready.decided_by, ready.closed_on) == (
        "granted", 947_000, cast.second, LAST,
    )  # fmt: skip
    assert [(one.key, one.done_on) for one in ready.stages.all()] == [
        ("survey", SURVEYED), ("notice", SURVEYED), ("decision", LAST),
    ]  # fmt: skip
    assert list(AuditEntry.objects.filter(household_id=cast.a.pk, subject_kind="claim")
                .values_list("act", flat=True)) == [
        "open_claim", "pass_stage", "pass_stage", "grant_claim",
    ]  # fmt: skip


def test_the_clock_counts_working_days_from_the_stage_before_and_for_the_whole(cast, claim):
    # DAY is a Monday: three working days later is Thursday, fifteen are three weeks
    on_time = claim_line(claim, DAY + timedelta(days=2))
    last_day = claim_line(claim, DAY + timedelta(days=3))
    late = claim_line(claim, DAY + timedelta(days=4))
    go(cast, claim, "survey", DAY + timedelta(days=4))
    next_stage = claim_line(claim, DAY + timedelta(days=4))

    assert [one.clock for one in (on_time, last_day, late, next_stage)] == [
        Clock.RUNNING, Clock.DUE, Clock.OVERDUE, Clock.RUNNING,
    ]  # fmt: skip
    assert on_time.whole_due_on == DAY + timedelta(days=21)
    assert (next_stage.next.key, next_stage.next.due_on) == ("notice", DAY + timedelta(days=8))


def test_the_list_hangs_out_before_the_decision(cast, ready):
    line = claim_line(ready, SURVEYED)

    with pytest.raises(StageTooEarly):
        grant(cast, ready, on=LAST - timedelta(days=1))

    assert (line.next.key, line.next.not_before) == ("decision", LAST)


@pytest.mark.parametrize(
    ("key", "done_on", "error"),
    [
        ("notice", SURVEYED, StageNotNext),
        ("survey", DAY - timedelta(days=1), StageTooEarly),
        ("survey", SURVEYED, DayToCome),
    ],
)
def test_no_stage_is_left_out_or_dated_wrong(cast, claim, key, done_on, error):
    with pytest.raises(error):
        go(cast, claim, key, done_on, on=DAY)

    assert claim.stages.count() == 0


def test_the_decision_is_no_stage_to_tick(cast, ready):
    with pytest.raises(DecisionIsAnAct):
        go(cast, ready, "decision", LAST)


def test_nobody_decides_before_the_stages_are_done(cast, claim):
    with pytest.raises(StagesMissing):
        grant(cast, claim)


@pytest.mark.parametrize(
    ("who", "is_relative", "error"),
    [
        ("coordinator", False, MayNotDecide),
        ("tashi_account", False, MayNotDecide),
        ("second", True, RelativeMayNotDecide),
    ],
)
def test_a_second_person_decides_who_is_no_relative(cast, ready, who, is_relative, error):
    with pytest.raises(error):
        grant(cast, ready, by=getattr(cast, who), is_relative=is_relative)

    ready.refresh_from_db()
    assert (ready.state, ready.stages.count()) == ("open", 2)


def test_who_passed_a_stage_does_not_decide(cast, claim):
    actions.pass_stage(claim, key="survey", done_on=DAY, by=cast.second, on=DAY)
    go(cast, claim, "notice", DAY)

    with pytest.raises(NotASecondPerson):
        grant(cast, claim)


def test_the_database_knows_no_decision_of_the_one_who_opened(cast, ready):
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=ready.pk).update(
            state="refused", closed_on=LAST, decided_by=cast.coordinator
        )


def test_a_refusal_has_reasons(cast, ready):
    told = {"is_relative": False, "by": cast.second, "on": LAST}
    with pytest.raises(ReasonsMissing):
        actions.refuse_claim(ready, reasons=" ", **told)

    actions.refuse_claim(ready, reasons="已由保险赔付", **told)

    ready.refresh_from_db()
    assert (ready.state, ready.reasons) == ("refused", "已由保险赔付")
    with pytest.raises(ClaimClosedAlready):
        grant(cast, ready)


def test_one_and_the_same_cause_counts_once_a_year(cast, need, claim):
    with pytest.raises(SameCauseThisYear):
        begin(cast, make_need(cast.a))

    other = begin(cast, need, cause="disaster")
    prevention = begin(cast, need, path="prevention")
    again = begin(cast, need, path="prevention")
    next_year = begin(cast, need, on=DAY.replace(year=YEAR + 1))
    actions.withdraw_claim(claim, by=cast.coordinator, on=DAY)
    anew = begin(cast, need)

    made = {other, prevention, again, next_year, anew, claim}
    assert set(claims_for(cast.coordinator, DAY)) == made


def test_a_claim_is_a_households_for_an_open_need(cast, need):
    closed = make_need(cast.b)
    close_need(closed, outcome="done", by=cast.coordinator, on=DAY)

    for wrong, more, error in (
        (make_need(cast.a, sealed=True), {}, NeedWithoutHousehold),
        (closed, {}, NeedNotOpen),
        (need, {"recipients": [cast.b.members.get()]}, RecipientOfAnotherHousehold),
    ):
        with pytest.raises(error):
            begin(cast, wrong, **more)

    assert Claim.objects.count() == 0


def test_relief_is_paid_on_claims_and_only_then_a_figure(cast, need, method):
    relief = found(cast.caoba, cast.coordinator, kind="relief")
    paid = {"cause": need, "by": cast.coordinator}
    with pytest.raises(ClaimMissing):
        actions.pay(relief, 500, paid_on=DAY, on=DAY, **paid)
    claim, day = decided(need, cast.coordinator, cast.second, amount=947_000)

    actions.pay(relief, 900_000, claim=claim, paid_on=day, on=day, **paid)
    with pytest.raises(OverClaim):
        actions.pay(relief, 47_001, claim=claim, paid_on=day, on=day, **paid)
    actions.pay(relief, 47_000, claim=claim, paid_on=day, on=day, **paid)

    figure = next(one for one in FIGURES if one.key == "temporary_relief")
    rows = figure.rows(scope_of(cast.caoba), WHOLE_YEAR)
    assert rows.aggregate(value=figure.measure)["value"] == 947_000
    assert claims_to_pay(cast.coordinator, cast.caoba, day) == []


def test_aid_comes_first_and_its_papers_have_a_clock(cast, need, relief):
    claim = begin(cast, need, aid_first=30_000)
    pay = {"cause": need, "claim": claim, "paid_on": DAY, "by": cast.coordinator, "on": DAY}
    actions.confirm_aid_first(claim, is_relative=False, by=cast.second, on=DAY)
    actions.pay(relief, 30_000, **pay)
    line = claim_line(claim, DAY)
    with pytest.raises(OverClaim):
        actions.pay(relief, 1, **pay)

    actions.hand_in_papers(claim, by=cast.coordinator, on=SURVEYED)

    assert (line.paid, line.papers_due_on) == (30_000, DAY + timedelta(days=14))
    assert claim_line(claim, SURVEYED).papers_due_on is None
    with pytest.raises(PapersNotAsked):
        actions.hand_in_papers(claim, by=cast.coordinator, on=SURVEYED)
    go(cast, claim, "survey", SURVEYED)
    go(cast, claim, "notice", SURVEYED)
    with pytest.raises(LessThanPaid):
        grant(cast, claim, amount=29_999)


def test_nothing_is_paid_on_a_claim_that_is_open_refused_or_of_another_need(cast, claim, relief):
    other = make_need(cast.b)
    pay = {"paid_on": DAY, "by": cast.coordinator, "on": DAY, "claim": claim}

    said = []
    for cause in (claim.need, other):
        with pytest.raises(CauseCannotBePaid) as refused:
            actions.pay(relief, 1, cause=cause, **pay)
        said.append(str(refused.value))

    assert said == [
        "This claim is “open”; it is paid once a second person has granted it.",
        "The claim is for another need; choose the claim that belongs to this one.",
    ]


def test_nothing_is_paid_on_a_claim_that_is_over(cast, claim, relief):
    actions.withdraw_claim(claim, by=cast.coordinator, on=DAY)

    with pytest.raises(ClaimOver) as refused:
        actions.pay(
            relief, 1, cause=claim.need, claim=claim, paid_on=DAY, by=cast.coordinator, on=DAY
        )

    assert str(refused.value) == (
        "This claim is “withdrawn by the household”; nothing is paid on it. Open a new one for "
        "this need."
    )


def test_the_town_reads_and_decides_a_claim_whose_need_lies_with_it(cast, ready):
    before = list(claims_for(cast.town_account, DAY))
    escalate_need(ready.need, text="请乡里审核", by=cast.coordinator, on=DAY)

    grant(cast, ready, by=cast.town_account)

    assert before == []
    assert list(claims_for(cast.town_account, LAST)) == [ready]
    for account in (cast.tashi_account, cast.other_coordinator, cast.auditor):
        assert list(claims_for(account, LAST)) == []
