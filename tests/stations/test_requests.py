"""A request for help: asked, a team alerted, on the way, helped or not possible."""

from datetime import timedelta
from uuid import uuid4

import pytest

from doorstep.kit.periods import Period
from doorstep.people.choices import Duty
from doorstep.people.models import AuditEntry
from doorstep.stations import actions as stations
from doorstep.stations.actions.kinds import HelpKindTaken, LastHelpKind
from doorstep.stations.actions.requests import (
    DisputeIsMediated,
    HelpRequestClosed,
    NobodyAlerted,
    NotHelpedWithHere,
    NotTheMediator,
    OnTheWayAlready,
    TeamNotHere,
    ViolenceAtTheCounter,
)
from doorstep.stations.actions.text import (
    EndedAlready,
    IdentityNumberRefused,
    SentOtherwise,
    StationClosed,
    TextMissing,
)
from doorstep.stations.models import HelpKind, HelpRequest
from doorstep.stations.queries import (
    help_at,
    help_kinds,
    help_requests_for,
    open_disputes,
    open_requests,
)
from doorstep.stations.rules import kind_name, median, minutes_between
from tests.factories import DAY, make_account
from tests.stations.made import (
    NOON,
    ask,
    kind_of,
    make_post,
    make_response_team,
    make_station,
    staff,
)

LATER = DAY + timedelta(days=1)


def after(minutes, seconds=0):
    return NOON + timedelta(minutes=minutes, seconds=seconds)


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


@pytest.fixture
def mediator(cast):
    return make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)])


def test_a_request_goes_from_asking_to_help_and_keeps_minutes_in_place_of_moments(cast, station):
    team, by = make_response_team(station), cast.coordinator
    asked = ask(station, "冰雪路段代驾")
    states = [asked.state]

    stations.alert_team(asked, team, by=by, on=DAY)
    states.append(asked.state)
    stations.set_out(asked, by=by, on=DAY)
    states.append(asked.state)
    stations.note_help(asked, at=after(42, 59), by=by, on=DAY)

    asked.refresh_from_db()
    assert [*states, asked.state] == ["asked", "alerted", "coming", "helped"]
    assert (asked.minutes, asked.asked_at, asked.closed_on, asked.team) == (42, None, DAY, team)
    told = AuditEntry.objects.filter(subject_kind="helprequest").values_list("act", flat=True)
    assert list(told) == ["ask_for_help", "alert_team", "set_out", "note_help"]


def test_what_is_given_at_the_counter_needs_no_team(cast, station):
    asked = ask(station, who="", text="")

    stations.note_help(asked, at=NOON, by=cast.coordinator, on=DAY)

    assert (asked.state, asked.minutes) == ("helped", 0)


def test_what_is_not_possible_has_a_reason_and_no_minutes(cast, station):
    asked = ask(station)
    with pytest.raises(TextMissing):
        stations.note_not_possible(asked, reason=" ", by=cast.coordinator, on=DAY)

    stations.note_not_possible(asked, reason="路断了", by=cast.coordinator, on=DAY)

    assert (asked.state, asked.reason, asked.minutes, asked.asked_at) == (
        "not_possible", "路断了", None, None,
    )  # fmt: skip


def test_a_closed_request_is_done_with(cast, station):
    team, by = make_response_team(station), cast.coordinator
    asked = ask(station)
    stations.note_help(asked, at=NOON, by=by, on=DAY)

    for act, more in (
        (stations.alert_team, {}),
        (stations.set_out, {}),
        (stations.note_help, {"at": NOON}),
        (stations.note_not_possible, {"reason": "路断了"}),
    ):
        given = (asked, team) if act is stations.alert_team else (asked,)
        with pytest.raises(HelpRequestClosed):
            act(*given, by=by, on=LATER, **more)

    asked.refresh_from_db()
    assert asked.closed_on == DAY


