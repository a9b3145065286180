"""The bridge to planning again: what is promised, done and past of a plan that runs."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from doorstep.kit.weeks import Week
from doorstep.pairing.actions import HelperNotActive, take_off_register, take_off_team
from doorstep.pairing.models import Pairing
from doorstep.people.actions import change_helper
from doorstep.people.models import AuditEntry
from doorstep.register.models import Access
from doorstep.visits.actions import (
    ChangeIsOld,
    NobodyCanGo,
    NothingChanges,
    accept_visit_plan,
    make_round,
    propose_replan,
    propose_visit_plan,
    record_visit,
)
from doorstep.visits.actions.erasing import erase_rows
from doorstep.visits.choices import MENDS, Hindrance, Mode
from doorstep.visits.models import PlanEvent, PlannedVisit, UnplannedVisit, VisitPlan
from doorstep.visits.queries import (
    EventNamesNobody,
    changed_plan,
    explain_planned,
    left_out_now,
    plan_to_change,
    read_happening,
    routes_for,
    running_weeks,
)
from doorstep.visits.queries.refused_events import EventBeforePlan
from tests.factories import make_household, pair
from tests.visits.plans import THERE, make_visit_plan, run_plan, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("method")]
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)
AWAY = {"kind": "helper_away", "helper": "扎西", "from": "2026-03-16", "until": "2026-03-23"}


@pytest.fixture
def village(cast):
    """The plan of two weeks runs from Monday on."""
    settle(cast)
    cast.plan = run_plan(cast, on=MONDAY)
    return cast


def days_of(plan, household):
    rows = PlannedVisit.objects.filter(route__plan=plan, household=household)
    return [(row.route.on, row.route.helper.name) for row in rows.order_by("route__on")]


def met(cast, household, on, **more):
    return record_visit(
        id=uuid4(), household=household, helper=cast.tashi, on=on, mode="on_site", result="met",
        by=cast.coordinator, today=on, **more,
    )  # fmt: skip


def asked(cast, on, told=AWAY):
    plan = plan_to_change(cast.caoba, on)
    return running_weeks(plan, read_happening(plan, told, on), on)


def test_a_next_visit_agreed_at_the_door_is_promised_and_a_round_is_told(village):
    [(first, _who), (second, _same)] = days_of(village.plan, village.a)
    met(village, village.a, MONDAY, next_on=second)
    make_round(village.tashi, Week.of(second), by=village.coordinator, on=MONDAY)

    promises = asked(village, TUESDAY).promises

    assert promises.promised == {("A-001", (second - MONDAY).days)}
    assert {day // 7 for _household, day in promises.told} == {1}
    assert {household for household, _day in promises.told} == {"A-001", "A-002"}
    assert first < second


def test_what_was_done_today_is_neither_moved_nor_dropped(village):
    [(first, _who), *_later] = days_of(village.plan, village.a)
    met(village, village.a, first)

    weeks = asked(village, first)
    plan = propose_replan(village.caoba, AWAY, by=village.coordinator, on=first)

    standing = {(held.household, one.day) for one in weeks.running.routes for held in one.stops}
    assert ("A-001", (first - MONDAY).days) not in standing
    assert (first, "扎西") in days_of(plan, village.a)


def test_past_days_stand_in_the_changed_plan_as_they_were(village):
    before = days_of(village.plan, village.c)
    later = date(2026, 3, 16)

    plan = propose_replan(
        village.caoba, {**AWAY, "from": "2026-03-17"}, by=village.coordinator, on=later
    )

    assert (plan.start_on, plan.end_on) == (village.plan.start_on, village.plan.end_on)
    assert days_of(plan, village.c) == before
    assert days_of(plan, village.a)[0] == days_of(village.plan, village.a)[0]


def test_who_stands_in_sees_the_household_once_the_plan_is_accepted_and_not_before(
    village, browser_of
):
    account = browser_of(village.pema)
    plan = propose_replan(village.caoba, AWAY, by=village.coordinator, on=TUESDAY)
    unseen = [one.household.code for route in routes_for(plan, account, TUESDAY)
              for one in route.visits.all()]  # fmt: skip

    accept_visit_plan(plan, by=village.coordinator, on=TUESDAY)

    seen = {one.household.code for route in routes_for(plan, account, TUESDAY)
            for one in route.visits.all()}  # fmt: skip
    over = {one.household.code for route in routes_for(plan, account, plan.end_on)
            for one in route.visits.all()}  # fmt: skip
    assert set(unseen) == {"A-003"}
    assert (seen, over) == ({"A-001", "A-002", "A-003"}, {"A-003"})
    assert not Pairing.objects.filter(helper=village.pema, household=village.a).exists()
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert {"keep_visit_plan", "accept_visit_plan", "grant_access"} <= acts


@pytest.fixture
def browser_of():
    """browser_of(helper): an account of theirs."""
    from doorstep.people.actions import link_helper, system_account
    from tests.factories import make_account

    def linked(helper):
        account = make_account("pema", name=helper.name)
        link_helper(helper, account, by=system_account(), on=date(2026, 3, 2))
        return account

    return linked


def test_whoever_declined_a_household_does_not_stand_in_there(village):
    from doorstep.pairing.actions import decline_pair

    decline_pair(village.a, village.pema, by=village.coordinator, on=MONDAY)

    plan = propose_replan(village.caoba, AWAY, by=village.coordinator, on=TUESDAY)

    assert [one.household.code for one in plan.takeovers.all()] == ["A-002"]
    assert {one.household.code for one in plan.unplanned.all()} == {"A-001"}


def test_who_left_the_team_since_does_not_stand_in(village):
    plan = propose_replan(village.caoba, AWAY, by=village.coordinator, on=TUESDAY)
    take_off_team(village.pema, by=village.coordinator, on=TUESDAY)

    with pytest.raises(HelperNotActive):
        accept_visit_plan(plan, by=village.coordinator, on=TUESDAY)

    assert not Access.objects.filter(helper=village.pema, until_on__gt=TUESDAY).exists()


def test_a_household_that_left_the_register_since_is_taken_over_by_nobody(village):
    plan = propose_replan(village.caoba, AWAY, by=village.coordinator, on=TUESDAY)
    take_off_register(village.a, because="moved", by=village.coordinator, on=TUESDAY)

    accept_visit_plan(plan, by=village.coordinator, on=TUESDAY)

    stand_ins = Access.objects.filter(helper=village.pema, via="stand_in")
    assert [one.household for one in stand_ins] == [village.b]


def test_a_call_that_a_visit_replaces_lacks_nothing_that_another_week_lacks(village):
    told = {"by": village.coordinator, "on": MONDAY}
    before = make_visit_plan(
        village.caoba, village.tashi, [village.b], calls=[village.a], day=8, **told
    )
    accept_visit_plan(before, **told)
    plan = make_visit_plan(village.caoba, village.tashi, [village.b, village.a], day=8, **told)
    PlanEvent.objects.create(
        plan=plan, before=before, kind="urgent_need", household=village.a, from_on=MONDAY, price=1
    )
    left = {"plan": plan, "household": village.a, "mode": Mode.PHONE, "why": Hindrance.FULL}

    UnplannedVisit.objects.create(week_on=date(2026, 3, 23), **left)
    in_another_week = [one.why for one in changed_plan(plan, village.coordinator, MONDAY).changes]
    UnplannedVisit.objects.create(week_on=date(2026, 3, 16), **left)
    in_its_own = [one.why for one in changed_plan(plan, village.coordinator, MONDAY).changes]

    assert (in_another_week, in_its_own) == ([None, None], [None, Hindrance.FULL])


def test_a_second_visit_that_is_left_out_now_stands_there_beside_the_first(village):
    told = {"by": village.coordinator, "on": MONDAY}
    left = (village.a, None, "full")  # in any of its weeks
    before = make_visit_plan(
        village.caoba, village.tashi, [village.b], unplanned=[left], day=8, **told
    )
    plan = make_visit_plan(
        village.caoba, village.tashi, [village.b], unplanned=[left, left], day=8, **told
    )

    now = left_out_now(plan, before, village.coordinator, MONDAY)

    assert [(one.household, one.why) for one in now] == [(village.a, "full")]


def test_a_changed_plan_is_explained_by_who_goes_and_by_what_happened(village):
    plan = propose_replan(village.caoba, AWAY, by=village.coordinator, on=TUESDAY)
    [(first, own), (second, other)] = days_of(plan, village.a)
    before = explain_planned(village.plan, village.a)[1]

    found = explain_planned(plan, village.a)[1]

    assert (own, other) == ("扎西", "白玛")
    planned = {MONDAY + timedelta(one.day) for one in found.days if one.is_planned}
    assert planned == {first, second}
    assert found.weeks == before.weeks == {0, 1}
    # Pema has farther to go to a than Tashi, and comes on any day of the week at that price
    assert {one.km for one in found.days if one.day >= 7 and not one.is_planned} != {
        one.km for one in before.days if one.day >= 7 and not one.is_planned
    }


def test_days_on_which_went_who_left_the_team_since_are_explained_too(village):
    [(past, who), _later] = days_of(village.plan, village.a)
    on = {"by": village.coordinator, "on": date(2026, 3, 16)}
    take_off_team(village.tashi, **on)
    road = {"kind": "road_closed", "households": ["A-003"], "from": "2026-03-18",
            "until": "2026-03-19"}  # fmt: skip
    plan = propose_replan(village.caoba, road, **on)

    found = [explain_planned(plan, one)[1] for one in (village.a, village.c)]

    assert (past < on["on"], who) == (True, "扎西")
    assert [MONDAY + timedelta(one.day) for one in found[0].days if one.is_planned] == [past]
    assert [one.weeks for one in found] == [{0}, {0, 1}]


def test_a_day_on_which_a_road_was_closed_is_no_day_of_the_changed_plan(village):
    [(_first, _who), (second, _same)] = days_of(village.plan, village.a)
    closed = {
        "kind": "road_closed", "households": ["A-001", "A-002"],
        "from": str(second), "until": str(second + timedelta(1)),
    }  # fmt: skip
    plan = propose_replan(village.caoba, closed, by=village.coordinator, on=TUESDAY)

    found = explain_planned(plan, village.a)[1]

    assert second not in {on for on, _who in days_of(plan, village.a)}
    [day] = [one for one in found.days if MONDAY + timedelta(one.day) == second]
    assert (day.km, day.rule) == (None, "no_way")


def test_a_group_behind_a_closed_road_is_all_its_households(village):
    told = {"kind": "road_closed", "group": "一组", "from": "2026-03-16", "until": "2026-03-23"}

    plan = propose_replan(village.caoba, told, by=village.coordinator, on=TUESDAY)

    left = {(one.household.code, one.why) for one in plan.unplanned.all()}
    assert left == {("A-001", "no_way"), ("A-002", "no_way")}


def test_an_event_that_touches_nothing_and_a_name_of_another_village_are_refused(village):
    quiet = {"kind": "household_added", "household": "A-001"}
    strange = {"kind": "urgent_need", "household": "X-001"}

    for told, refusal in ((quiet, NothingChanges), (strange, EventNamesNobody)):
        with pytest.raises(refusal):
            propose_replan(village.caoba, told, by=village.coordinator, on=TUESDAY)
    assert VisitPlan.objects.count() == 1


def test_what_moves_no_visit_is_kept_where_it_holds_on_for_the_next_change(village):
    going = {day for one in (village.a, village.b) for day, _who in days_of(village.plan, one)}
    free = min({MONDAY + timedelta(days) for days in range(7, 12)} - going)
    told = AWAY | {"from": free.isoformat(), "until": (free + timedelta(1)).isoformat()}

    plan = propose_replan(village.caoba, told, by=village.coordinator, on=TUESDAY)
    accept_visit_plan(plan, by=village.coordinator, on=TUESDAY)

    assert days_of(plan, village.a) == days_of(village.plan, village.a)
    urgent = {"kind": "urgent_need", "household": "A-003"}
    tashi = next(one for one in asked(village, TUESDAY, urgent).weeks.problem.helpers
                 if one.key.startswith("扎西"))  # fmt: skip
    assert tashi.shifts[(free - MONDAY).days] is None


def test_weeks_planned_anew_keep_to_absences_and_closed_roads_of_the_plan_that_runs(village):
    told = {"by": village.coordinator, "on": TUESDAY}
    road = {"kind": "road_closed", "households": ["A-003"], "from": "2026-03-16",
            "until": "2026-03-23"}  # fmt: skip
    for event in (AWAY, road):
        accept_visit_plan(propose_replan(village.caoba, event, **told), **told)

    anew = propose_visit_plan(
        village.caoba, start_on=date(2026, 3, 16), weeks=2, seconds=2.0, **told
    )

    week = PlannedVisit.objects.filter(route__plan=anew, route__on__lt=date(2026, 3, 23))
    later = PlannedVisit.objects.filter(route__plan=anew, route__on__gte=date(2026, 3, 23))
    assert [(one.household, one.mode) for one in week] == [(village.c, Mode.PHONE)]
    assert {one.household for one in later} == {village.a, village.b, village.c}


def test_weeks_planned_anew_are_explained_and_changed_by_what_they_keep_to(village):
    told, next_monday = {"by": village.coordinator, "on": TUESDAY}, date(2026, 3, 23)
    away = AWAY | {"until": "2026-03-30"}
    for event in (away, {"kind": "camp_moved", "household": "A-003", "lat": 29.9, "lon": 91.9,
                         "from": "2026-03-12"}):  # fmt: skip
        accept_visit_plan(propose_replan(village.caoba, event, **told), **told)
    anew = propose_visit_plan(village.caoba, start_on=next_monday, weeks=2, seconds=2.0, **told)

    explained = explain_planned(anew, village.a)[1]
    accept_visit_plan(anew, **told)
    weeks = asked(village, next_monday, {"kind": "urgent_need", "household": "A-003"}).weeks

    assert [one.rule for one in explained.days[:5]] == ["no_shift"] * 5
    tashi = next(one for one in weeks.problem.helpers if one.key.startswith("扎西"))
    assert [day for day, shift in enumerate(tashi.shifts) if shift] == [7, 8, 9, 10, 11]
    assert {row.key: row.camps for row in weeks.problem.households}["A-003"] == ()


def test_an_urgent_visit_that_nobody_can_make_says_why_and_what_would_mend_it(village):
    pair(make_household(village.caoba, "A-009"), village.pema)  # and no home of it is known
    told = {"kind": "urgent_need", "household": "A-009"}

    with pytest.raises(NobodyCanGo) as refused:
        propose_replan(village.caoba, told, by=village.coordinator, on=TUESDAY)

    told = refused.value.params
    assert (told["household"], told["why"]) == ("A-009", Hindrance.NO_HOME.label)
    assert told["mend"] == MENDS[Hindrance.NO_HOME]


def test_a_helper_who_has_left_the_team_is_replaced(village):
    from doorstep.pairing.actions import take_off_team

    take_off_team(village.tashi, by=village.coordinator, on=TUESDAY)
    told = {"kind": "helper_gone", "helper": "扎西", "from": "2026-03-10"}

    plan = propose_replan(village.caoba, told, by=village.coordinator, on=TUESDAY)
    accept_visit_plan(plan, by=village.coordinator, on=TUESDAY)

    running = Pairing.objects.live_on(TUESDAY).filter(helper=village.pema)
    assert {one.household.code for one in running} == {"A-001", "A-002", "A-003"}


def goes_to(plan, household, first, last):
    return {name for on, name in days_of(plan, household) if first <= on <= last}


def replanned(cast, told):
    plan = propose_replan(cast.caoba, told, by=cast.coordinator, on=TUESDAY)
    accept_visit_plan(plan, by=cast.coordinator, on=TUESDAY)
    return plan


def test_a_road_is_closed_still_when_something_else_happens(village):
    told = {"kind": "road_closed", "households": ["A-003"], "from": "2026-03-16",
            "until": "2026-03-23"}  # fmt: skip
    replanned(village, told)

    second = propose_replan(
        village.caoba, {"kind": "helper_away", "helper": "扎西", "from": "2026-03-11",
                        "until": "2026-03-14"},
        by=village.coordinator, on=TUESDAY,
    )  # fmt: skip

    sent = second.routes.filter(visits__household=village.c, visits__mode=Mode.ON_SITE)
    left = second.unplanned.get(household=village.c, mode=Mode.ON_SITE)
    assert not sent.filter(on__gte=date(2026, 3, 16)).exists()
    assert (left.week_on, left.why) == (date(2026, 3, 16), Hindrance.NO_WAY)


def test_a_camp_that_moved_is_where_it_went_when_something_else_happens(village):
    far = {"kind": "camp_moved", "household": "A-001", "from": "2026-03-16",
           "lat": 31.6, "lon": 91.7}  # fmt: skip
    replanned(village, far)

    weeks = asked(village, TUESDAY, {"kind": "urgent_need", "household": "A-003"}).weeks

    row = next(one for one in weeks.problem.households if one.key == "A-001")
    [(day, place)] = row.camps
    assert (day, weeks.problem.travel.points[place]) == (7, (31.6, 91.7))


def test_of_an_erased_household_a_change_of_plan_keeps_that_it_was_made(village):
    told = {"kind": "road_closed", "households": ["A-001"], "helper": "扎西",
            "from": "2026-03-16", "until": "2026-03-23"}  # fmt: skip
    plan = replanned(village, told)

    erase_rows(village.a)

    event = PlanEvent.objects.get(plan=plan)
    assert (event.household, event.helper, event.ends.count()) == (None, village.tashi, 0)
    assert (
        running_weeks(
            plan_to_change(village.caoba, TUESDAY), read_happening(plan, AWAY, TUESDAY), TUESDAY
        ).weeks.problem.closures
        == ()
    )


def test_who_is_away_is_away_still_when_something_else_happens(village):
    first = replanned(village, AWAY)
    monday, sunday = date(2026, 3, 16), date(2026, 3, 22)
    before = [goes_to(first, one, monday, sunday) for one in (village.a, village.b)]

    second = propose_replan(
        village.caoba, {"kind": "urgent_need", "household": "A-003"},
        by=village.coordinator, on=TUESDAY,
    )  # fmt: skip

    sent = second.routes.filter(helper=village.tashi, on__range=(monday, sunday))
    assert before == [{"白玛"}, {"白玛"}]
    assert [goes_to(second, one, monday, sunday) for one in (village.a, village.b)] == before
    assert not sent.filter(visits__isnull=False).exists()


def test_who_stands_in_and_falls_ill_gives_it_up_again(village):
    replanned(village, AWAY)

    second = propose_replan(
        village.caoba, {"kind": "helper_gone", "helper": "白玛", "from": "2026-03-16"},
        by=village.coordinator, on=TUESDAY,
    )  # fmt: skip

    late = second.routes.filter(helper=village.pema, on__gte="2026-03-16", visits__isnull=False)
    assert not late.exists()
    assert {row.household for row in second.unplanned.all()} >= {village.a, village.b}


def test_an_urgent_need_to_which_nobody_can_go_is_said_and_changes_nothing(village):
    saturday = date(2026, 3, 14)
    before = VisitPlan.objects.count()

    with pytest.raises(NobodyCanGo, match="A-003"):
        propose_replan(
            village.caoba, {"kind": "urgent_need", "household": "A-003"},
            by=village.coordinator, on=saturday,
        )  # fmt: skip

    assert VisitPlan.objects.count() == before


def test_a_change_is_accepted_until_the_day_after_and_no_later(village):
    plan = propose_replan(village.caoba, AWAY, by=village.coordinator, on=TUESDAY)

    with pytest.raises(ChangeIsOld):
        accept_visit_plan(plan, by=village.coordinator, on=date(2026, 3, 12))
    accept_visit_plan(plan, by=village.coordinator, on=WEDNESDAY)

    plan.refresh_from_db()
    assert plan.state == "accepted"


def test_of_another_village_nobody_stands_in_however_near(village):
    """Pema cannot go to c, then Tashi neither; Lhamo lives next door to c, and has room."""
    on = {"by": village.other_coordinator, "on": village.day}
    change_helper(
        village.lhamo, home_lat=THERE[0], home_lon=THERE[1], weekly_hours=40, most_households=30,
        **on,
    )  # fmt: skip
    going, waiting = [], []
    for helper in ("白玛", "扎西"):
        told = AWAY | {"helper": helper}
        plan = propose_replan(village.caoba, told, by=village.coordinator, on=MONDAY)
        accept_visit_plan(plan, by=village.coordinator, on=MONDAY)
        going.append(set(plan.routes.filter(on__gte="2026-03-16").values_list("helper__name")))
        waiting.append(plan.unplanned.filter(household=village.c, mode=Mode.ON_SITE).count())

    assert going == [{("扎西",)}, set()]
    assert waiting == [0, 1]
    with pytest.raises(EventNamesNobody):
        read_happening(plan_to_change(village.caoba, MONDAY), AWAY | {"helper": "拉姆"}, MONDAY)


SUNDAY = date(2026, 3, 8)
THURSDAY_BEFORE = date(2026, 3, 5)


def test_a_plan_that_has_not_begun_yet_is_changed_and_all_of_it_may_move(village):
    told = {**AWAY, "from": "2026-03-06", "until": "2026-03-16"}  # from before its first day on
    weeks = asked(village, THURSDAY_BEFORE, told)

    plan = propose_replan(village.caoba, told, by=village.coordinator, on=THURSDAY_BEFORE)
    accept_visit_plan(plan, by=village.coordinator, on=THURSDAY_BEFORE)

    went = {route.on for route in plan.routes.filter(helper=village.tashi)}
    assert (weeks.today, weeks.event.from_day, weeks.event.to_day) == (-4, 0, 7)
    assert weeks.done_today == frozenset()
    assert (plan.start_on, plan.made_on) == (village.plan.start_on, THURSDAY_BEFORE)
    assert min(went) >= date(2026, 3, 16)
    assert plan_to_change(village.caoba, THURSDAY_BEFORE) == plan


def test_the_day_before_a_plan_its_first_day_is_near_and_promises_hold(village):
    [(first, _who), *_later] = days_of(village.plan, village.a)
    met(village, village.a, SUNDAY, next_on=first)

    weeks = asked(village, SUNDAY, {"kind": "urgent_need", "household": "A-003"})

    assert weeks.today == -1
    assert weeks.promises.promised == {("A-001", (first - MONDAY).days)}
    assert weeks.event.days == (0,)  # tomorrow: the plan has no day before


@pytest.mark.parametrize(
    "told",
    [
        {**AWAY, "from": "2026-03-06", "until": "2026-03-09"},
        {"kind": "urgent_need", "household": "A-003"},
        {"kind": "urgent_need", "household": "A-003", "on": "2026-03-06"},
    ],
)
def test_what_is_over_before_the_plan_begins_is_refused(village, told):
    with pytest.raises(EventBeforePlan):
        asked(village, THURSDAY_BEFORE, told)
