import random
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.method.choices import CadenceKind
from doorstep.needs.actions import escalate_need
from doorstep.people.queries import scope_of
from doorstep.register import actions as register
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household
from doorstep.visits.actions import amend_visit, record_visit, set_cadence, write_weekly_note
from doorstep.visits.choices import DutyState, Mode, Result, Why
from doorstep.visits.figures import FIGURES
from doorstep.visits.models import Visit
from doorstep.visits.queries import (
    coverages,
    due_list,
    get_visit_for,
    last_contacts,
    likely_doubles,
    needs_at,
    plans,
    remaining,
    service_names,
    visits_for,
    weekly_report,
)
from doorstep.visits.rules import NewNeed, Seen, state_of, why_left
from tests.factories import make_household, make_need, pair

MONDAY, SUNDAY = date(2026, 3, 9), date(2026, 3, 15)
CONTACT, ON_SITE = CadenceKind.CONTACT, CadenceKind.ON_SITE


@pytest.fixture
def paired(cast, method):
    """The cast with pairings: Tashi leads a and b, Pema c and helps at a."""
    for household, helper, order in ((cast.a, cast.tashi, 1), (cast.a, cast.pema, 2),
                                     (cast.b, cast.tashi, 1), (cast.c, cast.pema, 1)):  # fmt: skip
        pair(household, helper, order=order)
    return cast


def go(cast, household, *, on=MONDAY, mode="phone", result="met", helper=None, **fields):
    visit, _is_new = record_visit(
        id=uuid4(),
        household=household,
        helper=helper or cast.tashi,
        on=on,
        mode=mode,
        result=result,
        by=cast.coordinator,
        today=max(on, SUNDAY),
        **fields,
    )
    return visit


def figure(key):
    return next(row for row in FIGURES if row.key == key)


def codes(rows):
    return [row.code for row in rows]


def test_nobody_visited_means_everybody_is_due(paired):
    week = coverages(scope_of(paired.caoba), SUNDAY)[CONTACT]

    assert (week.due, week.done, week.left) == (3, 0, 3)
    assert week.reasons == [(Why.NOT_TRIED, 3)]


def test_coverage_tells_done_refused_away_and_left_apart(paired):
    fourth = make_household(paired.caoba, "A-004", head="曲珍")
    go(paired, paired.a)
    go(paired, paired.b, result="refused")
    go(paired, fourth, result="not_at_home")
    register.set_absence(paired.c, until_on=date(2026, 4, 1), by=paired.coordinator, on=MONDAY)

    week = coverages(scope_of(paired.caoba), SUNDAY)[CONTACT]

    assert (week.due, week.done, week.refused, week.excused, week.left) == (4, 2, 1, 1, 1)
    assert week.reasons == [(Why.NO_ANSWER, 1)]
    assert codes(week.remaining) == ["A-004"]


def test_a_visit_on_site_is_also_the_weeks_contact_and_a_call_is_no_visit(paired):
    go(paired, paired.a, mode="on_site")
    go(paired, paired.b, mode="phone")
    scope = scope_of(paired.caoba)

    assert codes(remaining(scope, CONTACT, SUNDAY)) == ["A-003"]
    assert codes(remaining(scope, ON_SITE, SUNDAY)) == ["A-002", "A-003"]


def test_a_week_begins_anew_and_a_month_goes_on(paired):
    go(paired, paired.a, mode="on_site")
    scope = scope_of(paired.caoba)

    assert codes(remaining(scope, CONTACT, SUNDAY + timedelta(7))) == ["A-001", "A-002", "A-003"]
    assert codes(remaining(scope, ON_SITE, SUNDAY + timedelta(7))) == ["A-002", "A-003"]
    assert codes(remaining(scope, ON_SITE, date(2026, 4, 1))) == ["A-001", "A-002", "A-003"]


def test_who_is_back_is_due_again(paired):
    register.set_absence(paired.a, until_on=date(2026, 3, 13), by=paired.coordinator, on=MONDAY)
    scope = scope_of(paired.caoba)

    assert "A-001" not in codes(remaining(scope, CONTACT, date(2026, 3, 12)))
    assert "A-001" in codes(remaining(scope, CONTACT, date(2026, 3, 13)))


