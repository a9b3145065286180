from datetime import timedelta

import pytest

from doorstep.categories.facts import FACTS, change_annotations, fact_annotations
from doorstep.method.choices import STATED_FACTS, FactKind
from doorstep.needs.actions import close_need, record_request
from doorstep.register.actions import end_circumstance, end_member, state_circumstance
from doorstep.register.models import Household
from tests.factories import DAY, make_household, make_member, make_need, request_mediation

NEXT = DAY + timedelta(days=1)


def number(household, fact, on=DAY):
    rows = Household.objects.filter(pk=household.pk)
    row = rows.annotate(**fact_annotations([fact], on)).get()
    return getattr(row, f"fact_{fact}")


def changed(household, fact, on=NEXT):
    rows = Household.objects.filter(pk=household.pk)
    return getattr(rows.annotate(**change_annotations([fact], on)).get(), f"changed_{fact}")


@pytest.fixture
def home(cast):
    """A household of one woman of whom all is known."""
    household = make_household(cast.caoba, "B-001")
    household.members.update(birth_year=1990, able_to_work=False, at_school=False)
    return household


def test_every_fact_has_its_sql():
    assert set(FACTS) == set(FactKind)


@pytest.mark.parametrize("fact", FactKind)
def test_every_fact_can_be_counted(home, fact):
    assert number(home, fact) == 0


@pytest.mark.parametrize("fact", STATED_FACTS)
def test_a_stated_fact_counts_while_it_lasts(cast, home, fact):
    row = state_circumstance(home, fact, since_on=DAY, source="visit", by=cast.coordinator, on=DAY)
    end_circumstance(row, by=cast.coordinator, on=NEXT)

    assert [number(home, fact, on=day) for day in (DAY - timedelta(days=1), DAY, NEXT)] == [0, 1, 0]


def test_pupils_are_members_at_school_on_the_day(cast, home):
    make_member(home, "洛桑", at_school=True, birth_year=2015)
    left = make_member(home, "边巴", at_school=True, birth_year=2014)
    end_member(left, by=cast.coordinator, on=NEXT)

    assert (number(home, "pupils", on=DAY), number(home, "pupils", on=NEXT)) == (2, 1)


def test_who_is_able_to_work_is_counted(home):
    make_member(home, "旦增", able_to_work=True, birth_year=1980)
    make_member(home, "扎西", able_to_work=True, birth_year=1985)

    assert number(home, "able_to_work") == 2


def test_nobody_able_to_work_is_not_concluded_from_silence(home):
    make_member(home, "旦增", birth_year=1980)

    assert number(home, "able_to_work") is None


def test_silence_about_a_child_does_not_matter(home):
    make_member(home, "洛桑", birth_year=2020)

    assert number(home, "able_to_work") == 0


def test_silence_about_one_does_not_hide_another(home):
    make_member(home, "旦增", birth_year=1980)
    make_member(home, "扎西", able_to_work=True)

    assert number(home, "able_to_work") == 1


@pytest.mark.parametrize(
    ("years", "elders"),
    [
        ([1966], 1),  # turns sixty this year
        ([1967], 0),
        ([1950, 1948], 2),
        ([1950, 2010], 0),  # a child lives there
        ([1950, None], 0),  # nobody knows how old the other is
        ([None], 0),
    ],
)
def test_elders_are_alone_when_everybody_is_one(cast, years, elders):
    household = make_household(cast.caoba, "B-002")
    household.members.update(birth_year=years[0])
    for year in years[1:]:
        make_member(household, "边巴", birth_year=year)

    assert number(household, "elders_alone") == elders


def test_mediation_counts_while_requested_and_open(cast, method, home):
    need = make_need(home, kind="mediation", text="草场界线")
    assert number(home, "mediation_requested") == 0

    record_request(need, how="agreed", by=cast.coordinator, on=DAY)
    close_need(need, outcome="agreed", is_relative=False, by=cast.coordinator, on=NEXT)

    assert [number(home, "mediation_requested", on=day) for day in (DAY, NEXT)] == [1, 0]


def test_a_sealed_need_is_no_fact(cast, method, home):
    make_need(
        home, kind="mediation", text="保密", sealed=True, requested_on=DAY, requested_how="signed"
    )

    assert number(home, "mediation_requested") == 0


def test_the_day_of_a_change_is_known(cast, method, home):
    state_circumstance(home, "bereaved", since_on=DAY, source="visit", by=cast.coordinator, on=NEXT)
    request_mediation(home, on=NEXT)

    assert changed(home, "bereaved") == DAY
    assert changed(home, "mediation_requested") == NEXT
    assert change_annotations(["pupils"], DAY) == {}
