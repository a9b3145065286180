"""`doorstep plan` from the command line."""

import io
import json
import signal
import sys
from datetime import date

import pytest

from doorstep.cli.main import main
from doorstep.pairing.models import Pairing
from doorstep.people.actions import change_helper
from doorstep.people.models import Helper
from doorstep.planner.visits import Cause
from doorstep.planner.visits.check import check_plan
from doorstep.planner.visits.explanation import RULES
from doorstep.register.actions import set_home
from doorstep.visits.choices import MENDS, AgainstDay, Hindrance
from doorstep.visits.models import VisitPlan
from doorstep.visits.queries import weeks_to_plan
from tests.factories import pair

HERE, THERE = (29.83, 91.73), (29.83, 91.93)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("doorstep.kit.clock.today", lambda: date(2026, 3, 9))


@pytest.fixture
def village(cast, method):
    """Tashi goes to a and b here, Pema with Tashi to c some valleys away."""
    for helper, (lat, lon) in ((cast.tashi, HERE), (cast.pema, THERE)):
        change_helper(helper, by=cast.coordinator, on=cast.day, home_lat=lat, home_lon=lon)
    for household, (lat, lon) in ((cast.a, HERE), (cast.b, HERE), (cast.c, THERE)):
        set_home(household, "winter", lat=lat, lon=lon, by=cast.coordinator, on=cast.day)
    pair(cast.a, cast.tashi)
    pair(cast.b, cast.tashi)
    pair(cast.c, cast.pema)
    pair(cast.c, cast.tashi, order=2)
    return cast


def test_the_plan_of_a_village_is_printed_with_its_proof(village, today, run):
    code, answer, _said = run("plan", "--place", "caoba", "--weeks", "4", "--json")

    assert (code, answer["unplanned"], answer["proven"], answer["gap"]) == (0, [], True, 0.0)
    assert list(answer) == [
        "visits", "km", "hours", "proven", "bound", "gap", "unplanned", "seconds", "days",
    ]  # fmt: skip
    assert 0 <= answer["bound"] - answer["km"] < 2  # and a little for each week that is later
    assert all("2026-03-16" <= day["on"] <= "2026-04-10" for day in answer["days"])
    met = [
        (day["on"], stop["part"])
        for day in answer["days"]
        for stop in day["stops"]
        if stop["household"] == village.c.code
    ]
    assert met
    assert len(met) == 2 * len(set(met))
    told = {key for day in answer["days"] for stop in day["stops"] for key in stop}
    assert told == {"household", "part"}  # no minute of a visit leaves the planner


def test_pairing_with_the_plan_prints_its_pairs_and_stores_nothing(village, today, run):
    for helper in (village.tashi, village.pema):
        change_helper(helper, by=village.coordinator, on=village.day, most_households=3)
    before = list(Pairing.objects.order_by("pk").values_list("household", "helper", "end_on"))

    code, answer, _said = run("plan", "--place", "caoba", "--together", "--seconds", "3", "--json")

    assert (code, answer["gap"], answer["unplanned"]) == (0, 0.0, [])
    assert answer["km"] <= answer["km_first"]
    assert {one["household"] for one in answer["pairs"]} == {"A-001", "A-002", "A-003"}
    assert list(Pairing.objects.order_by("pk").values_list("household", "helper", "end_on")) == (
        before
    )


