"""The swap shop: the village's own stock, prices in points, never over the balance or the shelf."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from doorstep.kit.errors import NotVisible
from doorstep.people.models import AuditEntry
from doorstep.points import actions
from doorstep.points.actions.guards import PointsOnlyGive, TakesNoPart, TimesRefused
from doorstep.points.actions.shop import (
    CountedOtherwise,
    GoodsElsewhere,
    NotEnoughPoints,
    NotEnoughThere,
    OfferEnded,
    PricedAlready,
    SwapUndoneAlready,
    UndoneBeforeSwap,
)
from doorstep.points.models import Swap
from doorstep.points.queries import (
    get_swap_for,
    items_without_price,
    reckoning_of,
    shelf_of,
)
from doorstep.stations.actions.text import SentOtherwise
from doorstep.stations.models import StockItem
from doorstep.stations.queries import stock_of_village
from tests.factories import DAY
from tests.points.made import give, shelf, swap

LATER = DAY + timedelta(days=7)


@pytest.fixture
def price(cast, scheme):
    return shelf(scheme, by=cast.coordinator, quantity=3)


@pytest.fixture
def rich(cast, scheme, yangjin):
    """Somebody with five points."""
    give(scheme, yangjin, by=cast.coordinator)
    give(scheme, yangjin, by=cast.coordinator, text="参加培训")
    return yangjin


def there(cast):
    return {line.item.name: line.good for line in stock_of_village(cast.caoba, DAY)}


def test_goods_go_out_of_the_villages_stock_for_points(cast, rich, price):
    done = swap(rich, price, by=cast.coordinator, quantity=2)

    assert (done.points, reckoning_of(rich, DAY).left, there(cast)) == (4, 1, {"洗衣粉": 1})
    entry = AuditEntry.objects.get(act="swap_points")
    assert entry.household_id == cast.a.pk


def test_a_swap_takes_of_several_batches_the_first_to_expire_first(cast, scheme, rich, told):
    first = shelf(scheme, by=cast.coordinator, name="盐", quantity=1, expires_on=LATER)
    actions.stock_shop(scheme, name="盐", unit="袋", quantity=5, **told)
    done = swap(rich, first, by=cast.coordinator, quantity=2)

    assert sorted(one.move.quantity for one in done.swap_moves.all()) == [-1, -1]
    assert there(cast)["盐"] == 4


def test_never_more_than_somebody_has(cast, rich, price):
    with pytest.raises(NotEnoughPoints, match=r"6 points, and 5 are left"):
        swap(rich, price, by=cast.coordinator, quantity=3)

    assert Swap.objects.count() == 0
    assert there(cast) == {"洗衣粉": 3}


def test_never_more_than_is_there(cast, scheme, rich):
    cheap = shelf(scheme, by=cast.coordinator, quantity=3, points=1)

    with pytest.raises(NotEnoughThere):
        swap(rich, cheap, by=cast.coordinator, quantity=4)
    assert (Swap.objects.count(), there(cast)) == (0, {"洗衣粉": 3})


def test_expired_goods_are_not_swapped(cast, scheme, rich):
    milk = shelf(scheme, by=cast.coordinator, name="奶粉", expires_on=DAY)

    with pytest.raises(NotEnoughThere):
        swap(rich, milk, by=cast.coordinator, on=LATER)


def test_lapsed_points_buy_nothing(cast, rich, price):
    with pytest.raises(NotEnoughPoints):
        swap(rich, price, by=cast.coordinator, on=DAY.replace(year=2027))


def test_a_swap_dated_before_another_may_not_starve_it(cast, rich, price):
    swap(rich, price, by=cast.coordinator, quantity=2, on=LATER)

    with pytest.raises(NotEnoughPoints):
        swap(rich, price, by=cast.coordinator, quantity=1)


def test_the_same_swap_sent_twice_is_one(cast, rich, price):
    once = uuid4()
    for _again in range(2):
        actions.swap_points(
            rich, price, quantity=1, signed="thumb", id=once, by=cast.coordinator, on=DAY
        )

    assert (Swap.objects.count(), reckoning_of(rich, DAY).left) == (1, 3)


def test_another_swap_under_the_same_id_is_refused(cast, scheme, rich, basang, price):
    salt, once = shelf(scheme, by=cast.coordinator, name="盐", points=1), uuid4()
    first = {"member": rich, "price": price, "quantity": 1, "signed": "thumb"}
    told = {"id": once, "by": cast.coordinator, "on": DAY}
    actions.swap_points(**first, **told)

    for other in ({"price": salt}, {"quantity": 2}, {"signed": "signed"}, {"member": basang}):
        with pytest.raises(SentOtherwise):
            actions.swap_points(**first | other, **told)
    assert Swap.objects.count() == 1


def test_no_swap_opens_of_a_household_that_is_not_in_use(cast, rich, price):
    done = swap(rich, price, by=cast.coordinator)
    assert get_swap_for(cast.coordinator, done.pk, LATER) == done
    type(cast.a).objects.filter(pk=cast.a.pk).update(closed_on=LATER, closed_because="erasing")

    with pytest.raises(NotVisible):
        get_swap_for(cast.coordinator, done.pk, LATER)


def test_a_swap_taken_back_stays_and_gives_back_points_and_goods(cast, rich, price):
    done = swap(rich, price, by=cast.coordinator)
    with pytest.raises(UndoneBeforeSwap):
        actions.undo_swap(done, why="坏了", by=cast.coordinator, on=DAY - timedelta(days=1))
    actions.undo_swap(done, why="坏了", by=cast.coordinator, on=LATER)

    with pytest.raises(SwapUndoneAlready):
        actions.undo_swap(done, why="坏了", by=cast.coordinator, on=LATER)
    done.refresh_from_db()
    assert (done.undone_on, done.undone_why, done.undone_by) == (LATER, "坏了", cast.coordinator)
    assert (reckoning_of(rich, LATER).left, there(cast)) == (5, {"洗衣粉": 3})


def test_who_does_not_take_part_swaps_nothing(cast, price):
    with pytest.raises(TakesNoPart):
        swap(cast.b.members.get(relation="head"), price, by=cast.coordinator)


def test_a_price_is_ended_and_set_anew(cast, scheme, rich, price, told):
    with pytest.raises(PricedAlready):
        actions.price_goods(scheme, price.item, points=1, **told)
    swap(rich, price, by=cast.coordinator)
    actions.end_shop_price(price, **told)
    with pytest.raises(OfferEnded):
        swap(rich, price, by=cast.coordinator)
    with pytest.raises(OfferEnded):
        actions.end_shop_price(price, **told)

    assert list(items_without_price(scheme)) == [price.item]
    again = actions.price_goods(scheme, price.item, points=1, **told)
    assert [(line.price, line.left) for line in shelf_of(scheme, DAY)] == [(again, 2)]
    assert reckoning_of(rich, DAY).left == 3  # what was swapped keeps what it cost


def test_things_that_come_in_on_a_form_sent_before_under_another_name_are_refused(scheme, told):
    came = {"unit": "袋", "quantity": 5, "id": uuid4()} | told
    batch = actions.stock_shop(scheme, name="盐", **came)

    for changed in ({"name": "糖"}, {"name": "盐", "unit": "箱"}):
        with pytest.raises(SentOtherwise):
            actions.stock_shop(scheme, **came | changed)

    assert actions.stock_shop(scheme, name="盐", **came) == batch
    assert [item.name for item in StockItem.objects.filter(batches__isnull=False)] == ["盐"]


def test_what_is_refused_by_the_way(cast, scheme, rich, price, told):
    elsewhere = StockItem.objects.create(place=cast.xiagou, name="盐", unit="袋")

    with pytest.raises(GoodsElsewhere):
        actions.price_goods(scheme, elsewhere, points=1, **told)
    with pytest.raises(CountedOtherwise):
        actions.stock_shop(scheme, name="洗衣粉", unit="箱", quantity=1, **told)
    with pytest.raises(TimesRefused):
        swap(rich, price, by=cast.coordinator, quantity=0)
    actions.stock_shop(scheme, name="茶", unit="块", quantity=1, **told)
    with pytest.raises(PointsOnlyGive):
        actions.price_goods(scheme, StockItem.objects.get(name="茶"), points=0, **told)


def test_the_tables_take_no_swap_of_nothing(cast, rich, price):
    done = swap(rich, price, by=cast.coordinator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Swap.objects.filter(pk=done.pk).update(quantity=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Swap.objects.filter(pk=done.pk).update(undone_on=LATER)
