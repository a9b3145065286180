"""The story of the volunteers comes out of rows: who came, what was signed for, wishes done."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction

from doorstep.activities.models import Activity, Attendee, Handout, SignRow, Wish
from doorstep.activities.queries import goods_of, worth_handed_out
from doorstep.funds.models import Payment, Posting, Receipt
from doorstep.scenarios.actions import replay
from doorstep.scenarios.queries import count_replay
from doorstep.stations.models import StockMove

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 11, 25)
ELDERS, EACH = 29, 8_700  # fen


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """The replay, played once for the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield replay("xiashui", until=UNTIL, today=UNTIL, progress=lambda _line: None)
        transaction.set_rollback(True)


def gathering(played):
    """Its one activity; another story may stand beside it."""
    return Activity.objects.get(place=played.place)


def test_every_stated_figure_holds_from_rows(played):
    counted = {one.key: one for one in count_replay(played)}

    assert {key: (one.stated, one.bound) for key, one in counted.items()} == {
        "elders": (29, "exact"),
        "gifts_value": (240_000, "at_least"),
    }
    assert (counted["elders"].counted, counted["elders"].rows) == (ELDERS, 1)
    assert counted["gifts_value"].counted == ELDERS * EACH
    assert all(one.holds for one in counted.values())


def test_who_came_was_signed_for_by_row_and_nobody_who_stayed_at_home(played):
    activity = gathering(played)
    came = Attendee.objects.filter(activity=activity)

    assert Counter(one.persons for one in came) == {1: 18, 2: 5}
    assert activity.others_count == 1
    assert not came.filter(household__code="XS-014").exists()
    unsigned = SignRow.objects.filter(
        sheet__activity=activity, sheet__kind="attendance", count=None
    )
    assert [row.household.code for row in unsigned] == ["XS-014"]


def test_what_was_bought_is_handed_out_left_or_brought_back(played):
    activity = gathering(played)
    lines = {line.goods.batch.item.name: line for line in goods_of(activity)}

    assert {name: (line.bought, line.left) for name, line in lines.items()} == {
        "保温杯": (32, 3),
        "脸盆": (32, 3),
        "香皂": (100, 13),
        "抽纸": (64, 6),
    }
    assert worth_handed_out(activity) == ELDERS * EACH
    assert StockMove.objects.filter(kind="back").count() == 1
    assert Handout.objects.count() == Handout.objects.standing().count() + 1


def test_each_shop_is_paid_what_was_bought_there_for_the_gathering(played):
    payments = {one.payee: one for one in Payment.objects.filter(place=played.place)}
    owed = Counter()
    for line in goods_of(gathering(played)):
        owed[line.goods.supplier] += line.fen

    assert {one.activity for one in payments.values()} == {gathering(played)}
    assert {shop: Posting.objects.get(payment=one).amount for shop, one in payments.items()} == owed
    assert sum(owed.values()) == sum(
        line.bought * line.goods.unit_fen for line in goods_of(gathering(played))
    )
    receipts = Receipt.objects.filter(payment__in=payments.values())
    assert receipts.count() == len(owed) == 2


def test_wishes_are_needs_of_who_told_them_and_most_are_done(played):
    wishes = Wish.objects.select_related("need__household")

    assert Counter(one.need.state for one in wishes) == {"closed": 4, "open": 3}
    closed = wishes.filter(need__state="closed").order_by("need__household__code")
    assert [(one.need.household.code, one.need.confirmed) for one in closed] == [
        ("XS-001", True), ("XS-004", True), ("XS-008", True), ("XS-011", None),
    ]  # fmt: skip
    assert all(one.need.owner_id for one in wishes)
