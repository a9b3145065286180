"""The log of what left the team: printed once a month, checked against all earlier prints."""

from datetime import date, timedelta

import pytest

from doorstep.figures.actions import publish_table, publish_tables
from doorstep.figures.actions.publishing import LaterMonthPrinted, MonthNotOver
from doorstep.figures.choices import TABLES, Circle, lines_of
from doorstep.figures.models import Publication
from doorstep.figures.queries import (
    ALL_FIGURES,
    as_json,
    counted_table,
    last_month_end,
    printed_at,
)
from doorstep.people.models import AuditEntry
from doorstep.register.actions import close_household
from tests.cast import lying_under
from tests.factories import DAY, make_account, make_category, make_household, make_place

MARCH, APRIL, MAY = date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)


@pytest.fixture(scope="module")
def village_rows(request, cast_rows, method_rows, django_db_blocker):
    """Caoba with 24 households, 11 of which have livelihood support until the end of May."""

    def make():
        households = [make_household(cast_rows.caoba, f"B-{number:03}") for number in range(21)]
        for household in households[:11]:
            make_category(household, cast_rows.second)

    with lying_under(request, django_db_blocker, make) as made:
        yield made


@pytest.fixture
def village(village_rows, cast, method):
    return cast


def publish(cast, key, to_on, place=None):
    on = to_on + timedelta(days=1)
    return publish_table(place or cast.caoba, key, to_on=to_on, by=cast.coordinator, on=on)


def values(row):
    return {key: value for key, (value, _behind) in row.shown.items()}


def test_a_split_with_a_small_cell_hides_and_the_one_above_it_shows(village):
    town, public = publish(village, "categories", MARCH)

    shown = {"households": 24, "category.green": 13, "category.any": 11}
    assert (values(town), values(public)) == (shown, shown)
    assert (town.threshold, public.threshold) == (5, 10)
    assert town.numbers_on == public.numbers_on == MARCH


def test_the_old_print_is_printed_again_with_its_day_and_total(village):
    publish(village, "categories", MARCH)
    for number in range(3):
        make_household(village.caoba, f"C-{number}", on=date(2026, 4, 2))

    _town, public = publish(village, "categories", APRIL)

    assert public.numbers_on == MARCH
    assert values(public)["households"] == 24


def test_a_fresh_print_follows_once_every_cell_has_moved_enough(village):
    publish(village, "categories", MARCH)
    more = [make_household(village.caoba, f"C-{number:03}", on=APRIL) for number in range(25)]
    for household in more[:12]:
        make_category(household, village.second, on=APRIL)

    _town, public = publish(village, "categories", APRIL)

    assert public.numbers_on == APRIL
    assert values(public) == {"households": 49, "category.green": 26, "category.any": 23}


def test_a_month_is_printed_once(village):
    first = publish(village, "categories", MARCH)
    make_household(village.caoba, "C-001", on=DAY)

    second = publish(village, "categories", MARCH)

    assert second == first
    assert Publication.objects.filter(table="categories").count() == 2
    assert AuditEntry.objects.filter(act="publish_table").count() == 1


def test_a_number_below_the_threshold_is_not_shown_and_no_zero(village):
    publish_tables(village.caoba, to_on=MARCH, by=village.coordinator, on=APRIL)

    told = as_json(printed_at(village.caoba, Circle.PUBLIC, MARCH))

    cells = {cell["key"]: cell["value"] for table in told["tables"] for cell in table["cells"]}
    assert cells["category.blue"] is cells["needs_open"] is cells["hazards_closed"] is None
    assert {row["key"] for row in told["free"]} == {
        key for key, figure in ALL_FIGURES.items() if not figure.is_guarded
    }


@pytest.mark.parametrize(("to_on", "on"), [(MARCH, MARCH), (date(2026, 3, 30), APRIL)])
def test_only_months_that_are_over_are_printed(village, to_on, on):
    with pytest.raises(MonthNotOver):
        publish_table(village.caoba, "categories", to_on=to_on, by=village.coordinator, on=on)

    assert not Publication.objects.exists()


