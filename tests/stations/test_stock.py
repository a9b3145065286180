"""Stock: rows whose sum is the balance; an expired batch stays in the cupboard."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.kit.errors import Refused
from doorstep.stations import actions as stations
from doorstep.stations.actions.stock import (
    BatchExpired,
    ExpiredOnArrival,
    MoveNotOut,
    NotSoMuchThere,
    QuantityRefused,
    RequestOfAnotherStation,
    StockItemTaken,
)
from doorstep.stations.actions.text import SentOtherwise, StationClosed, TextMissing
from doorstep.stations.models import StockMove
from doorstep.stations.queries import (
    balance,
    batches_to_hand_out,
    good_batches,
    stations_to_tell,
    stock_of,
    stock_of_village,
)
from tests.factories import DAY
from tests.stations.made import ask, make_batch, make_station, make_stock_item

LATER = DAY + timedelta(days=10)


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


def test_the_balance_is_the_sum_of_what_came_and_went(cast, station):
    by, asked = cast.coordinator, ask(station, "吸氧")
    batch = make_batch(station, quantity=10, number="A1", expires_on=LATER)

    stations.hand_out(batch, quantity=3, request=asked, by=by, on=DAY)
    stations.count_batch(batch, there=6, by=by, on=DAY)
    stations.write_off(batch, quantity=1, reason="阀坏", by=by, on=DAY)

    moves = StockMove.objects.values_list("kind", "quantity", "request", "reason")
    assert set(moves) == {
        ("in", 10, None, ""),
        ("out", -3, asked.pk, ""),
        ("counted", -1, None, ""),
        ("written_off", -1, None, "阀坏"),
    }
    assert balance(batch) == 5


ACTS = st.tuples(
    st.sampled_from(["in", "out", "count", "off"]), st.integers(min_value=-1, max_value=9)
)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=10))
def test_whatever_is_done_the_balance_is_its_rows_and_never_below_none(cast, acts):
    with transaction.atomic():
        batch = make_batch(make_station(cast.caoba), quantity=1)
        by, left = cast.coordinator, 1
        for act, quantity in acts:
            try:
                if act == "in":
                    make_batch(None, item=batch.item, quantity=quantity)
                elif act == "out":
                    stations.hand_out(batch, quantity=quantity, by=by, on=DAY)
                    left -= quantity
                elif act == "count":
                    stations.count_batch(batch, there=quantity, by=by, on=DAY)
                    left = quantity
                else:
                    stations.write_off(batch, quantity=quantity, reason="漏", by=by, on=DAY)
                    left -= quantity
            except Refused:
                pass

        sums = batch.moves.aggregate(n=Sum("quantity"))["n"]
        assert (balance(batch), sums, left >= 0) == (left, left, True)
        transaction.set_rollback(True)


def test_an_expired_batch_is_not_handed_out_and_says_what_to_do(cast, station):
    batch = make_batch(station, expires_on=LATER)
    stations.hand_out(batch, quantity=1, by=cast.coordinator, on=LATER)

    with pytest.raises(BatchExpired) as refused:
        stations.hand_out(batch, quantity=1, by=cast.coordinator, on=LATER + timedelta(days=1))

    assert refused.value.params == {"name": "氧气瓶", "day": LATER}
    assert balance(batch) == 9
    stations.write_off(
        batch, quantity=9, reason="过期", by=cast.coordinator, on=LATER + timedelta(days=1)
    )
    assert balance(batch) == 0


def test_what_is_not_there_goes_nowhere(cast, station):
    batch = make_batch(station, quantity=2)

    for act, more in ((stations.hand_out, {}), (stations.write_off, {"reason": "漏"})):
        with pytest.raises(NotSoMuchThere):
            act(batch, quantity=3, by=cast.coordinator, on=DAY, **more)
        with pytest.raises(QuantityRefused):
            act(batch, quantity=0, by=cast.coordinator, on=DAY, **more)
    with pytest.raises(QuantityRefused):
        stations.count_batch(batch, there=-1, by=cast.coordinator, on=DAY)
    with pytest.raises(TextMissing):
        stations.write_off(batch, quantity=1, reason=" ", by=cast.coordinator, on=DAY)

    assert balance(batch) == 2


def test_what_is_over_when_it_comes_is_not_taken_in(cast, station):
    with pytest.raises(ExpiredOnArrival):
        make_batch(station, expires_on=DAY - timedelta(days=1))

    assert StockMove.objects.count() == 0
    assert balance(make_batch(station, item=station.stock_items.get(), expires_on=DAY)) == 10


def test_what_is_sent_twice_is_moved_once(cast, station):
    key, other = uuid4(), uuid4()
    batch = make_batch(station, id=key)
    make_batch(station, item=batch.item, id=key)

    stations.hand_out(batch, quantity=4, id=other, by=cast.coordinator, on=DAY)
    stations.hand_out(batch, quantity=4, id=other, by=cast.coordinator, on=DAY)

    assert (balance(batch), StockMove.objects.count()) == (6, 2)


def test_a_form_sent_again_with_another_number_says_that_the_first_was_kept(cast, station):
    key, other = uuid4(), uuid4()
    batch = make_batch(station, id=key, quantity=5)
    stations.hand_out(batch, quantity=1, id=other, by=cast.coordinator, on=DAY)

    with pytest.raises(SentOtherwise):
        make_batch(station, item=batch.item, id=key, quantity=50)
    with pytest.raises(SentOtherwise):
        stations.hand_out(batch, quantity=2, id=other, by=cast.coordinator, on=DAY)

    assert (balance(batch), StockMove.objects.count()) == (4, 2)


def test_a_request_of_another_station_takes_nothing(cast, station):
    batch, strange = make_batch(station), ask(make_station(cast.xiagou))

    with pytest.raises(RequestOfAnotherStation):
        stations.hand_out(batch, quantity=1, request=strange, by=cast.coordinator, on=DAY)


def test_an_item_stands_once_and_a_closed_station_takes_nothing_in(cast, station):
    item = make_stock_item(station)
    with pytest.raises(StockItemTaken):
        make_stock_item(station)

    stations.close_station(station, by=cast.coordinator, on=DAY)

    with pytest.raises(StationClosed):
        make_batch(station, item=item)
    with pytest.raises(Refused):
        make_stock_item(station, "药")


def test_good_batches_stand_by_their_last_day_and_low_stock_is_told(cast, station):
    item = make_stock_item(station, low_at=5)
    late = make_batch(station, item=item, quantity=4, expires_on=DAY + timedelta(days=90))
    soon = make_batch(station, item=item, quantity=2, expires_on=LATER)
    make_batch(station, item=item, quantity=1, expires_on=DAY)
    lasting = make_batch(station, item=item, quantity=1)
    tomorrow = DAY + timedelta(days=1)

    [line] = stock_of(station, tomorrow)

    assert [one.batch for one in batches_to_hand_out(station, tomorrow)] == [soon, late, lasting]
    assert (line.good, line.is_low) == (7, False)
    assert [(one.left, one.is_expired, one.is_soon) for one in line.batches] == [
        (1, True, False), (2, False, True), (4, False, False), (1, False, False),
    ]  # fmt: skip
    stations.hand_out(late, quantity=2, by=cast.coordinator, on=tomorrow)
    [line] = stock_of(station, tomorrow)
    assert (line.good, line.is_low, line.needs_care) == (5, True, True)


def test_the_coordinator_is_told_of_low_stock_and_of_batches_that_are_over(cast, station):
    before = stations_to_tell(cast.caoba, DAY)
    item = make_stock_item(station, low_at=0)
    make_batch(station, item=item, expires_on=DAY + timedelta(days=60))
    quiet = stations_to_tell(cast.caoba, DAY)
    make_stock_item(station, "药", low_at=0)

    [news] = stations_to_tell(cast.caoba, DAY + timedelta(days=61))

    assert (before, quiet) == ([], [])
    assert (news.station, news.waiting, news.overdue, news.low, news.expiring) == (
        station, 0, 0, 2, 1,
    )  # fmt: skip


def test_a_village_keeps_things_beside_its_stations(cast, station):
    by = cast.coordinator
    item = stations.add_stock_item(cast.caoba, name="脸盆", unit="个", low_at=0, by=by, on=DAY)
    make_stock_item(station, "脸盆")
    with pytest.raises(StockItemTaken):
        stations.add_stock_item(cast.caoba, name="脸盆", unit="个", low_at=0, by=by, on=DAY)
    stations.take_in(item, quantity=5, expires_on=None, by=by, on=DAY)
    old = stations.take_in(item, quantity=5, expires_on=DAY, by=by, on=DAY)

    assert [line.item for line in stock_of_village(cast.caoba, DAY)] == [item]
    assert [one.left for one in good_batches(item, LATER)] == [5]
    assert next(one.batch for one in good_batches(item, DAY)) == old
    assert all(line.item != item for line in stock_of(station, DAY))
    assert stock_of_village(cast.xiagou, DAY) == []


def test_what_was_handed_out_by_mistake_is_there_again_once(cast, station):
    by = cast.coordinator
    batch = make_batch(station, quantity=10)
    move = stations.hand_out(batch, quantity=4, by=by, on=DAY)

    back = stations.bring_back(move, by=by, on=DAY)

    assert stations.bring_back(move, by=by, on=DAY) == back
    assert balance(batch) == 10
    assert [one.quantity for one in batch.moves.order_by("quantity")] == [-4, 4, 10]
    with pytest.raises(MoveNotOut):
        stations.bring_back(back, by=by, on=DAY)


def test_a_form_sent_again_for_another_batch_is_a_move_of_its_own(cast, station):
    first = make_batch(station, quantity=4)
    other = make_batch(None, item=first.item, quantity=4)
    key, by = uuid4(), cast.coordinator
    stations.hand_out(first, quantity=1, by=by, on=DAY, id=key)

    stations.hand_out(first, quantity=1, by=by, on=DAY, id=key)
    stations.hand_out(other, quantity=2, by=by, on=DAY, id=key)

    assert (balance(first), balance(other)) == (3, 2)