def test_a_household_that_left_or_has_not_come_is_not_due(paired):
    make_household(paired.caoba, "A-010", on=SUNDAY + timedelta(1))
    register.close_household(paired.c, because="moved", by=paired.coordinator, on=SUNDAY)

    assert codes(remaining(scope_of(paired.caoba), CONTACT, SUNDAY)) == ["A-001", "A-002"]


def test_a_wish_for_fewer_visits_goes_before_the_method(paired):
    set_cadence(paired.a, "contact", "month", by=paired.coordinator, on=paired.day)
    set_cadence(paired.b, "contact", "never", by=paired.coordinator, on=paired.day)
    go(paired, paired.a, on=paired.day)
    week = coverages(scope_of(paired.caoba), SUNDAY)[CONTACT]

    assert [(row.code, row.every, row.state) for row in week.rows] == [
        ("A-001", "month", DutyState.MET),
        ("A-003", "week", DutyState.LEFT),
    ]


def test_a_visit_that_was_corrected_counts_as_the_correction_says(paired):
    visit = go(paired, paired.a)
    amend_visit(
        visit, id=uuid4(), by=paired.coordinator, today=SUNDAY, result="not_at_home"
    )  # fmt: skip
    scope, week = scope_of(paired.caoba), Period(MONDAY, SUNDAY)

    assert "A-001" in codes(remaining(scope, CONTACT, SUNDAY))
    assert [figure(key).rows(scope, week).count() for key in ("contacts", "not_at_home")] == [0, 1]


def test_what_is_due_names_the_household_its_helpers_and_the_last_contact(paired):
    go(paired, paired.a, on=paired.day, mode="phone")

    rows = due_list(scope_of(paired.caoba), SUNDAY, (CONTACT, ON_SITE))

    assert [(row.code, row.duty) for row in rows] == [
        ("A-001", CONTACT),
        ("A-001", ON_SITE),
        ("A-002", CONTACT),
        ("A-002", ON_SITE),
        ("A-003", CONTACT),
        ("A-003", ON_SITE),
    ]
    first = rows[0]
    assert (first.group, first.head, first.last_on) == ("一组", "央金", paired.day)
    assert (first.helpers, first.last_result) == (("扎西", "白玛"), "met")


def test_the_weeks_plan_goes_to_the_helper_who_leads(paired):
    make_household(paired.caoba, "A-004", head="曲珍")
    go(paired, paired.a, mode="on_site", on=SUNDAY)

    work = plans(scope_of(paired.caoba), Week.of(SUNDAY).shift(1))

    assert [(plan.helper, codes(plan.contacts), codes(plan.on_site)) for plan in work] == [
        ("扎西", ["A-001", "A-002"], ["A-002"]),
        ("白玛", ["A-003"], ["A-003"]),
        ("", ["A-004"], ["A-004"]),
    ]


def test_a_helpers_share_of_the_coverage_is_what_they_lead(paired):
    week = coverages(scope_of(paired.caoba), SUNDAY)[CONTACT]

    assert codes(week.led_by(paired.pema.pk).rows) == ["A-003"]


def test_the_figures_are_the_coverage(paired):
    go(paired, paired.a, mode="on_site")
    go(paired, paired.b, result="refused")
    scope, period = scope_of(paired.caoba), Period(paired.day, SUNDAY)

    def rows(key):
        return codes(figure(key).rows(scope, period))

    assert (rows("coverage.contact"), rows("coverage.contact.left")) == (
        ["A-001", "A-002"],
        ["A-003"],
    )
    assert (rows("coverage.on_site"), rows("coverage.on_site.left")) == (
        ["A-001"],
        ["A-002", "A-003"],
    )