def test_the_order_of_help_is_kept(cast, station):
    team, by = make_response_team(station), cast.coordinator
    strange = make_response_team(make_station(cast.xiagou))
    asked = ask(station)

    with pytest.raises(NobodyAlerted):
        stations.set_out(asked, by=by, on=DAY)
    with pytest.raises(TeamNotHere):
        stations.alert_team(asked, strange, by=by, on=DAY)
    stations.alert_team(asked, team, by=by, on=DAY)
    stations.set_out(asked, by=by, on=DAY)
    with pytest.raises(OnTheWayAlready):
        stations.set_out(asked, by=by, on=DAY)
    with pytest.raises(OnTheWayAlready):
        stations.alert_team(asked, team, by=by, on=DAY)


@pytest.mark.parametrize("field", ["who", "reach", "where", "text"])
def test_no_identity_number_is_kept_in_any_field(cast, station, field):
    with pytest.raises(IdentityNumberRefused):
        ask(station, **{field: "54010019900101001X"})

    assert HelpRequest.objects.count() == 0


@pytest.mark.parametrize("kind", ["价格纠纷", "热水"])
def test_of_violence_nothing_is_kept_whatever_kind_was_chosen(cast, station, kind):
    told = AuditEntry.objects.count()

    with pytest.raises(ViolenceAtTheCounter) as refused:
        ask(station, kind, has_violence=True)

    assert AuditEntry.objects.count() == told
    assert HelpRequest.objects.count() == 0
    assert "110" in str(refused.value)


def test_what_is_sent_twice_is_recorded_once(cast, station):
    key = uuid4()

    first, second = ask(station, id=key), ask(station, id=key)

    assert (first.pk, second.pk, HelpRequest.objects.count()) == (key, key, 1)
    elsewhere = ask(make_station(cast.xiagou), id=key)
    assert (elsewhere.pk == key, HelpRequest.objects.count()) == (False, 2)


def test_a_request_sent_again_with_other_words_says_that_the_first_was_kept(cast, station):
    key = uuid4()
    asked = ask(station, id=key, text=" 在  停车场")

    with pytest.raises(SentOtherwise):
        ask(station, id=key, text="在山口")
    stations.note_not_possible(asked, reason="路断了", by=cast.coordinator, on=DAY)

    assert ask(station, id=key, text="") == asked
    assert HelpRequest.objects.get().text == "在 停车场"


def test_a_closed_station_and_another_villages_kind_are_refused(cast, station):
    other = make_station(cast.xiagou)
    given = {"source": "counter", "at": NOON, "by": cast.coordinator, "on": DAY}
    with pytest.raises(NotHelpedWithHere):
        stations.ask_for_help(station, kind_of(other), **given)

    stations.close_station(station, by=cast.coordinator, on=DAY)

    with pytest.raises(StationClosed):
        ask(station)


def test_the_longest_waiting_stands_first_with_the_likely_teams(cast, station):
    tents = make_response_team(station, "移帐队", kind="tents")
    snow = make_response_team(station)
    second, first = ask(station, "冰雪路段代驾", at=after(5)), ask(station)

    rows = open_requests(station, DAY, after(9, 30))

    assert [(row.request, row.waits) for row in rows] == [(first, 9), (second, 4)]
    assert [row.teams for row in rows] == [(tents, snow), (snow,)]


def test_a_mediator_sees_disputes_and_nothing_else(cast, station, mediator):
    dispute, _water = ask(station, "价格纠纷"), ask(station)
    ask(make_station(cast.xiagou), "价格纠纷")

    assert list(help_requests_for(mediator, DAY)) == [dispute]
    assert [row.request for row in open_disputes(mediator, DAY, NOON)] == [dispute]
    assert open_disputes(cast.coordinator, DAY, NOON) == []


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (stations.take_up_dispute, {}),
        (stations.note_agreement, {"agreed": "退三十元", "at": NOON}),
        (stations.note_not_possible, {"reason": "一方不肯"}),
    ],
)
def test_a_mediator_of_the_village_alone_mediates(cast, station, mediator, act, given):
    strange = make_account("strange", duties=[(Duty.MEDIATOR, cast.xiagou)])
    dispute = ask(station, "价格纠纷")

    for by in (cast.coordinator, cast.tashi_account, strange):
        with pytest.raises(NotTheMediator):
            act(dispute, by=by, on=DAY, **given)
    dispute.refresh_from_db()
    before = (dispute.state, dispute.reason, dispute.agreed)
    act(dispute, by=mediator, on=DAY, **given)

    assert (before, dispute.state == "asked") == (("asked", "", ""), False)


