"""The story of the stations comes out of rows: who stands there, what was asked, lent and kept."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Q

from doorstep.people.actions import system_account
from doorstep.people.models import Account, AuditEntry
from doorstep.rights.actions.retention import count_past_retention, end_retention
from doorstep.rights.choices import Keep
from doorstep.scenarios.actions import replay
from doorstep.scenarios.queries import count_replay
from doorstep.scenarios.stories import STORIES
from doorstep.stations.models import (
    ContactBoard,
    HelpRequest,
    Loan,
    LoanItem,
    Responder,
    Shift,
    Station,
    StationIncident,
    StockMove,
)
from doorstep.stations.queries import (
    balance,
    boards_at,
    get_station_for,
    overdue_loans,
    prices_at,
    stock_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.replay]
UNTIL = date(2026, 11, 25)
WEEK = timedelta(days=7)
STATED = {"stations": 2, "posts": 10, "response_teams": 5, "contact_boards": 300}
NAMED = Q(who="", reach="", where="", text="", reason="", agreed="")


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """The replay, played once for the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield replay("damxung", until=UNTIL, today=UNTIL, progress=lambda _line: None)
        transaction.set_rollback(True)


def station(name):
    return Station.objects.get(name=name)


def of_day(day):
    return HelpRequest.objects.filter(asked_on=day)


def test_every_stated_figure_holds_and_each_is_its_rows(played):
    counted = {one.key: one for one in count_replay(played)}

    assert {key: one.stated for key, one in counted.items()} == STATED
    assert [key for key, one in counted.items() if not one.holds] == []
    assert {key: (one.counted, one.rows) for key, one in counted.items()} == {
        "stations": (2, 2),
        "posts": (10, 10),
        "response_teams": (5, 5),
        "contact_boards": (316, 316),
    }


def test_every_service_of_the_page_was_given_or_stands_on_the_list(played):
    helped = set(
        HelpRequest.objects.filter(state="helped").values_list("kind__names__zh-hans", flat=True)
    )
    listed = {price.item for price in prices_at(station("观景台驿站"), UNTIL)}
    services = STORIES["damxung"].read_story()["services"]

    assert len(services) == 8
    for service in services:
        assert {service["kind"]} <= helped if "kind" in service else set(service["price"]) <= listed


def test_whoever_stands_there_agreed_and_opens_the_station(played):
    assert Counter(Shift.objects.values_list("post__station__name", flat=True)) == {
        "湖口驿站": 10,
        "观景台驿站": 10,
    }
    assert Responder.objects.count() == 15
    for login, name in (("damxung-lake", "湖口驿站"), ("damxung-view", "观景台驿站")):
        account = Account.objects.get(login=login)
        assert get_station_for(account, station(name).pk, UNTIL).name == name


def test_a_request_goes_from_asking_over_a_team_to_help_with_its_minutes(played):
    last_week = UNTIL - timedelta(days=6)  # Thursday
    rescue = of_day(last_week).get(kind__response_kind="stuck_cars")

    assert (rescue.state, rescue.team.name, rescue.source) == ("helped", "车辆脱困队", "board")
    assert (rescue.minutes, rescue.asked_at) == (42 + 5, None)
    acts = AuditEntry.objects.filter(subject_id=rescue.pk).values_list("act", flat=True)
    assert Counter(acts) == {
        "ask_for_help": 1,
        "alert_team": 1,
        "set_out": 1,
        "note_help": 1,
    }


def test_a_dispute_ends_with_what_its_mediator_recorded(played):
    disputes = HelpRequest.objects.filter(kind__is_dispute=True, closed_on__gte=UNTIL - WEEK)

    assert set(disputes.values_list("state", "agreed")) == {
        ("helped", "按价目牌收一圈的钱，多收的当场退还"),
        ("helped", "拍照两次按一次收费，双方道了歉"),
    }
    for entries in (AuditEntry.objects.filter(subject_id=one.pk) for one in disputes):
        of_mediator = entries.filter(by__login="damxung-mediator").values_list("act", flat=True)
        assert sorted(of_mediator) == ["note_agreement", "take_up_dispute"]