def test_visits_and_services_are_counted_in_the_period_alone(paired):
    go(paired, paired.a, mode="on_site", services=["care", "policy"])
    go(paired, paired.b, services=["aid"])
    go(paired, paired.c, on=paired.day, services=["care"])
    scope, week = scope_of(paired.caoba), Period(MONDAY, SUNDAY)

    counted = {row.key: row.rows(scope, week).count() for row in FIGURES if not row.is_stock}

    assert counted == {
        "contacts": 2,
        "on_site_visits": 1,
        "refused": 0,
        "not_at_home": 0,
        "relief_contacts": 2,
        "services_given": 3,
    }


def test_every_counted_row_has_a_line_without_a_name(paired):
    visit = go(paired, paired.a, mode="on_site", services=["care"])
    scope, week = scope_of(paired.caoba), Period(MONDAY, SUNDAY)
    relief = figure("relief_contacts")
    given = relief.rows(scope, week).get()

    assert relief.target(given) == visit.pk
    assert relief.label(given).startswith("A-001 · 2026-03-09 · ")
    assert "央金" not in relief.label(given)


def test_another_villages_households_are_not_mine(paired):
    assert codes(coverages(scope_of(paired.xiagou), SUNDAY)[CONTACT].rows) == ["X-001", "X-002"]
    assert len(coverages(scope_of(paired.town), SUNDAY)[CONTACT].rows) == 5


def test_what_is_due_takes_the_same_queries_for_one_household_and_for_three(paired):
    def count():
        with CaptureQueriesContext(connection, ) as queries:  # fmt: skip
            due_list(scope_of(paired.caoba), SUNDAY, (CONTACT, ON_SITE))
            coverages(scope_of(paired.caoba), SUNDAY)[CONTACT]
            plans(scope_of(paired.caoba), Week.of(SUNDAY).shift(1))
        return len(queries)

    three = count()
    for household in (paired.b, paired.c):
        register.close_household(household, because="moved", by=paired.coordinator, on=MONDAY)

    assert count() == three


def test_the_query_says_what_the_rules_say(paired):
    """A made-up month of visits, absences and wishes, both ways."""
    rng = random.Random(7)
    homes = [make_household(paired.caoba, f"B-{n:03}") for n in range(12)]
    for household in homes:
        for _ in range(rng.randint(0, 6)):
            day = paired.day + timedelta(days=rng.randint(0, 40))
            mode, result = rng.choice(Mode.values), rng.choice(Result.values)
            if not household.visits.filter(on=day).exists():  # of two on a day either is the last
                go(paired, household, on=day, mode=mode, result=result)
        if rng.random() < 0.4:
            start = paired.day + timedelta(days=rng.randint(0, 30))
            until = start + timedelta(days=rng.randint(1, 15))
            register.set_absence(household, until_on=until, by=paired.coordinator, on=start)
        if rng.random() < 0.5:
            every = rng.choice(["two_weeks", "month", "quarter", "never"])
            set_cadence(household, "contact", every, by=paired.coordinator, on=paired.day)

    for duty in CadenceKind:
        for days in (6, 13, 20, 33, 41):
            day = paired.day + timedelta(days=days)
            rows = {
                row.household_id: row for row in coverages(scope_of(paired.caoba), day)[duty].rows
            }
            for household in Household.objects.filter(village=paired.caoba):
                wish = household.cadences.filter(kind=duty).first()
                every = wish.every if wish else {"contact": "week", "on_site": "month"}[duty]
                seen = [Seen(row.on, row.mode, row.result) for row in household.visits.all()]
                away = household.absences.values_list("start_on", "end_on")
                expected = state_of(duty, every, day, seen, away)
                row = rows.get(household.pk)
                assert (row.state if row else DutyState.NONE) == expected
                if expected == DutyState.LEFT:
                    assert row.why == why_left(duty, every, day, seen)


