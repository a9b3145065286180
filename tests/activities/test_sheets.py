"""Sheets keyed in by row number; goods never go below zero, and no expired one is handed out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.activities import actions as activities
from doorstep.activities.actions.goods import ActivityCancelled, UnitDiffers
from doorstep.activities.actions.sessions import AttendeeOfAnotherPlace
from doorstep.activities.actions.sheets import (
    ItemOfAnotherPlace,
    NoSuchRow,
    NotEnoughGood,
    NothingKeyed,
    PiecesRefused,
    RowsUnreadable,
    SheetEmpty,
    TooManyCame,
)
from doorstep.activities.actions.wishes import WishOfAnotherKind
from doorstep.activities.figures import FIGURES
from doorstep.activities.models import Activity, Goods, Handout, SignRow, SignSheet, Wish
from doorstep.activities.queries import goods_of, rows_of_sheet, worth_handed_out
from doorstep.activities.rules import KeyedRow, LineUnreadable, read_rows
from doorstep.kit.errors import Refused
from doorstep.kit.money import AmountNotPositive
from doorstep.kit.periods import Period
from doorstep.packs.sign_sheets import print_sheet
from doorstep.people.queries import scope_of
from doorstep.register import actions as register
from doorstep.register.actions import close_household
from doorstep.stations.actions import write_off
from doorstep.stations.actions.stock import ExpiredOnArrival, QuantityRefused
from doorstep.stations.actions.text import SentOtherwise
from doorstep.stations.queries import balance
from tests.activities.made import buy, hold, make_sheet
from tests.factories import DAY
from tests.stations.made import make_station, make_stock_item

LATER = DAY + timedelta(days=20)


@pytest.fixture
def visit(cast):
    return hold(cast.caoba)


def people_at(place):
    figure = next(one for one in FIGURES if one.key == "elders")
    rows = figure.rows(scope_of(place), Period(DAY, LATER))
    return rows.aggregate(n=figure.measure)["n"]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("1", [(1, None, True)]),
        (" 1, 3；4 ", [(1, None, True), (3, None, True), (4, None, True)]),
        ("7-9", [(7, None, True), (8, None, True), (9, None, True)]),
        ("12x3", [(12, 3, True)]),
        ("１２×３", [(12, 3, True)]),
        ("-5", [(5, None, False)]),
        ("5 -5", [(5, None, False)]),
        ("2-3x2", [(2, 2, True), (3, 2, True)]),
        ("", []),
    ],
)
def test_a_line_of_row_numbers_is_read(line, rows):
    assert read_rows(line) == [KeyedRow(*one) for one in rows]


@pytest.mark.parametrize("line", ["a", "0", "5-3", "3x0", "1..4", "--2", "99999", "1-9999"])
def test_what_is_no_row_is_not_guessed(line):
    with pytest.raises(LineUnreadable):
        read_rows(f"1 {line}")


def test_who_signed_came_and_blank_rows_count_among_the_others(cast, visit):
    by, sheet = cast.coordinator, make_sheet(visit, [cast.a, cast.b, cast.c], blanks=3)

    activities.key_rows(sheet, "1x2 3 5-6x4", by=by, on=DAY)

    assert people_at(cast.caoba) == 2 + 1 + 4 + 4
    came = visit.attendees.values_list("household__code", "persons")
    assert sorted(came) == [("A-001", 2), ("A-003", 1)]

    changed = activities.key_rows(sheet, "1 -3 -5 6x4", by=by, on=DAY)

    assert changed == 3  # row 6 says what it said
    assert people_at(cast.caoba) == 1 + 4
    assert list(visit.attendees.values_list("household__code", "persons")) == [("A-001", 1)]


def test_a_household_is_never_signed_for_many_more_than_live_there(cast, visit):
    register.change_household(cast.a, resident_count=4, by=cast.coordinator, on=DAY)
    sheet = make_sheet(visit, [cast.a], blanks=1)

    with pytest.raises(TooManyCame) as refused:
        activities.key_rows(sheet, "2 1x15", by=cast.coordinator, on=DAY)
    assert refused.value.params == {"number": 1, "count": 15, "members": 4, "most": 14}
    assert people_at(cast.caoba) == 0

    activities.key_rows(sheet, "1x14 2x30", by=cast.coordinator, on=DAY)
    assert people_at(cast.caoba) == 14 + 30


def test_members_are_counted_once_however_many_rows_are_keyed(cast, visit):
    sheet = make_sheet(visit, [cast.a, cast.b, cast.c])

    def counting(line):
        with CaptureQueriesContext(connection) as taken:
            activities.key_rows(sheet, line, by=cast.coordinator, on=DAY)
        return sum("register_member" in one["sql"] for one in taken)

    assert [counting("1"), counting("2 3")] == [1, 1]


@pytest.mark.parametrize(
    ("line", "error"),
    [("", NothingKeyed), ("1 x", RowsUnreadable), ("1 9", NoSuchRow), ("1x9999", Refused)],
)
def test_a_line_is_kept_whole_or_not_at_all(cast, visit, line, error):
    sheet = make_sheet(visit, [cast.a, cast.b])

    with pytest.raises(error):
        activities.key_rows(sheet, line, by=cast.coordinator, on=DAY)

    assert SignRow.objects.exclude(count=None).count() == 0
    assert visit.attendees.count() == 0


def test_mending_the_record_leaves_how_many_came_of_whom(cast, visit):
    by = cast.coordinator
    activities.key_rows(make_sheet(visit, [cast.a, cast.b]), "1x4 2", by=by, on=DAY)

    activities.change_activity(visit, households=[cast.a, cast.c], by=by, on=DAY)

    came = visit.attendees.values_list("household__code", "persons")
    assert sorted(came) == [("A-001", 4), ("A-003", 1)]


def test_a_sheet_is_of_the_places_own(cast, visit):
    with pytest.raises(SheetEmpty):
        make_sheet(visit)
    with pytest.raises(SheetEmpty):
        make_sheet(visit, blanks=401)
    with pytest.raises(AttendeeOfAnotherPlace):
        make_sheet(visit, [cast.d])
    with pytest.raises(ItemOfAnotherPlace):
        make_sheet(visit, [cast.a], kind="goods", each=1)
    item = buy(visit).batch.item
    with pytest.raises(PiecesRefused):
        make_sheet(visit, [cast.a], kind="goods", item=item, each=0)
    at_station = make_stock_item(make_station(cast.caoba))
    with pytest.raises(ItemOfAnotherPlace):
        make_sheet(visit, [cast.a], kind="goods", item=at_station, each=1)
    assert SignSheet.objects.count() == 0


def test_what_was_signed_for_left_the_stock_the_first_to_expire_first(cast, visit):
    by = cast.coordinator
    late = buy(visit, "香皂", quantity=5, unit_fen=400, expires_on=LATER)
    soon = buy(visit, "香皂", quantity=3, unit_fen=300, expires_on=DAY + timedelta(days=2))
    sheet = make_sheet(visit, [cast.a, cast.b], kind="goods", item=late.batch.item, each=2)

    activities.key_rows(sheet, "1-2", by=by, on=DAY)

    assert (balance(soon.batch), balance(late.batch)) == (0, 4)
    assert worth_handed_out(visit) == 3 * 300 + 1 * 400
    assert [(line.bought, line.left) for line in goods_of(visit)] == [(5, 4), (3, 0)]


def test_a_row_keyed_by_mistake_brings_its_pieces_back(cast, visit):
    by, goods = cast.coordinator, buy(visit, quantity=4)
    sheet = make_sheet(visit, [cast.a], kind="goods", item=goods.batch.item, each=3, blanks=1)
    activities.key_rows(sheet, "1", by=by, on=DAY)

    activities.key_rows(sheet, "1x2", by=by, on=DAY)
    assert (balance(goods.batch), worth_handed_out(visit)) == (2, 2 * 1_250)

    activities.key_rows(sheet, "-1 2x4", by=by, on=DAY)
    assert (balance(goods.batch), worth_handed_out(visit)) == (0, 4 * 1_250)
    assert Handout.objects.standing().get().row.household is None


def test_more_than_is_there_is_not_handed_out(cast, visit):
    goods = buy(visit, quantity=3)
    sheet = make_sheet(visit, [cast.a, cast.b], kind="goods", item=goods.batch.item, each=2)

    with pytest.raises(NotEnoughGood):
        activities.key_rows(sheet, "1 2", by=cast.coordinator, on=DAY)

    assert balance(goods.batch) == 3
    assert Handout.objects.count() == 0


def test_an_expired_batch_is_not_handed_out(cast, visit):
    goods = buy(visit, "牛奶", quantity=9, expires_on=DAY + timedelta(days=1))
    sheet = make_sheet(visit, [cast.a], kind="goods", item=goods.batch.item, each=1)

    with pytest.raises(NotEnoughGood):
        activities.key_rows(sheet, "1", by=cast.coordinator, on=DAY + timedelta(days=2))

    assert balance(goods.batch) == 9


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("key"), st.integers(1, 3), st.integers(1, 6)),
        st.tuples(st.just("back"), st.integers(1, 3), st.just(0)),
        st.tuples(st.just("off"), st.just(0), st.integers(1, 4)),
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(ACTS)
def test_whatever_is_keyed_the_stock_is_what_was_bought_less_what_stands(cast, acts):
    visit = hold(cast.caoba, title=f"慰问 {Activity.objects.count()}")
    goods = buy(visit, f"毛巾 {Goods.objects.count()}", quantity=8)
    by, item = cast.coordinator, goods.batch.item
    sheet = make_sheet(visit, [cast.a, cast.b], blanks=1, kind="goods", item=item, each=1)
    gone = 0
    for act, row, count in acts:
        try:
            if act == "off":
                write_off(goods.batch, quantity=count, reason="破", by=by, on=DAY)
                gone += count
            else:
                line = f"{row}x{count}" if act == "key" else f"-{row}"
                activities.key_rows(sheet, line, by=by, on=DAY)
        except Refused:
            continue
        signed = sum(one.count or 0 for one in sheet.rows.all())
        assert balance(goods.batch) == 8 - gone - signed >= 0
        assert worth_handed_out(visit) == signed * 1_250


def test_what_is_bought_is_in_the_villages_stock_with_its_price(cast, visit):
    first, second = buy(visit, quantity=2), buy(visit, quantity=3, unit_fen=990)

    assert first.batch.item == second.batch.item
    assert [line.fen for line in goods_of(visit)] == [2 * 1_250, 3 * 990]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"unit_fen": 0}, AmountNotPositive),
        ({"quantity": 0}, QuantityRefused),
        ({"expires_on": DAY - timedelta(days=1)}, ExpiredOnArrival),
        ({"unit": "箱"}, UnitDiffers),
    ],
)
def test_a_purchase_that_cannot_be_meant_leaves_nothing(cast, visit, fields, error):
    buy(visit)

    with pytest.raises(error):
        buy(visit, **fields)

    assert Goods.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"quantity": 20},
        {"unit_fen": 1_300},
        {"supplier": "商店"},
        {"name": "水桶"},
        {"expires_on": LATER},
        {"number": "2"},
    ],
)
def test_a_purchase_sent_again_is_the_same_and_one_that_differs_is_not_dropped(visit, other):
    key = uuid4()
    bought = buy(visit, id=key)

    assert buy(visit, id=key) == bought
    with pytest.raises(SentOtherwise):
        buy(visit, id=key, **other)

    assert (Goods.objects.count(), balance(bought.batch)) == (1, 10)


def test_a_purchase_of_one_activity_is_not_kept_for_another_under_its_id(cast, visit):
    bought = buy(visit, id=(key := uuid4()))

    with pytest.raises(SentOtherwise):
        buy(hold(cast.caoba, "春节慰问"), id=key)
    elsewhere = buy(hold(cast.xiagou, "重阳节"), id=key)

    assert (balance(bought.batch), elsewhere.batch_id == key) == (10, False)


def test_nothing_is_bought_for_what_was_called_off(cast):
    planned = activities.plan_activity(
        cast.caoba, kind="elders", title="慰问", planned_on=DAY, by=cast.coordinator, on=DAY
    )
    activities.cancel_activity(planned, by=cast.coordinator, on=DAY)

    with pytest.raises(ActivityCancelled):
        buy(planned)


def test_a_wish_becomes_a_need_with_a_deadline_and_an_owner(cast, method, visit):
    wish = activities.note_wish(
        visit, cast.a, kind="errand", text="想换一副老花镜", owner=cast.tashi, by=cast.coordinator,
        on=DAY,
    )  # fmt: skip

    need = wish.need
    assert (need.household, need.text, need.owner) == (cast.a, "想换一副老花镜", cast.tashi)
    assert need.deadline_on > DAY
    with pytest.raises(WishOfAnotherKind):
        activities.note_wish(visit, cast.a, kind="mediation", text="x", by=cast.coordinator, on=DAY)
    assert Wish.objects.count() == 1


def test_after_a_year_how_many_came_stays_and_who_goes(cast, visit):
    by, sheet = cast.coordinator, make_sheet(visit, [cast.a, cast.b], blanks=1)
    activities.key_rows(sheet, "1x3 2 3", by=by, on=DAY)

    gone = activities.forget_attendees(LATER, by=by, on=LATER)

    assert gone == 2 + 2  # attendees who count among the others now, and rows of the sheet
    assert people_at(cast.caoba) == 5
    assert SignRow.objects.exclude(household=None).count() == 0


def test_mending_the_record_keeps_how_many_signed(cast, visit):
    sheet = make_sheet(visit, [cast.a, cast.b])
    activities.key_rows(sheet, "1x3 2x2", by=cast.coordinator, on=DAY)

    activities.change_activity(
        visit, title="重阳节看望", households=[cast.a, cast.c], by=cast.coordinator, on=DAY
    )

    came = visit.attendees.order_by("household__code").values_list("household__code", "persons")
    assert list(came) == [("A-001", 3), (cast.c.code, 1)]
    assert people_at(cast.caoba) == 4


def test_a_sheet_names_nobody_who_is_out_of_use(cast, visit):
    sheet = make_sheet(visit, [cast.a, cast.b])
    close_household(cast.a, because="erasing", by=cast.coordinator, on=DAY)

    rows = rows_of_sheet(sheet)

    assert [row.household for row in rows] == [None, cast.b]
    printed = print_sheet(sheet)
    assert [row[1].rpartition(" ")[2] for row in printed.rows] == ["", "A-002"]


def test_who_signed_two_sheets_came_until_both_are_taken_back(cast, visit):
    one, two = make_sheet(visit, [cast.a]), make_sheet(visit, [cast.a])
    activities.key_rows(one, "1x2", by=cast.coordinator, on=DAY)
    activities.key_rows(two, "1x3", by=cast.coordinator, on=DAY)

    activities.key_rows(two, "-1", by=cast.coordinator, on=DAY)
    left = people_at(cast.caoba)
    activities.key_rows(one, "-1", by=cast.coordinator, on=DAY)

    assert (left, people_at(cast.caoba)) == (2, 0)