def test_every_request_has_its_end_and_one_lapsed(played):
    assert HelpRequest.objects.filter(closed_on=None).count() == 0
    ends = Counter(HelpRequest.objects.values_list("state", flat=True))
    assert (ends["not_possible"], ends["lapsed"]) == (1, 1)
    assert ends["helped"] == HelpRequest.objects.count() - 2


def test_a_visitors_own_words_do_not_stay(played):
    names_somebody = HelpRequest.objects.exclude(NAMED)

    assert names_somebody.exists()
    assert not names_somebody.filter(closed_on__lt=UNTIL - WEEK).exists()
    assert not Loan.objects.filter(back_on__lt=UNTIL - WEEK).exclude(borrower="", reach="").exists()
    later = UNTIL + timedelta(days=8)
    end_retention(Keep.VISITORS, by=system_account(), on=later)

    assert not HelpRequest.objects.exclude(NAMED).exists()
    assert not Loan.objects.exclude(back_on=None).exclude(borrower="", reach="").exists()
    assert count_past_retention(Keep.VISITORS, later) == 0


def test_loans_come_back_worn_or_broken_and_one_is_overdue(played):
    [late] = overdue_loans(station("湖口驿站"), UNTIL)
    chains = LoanItem.objects.get(station=station("湖口驿站"), name="防滑链（副）")

    assert (late.out_on, late.due_on, late.borrower) == (
        date(2026, 11, 16), date(2026, 11, 18), "试A0009",
    )  # fmt: skip
    assert set(Loan.objects.exclude(back_on=None).values_list("condition", flat=True)) == {
        "good",
        "worn",
        "broken",
    }
    assert chains.pieces == 19  # of 20, one broken


def test_stock_is_the_sum_of_its_moves_and_what_expired_was_written_off(played):
    lines = {line.item.name: line for line in stock_of(station("湖口驿站"), UNTIL)}

    off = StockMove.objects.get(kind="written_off")
    assert (off.batch.number, off.batch.expires_on < off.on, off.reason) == (
        "YP-01", True, "已过有效期",
    )  # fmt: skip
    assert balance(off.batch) == 0
    assert StockMove.objects.get(kind="counted").quantity == -1
    assert StockMove.objects.filter(kind="back").count() == 1
    given = StockMove.objects.filter(batch__item__name="高原反应常备药", kind="out")
    given = given.filter(batch__item__station=station("湖口驿站"), undone_by=None)
    assert sum(-move.quantity for move in given) == 7 + 2  # a box a week, two in the second
    assert lines["高原反应常备药"].good == 12 + 20 + 20 - 9 + off.quantity
    assert lines["便携氧气"].is_low is False


def test_boards_after_a_storm_hang_elsewhere_and_a_helper_by_consent(played):
    lake = boards_at(station("湖口驿站"), UNTIL)

    assert lake.filter(where="环湖路8公里桩").count() == 0
    assert lake.filter(where="环湖路9公里桩").count() == 8
    [board] = ContactBoard.objects.exclude(helper=None)
    assert (board.helper.name, board.agreed_on) == ("赤列旺杰", date(2026, 10, 12))


def test_the_log_is_kept_and_names_nobody(played):
    assert Counter(StationIncident.objects.values_list("kind", flat=True)) == {
        "weather": 2,
        "road": 2,
        "illness": 1,
        "equipment": 1,
    }


def test_the_price_of_a_ride_changed_from_a_day_on(played):
    before = {one.item: one.fen for one in prices_at(station("湖口驿站"), date(2026, 11, 1))}
    now = {one.item: one.fen for one in prices_at(station("湖口驿站"), UNTIL)}

    assert (before["骑马"], now["骑马"], now["骑牦牛"]) == (6000, 5000, 5000)


def test_nothing_is_dated_after_the_story(played):
    assert AuditEntry.objects.filter(on__gt=UNTIL).count() == 0