def test_the_weekly_report_writes_itself(paired):
    go(paired, paired.a, mode="on_site", services=["policy", "care"],
       needs_raised=[NewNeed("hazard", "烟道")])  # fmt: skip
    go(paired, paired.b, result="not_at_home")
    go(paired, paired.a, on=MONDAY + timedelta(2), result="refused")
    go(paired, paired.c, helper=paired.pema)
    write_weekly_note(
        paired.tashi, Week.of(MONDAY), text="桥头结冰", by=paired.tashi_account, on=SUNDAY
    )

    report = weekly_report(paired.tashi, Week.of(MONDAY))

    assert (report.contacts, report.on_site, report.by_phone, report.came_in) == (2, 1, 1, 0)
    assert (report.refused, report.nobody_met, report.households) == (1, 1, 1)
    assert report.services == (("care", 1), ("policy", 1))
    assert [need.text for need in report.needs_raised] == ["烟道"]
    assert codes(report.not_reached) == ["A-002"]
    assert report.note == "桥头结冰"


def test_the_weekly_report_counts_who_is_kept_for_the_law_and_lists_nothing_of_them(paired):
    go(paired, paired.a, mode="on_site", needs_raised=[NewNeed("hazard", "烟道")])
    go(paired, paired.a, on=MONDAY + timedelta(2))
    kept = {"closed_on": SUNDAY + timedelta(1), "closed_because": ClosedBecause.KEPT}
    Household.objects.filter(pk__in=[paired.a.pk, paired.b.pk]).update(**kept)

    report = weekly_report(paired.tashi, Week.of(MONDAY))

    assert (report.contacts, report.households) == (2, 1)
    assert (report.visits, report.needs_raised, report.not_reached) == ((), (), ())


def test_the_weekly_report_keeps_the_needs_of_a_visit_that_was_corrected(paired):
    visit = go(paired, paired.a, needs_raised=[NewNeed("hazard", "烟道")])
    for note in ("改", "再改"):
        visit, _is_new = amend_visit(
            visit, id=uuid4(), by=paired.coordinator, today=SUNDAY, note=note
        )

    report = weekly_report(paired.tashi, Week.of(MONDAY))

    assert [need.text for need in report.needs_raised] == ["烟道"]


def test_a_town_sees_the_escalated_need_and_no_visit(paired):
    visit, need = go(paired, paired.a), make_need(paired.a, on=MONDAY)
    escalate_need(need, text="请镇里办", by=paired.coordinator, on=MONDAY)

    assert list(visits_for(paired.town_account, SUNDAY)) == []
    with pytest.raises(NotVisible):
        get_visit_for(paired.town_account, visit.pk, SUNDAY)


def test_visits_are_seen_by_who_sees_the_household(paired):
    mine, other = go(paired, paired.a), go(paired, paired.c, helper=paired.pema)

    assert list(visits_for(paired.tashi_account, SUNDAY)) == [mine]
    assert set(visits_for(paired.coordinator, SUNDAY)) == {mine, other}
    assert get_visit_for(paired.tashi_account, mine.pk, SUNDAY) == mine
    with pytest.raises(NotVisible):
        get_visit_for(paired.tashi_account, other.pk, SUNDAY)
    with pytest.raises(NotVisible):
        get_visit_for(paired.town_account, mine.pk, SUNDAY)


def test_a_likely_double_is_shown_and_not_joined(paired):
    morning = go(paired, paired.a, part_of_day="morning")
    again = go(paired, paired.a, part_of_day="morning", helper=paired.pema)
    go(paired, paired.a, part_of_day="evening")
    unsaid = go(paired, paired.a, note="没写时候")

    assert set(likely_doubles(morning)) == {again, unsaid}
    assert Visit.objects.count() == 4


def test_needs_of_a_visit_stay_with_its_correction(paired):
    visit = go(paired, paired.a, needs_raised=[NewNeed("job", "找活")])
    amended, _is_new = amend_visit(
        visit, id=uuid4(), by=paired.coordinator, today=SUNDAY, note="改"
    )

    assert [need.text for need in needs_at(amended)] == ["找活"]


def test_the_last_contact_is_the_last_one_up_to_the_day(paired):
    go(paired, paired.a, on=paired.day)
    go(paired, paired.a, on=SUNDAY)

    assert last_contacts([paired.a.pk, paired.b.pk], MONDAY) == {paired.a.pk: paired.day}


def test_services_are_named_for_the_reader(method):
    assert service_names(method, ["policy", "of_old"]) == {
        "policy": "政策宣讲",
        "of_old": "of_old",
    }
