"""What books and visits say of a household by its code is blotted when it is erased."""

import pytest

from doorstep.funds import actions as funds
from doorstep.funds.models import ClosedYear, Commitment, Contract, Dividend
from doorstep.visits import actions as visits
from doorstep.visits.models import CadenceWish
from tests.factories import DAY, make_household
from tests.funds.conftest import found


@pytest.fixture
def books(cast, method):
    """A commitment of the village and one of its town, a contract and a dividend, that name it."""
    told = {"by": cast.coordinator, "on": DAY}
    for place in (cast.caoba, cast.town):
        programme = found(place, cast.coordinator, committed=0)
        funds.commit_money(
            programme, year=DAY.year, amount=100, decided_on=DAY, note="A-001 优先", **told
        )
    project = funds.begin_project(cast.caoba, name="修渠", kind="other", start_on=DAY, **told)
    given = {"what": "A-001 门前一段", "amount": 100, "signed_on": DAY}
    funds.sign_contract(project, contractor="A-001", **given, **told)
    coop = funds.found_cooperative(cast.caoba, name="合作社", founded_on=DAY, **told)
    funds.earn(coop, 500, received_on=DAY, **told)
    funds.declare_dividend(coop, 100, declared_on=DAY, note="不含 A-001、A-0012", **told)
    return cast.a


def notes():
    return [one.note for one in Commitment.objects.order_by("programme__place__kind")]


def test_notes_of_commitments_contracts_and_dividends_lose_the_code(books):
    funds.erase_rows(books)

    contract = Contract.objects.get()
    assert notes() == ["▇ 优先", "▇ 优先"]
    assert (contract.contractor, contract.what) == ("▇", "▇ 门前一段")
    assert Dividend.objects.get().note == "不含 ▇、A-0012"


def test_why_a_closed_year_is_to_be_opened_loses_the_code(cast, books):
    told = {"by": cast.coordinator, "on": DAY}
    for place in (cast.caoba, cast.town):
        closed = funds.close_year(place, DAY.year - 1, **told)
        funds.ask_for_year(closed, because="A-001 漏记一笔", **told)

    funds.erase_rows(books)

    assert set(ClosedYear.objects.values_list("because", flat=True)) == {"▇ 漏记一笔"}


def test_a_town_keeps_a_code_that_can_be_another_villages(cast, books):
    make_household(cast.xiagou, "A-001", head="索朗")

    funds.erase_rows(books)

    assert sorted(notes()) == ["A-001 优先", "▇ 优先"]


def test_what_was_noted_at_other_households_loses_the_code(cast, method):
    told = {"by": cast.coordinator, "on": DAY}
    visits.set_cadence(cast.b, "contact", "month", reason="与 A-001 同住", **told)

    visits.erase_rows(cast.a)

    assert CadenceWish.objects.get().reason == "与 ▇ 同住"