def test_no_earlier_month_is_printed_after_a_later_one(village):
    publish(village, "categories", APRIL)

    with pytest.raises(LaterMonthPrinted):
        publish(village, "categories", MARCH)


def test_an_area_is_the_sum_of_what_its_villages_printed(village):
    publish_tables(village.town, to_on=MARCH, by=village.town_account, on=APRIL)

    [categories, *_rest] = printed_at(village.county, Circle.PUBLIC, MARCH).tables

    told = [(line.value, line.villages) for line in categories.lines[:3]]
    assert told == [(24, 1), (13, 1), (11, 1)]  # Xiagou's two households are in no sum
    assert categories.villages == 2


def test_flows_count_the_year_so_far_and_start_anew_with_it(village):
    publish(village, "contacts", date(2026, 12, 31))

    publish(village, "contacts", date(2027, 1, 31))

    starts = Publication.objects.filter(table="contacts").values_list("from_on", flat=True)
    assert set(starts) == {date(2026, 1, 1), date(2027, 1, 1)}


def test_a_village_without_a_method_prints_nothing_and_stops_nobody(village):
    make_place("gangdui", name="岗堆村", parent=village.town)

    publish_tables(village.town, to_on=MARCH, by=village.town_account, on=APRIL)

    assert Publication.objects.filter(place=village.caoba, numbers_on=MARCH).exists()


@pytest.mark.parametrize("key", TABLES)
def test_every_table_adds_up_from_the_rows(village, key):
    table = counted_table(village.caoba, key, MARCH)

    assert table.key == TABLES[key].key


def test_a_guarded_figure_stands_in_one_table_at_most():
    told = [
        line.key
        for table in TABLES.values()
        for line, depth in lines_of(table)
        if depth or table.key != "households"
    ]

    assert len(told) == len(set(told))
    assert not [key for key in told if key in ALL_FIGURES and not ALL_FIGURES[key].is_guarded]


def test_what_offices_and_villages_do_and_stations_alone_are_free():
    free = {key for key, figure in ALL_FIGURES.items() if not figure.is_guarded}

    assert free == {
        "policy_sessions",
        "activities_held",
        "trainings",
        "forums",
        "shows",
        "samples",
        "meetings_held",
        "measures",
        "supervision_checks",
        "cleanups",
        "waste_trips",
        "waste_kilograms",
        "stations",
        "posts_staffed",
        "response_teams",
        "contact_boards",
        "wind_capacity",
        "wind_energy",
        "coal_saved",
        "co2_avoided",
        "star_villages",
    }


def test_the_last_month_that_is_over_ends_before_this_one():
    assert last_month_end(date(2026, 3, 1)) == date(2026, 2, 28)
    assert last_month_end(date(2026, 3, 31)) == date(2026, 2, 28)


def test_paper_tells_nothing_below_a_number_that_is_not_shown(village):
    publish_tables(village.caoba, to_on=MARCH, by=village.coordinator, on=APRIL)

    [categories, contact, *_rest] = printed_at(village.caoba, Circle.PUBLIC, MARCH).tables

    assert [line.key for line in contact.told if line.value is None] == [
        "coverage.contact",
        "coverage.contact.none",
    ]
    assert [line.value for line in categories.told] == [24, 13, 11, None, None, None]


def test_closing_a_household_changes_no_print(village):
    publish(village, "categories", MARCH)
    close_household(village.c, because="moved", by=village.coordinator, on=MARCH)

    _town, public = publish(village, "categories", MARCH)

    assert values(public)["households"] == 24


def test_whoever_reads_first_is_in_the_trail(village):
    reader = make_account("reader")

    publish_table(village.caoba, "needs", to_on=MARCH, by=reader, on=APRIL)

    assert AuditEntry.objects.get(act="publish_table").by == reader
