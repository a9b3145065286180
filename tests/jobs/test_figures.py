"""What jobs and works let others count, and that a report which was corrected counts no more."""

from datetime import date, timedelta

from doorstep.figures.queries import get_figure, measure, rows_of
from doorstep.jobs import actions
from doorstep.kit.periods import Period
from doorstep.needs.actions import add_served, advance_works, close_need, join_works
from doorstep.people.queries import scope_of
from tests.factories import DAY, make_need
from tests.jobs.rows import job_ids, make_offer

SPAN = Period(DAY, date(2026, 6, 30))


def value(key, place, period=SPAN):
    return measure(get_figure(key), scope_of(place), period).value


def test_places_placements_and_wages_are_sums_of_rows(cast, method):
    ids = job_ids(cast.a, by=cast.coordinator)
    make_offer(cast.xiagou, by=cast.other_coordinator, places=5)

    assert value("job_places_offered", cast.caoba) == 9 + 2
    assert value("job_places_offered", cast.town) == 9 + 2 + 5
    assert value("jobs_through_offers", cast.caoba) == 1
    assert value("jobs_through_offers", cast.xiagou) == 0
    assert value("wages_reported", cast.caoba) == 400_000
    (row,) = rows_of(get_figure("wages_reported"), scope_of(cast.caoba), SPAN)
    assert row.pk == ids["wage_report_id"]


def test_a_corrected_wage_counts_as_corrected(cast, method):
    job_ids(cast.a, by=cast.coordinator)
    (row,) = rows_of(get_figure("wages_reported"), scope_of(cast.caoba), SPAN)
    on = date(2026, 5, 1)

    actions.correct_wage(
        row, state="paid", amount=350_000, said_by="employer", said_on=on,
        by=cast.coordinator, on=on,
    )  # fmt: skip

    assert value("wages_reported", cast.caoba) == 350_000


def test_works_are_counted_once_however_many_asked(cast, method):
    first, second = (
        make_need(one, kind="works", works_kind="bridge", text="架桥") for one in (cast.a, cast.b)
    )
    given_up = make_need(cast.c, kind="works", works_kind="road", text="修路")
    assert value("works_open", cast.caoba) == 3
    join_works(second, first, by=cast.coordinator, on=DAY)
    close_need(given_up, outcome="withdrawn", by=cast.coordinator, on=DAY)
    add_served(first, [cast.c], by=cast.coordinator, on=DAY)
    assert value("works_open", cast.caoba) == 1

    for days, state in enumerate(("approved", "built", "accepted"), start=1):
        on = DAY + timedelta(days=days)
        advance_works(first, state=state, accepted_by="镇项目办", by=cast.coordinator, on=on)

    assert value("works_open", cast.caoba) == 0
    assert value("works_open", cast.caoba, Period(DAY, DAY + timedelta(days=2))) == 1
    assert value("works_accepted", cast.caoba) == 1
    assert value("works_households", cast.caoba) == 3
    assert value("bridge.households", cast.caoba) == 3


def test_wages_and_works_leave_the_team_only_after_disclosure_control():
    guarded = {
        key: get_figure(key).is_guarded
        for key in ("wages_reported", "jobs_through_offers", "works_open", "works_households")
    }

    assert set(guarded.values()) == {True}
