"""What was written at a counter and waits: told in words, corrected, applied, discarded."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from doorstep.kit import clock
from doorstep.stations.actions import end_help_kind
from doorstep.stations.models import HelpRequest, Loan
from doorstep.sync.actions import Incoming, give_device, receive
from doorstep.sync.models import Submission
from doorstep.visits.choices import Channel
from tests.factories import DAY
from tests.stations.made import kind_of, make_loan, make_loan_item, make_post, make_station, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(cast, method):
    station = make_station(cast.caoba)
    staff(make_post(station), cast.tashi)
    return station


@pytest.fixture
def phone(cast, method):
    return give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)[0]


def hold(phone, form, station, **said):
    """Sends a form that waits."""
    body = {
        "id": str(uuid4()), "form": form, "version": "1", "station": str(station.pk),
        "on": str(clock.today()),
    }  # fmt: skip
    sent = Incoming(phone, json.dumps(body | said).encode(), Channel.FIELD)
    receipt = receive(sent, by=phone.helper.account, today=clock.today())
    assert receipt.state == "held"
    return Submission.objects.get(pk=receipt.id)


def walk_in(phone, station, **said):
    """A walk-in of a kind that is not on the list any more."""
    gone = kind_of(station, "热水")
    if gone.end_on is None:
        end_help_kind(gone, by=phone.helper.account, on=clock.today())
    said = {"kind": str(gone.pk), "ended": "helped", "who": "藏A12345"} | said
    return hold(phone, "walk_in", station, **said)


def test_it_is_told_in_words_to_the_coordinator_and_its_sender_alone(cast, client, phone, station):
    waiting = walk_in(phone, station)
    pages = {}
    for account in (
        cast.coordinator,
        cast.tashi_account,
        cast.town_account,
        cast.other_coordinator,
    ):
        client.force_login(account)
        pages[account.name] = client.get(f"/held/{waiting.pk}/")

    assert [one.status_code for one in pages.values()] == [200, 200, 404, 404]
    told = pages[cast.coordinator.name].text
    for words in ("服务台登记", "纳木错驿站", "热水", "藏A12345", "本驿站清单"):
        assert words in told


def test_a_corrected_walk_in_counts_and_what_was_sent_stays(cast, client, phone, station):
    waiting = walk_in(phone, station)
    sent = waiting.body
    client.force_login(cast.coordinator)
    page = client.get(f"/held/{waiting.pk}/mend/")
    given = {
        "station": str(station.pk), "on": str(clock.today()), "who": "藏A12345",
        "kind": str(kind_of(station, "吸氧").pk), "ended": "helped",
    }  # fmt: skip

    answer = client.post(f"/held/{waiting.pk}/mend/", given)

    waiting.refresh_from_db()
    asked = HelpRequest.objects.get()
    assert (page.status_code, answer.status_code) == (200, 302)
    assert (asked.pk, asked.kind.names["zh-hans"], asked.state) == (waiting.pk, "吸氧", "helped")
    assert (waiting.body, waiting.settled) == (sent, "mended")


def test_violence_leads_away_and_a_wrong_choice_is_named(cast, client, phone, station):
    waiting = walk_in(phone, station)
    client.force_login(cast.coordinator)
    given = {
        "station": str(station.pk), "on": str(clock.today()), "ended": "helped",
        "kind": str(kind_of(station, "价格纠纷").pk),
    }  # fmt: skip

    answers = [
        client.post(f"/held/{waiting.pk}/mend/", given | {"has_violence": "on"}),
        client.post(f"/held/{waiting.pk}/mend/", given | {"kind": str(uuid4())}),
        client.post(f"/held/{waiting.pk}/mend/", given | {"on": "2999-01-01"}),
        client.post(f"/held/{waiting.pk}/mend/", {}),
    ]

    assert [one.status_code for one in answers] == [422] * 4
    assert "110" in answers[0].text
    assert HelpRequest.objects.count() == 0


def test_a_dispute_that_came_unasked_is_asked_here_and_not_applied_as_it_stands(
    cast, client, phone, station
):
    kind = str(kind_of(station, "价格纠纷").pk)
    waiting = hold(phone, "walk_in", station, kind=kind, ended="helped")
    client.force_login(cast.coordinator)

    client.post(f"/held/{waiting.pk}/apply/")
    assert HelpRequest.objects.count() == 0
    given = {"station": str(station.pk), "on": str(clock.today()), "kind": kind}
    helped = client.post(f"/held/{waiting.pk}/mend/", given | {"ended": "helped"})
    client.post(f"/held/{waiting.pk}/mend/", given | {"ended": "asked"})

    waiting.refresh_from_db()
    assert (helped.status_code, "由调解员登记" in helped.text) == (422, True)
    assert json.loads(waiting.mended_body)["violence"] == "no"
    assert HelpRequest.objects.get().state == "asked"


def test_a_loan_and_a_return_are_corrected(cast, client, phone, station):
    item = make_loan_item(station, pieces=1)
    day, later = clock.today(), clock.today() + timedelta(days=1)
    lent = hold(
        phone,
        "lend",
        station,
        item=str(item.pk),
        borrower="王",
        reach="1",
        due_on=str(day),
        pieces=5,
    )
    client.force_login(cast.coordinator)

    given = {"station": str(station.pk), "on": str(day)}
    lending = given | {"item": str(item.pk), "borrower": "王", "reach": "1", "due_on": str(later)}
    answers = [client.post(f"/held/{lent.pk}/mend/", lending | {"pieces": "1"})]
    loan = Loan.objects.get()
    back = hold(phone, "take_back", station, loan=str(uuid4()), condition="good")
    answers.append(
        client.post(f"/held/{back.pk}/mend/", given | {"loan": str(loan.pk), "condition": "broken"})
    )

    loan.refresh_from_db()
    item.refresh_from_db()
    assert [one.status_code for one in answers] == [302, 302]
    assert (loan.due_on, loan.condition, item.pieces) == (later, "broken", 0)


def test_it_is_discarded_with_a_reason(cast, client, phone, station):
    waiting = walk_in(phone, station)
    client.force_login(cast.coordinator)

    answer = client.post(f"/held/{waiting.pk}/discard/", {"why": "已经在办公室登记过了"})

    waiting.refresh_from_db()
    assert (answer.status_code, waiting.settled) == (302, "discarded")
    assert HelpRequest.objects.count() == 0


def test_other_content_of_what_stands_is_put_right_at_the_station(cast, client, phone, station):
    loan = make_loan(station)
    first = {
        "id": str(uuid4()), "form": "take_back", "version": "1", "station": str(station.pk),
        "on": str(clock.today()), "loan": str(loan.pk), "condition": "good",
    }  # fmt: skip
    bodies = [first, first | {"condition": "lost"}, first | {"form": "visit", "mode": "on_site"}]
    for body in bodies:
        sent = Incoming(phone, json.dumps(body).encode(), Channel.FIELD)
        receive(sent, by=cast.tashi_account, today=clock.today())
    client.force_login(cast.coordinator)

    for other in Submission.objects.exclude(same_as=None):
        answer = client.post(f"/held/{other.pk}/choose/other/", follow=True)
        assert "驿站页面上" in answer.text
        client.post(f"/held/{other.pk}/choose/first/")

    loan.refresh_from_db()
    assert loan.condition == "good"
    assert not Submission.objects.filter(state="held").exists()


def test_of_two_contents_that_never_counted_one_of_another_form_is_held(
    cast, client, phone, station
):
    waiting = walk_in(phone, station)
    body = json.loads(waiting.body) | {"form": "visit", "version": "2", "mode": "on_site"}
    sent = Incoming(phone, json.dumps(body).encode(), Channel.FIELD)
    receive(sent, by=cast.tashi_account, today=clock.today())
    other = Submission.objects.get(same_as=waiting)
    client.force_login(cast.coordinator)

    answer = client.post(f"/held/{other.pk}/choose/other/", follow=True)

    assert answer.status_code == 200
    assert HelpRequest.objects.count() == 0


@pytest.mark.parametrize(("pieces", "left"), [("2", 1), ("", 0)])
def test_a_return_of_more_than_are_out_is_corrected(cast, client, phone, station, pieces, left):
    loan = make_loan(station, item=make_loan_item(station, pieces=3), pieces=3, on=clock.today())
    back = hold(phone, "take_back", station, loan=str(loan.pk), condition="good", pieces=4)
    client.force_login(cast.coordinator)
    given = {"station": str(station.pk), "on": str(clock.today()), "loan": str(loan.pk)}

    page = client.get(f"/held/{back.pk}/mend/").text
    answer = client.post(f"/held/{back.pk}/mend/", given | {"condition": "good", "pieces": pieces})

    out = sum(Loan.objects.filter(back_on=None).values_list("pieces", flat=True))
    assert ('name="pieces" value="4"' in page, answer.status_code, out) == (True, 302, left)
