"""Aid that comes first: how much one person alone pays, and the second person who confirms."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from doorstep.funds import actions
from doorstep.funds.actions.aid_first import (
    AidConfirmedAlready,
    AidNotConfirmed,
    AidNotFirst,
    AidOverLimit,
    AidTogetherOverLimit,
    ConfirmerPays,
)
from doorstep.funds.actions.claims import (
    MayNotDecide,
    NotASecondPerson,
    RelativeMayNotDecide,
)
from doorstep.funds.actions.on_claims import OverClaim
from doorstep.funds.choices import Clock
from doorstep.funds.models import Claim, Payment
from doorstep.funds.paths import FILE, read_paths
from doorstep.funds.queries import claim_line, claims_to_pay
from doorstep.people.actions import give_duty
from doorstep.people.choices import Duty
from tests.factories import DAY, make_need
from tests.funds.aid import aid_limit


@pytest.fixture
def need(cast, method):
    return make_need(cast.a, text="房顶塌了")


@pytest.fixture
def limit(monkeypatch, tmp_path):
    """¥300 on every path."""
    with aid_limit(monkeypatch, tmp_path, 300):
        yield


def begin(cast, need, amount=30_000, **more):
    given = {"path": "relief", "cause": "sudden_event", "by": cast.coordinator, "on": DAY} | more
    return actions.open_claim(need, aid_first=amount, **given)


def pay(cast, relief, claim, amount=30_000, by=None):
    told = {"paid_on": DAY, "by": by or cast.coordinator, "on": DAY}
    return actions.pay(relief, amount, cause=claim.need, claim=claim, **told)


def confirm(cast, claim, by=None, is_relative=False, on=DAY):
    actions.confirm_aid_first(claim, is_relative=is_relative, by=by or cast.second, on=on)


def test_where_no_sum_is_named_a_second_person_comes_before_the_money(cast, need, relief):
    claim = begin(cast, need)

    with pytest.raises(AidNotConfirmed) as refused:
        pay(cast, relief, claim)
    offered = claims_to_pay(cast.coordinator, cast.caoba, DAY)
    confirm(cast, claim)
    pay(cast, relief, claim)

    assert str(refused.value) == (
        "A second person confirms this aid before it is paid: the rules of “temporary relief” name "
        "no sum that one person alone may pay."
    )
    assert offered == []
    claim.refresh_from_db()
    assert (claim.aid_confirmed_by, claim.aid_confirmed_on, claim.state) == (
        cast.second, DAY, "open",
    )  # fmt: skip
    with pytest.raises(OverClaim):
        pay(cast, relief, claim, 1)


def test_up_to_the_sum_one_person_pays_and_a_second_is_due_within_the_days_of_papers(
    cast, need, relief, limit
):
    claim = begin(cast, need)
    pay(cast, relief, claim)
    actions.hand_in_papers(claim, by=cast.coordinator, on=DAY)
    actions.pass_stage(claim, key="survey", done_on=DAY, by=cast.coordinator, on=DAY)
    last = DAY + timedelta(days=14)

    before = claim_line(claim, last)
    clocks = [claim_line(claim, day).clock for day in (DAY, last + timedelta(days=1))]
    confirm(cast, claim, on=last)
    after = claim_line(claim, last)

    assert (before.confirm_due_on, before.waits_for_second) == (last, False)
    assert clocks == [Clock.RUNNING, Clock.OVERDUE]
    assert after.confirm_due_on is None


def test_more_than_the_sum_cannot_come_first(cast, need, limit):
    with pytest.raises(AidOverLimit) as refused:
        begin(cast, need, 30_001)

    assert str(refused.value) == (
        "On the path “temporary relief” at most ¥300.00 may come first; ¥300.01 cannot. Ask for "
        "less first, or let a second person decide the claim."
    )
    assert Claim.objects.count() == 0


def test_a_sum_that_was_lowered_since_holds_at_paying(
    cast, need, relief, limit, monkeypatch, tmp_path
):
    claim = begin(cast, need)
    confirm(cast, claim)

    (tmp_path / "lower").mkdir()
    with aid_limit(monkeypatch, tmp_path / "lower", 299):
        with pytest.raises(AidOverLimit):
            pay(cast, relief, claim)
        pay(cast, relief, claim, 29_900)


def test_claim_after_claim_does_not_add_up_over_the_sum(cast, need, relief, limit):
    first = begin(cast, need, 20_000)
    second = begin(cast, need, 20_000, path="prevention")
    pay(cast, relief, first, 20_000)

    with pytest.raises(AidTogetherOverLimit) as refused:
        pay(cast, relief, second, 10_001)
    pay(cast, relief, second, 10_000)
    confirm(cast, first)
    pay(cast, relief, second, 10_000)

    assert str(refused.value) == (
        "Household A-001 was paid ¥200.00 first that nobody has confirmed; with ¥100.01 more it "
        "would be over ¥300.00. Let a second person confirm or decide those claims."
    )


def test_what_another_confirmed_or_withdrew_meanwhile_is_read_anew(cast, need, relief):
    claim = begin(cast, need)
    loaded = Claim.objects.select_related("need").get(pk=claim.pk)

    confirm(cast, claim)
    pay(cast, relief, loaded)

    with pytest.raises(AidConfirmedAlready):
        confirm(cast, loaded)


@pytest.mark.parametrize(
    ("who", "is_relative", "error"),
    [
        ("coordinator", False, MayNotDecide),
        ("other_coordinator", False, MayNotDecide),
        ("second", True, RelativeMayNotDecide),
    ],
)
def test_a_second_person_confirms_who_is_no_relative(cast, need, relief, who, is_relative, error):
    claim = begin(cast, need)

    with pytest.raises(error):
        confirm(cast, claim, by=getattr(cast, who), is_relative=is_relative)

    with pytest.raises(AidNotConfirmed):
        pay(cast, relief, claim)


def test_who_opened_or_paid_is_no_second_person(cast, need, relief, limit):
    told = {"by": cast.coordinator, "on": DAY}
    give_duty(cast.coordinator, Duty.DECIDES_CATEGORIES, cast.caoba, **told)
    own = begin(cast, need)
    paid = begin(cast, make_need(cast.b))
    pay(cast, relief, paid, by=cast.second)

    with pytest.raises(NotASecondPerson):
        confirm(cast, own, by=cast.coordinator)
    with pytest.raises(NotASecondPerson):
        confirm(cast, paid, by=cast.second)


def test_who_confirmed_does_not_pay(cast, need, relief):
    claim = begin(cast, need)
    confirm(cast, claim)

    with pytest.raises(ConfirmerPays) as refused:
        pay(cast, relief, claim, by=cast.second)
    offered = [
        [one.claim for one in claims_to_pay(account, cast.caoba, DAY)]
        for account in (cast.coordinator, cast.second)
    ]

    assert str(refused.value) == (
        "Who confirmed this aid does not pay it too; let another person who keeps this money."
    )
    assert offered == [[claim], []]
    pay(cast, relief, claim)


def test_nothing_is_confirmed_where_no_aid_comes_first(cast, need):
    told = {"path": "relief", "cause": "costs", "by": cast.coordinator, "on": DAY}
    claim = actions.open_claim(need, **told)

    with pytest.raises(AidNotFirst):
        confirm(cast, claim)


def test_the_database_knows_no_confirming_by_the_one_who_opened(cast, need):
    claim = begin(cast, need)

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(
            aid_confirmed_by=cast.coordinator, aid_confirmed_on=DAY
        )


def test_a_payment_refused_leaves_nothing(cast, need, relief):
    with pytest.raises(AidNotConfirmed):
        pay(cast, relief, begin(cast, need))

    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("papers_days = 10", "aid_first_yuan = -5\npapers_days = 10",
         "paths.toml: relief.aid_first_yuan is -5, not a whole number from 1"),
        ("papers_days = 10", "aid_first_yuan = 0.5\npapers_days = 10",
         "paths.toml: relief.aid_first_yuan is 0.5, not a whole number from 1"),
        ("papers_days = 10", 'aid_first_yuan = "2000"\npapers_days = 10',
         "paths.toml: relief.aid_first_yuan is '2000', not a whole number from 1"),
        ("papers_days = 10", "aid_first_fen = 5\npapers_days = 10",
         "paths.toml: relief has the key 'aid_first_fen', which nobody knows"),
        ("papers_days = 10", "", "paths.toml: relief lacks 'papers_days'"),
        ("whole_days = 15", "whole_days = true",
         "paths.toml: relief.whole_days is True, not a whole number from 1"),
        ("once_a_year = true", 'once_a_year = "no"',
         "paths.toml: relief.once_a_year is neither true nor false"),
        ("days = 3", "days = 3\ncolour = 1",
         "paths.toml: relief.stages has the key 'colour', which nobody knows"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_says_where(old, new, said):
    with pytest.raises(ValueError, match=r"^paths.toml: ") as refused:
        read_paths(FILE.read_text("utf-8").replace(f"\n{old}\n", f"\n{new}\n", 1))

    assert str(refused.value) == said
