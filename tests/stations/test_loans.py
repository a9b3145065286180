"""Loans: lent by name and phone or plate, counted from rows, back once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from doorstep.stations import actions as stations
from doorstep.stations.actions.loans import (
    DueBeforeOut,
    DueTooLate,
    FewerThanAreOut,
    LoanBackAlready,
    LoanItemTaken,
    MoreThanAreOut,
    NothingLeftToLend,
    PiecesRefused,
)
from doorstep.stations.actions.text import (
    IdentityNumberRefused,
    SentOtherwise,
    StationClosed,
    TextMissing,
)
from doorstep.stations.models import Loan
from doorstep.stations.queries import loan_items, open_loans, overdue_loans, pieces_out
from tests.factories import DAY
from tests.stations.made import NOON, ask, make_loan, make_loan_item, make_station

LATER = DAY + timedelta(days=2)


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


@pytest.fixture
def chains(station):
    return make_loan_item(station, pieces=2)


def test_a_loan_has_item_borrower_and_days(cast, station, chains):
    loan = make_loan(station, item=chains, due_on=LATER)

    kept = Loan.objects.get()
    assert (kept.item, kept.borrower, kept.reach, kept.out_on, kept.due_on, kept.back_on) == (
        chains, "李师傅", "19900000009", DAY, LATER, None,
    )  # fmt: skip
    assert list(open_loans(station)) == [loan]


def test_what_is_not_there_is_not_lent(cast, station, chains):
    make_loan(station, item=chains)
    with pytest.raises(NothingLeftToLend) as refused:
        make_loan(station, item=chains, pieces=2)
    make_loan(station, item=chains)

    with pytest.raises(NothingLeftToLend):
        make_loan(station, item=chains)

    assert refused.value.params == {"name": "防滑链", "left": 1, "asked": 2}
    assert (Loan.objects.count(), pieces_out(chains)) == (2, 2)


def test_a_return_frees_the_piece_and_happens_once(cast, station, chains):
    loan = make_loan(station, item=chains, pieces=2)

    stations.take_back(loan, condition="worn", note="少一个扣", by=cast.coordinator, on=LATER)

    assert (loan.back_on, loan.condition, loan.note) == (LATER, "worn", "少一个扣")
    with pytest.raises(LoanBackAlready):
        stations.take_back(loan, condition="good", by=cast.coordinator, on=LATER)
    make_loan(station, item=chains, pieces=2, on=LATER)


@pytest.mark.parametrize("condition", ["broken", "lost"])
def test_what_is_broken_or_lost_is_lent_no_more(cast, station, chains, condition):
    stations.take_back(
        make_loan(station, item=chains), condition=condition, by=cast.coordinator, on=DAY
    )

    [item] = loan_items(station)
    assert (item.pieces, item.out) == (1, 0)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"borrower": ""}, TextMissing),
        ({"reach": " "}, TextMissing),
        ({"borrower": "李 540100199001010011"}, IdentityNumberRefused),
        ({"reach": "540100900101001"}, IdentityNumberRefused),
        ({"pieces": 0}, PiecesRefused),
        ({"due_on": DAY - timedelta(days=1)}, DueBeforeOut),
        ({"due_on": DAY + timedelta(days=367)}, DueTooLate),
        ({"due_on": date.max}, DueTooLate),
    ],
)
def test_bad_input_is_refused_and_nothing_goes_out(cast, station, chains, fields, error):
    with pytest.raises(error):
        make_loan(station, item=chains, **fields)

    assert Loan.objects.count() == 0


def test_what_is_sent_twice_goes_out_once(cast, station, chains):
    key = uuid4()

    make_loan(station, item=chains, id=key)
    make_loan(station, item=chains, id=key)

    assert pieces_out(chains) == 1


def test_a_loan_sent_again_with_more_pieces_says_that_the_first_was_kept(cast, station, chains):
    key = uuid4()
    make_loan(station, item=chains, id=key)

    with pytest.raises(SentOtherwise):
        make_loan(station, item=chains, id=key, pieces=2)

    assert pieces_out(chains) == 1


@pytest.mark.parametrize("other", [{"borrower": "王师傅"}, {"reach": "19900000008"}])
def test_a_loan_sent_again_for_somebody_else_says_so_while_it_is_known_who_had_it(
    cast, station, chains, other
):
    key, by = uuid4(), cast.coordinator
    loan = make_loan(station, item=chains, id=key, borrower=" 李  师傅", due_on=LATER)

    make_loan(station, item=chains, id=key, borrower="李 师傅", due_on=LATER)
    with pytest.raises(SentOtherwise):
        make_loan(station, item=chains, id=key, due_on=LATER, **{"borrower": "李 师傅"} | other)
    stations.take_back(loan, condition="good", by=by, on=DAY)
    stations.forget_borrowers(LATER, by=by, on=LATER)

    assert make_loan(station, item=chains, id=key, due_on=LATER, **other) == loan
    assert Loan.objects.get().borrower == ""


def test_a_loan_from_the_counter_closes_its_request(cast, station, chains):
    asked = ask(station, "借防滑链")

    loan = make_loan(station, item=chains, request=asked, at=NOON + timedelta(minutes=3))

    asked.refresh_from_db()
    assert (loan.request, asked.state, asked.minutes) == (asked, "helped", 3)


def test_what_was_due_yesterday_is_overdue(cast, station, chains):
    loan = make_loan(station, item=chains, due_on=LATER)

    days = [LATER, LATER + timedelta(days=1)]

    assert [list(overdue_loans(station, day)) for day in days] == [[], [loan]]


def test_there_cannot_be_fewer_than_are_out(cast, station, chains):
    make_loan(station, item=chains)
    with pytest.raises(FewerThanAreOut):
        stations.count_loan_item(chains, pieces=0, by=cast.coordinator, on=DAY)
    with pytest.raises(PiecesRefused):
        stations.count_loan_item(chains, pieces=10_001, by=cast.coordinator, on=DAY)

    stations.count_loan_item(chains, pieces=1, by=cast.coordinator, on=DAY)

    assert [(item.pieces, item.out) for item in loan_items(station)] == [(1, 1)]


def test_an_item_stands_once_and_a_closed_station_lends_nothing(cast, station, chains):
    with pytest.raises(LoanItemTaken):
        make_loan_item(station)
    loan = make_loan(station, item=chains)

    stations.close_station(station, by=cast.coordinator, on=LATER)

    with pytest.raises(StationClosed):
        make_loan(station, item=chains, on=LATER)
    stations.take_back(loan, condition="good", by=cast.coordinator, on=LATER)
    assert loan.back_on == LATER


def test_one_of_two_pieces_comes_back_and_the_other_stays_out(cast, station, chains):
    key, lent = uuid4(), uuid4()
    loan = make_loan(station, item=chains, pieces=2, id=lent)
    one = {"pieces": 1, "by": cast.coordinator, "on": LATER, "id": key}

    stations.take_back(loan, condition="broken", **one)
    stations.take_back(loan, condition="broken", **one)  # sent again

    back = Loan.objects.get(pk=key)
    [item] = loan_items(station)
    assert (back.pieces, back.back_on, back.borrower) == (1, LATER, loan.borrower)
    assert (loan.pieces, loan.back_on, item.out, item.pieces) == (1, None, 1, 1)
    assert make_loan(station, item=chains, pieces=2, id=lent) == loan  # as it went out
    with pytest.raises(MoreThanAreOut):
        stations.take_back(loan, condition="good", pieces=2, by=cast.coordinator, on=LATER)


@pytest.mark.parametrize(
    "changed", [{"pieces": 3}, {"condition": "good"}, {"note": "两条断了"}], ids=str
)
def test_pieces_that_come_back_on_a_form_sent_before_with_other_words_are_refused(
    cast, station, changed
):
    loan = make_loan(station, item=make_loan_item(station, "被子", pieces=9), pieces=9)
    back = {"pieces": 2, "condition": "broken", "by": cast.coordinator, "on": LATER, "id": uuid4()}
    stations.take_back(loan, **back)

    with pytest.raises(SentOtherwise):
        stations.take_back(loan, **back | changed)

    assert (loan.pieces, loan.parts.count()) == (7, 1)


def test_pieces_come_back_under_an_id_of_their_own_where_another_loan_has_it(cast, station):
    chains, quilts = (make_loan_item(station, name, pieces=2) for name in ("链", "被子"))
    loan, other = (make_loan(station, item=one, pieces=2) for one in (chains, quilts))

    for key in (loan.pk, other.pk):
        stations.take_back(loan, condition="good", pieces=1, by=cast.coordinator, on=LATER, id=key)

    other.refresh_from_db()
    assert (loan.parts.count(), loan.back_on, other.back_on) == (1, LATER, None)