def test_a_dispute_is_neither_helped_with_nor_gone_out_for(cast, station, mediator):
    dispute, team = ask(station, "价格纠纷"), make_response_team(station, kind="fair_prices")
    stations.alert_team(dispute, team, by=cast.coordinator, on=DAY)

    for by in (cast.coordinator, mediator):
        with pytest.raises(DisputeIsMediated):
            stations.set_out(dispute, by=by, on=DAY)
        with pytest.raises(DisputeIsMediated):
            stations.note_help(dispute, at=NOON, by=by, on=DAY)

    dispute.refresh_from_db()
    assert (dispute.state, dispute.closed_on) == ("alerted", None)


def test_requests_open_to_those_who_stand_there(cast, station):
    asked = ask(station)
    before = list(help_requests_for(cast.tashi_account, DAY))

    staff(make_post(station), cast.tashi)

    assert (before, list(help_requests_for(cast.tashi_account, DAY))) == ([], [asked])
    assert list(help_requests_for(cast.other_coordinator, DAY)) == []


def test_kinds_begin_with_the_first_station_and_are_the_villages_own(cast, station):
    make_station(cast.caoba, "二号驿站")
    before = [kind_name(kind, "en") for kind in help_kinds(cast.caoba, DAY)]

    stations.add_help_kind(
        cast.caoba, name="充电", names={"en": "charging", "bo": " "}, by=cast.coordinator, on=DAY
    )
    stations.end_help_kind(kind_of(station, "吸氧"), by=cast.coordinator, on=DAY)

    assert before == [
        "altitude medicine", "oxygen", "hot water", "snow chains, lent free", "drive-over on ice",
        "vehicle rescue", "dispute about a price", "something else",
    ]  # fmt: skip
    kinds = help_kinds(cast.caoba, DAY)
    assert [kind_name(kind, "en") for kind in kinds] == [
        name for name in (*before, "charging") if name != "oxygen"
    ]
    assert kind_name(kinds[-1], "bo") == "充电"
    assert help_kinds(cast.xiagou, DAY) == []


def test_a_kind_stands_once_and_one_stays(cast, station):
    by = cast.coordinator
    with pytest.raises(HelpKindTaken):
        stations.add_help_kind(cast.caoba, name="热水", by=by, on=DAY)
    *others, last = help_kinds(cast.caoba, DAY)
    for kind in others:
        stations.end_help_kind(kind, by=by, on=DAY)

    with pytest.raises(LastHelpKind):
        stations.end_help_kind(last, by=by, on=DAY)
    with pytest.raises(EndedAlready):
        stations.end_help_kind(others[0], by=by, on=DAY)
    with pytest.raises(NotHelpedWithHere):
        ask(station)
    assert HelpKind.objects.count() == 8


def test_a_stations_own_middle_is_of_its_requests_alone(cast, station):
    other = make_station(cast.caoba, "二号驿站")
    for one, minutes in ((station, 4), (station, 9), (other, 90)):
        stations.note_help(ask(one), at=after(minutes), by=cast.coordinator, on=DAY)

    assert help_at(station, Period(DAY, DAY)) == (2, 7)
    assert help_at(other, Period(DAY, DAY)) == (1, 90)
    assert help_at(station, Period(LATER, LATER)) == (0, None)


@pytest.mark.parametrize(
    ("numbers", "middle"), [([], None), ([7], 7), ([9, 1], 5), ([1, 2], 2), ([3, 50, 4], 4)]
)
def test_the_middle_of_minutes(numbers, middle):
    assert median(numbers) == middle


def test_minutes_are_whole_and_never_below_none():
    assert minutes_between(NOON, after(3, 59)) == 3
    assert minutes_between(after(3), NOON) == 0
