"""A number and exactly its rows, from one definition."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import translation

from doorstep.figures.queries import (
    ALL_FIGURES,
    NoSuchFigure,
    default_period,
    figure_url,
    figures_at,
    get_figure,
    measure,
    row_url,
    rows_of,
)
from doorstep.kit.figures import Unit
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from doorstep.visits.actions import record_visit
from tests.factories import make_household, make_need, make_place

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
TUESDAY = date(2026, 3, 10)


@pytest.fixture
def month(cast, method):
    """A month with something of most kinds in Caoba, and one need in Xiagou."""
    record_visit(
        id=uuid4(),
        household=cast.a,
        helper=cast.tashi,
        on=TUESDAY,
        mode="on_site",
        result="met",
        services=["errand", "care"],
        by=cast.tashi_account,
        today=TUESDAY,
    )
    for household in (cast.a, cast.b, cast.d):
        make_need(household, kind="hazard", text="隐患", on=TUESDAY)
    return cast


@pytest.mark.parametrize("key", sorted(ALL_FIGURES))
def test_every_figure_has_as_many_rows_as_it_counts(month, key):
    figure, scope = get_figure(key), scope_of(month.caoba)

    rows = list(rows_of(figure, scope, MARCH))

    assert measure(figure, scope, MARCH).value == len(rows) == len({row.pk for row in rows})


@pytest.mark.parametrize("key", sorted(ALL_FIGURES))
def test_every_figure_has_a_name_in_chinese_and_a_known_unit(key):
    figure = get_figure(key)
    with translation.override("en"):
        english = str(figure.name)

    with translation.override("zh-hans"):
        assert str(figure.name) != english
    assert figure.unit in Unit


@pytest.mark.parametrize("key", sorted(ALL_FIGURES))
def test_the_label_of_a_row_names_nobody_and_its_screen_exists(month, key):
    figure = get_figure(key)

    for row in rows_of(figure, scope_of(month.caoba), MARCH):
        label = str(figure.label(row))
        assert label != ""
        for name in ("央金", "巴桑", "次仁", "旦增"):
            assert name not in label
        assert row_url(figure, row).startswith("/") == bool(figure.url_name)


def test_a_town_sums_its_villages(month):
    hazards = get_figure("hazards_found")

    values = [
        measure(hazards, scope_of(place), MARCH).value
        for place in (month.caoba, month.xiagou, month.town, month.county)
    ]

    assert values == [2, 1, 3, 3]


def test_a_stock_is_as_of_the_periods_end_and_a_flow_within_it(month):
    make_household(month.caoba, "A-009", on=date(2026, 3, 20))
    scope = scope_of(month.caoba)
    early, late = Period(date(2026, 3, 1), date(2026, 3, 9)), Period(TUESDAY, TUESDAY)

    assert measure(get_figure("households"), scope, early).value == 3
    assert measure(get_figure("households"), scope, MARCH).value == 4
    assert measure(get_figure("errands_done"), scope, early).value == 0
    assert measure(get_figure("errands_done"), scope, late).value == 1


def test_a_past_day_is_counted_as_it_stood(month):
    from doorstep.needs.actions import close_need
    from doorstep.needs.models import Need

    scope, figure = scope_of(month.caoba), get_figure("needs_open")
    need = Need.objects.filter(household=month.a, kind="hazard").get()

    close_need(need, outcome="done", by=month.coordinator, on=date(2026, 3, 20))

    assert measure(figure, scope, Period(TUESDAY, date(2026, 3, 19))).value == 2
    assert measure(figure, scope, MARCH).value == 1


def test_without_dates_a_figure_runs_from_the_methods_adoption_to_today(month):
    assert default_period(month.caoba, date(2026, 5, 1)) == Period(
        date(2026, 3, 2), date(2026, 5, 1)
    )


def test_a_town_runs_from_the_first_adoption_in_one_of_its_villages(month):
    assert default_period(month.town, date(2026, 5, 1)) == Period(
        date(2026, 3, 2), date(2026, 5, 1)
    )


def test_a_village_without_a_method_does_not_keep_its_town_from_being_counted(month):
    make_household(make_place("shangou", parent=month.town), "S-001")

    values = [
        measure(get_figure(key), scope_of(month.town), MARCH).value
        for key in ("households", "coverage.contact", "coverage.contact.left")
    ]

    assert values == [6, 0, 5]


def test_a_place_without_a_method_is_counted_for_today_alone(cast):
    assert default_period(cast.caoba, date(2026, 5, 1)) == Period(
        date(2026, 5, 1), date(2026, 5, 1)
    )


def test_an_unknown_figure_is_refused_with_the_known_ones():
    with pytest.raises(NoSuchFigure, match="hazards_found"):
        get_figure("happiness")


def test_every_figure_of_a_place_is_measured_once(month):
    keys = [measured.figure.key for measured in figures_at(month.caoba, MARCH)]

    assert keys == list(ALL_FIGURES)


def test_a_figures_address_names_place_and_period(month):
    assert figure_url("households", month.caoba, MARCH) == (
        "/figures/households/?place=caoba&from=2026-03-01&to=2026-03-31"
    )
