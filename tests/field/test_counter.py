"""The counter of a station on a phone: what it fetches, what it sends, the steps of a request."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from doorstep.kit import clock
from doorstep.people.choices import Duty
from doorstep.people.models import AuditEntry
from doorstep.stations.actions import close_station, end_shift
from doorstep.stations.models import HelpRequest, Loan
from doorstep.sync.actions import apply_again, mend, revoke_device
from doorstep.sync.models import Submission
from doorstep.sync.queries import TOKEN
from tests.factories import DAY, make_account
from tests.field.test_api import sealed, send
from tests.statements import statements
from tests.stations.made import (
    ask,
    kind_of,
    make_loan,
    make_loan_item,
    make_post,
    make_response_team,
    make_station,
    put_into,
    staff,
)

pytestmark = pytest.mark.django_db
COUNTER = reverse("field:counter")


@pytest.fixture
def phone(given):
    return Client(headers={"Authorization": f"Bearer {given[1]}"})


@pytest.fixture
def station(cast):
    """Where Tashi stands on the rota."""
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    return station


@pytest.fixture
def others(cast):
    """A station of another village, where Lhamo stands."""
    other = make_station(cast.lhamo.team.place, "别村驿站")
    staff(make_post(other), cast.lhamo)
    return other


def walk_in(station, kind="热水", /, **said):
    form = {
        "id": str(uuid4()), "form": "walk_in", "version": "1", "station": str(station.pk),
        "on": str(clock.today()), "kind": str(kind_of(station, kind).pk), "ended": "helped",
    }  # fmt: skip
    return json.dumps(form | said)


def told(answer):
    return [(one["status"], one["state"], one["because"]) for one in answer.json()["answers"]]


def step(phone, asked, name, **said):
    return phone.post(
        reverse(f"field:help-{name}", args=[asked.pk]), said, content_type="application/json"
    )


def test_who_stands_at_no_station_gets_no_counter_and_asks_little(cast, phone, others):
    phone.get(COUNTER)

    with statements() as asked:
        answer = phone.get(COUNTER)

    seen = answer.json()["seen"]
    assert answer.json()["stations"] == []
    assert phone.get(COUNTER, {"seen": seen}).status_code == 204
    assert len(asked) <= 3, "\n".join(asked)


def test_a_counter_holds_what_it_needs_and_of_no_other_station_anything(phone, station, others):
    make_loan(station, item=make_loan_item(station, pieces=3))
    ask(station, "冰雪路段代驾", source="board", who="卓玛", at=clock.now())
    ask(others, who="别村的人")
    make_loan(others, borrower="别村的人")

    answer = phone.get(COUNTER)

    (told,) = answer.json()["stations"]
    assert set(told) == {"id", "name", "kinds", "has_mediator", "items", "loans", "requests"}
    assert (told["name"], len(told["kinds"])) == ("纳木错驿站", 8)
    assert [(one["name"], one["left"]) for one in told["items"]] == [("防滑链", 2)]
    assert [one["borrower"] for one in told["loans"]] == ["李师傅"]
    assert [(one["who"], one["state"], one["waits"]) for one in told["requests"]] == [
        ("卓玛", "asked", 0)
    ]
    assert "别村" not in answer.text


def test_the_same_counter_is_not_sent_twice(phone, station):
    seen = phone.get(COUNTER).json()["seen"]
    assert phone.get(COUNTER, {"seen": seen}).status_code == 204

    ask(station)

    assert phone.get(COUNTER, {"seen": seen}).status_code == 200


def test_the_counter_goes_with_the_rota_and_with_the_station(cast, phone, station):
    shift = station.posts.get().shifts.get()
    end_shift(shift, by=cast.coordinator, on=clock.today())
    assert phone.get(COUNTER).json()["stations"] == []

    put_into(make_response_team(station), cast.tashi)
    assert len(phone.get(COUNTER).json()["stations"]) == 1

    close_station(station, by=cast.coordinator, on=clock.today())
    assert phone.get(COUNTER).json()["stations"] == []


def test_a_walk_in_is_recorded_once_and_answered_as_every_record(cast, phone, station):
    body = walk_in(station, who="藏A12345", text="大厅")

    answers = [told(send(phone, body))[0] for _again in range(2)]
    other = told(send(phone, json.dumps(json.loads(body) | {"who": "别的"})))[0]

    asked = HelpRequest.objects.get()
    assert [*answers, other] == [
        (201, "applied", ""), (200, "applied", ""), (409, "held", "other_content"),
    ]  # fmt: skip
    assert (str(asked.pk), asked.source, asked.who) == (
        json.loads(body)["id"],
        "counter",
        "藏A12345",
    )
    assert (asked.state, asked.minutes, asked.asked_at) == ("helped", None, None)
    kept = Submission.objects.get(pk=asked.pk)
    assert (kept.body.decode(), kept.household, kept.form) == (body, None, "walk_in")
    assert {one.by for one in AuditEntry.objects.filter(act="ask_for_help")} == {cast.tashi_account}


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [
        ({"ended": "asked"}, "asked", ""),
        ({"ended": "helped"}, "helped", ""),
        ({"ended": "not_possible", "reason": "路断了"}, "not_possible", "路断了"),
    ],
)
def test_a_walk_in_ends_as_it_says(phone, station, said, state, reason):
    send(phone, walk_in(station, **said))

    asked = HelpRequest.objects.get()
    assert (asked.state, asked.reason) == (state, reason)


def test_what_waits_has_waited_since_it_was_written_and_not_since_it_came(phone, station):
    bodies = [walk_in(station, ended="asked") for _one in range(2)]
    phone.post(
        reverse("field:records"),
        json.dumps({"records": bodies, "waited": [0, 4000]}),
        content_type="application/json",
    )

    first, second = (HelpRequest.objects.get(pk=json.loads(one)["id"]) for one in bodies)
    assert abs((clock.now() - first.asked_at).total_seconds()) < 60
    assert second.asked_at is None


@pytest.mark.parametrize("waited", [None, 7, ["x"], [True], [-1], [10**30], [1, 2]])
def test_a_wait_that_is_none_is_not_known_and_spoils_nothing(phone, station, waited):
    phone.post(
        reverse("field:records"),
        json.dumps({"records": [walk_in(station, ended="asked")], "waited": waited}),
        content_type="application/json",
    )

    assert HelpRequest.objects.get().asked_at is None


@pytest.mark.parametrize(
    ("said", "because", "words"),
    [
        ({"kind": str(uuid4())}, "refused", "清单"),
        ({"who": "510101199001011234"}, "refused", "身份证"),
        ({"ended": "not_possible"}, "refused", "办不到"),
        ({"ended": "coming"}, "refused", "不符合规则"),
        ({"ended": ""}, "refused", "不符合规则"),
        ({"station": str(uuid4())}, "refused", "驿站"),
        ({"station": None}, "refused", "不符合规则"),
        ({"on": "2999-01-01"}, "refused", "不符合规则"),
        ({"on": "gestern"}, "refused", "不符合规则"),
        ({"version": "7"}, "unknown_form", "表单"),
        ({"who": "长" * 61}, "refused", "60"),
    ],
)
def test_a_walk_in_that_no_rule_takes_is_held_with_its_reason(phone, station, said, because, words):
    (answer,) = send(phone, walk_in(station, **said)).json()["answers"]

    assert (answer["status"], answer["state"], answer["because"]) == (201, "held", because)
    assert words in answer["words"]
    assert HelpRequest.objects.count() == 0


@pytest.mark.parametrize("decide", [False, True])
def test_another_villages_station_gets_nothing_and_says_nothing(cast, phone, others, decide):
    from doorstep.sync.actions import apply_again

    body = walk_in(others)
    (answer,) = send(phone, body).json()["answers"]
    (unknown,) = send(phone, walk_in(others, station=str(uuid4()))).json()["answers"]
    if decide:
        kept = Submission.objects.get(pk=json.loads(body)["id"])
        assert not apply_again(kept, by=cast.coordinator, on=clock.today())

    assert answer["state"] == "held"
    assert answer["words"] == unknown["words"]
    assert HelpRequest.objects.count() == 0


def test_who_stood_there_on_no_such_day_is_held_until_a_person_decides(cast, phone):
    from doorstep.sync.actions import apply_again

    station = make_station(cast.caoba)
    (answer,) = send(phone, walk_in(station)).json()["answers"]
    waiting = Submission.objects.get()
    before = HelpRequest.objects.count()

    assert apply_again(waiting, by=cast.coordinator, on=clock.today())

    assert (answer["state"], answer["because"], before) == ("held", "refused", 0)
    assert "值班" in answer["words"]
    assert HelpRequest.objects.get().pk == waiting.pk


def test_what_was_written_before_the_rota_ended_counts(cast, phone, station):
    yesterday = clock.today() - timedelta(days=1)
    end_shift(station.posts.get().shifts.get(), by=cast.coordinator, on=clock.today())

    answers = told(
        send(phone, walk_in(station, on=str(yesterday)), walk_in(station, on=str(clock.today())))
    )

    assert [state for _status, state, _why in answers] == ["applied", "held"]
    assert HelpRequest.objects.get().asked_on == yesterday


def test_of_violence_at_a_dispute_nothing_is_kept(phone, station):
    body = walk_in(station, "价格纠纷", violence="yes", text="他打人")

    answers = told(send(phone, body))

    assert answers == [(201, "settled", "")]
    assert (HelpRequest.objects.count(), Submission.objects.get().content) == (0, "")


@pytest.mark.parametrize(("said", "state"), [({}, "held"), ({"violence": ""}, "held"),
                                              ({"violence": "no"}, "applied")])  # fmt: skip
def test_a_dispute_of_which_violence_was_not_asked_waits_for_a_person(phone, station, said, state):
    answers = told(send(phone, walk_in(station, "价格纠纷", ended="asked", **said)))

    assert answers == [(201, state, "refused" if state == "held" else "")]
    assert HelpRequest.objects.count() == (state == "applied")


@pytest.mark.parametrize("said", [{"ended": "helped"}, {"ended": "not_possible", "reason": "吵"}])
def test_a_dispute_that_a_phone_closed_is_held_and_put_right_nothing_is_lost(
    cast, phone, station, said
):
    body = walk_in(station, "价格纠纷", who="藏A12345", violence="no", **said)

    (answer,) = send(phone, body).json()["answers"]
    kept = Submission.objects.get()
    words = kept.body.decode()
    again = apply_again(kept, by=cast.coordinator, on=clock.today())
    waits = json.dumps(json.loads(body) | {"ended": "asked"}).encode()
    mend(kept, waits, by=cast.coordinator, on=clock.today())

    assert (answer["state"], "调解员" in answer["words"]) == ("held", True)
    assert (words, again) == (body, False)
    asked = HelpRequest.objects.get()
    assert (str(asked.pk), asked.state, asked.who) == (json.loads(body)["id"], "asked", "藏A12345")


def test_a_phone_is_told_what_is_a_dispute_and_whether_somebody_mediates(cast, phone, station):
    ask(station, "价格纠纷", at=clock.now())
    ask(station, at=clock.now())
    (before,) = phone.get(COUNTER).json()["stations"]
    make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)])

    (after,) = phone.get(COUNTER).json()["stations"]

    assert (before["has_mediator"], after["has_mediator"]) == (False, True)
    assert {one["is_dispute"] for one in after["requests"]} == {True, False}


@pytest.mark.parametrize("name", ["coming", "helped"])
def test_no_step_of_a_phone_ends_a_dispute(phone, station, name):
    dispute = ask(station, "价格纠纷", at=clock.now())

    answer = step(phone, dispute, name)

    dispute.refresh_from_db()
    assert (answer.status_code, dispute.state) == (409, "asked")
    assert "调解员" in answer.json()["words"]


def test_a_thing_is_lent_and_comes_back_though_both_came_at_once(phone, station):
    item, today = make_loan_item(station, pieces=1), str(clock.today())
    lend = {
        "id": str(uuid4()), "form": "lend", "version": "1", "station": str(station.pk),
        "on": today, "item": str(item.pk), "borrower": "王师傅", "reach": "川B12345",
        "due_on": today,
    }  # fmt: skip
    back = {
        "id": str(uuid4()), "form": "take_back", "version": "1", "station": str(station.pk),
        "on": today, "loan": lend["id"], "condition": "worn",
    }  # fmt: skip
    bodies = [json.dumps(lend), json.dumps(back)]

    answers = [told(send(phone, *bodies)) for _again in range(2)]

    loan = Loan.objects.get()
    assert answers == [[(201, "applied", "")] * 2, [(200, "applied", "")] * 2]
    assert (loan.borrower, loan.reach, loan.pieces) == ("王师傅", "川B12345", 1)
    assert (loan.condition, loan.back_on) == ("worn", clock.today())


def test_more_than_there_is_a_second_return_and_another_stations_loan_are_held(
    phone, station, others
):
    item, today = make_loan_item(station, pieces=1), str(clock.today())
    loan, strange = make_loan(station, item=item), make_loan(others)
    head = {"version": "1", "station": str(station.pk), "on": today}
    lend = head | {"form": "lend", "borrower": "王", "reach": "1", "due_on": today}
    back = head | {"form": "take_back", "condition": "good"}
    forms = [
        lend | {"item": str(item.pk)},
        lend | {"item": str(strange.item_id)},
        lend | {"item": str(item.pk), "pieces": 10**30},
        back | {"loan": str(loan.pk)},
        back | {"loan": str(loan.pk)},
        back | {"loan": str(strange.pk)},
        back | {"loan": str(loan.pk), "condition": "?"},
    ]

    answers = told(send(phone, *(json.dumps({"id": str(uuid4())} | one) for one in forms)))

    assert [state for _status, state, _why in answers] == [
        "held", "held", "held", "applied", "held", "held", "held",
    ]  # fmt: skip
    strange.refresh_from_db()
    assert (Loan.objects.count(), strange.back_on) == (2, None)


def test_a_request_goes_step_by_step_and_each_answers_the_counter(phone, station):
    team = make_response_team(station)
    asked = ask(station, "冰雪路段代驾", source="board", at=clock.now())

    states = []
    for name, said in (("alerted", {"team": str(team.pk)}), ("coming", {}), ("helped", {})):
        answer = step(phone, asked, name, **said)
        (here,) = answer.json()["stations"]
        states.append((answer.status_code, [one["state"] for one in here["requests"]]))

    asked.refresh_from_db()
    assert states == [(200, ["alerted"]), (200, ["coming"]), (200, [])]
    assert (asked.state, asked.minutes) == ("helped", 0)


def test_a_step_that_cannot_be_taken_says_why_and_changes_nothing(phone, station, others):
    asked, team = ask(station), make_response_team(others)

    answers = [
        step(phone, asked, "coming"),
        step(phone, asked, "alerted"),
        step(phone, asked, "alerted", team=str(team.pk)),
        step(phone, asked, "alerted", team=["?"]),
    ]

    asked.refresh_from_db()
    assert [one.status_code for one in answers] == [409] * 4
    assert all(one.json()["words"] for one in answers)
    assert asked.state == "asked"


def test_no_step_is_taken_for_another_station_by_a_get_from_an_envelope_or_when_shut_out(
    cast, phone, given, station, others
):
    strange, own = ask(others), ask(station)
    token = sealed(TOKEN, given[1])
    behind = Client(headers={"Authorization": f"Sealed {token}"})
    answers = [
        step(phone, strange, "helped").status_code,
        phone.get(reverse("field:help-helped", args=[own.pk])).status_code,
        step(behind, own, "helped").status_code,
        behind.get(COUNTER).status_code,
        step(Client(), own, "helped").status_code,
    ]
    revoke_device(given[0], wipe=True, by=cast.coordinator, on=DAY)
    answers += [step(phone, own, "helped").status_code, phone.get(COUNTER).status_code]

    assert answers == [404, 405, 401, 401, 401, 403, 403]
    assert set(HelpRequest.objects.values_list("state", flat=True)) == {"asked"}
