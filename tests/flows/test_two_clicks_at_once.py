"""A button pressed twice at the same moment does its work once and fails for nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from doorstep.categories.actions import propose_by_rules
from doorstep.categories.models import Proposal
from doorstep.kit.weeks import Week
from doorstep.method.actions import adopt_version
from doorstep.method.models import Adoption
from doorstep.pairing.actions import propose_pairing
from doorstep.pairing.models import PairingPlan
from doorstep.people.actions import PlaceCodeTaken
from doorstep.people.models import Place
from doorstep.register.actions import state_circumstance
from doorstep.stations.actions.loans import NothingLeftToLend
from doorstep.stations.models import HelpRequest
from doorstep.stations.queries import pieces_out
from doorstep.sync.actions import key_row
from doorstep.sync.models import Submission
from doorstep.visits.actions import make_round, record_visit
from doorstep.visits.models import PaperRound, Visit
from tests.factories import DAY, make_place
from tests.stations.made import ask, make_loan, make_loan_item, make_station
from tests.together import at_once

TIMES = 6


@pytest.fixture(autouse=True)
def village(cast, method):
    """Caoba with a reason in each household; all of it is committed."""
    for household in (cast.a, cast.b, cast.c):
        state_circumstance(
            household, "sudden_event", since_on=DAY, source="visit", by=cast.coordinator, on=DAY
        )
    return cast


def writes_alone():
    """On SQLite a transaction that writes has the file to itself from its beginning."""
    if connection.vendor != "sqlite":
        return False
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    return True


@pytest.mark.django_db(transaction=True)
def test_the_rules_propose_once(village):
    if writes_alone():
        return

    raised = at_once(
        lambda _turn: propose_by_rules(village.caoba, by=village.coordinator, on=DAY), TIMES
    )

    assert (raised, Proposal.objects.count()) == ([], 3)


@pytest.mark.django_db(transaction=True)
def test_a_place_is_made_once_and_the_second_is_told(village):
    if writes_alone():
        return
    told = []

    def make(turn):
        try:
            make_place(f"new-{turn}")
        except PlaceCodeTaken as taken:
            told.append(str(taken))

    raised = at_once(make, TIMES)

    assert (raised, len(told)) == ([], TIMES)
    assert Place.objects.filter(code__startswith="new-").count() == TIMES


@pytest.mark.django_db(transaction=True)
def test_a_version_is_adopted_once_a_day(village, method):
    if writes_alone():
        return

    def adopt(turn):
        day = DAY + timedelta(days=turn + 1)
        adopt_version(village.caoba, method, by=village.coordinator, start_on=day)

    raised = at_once(adopt, TIMES)

    assert (raised, Adoption.objects.filter(place=village.caoba).count()) == ([], TIMES + 1)


@pytest.mark.django_db(transaction=True)
def test_one_proposal_of_pairs_is_open(village):
    if writes_alone():
        return

    raised = at_once(
        lambda _turn: propose_pairing(village.caoba, by=village.coordinator, on=DAY), TIMES
    )

    states = sorted(PairingPlan.objects.values_list("state", flat=True))
    assert (raised, states) == ([], ["dropped"] * (2 * TIMES - 1) + ["open"])


@pytest.mark.django_db(transaction=True)
def test_a_round_is_made_once_and_its_row_keyed_once(village):
    if writes_alone():
        return
    told = {"by": village.coordinator, "on": DAY}

    made = at_once(lambda _turn: make_round(village.tashi, Week.of(DAY), **told), TIMES)
    paper = PaperRound.objects.get()
    keyed = at_once(lambda _turn: key_row(paper, "1vac", part="", today=DAY, **told), TIMES)

    assert (made, keyed) == ([], [])
    assert (Visit.objects.count(), Submission.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_visit_is_recorded_once_at_the_office(village):
    if writes_alone():
        return
    keys = [uuid4() for _turn in range(TIMES)]
    said = {"on": DAY, "mode": "on_site", "result": "met", "by": village.coordinator, "today": DAY}

    raised = at_once(
        lambda turn: record_visit(id=keys[turn], household=village.a, helper=village.tashi, **said),
        TIMES,
    )

    assert (raised, set(Visit.objects.values_list("pk", flat=True))) == ([], set(keys))


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_and_lent_at_a_station_is_asked_and_lent_once(village):
    if writes_alone():
        return
    station = make_station(village.caoba)
    item = make_loan_item(station, pieces=TIMES)
    asks, loans = ([uuid4() for _ in range(TIMES)] for _ in range(2))

    def act(turn):
        ask(station, id=asks[turn])
        make_loan(station, item=item, id=loans[turn])

    raised = at_once(act, TIMES)

    assert (raised, HelpRequest.objects.count(), pieces_out(item)) == ([], TIMES, TIMES)


@pytest.mark.django_db(transaction=True)
def test_the_last_piece_is_lent_to_one_of_two(village):
    if writes_alone():
        return
    item = make_loan_item(make_station(village.caoba), pieces=1)

    raised = at_once(lambda _turn: make_loan(item.station, item=item), 1)

    assert [type(one) for one in raised] == [NothingLeftToLend]
    assert pieces_out(item) == 1