class Pressing(io.StringIO):
    """Somebody who presses Ctrl-C on reading that a helper is planned."""

    def write(self, text):
        if "helpers planned" in text and "helpers planned" not in self.getvalue():
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def test_ctrl_c_prints_and_keeps_the_best_plan_so_far(village, today, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stderr", said := Pressing())

    code = main(["plan", "--place", "caoba", "--weeks", "1", "--keep", "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert (code, {one["cause"] for one in answer["unplanned"]}) == (130, {"stopped"})
    assert "1 of 2 helpers planned" in said.getvalue()
    assert VisitPlan.objects.get().state == "open"


def test_the_plan_holds(village, today):
    from doorstep.planner.visits import plan_visits

    problem = weeks_to_plan(village.caoba, date(2026, 3, 16), 4, date(2026, 3, 9)).problem

    assert check_plan(problem, plan_visits(problem)) == []


def test_a_plan_is_kept_for_the_office_or_accepted_by_a_person_alone(village, today, run):
    run("plan", "--place", "caoba", "--weeks", "1", "--json")
    assert not VisitPlan.objects.exists()

    code, _answer, said = run("plan", "--place", "caoba", "--weeks", "1", "--accept", "--json")
    assert (code, "accepting it is for a person" in said) == (1, True)
    helper = village.tashi_account.login
    code, _answer, said = run("plan", "--place", "caoba", "--accept", "--by", helper, "--json")
    assert (code, "does not coordinate 草坝村" in said) == (1, True)
    assert not VisitPlan.objects.exists()

    run("plan", "--place", "caoba", "--weeks", "1", "--keep", "--json")
    run("plan", "--place", "caoba", "--weeks", "1", "--accept", "--by", "drolma", "--json")
    states = [plan.state for plan in VisitPlan.objects.order_by("id")]
    assert states == ["dropped", "accepted"]


def test_nobody_paired_and_no_home_are_causes(cast, method, today, run):
    code, answer, said = run("plan", "--place", "caoba", "--weeks", "1", "--json")

    assert code == 0
    assert {row["cause"] for row in answer["unplanned"]} == {"no_pair"}
    assert answer["days"] == []
    assert "is not planned" in said or "are not planned" in said

    change_helper(cast.tashi, by=cast.coordinator, on=cast.day, home_lat=29.83, home_lon=91.73)
    pair(cast.a, cast.tashi)
    _code, answer, _said = run("plan", "--place", "caoba", "--weeks", "4", "--json")

    causes = {
        row["cause"]
        for row in answer["unplanned"]
        if (row["household"], row["kind"]) == (cast.a.code, "visit")
    }
    assert causes == {"no_home"}


def test_a_town_is_not_planned(cast, method, today, run):
    code, answer, said = run("plan", "--place", "riduo", "--json")

    assert (code, answer) == (1, None)
    assert "caoba" in said


@pytest.mark.parametrize("weeks", ["0", "9", "x"])
def test_weeks_that_are_none_are_refused(weeks, run):
    with pytest.raises(SystemExit) as ended:
        run("plan", "--place", "caoba", "--weeks", weeks)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("command", "option", "said"),
    [
        (("plan", "--place", "caoba"), "--weeks", "“x” is no whole number"),
        (("plan", "--place", "caoba"), "--seconds", "“x” is no number"),
        (("pair", "--place", "caoba", "--hours"), "--visit-minutes", "“x” is no whole number"),
        (("pair", "--place", "caoba", "--hours"), "--km-an-hour", "“x” is no number"),
    ],
)
def test_what_is_no_number_is_said_in_words(command, option, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command, option, "x"])

    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith(f"error: argument {option}: {said}\n")


@pytest.mark.parametrize("day", ["1899-12-31", "9999-12-31", "soon"])
def test_a_first_day_that_cannot_be_counted_from_is_refused(day, run):
    with pytest.raises(SystemExit) as ended:
        run("plan", "--place", "caoba", "--from", day)
    assert ended.value.code == 2


def test_weeks_that_are_past_are_not_planned(village, today, run):
    code, answer, said = run("plan", "--place", "caoba", "--from", "2020-01-01", "--json")

    assert (code, answer) == (1, None)
    assert said.startswith("These weeks ended on 26 January 2020.")


def test_every_cause_of_the_planner_has_words():
    assert set(Cause.__value__.__args__) == set(Hindrance.values)


def test_a_household_is_explained(village, today, run):
    code, answer, _said = run("plan", "--place", "caoba", "--explain", "a-003", "--json")

    told = answer["explained"]
    days = {day["on"] for day in told["days"] if day["planned"]}
    assert (code, told["household"], told["helpers"]) == (0, "A-003", ["白玛", "扎西"])
    assert days == {
        day["on"] for day in answer["days"] if "A-003" in [one["household"] for one in day["stops"]]
    }
    assert len(told["days"]) == 28
    sunday = next(day for day in told["days"] if day["on"] == "2026-03-22")
    assert (sunday["km_more"], sunday["why_not"]) == (None, "not a day on which its helpers go")


@pytest.mark.parametrize("named", ["Z-1", ""])
def test_a_household_that_is_not_there_cannot_be_explained(named, village, today, run):
    code, answer, said = run("plan", "--place", "caoba", "--explain", named)

    assert (code, answer, f"has no household {named}" in said) == (1, None, True)


def test_every_rule_of_the_planner_has_its_words():
    assert set(RULES) == set(AgainstDay.values)


def test_every_hindrance_says_what_would_mend_it():
    assert set(MENDS) == set(Hindrance)


def test_where_all_helpers_have_left_nobody_is_said_to_be_full(village, today, run):
    Helper.objects.update(end_on=date(2026, 3, 1))

    code, answer, _said = run("plan", "--place", "caoba", "--weeks", "4", "--json")

    said = {(row["kind"], row["cause"]) for row in answer["unplanned"]}
    assert (code, answer["days"], said) == (0, [], {("visit", "no_days"), ("call", "no_days")})
