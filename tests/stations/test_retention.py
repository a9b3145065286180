"""Who asked and who borrowed is let go of a week after; what is counted stays."""

from datetime import timedelta

import pytest

from doorstep.figures.queries import measure_all
from doorstep.kit.periods import Period
from doorstep.people.actions import system_account
from doorstep.people.queries import scope_of
from doorstep.rights.actions.retention import count_past_retention, end_retention
from doorstep.rights.choices import Keep
from doorstep.rights.purposes import days_of
from doorstep.stations import actions as stations
from doorstep.stations.queries import loan_items
from doorstep.stations.rules import LOST_DAYS
from tests.factories import DAY
from tests.stations.made import NOON, ask, make_loan, make_station

LAST = DAY + timedelta(days=days_of(Keep.VISITORS))


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


def ended(last=LAST):
    """How many rows went on the last day they are kept, on the day after, and on that day again."""
    gone = []
    for day in (last, last + timedelta(days=1), last + timedelta(days=1)):
        due = count_past_retention(Keep.VISITORS, day)
        gone.append(end_retention(Keep.VISITORS, by=system_account(), on=day))
        assert gone[-1] == due
    return gone


def words_of(row, *names):
    row.refresh_from_db()
    return [getattr(row, name) for name in names]


def test_a_closed_request_loses_who_asked_and_no_number_changes(cast, station):
    texts = {"who": "李师傅", "reach": "19900000009", "where": "山口", "text": "车陷了"}
    helped, refused = ask(station, **texts), ask(station, **texts)
    stations.note_help(helped, at=NOON + timedelta(minutes=7), by=cast.coordinator, on=DAY)
    stations.note_not_possible(refused, reason="路断了", by=cast.coordinator, on=DAY)
    period = Period(DAY, DAY)

    def numbers():
        measured = measure_all(["help_given", "help_minutes"], scope_of(cast.caoba), period)
        return [one.value for one in measured]

    before = numbers()

    assert ended() == [0, 2, 0]
    for row in (helped, refused):
        assert words_of(row, "who", "reach", "where", "text", "reason") == [""] * 5
    assert (before, numbers()) == ([1, 7], [1, 7])


def test_what_nobody_closed_lapses(cast, station):
    asked = ask(station)

    assert ended() == [0, 1, 0]
    assert words_of(asked, "state", "who", "text", "asked_at", "minutes") == [
        "lapsed", "", "", None, None,
    ]  # fmt: skip


def test_a_borrower_is_kept_until_a_week_after_the_return(cast, station):
    loan = make_loan(station)
    out = ended()

    stations.take_back(loan, condition="good", note="有点锈", by=cast.coordinator, on=DAY)

    assert (out, ended()) == ([0, 0, 0], [0, 1, 0])
    assert words_of(loan, "borrower", "reach", "note", "condition") == ["", "", "", "good"]


def test_who_never_brings_it_back_is_named_for_a_set_time_and_the_thing_is_lost(cast, station):
    due = DAY + timedelta(days=3)
    loan = make_loan(station, pieces=2, due_on=due)

    assert ended(LAST + timedelta(days=LOST_DAYS + 3)) == [0, 1, 0]
    assert words_of(loan, "borrower", "reach", "note", "condition") == ["", "", "", "lost"]
    assert [(item.pieces, item.out) for item in loan_items(station)] == [(0, 0)]


def test_letting_go_at_one_village_leaves_the_others(cast, station):
    there = make_station(cast.xiagou, name="远处驿站")
    loans = [make_loan(one) for one in (station, there)]
    for loan in loans:
        stations.take_back(loan, condition="good", by=cast.coordinator, on=DAY)
    asked = [ask(station), ask(there)]
    rows, names = [*asked, *loans], ["who", "who", "borrower", "borrower"]
    before = DAY + timedelta(days=1)

    for act in (stations.forget_visitors, stations.forget_borrowers):
        assert act(before, by=system_account(), on=before, place=cast.caoba) == 1

    told = [words_of(row, name)[0] for row, name in zip(rows, names, strict=True)]
    assert told == ["", "藏A12345", "", "李师傅"]
