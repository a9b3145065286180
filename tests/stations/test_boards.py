"""Contact boards: what they say in public, by whose consent, and until when; prices."""

from datetime import timedelta

import pytest

from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.people.actions import change_helper, end_helper
from doorstep.people.queries import scope_of
from doorstep.stations import actions as stations
from doorstep.stations.actions.boards import (
    CODE_LENGTH,
    BoardHangsThere,
    HelperNotAsked,
    NamesHelperUnasked,
    NobodyNamed,
    NotOfThisStation,
    PriceInThePast,
    PriceRefused,
    PriceTaken,
    TooManyBoards,
    make_code,
)
from doorstep.stations.actions.rota import PostEnded
from doorstep.stations.actions.text import (
    EndedAlready,
    HelperOfAnotherPlace,
    IdentityNumberRefused,
    StationClosed,
    TextMissing,
)
from doorstep.stations.figures import FIGURES
from doorstep.stations.models import ContactBoard
from doorstep.stations.queries import boards_at, find_board, prices_at, prices_to_come
from tests.factories import DAY
from tests.stations.made import hang, make_post, make_price, make_response_team, make_station

LATER = DAY + timedelta(days=3)
BOARDS = next(figure for figure in FIGURES if figure.key == "contact_boards")


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


@pytest.fixture
def team(station):
    return make_response_team(station)


def test_a_board_says_who_for_what_and_how_to_reach_them(cast, station, team):
    make_price(station)
    [board] = hang(station, team=team, has_prices=True)

    shown = find_board(board.code, DAY)

    assert (shown.station, shown.where, shown.who, shown.for_what, shown.reach) == (
        station, "山口观景台", "除雪队", "冰雪路段代驾", "0891-6300000",
    )  # fmt: skip
    assert [(price.item, price.fen, price.unit) for price in shown.prices] == [
        ("骑马", 10_000, "一圈")
    ]
    [other] = hang(station, team=team, where=["湖边"])
    assert find_board(other.code, DAY).prices == ()


def test_three_hundred_boards_hang_at_once_each_at_an_address_of_its_own(cast, station, team):
    places = [f"{number} 公里处" for number in range(300)]

    boards = hang(station, team=team, where=places)

    codes = {board.code for board in boards}
    assert (len(codes), {len(code) for code in codes}) == (300, {CODE_LENGTH})
    assert BOARDS.rows(scope_of(cast.town), Period(DAY, DAY)).count() == 300
    assert boards_at(station, DAY).count() == 300
    with pytest.raises(TooManyBoards):
        hang(station, team=team, where=places * 2)
    with pytest.raises(BoardHangsThere) as refused:
        hang(station, team=team, where=["新处", places[7]])
    assert refused.value.params == {"where": "7 公里处"}


def test_addresses_are_drawn_anew_each_time():
    assert len({make_code() for _ in range(1000)}) == 1000


def test_a_helper_stands_there_by_own_consent_alone(cast, station):
    for agreed in (None, LATER):
        with pytest.raises(HelperNotAsked):
            hang(station, helper=cast.tashi, agreed_on=agreed)
    with pytest.raises(HelperOfAnotherPlace):
        hang(station, helper=cast.lhamo, agreed_on=DAY)

    [board] = hang(station, helper=cast.tashi, agreed_on=DAY)

    assert find_board(board.code, DAY).who == "扎西"
    stations.take_down_board(board, by=cast.tashi_account, on=LATER)
    with pytest.raises(NotVisible):
        find_board(board.code, LATER)
    assert ContactBoard.objects.count() == 1


@pytest.mark.parametrize("field", ["for_what", "reach", "where"])
def test_no_helper_is_named_in_the_words_of_a_board_either(cast, station, team, field):
    change_helper(cast.pema, phone="199 0000 0044", by=cast.coordinator, on=DAY)

    for text in ("找白玛", "电话 19900000044"):
        with pytest.raises(NamesHelperUnasked):
            hang(station, team=team, **{field: [text] if field == "where" else text})
    with pytest.raises(NamesHelperUnasked):
        hang(station, team=make_response_team(station, "白玛队"))

    assert ContactBoard.objects.count() == 0
    [own] = hang(station, helper=cast.pema, agreed_on=DAY, reach="白玛 19900000044")
    assert find_board(own.code, DAY).reach == "白玛 19900000044"


def test_a_place_may_be_called_as_a_helper_is_but_a_phone_is_nobodys(cast, station, team):
    change_helper(cast.pema, phone="199 0000 0044", by=cast.coordinator, on=DAY)

    [board] = hang(station, team=team, where=["扎西半岛路口"], is_place_name=True)

    assert find_board(board.code, DAY).where == "扎西半岛路口"
    with pytest.raises(NamesHelperUnasked):
        hang(station, team=team, reach="19900000044", is_place_name=True)


def test_bad_input_is_refused(cast, station, team):
    post = make_post(station)
    strange = make_post(make_station(cast.xiagou))
    with pytest.raises(NobodyNamed):
        hang(station)
    with pytest.raises(NobodyNamed):
        hang(station, team=team, post=post)
    with pytest.raises(NotOfThisStation):
        hang(station, post=strange)
    with pytest.raises(TextMissing):
        hang(station, team=team, where=())
    with pytest.raises(TextMissing):
        hang(station, team=team, reach=" ")
    with pytest.raises(IdentityNumberRefused):
        hang(station, team=team, reach="540100199001010011")
    stations.end_post(post, by=cast.coordinator, on=DAY)
    with pytest.raises(PostEnded):
        hang(station, post=post)
    stations.close_station(station, by=cast.coordinator, on=LATER)
    with pytest.raises(StationClosed):
        hang(station, team=team, on=LATER)

    assert ContactBoard.objects.count() == 0


def test_a_board_says_nothing_once_whom_it_names_is_gone(cast, station, team):
    post = make_post(station)
    boards = [
        hang(station, team=team)[0],
        hang(station, post=post)[0],
        hang(station, helper=cast.tashi, agreed_on=DAY)[0],
    ]
    by = cast.coordinator
    stations.end_response_team(team, by=by, on=LATER)
    stations.end_post(post, by=by, on=LATER)
    end_helper(cast.tashi, by=by, on=LATER)

    for board in boards:
        assert find_board(board.code, LATER - timedelta(days=1)).station == station
        with pytest.raises(NotVisible):
            find_board(board.code, LATER)
    assert list(boards_at(station, LATER)) == []
    assert BOARDS.rows(scope_of(cast.town), Period(DAY, LATER)).count() == 0


def test_with_a_station_its_boards_fall_silent(cast, station, team):
    [board] = hang(station, team=team)

    stations.close_station(station, by=cast.coordinator, on=LATER)

    with pytest.raises(NotVisible):
        find_board(board.code, LATER)
    with pytest.raises(NotVisible):
        find_board("nothing", DAY)


def test_a_price_holds_from_its_day_until_the_next_one(cast, station):
    first = make_price(station)
    second = make_price(station, fen=12_000, valid_from=LATER)
    other = make_price(station, unit="半圈")

    before, after = prices_at(station, DAY), prices_at(station, LATER)

    assert (before, list(prices_to_come(station, DAY))) == ([first, other], [second])
    assert after == [second, other]
    stations.end_price(second, by=cast.coordinator, on=DAY)
    assert prices_at(station, LATER) == [other]
    with pytest.raises(EndedAlready):
        stations.end_price(second, by=cast.coordinator, on=DAY)


def test_a_price_that_cannot_be_meant_is_refused(cast, station):
    make_price(station)
    with pytest.raises(PriceTaken):
        make_price(station, fen=1)
    with pytest.raises(PriceRefused):
        make_price(station, "牦牛", fen=0)
    with pytest.raises(PriceRefused):
        make_price(station, "牦牛", fen=100_000_001)
    with pytest.raises(PriceInThePast):
        make_price(station, "牦牛", valid_from=DAY - timedelta(days=1))
    with pytest.raises(TextMissing):
        make_price(station, "牦牛", unit="")
