"""The file of roads that a setting names: read with its faults named, and gone by in plans."""

from datetime import date

import pytest
from django.utils import translation

from doorstep.kit.errors import Refused
from doorstep.people.actions import change_helper
from doorstep.register.actions import set_home
from doorstep.visits.actions import propose_visit_plan, set_cadence
from doorstep.visits.models import UnplannedVisit
from doorstep.visits.queries import read_happening, running_weeks, weeks_to_plan
from doorstep.visits.queries.roads import read_roads
from tests.factories import pair
from tests.visits.plans import run_plan

MONDAY, WEDNESDAY = date(2026, 3, 9), date(2026, 3, 4)
ALL = "from_lat, from_lon, to_lat, to_lon, km, minutes"
HEAD = "from,to,from_lat,from_lon,to_lat,to_lon,km,minutes,season\n"
OPEN = "草坝,沟里,29.7,91.7,29.7,91.8,25,50,\n"
IN_SUMMER = "草坝,沟里,29.7,91.7,29.7,91.8,25,50,summer\n"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def file(tmp_path, settings):
    """file(text): the setting names a file with that text."""

    def named(text, name="roads.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        settings.ROADS = str(path)
        return path

    return named


@pytest.fixture
def village(cast, method):
    """Tashi lives at one end of the road, a and b, who are visited every week, at the other."""
    told = {"by": cast.coordinator, "on": cast.day}
    change_helper(cast.tashi, home_lat=29.70, home_lon=91.70, weekly_hours=20, **told)
    for household in (cast.a, cast.b):
        pair(household, cast.tashi)
        set_home(household, "winter", lat=29.7, lon=91.8, **told)
        set_cadence(household, "on_site", "week", **told)
    return cast


def test_visits_are_planned_by_the_road(village, file):
    file(HEAD + OPEN)

    plan = propose_visit_plan(
        village.caoba, start_on=MONDAY, weeks=1, by=village.coordinator, on=WEDNESDAY
    )

    assert [float(route.km) for route in plan.routes.all()] == [50.0]


def test_a_road_of_summer_leads_nowhere_in_winter(village, file):
    file(HEAD + IN_SUMMER)

    plan = propose_visit_plan(
        village.caoba, start_on=MONDAY, weeks=1, by=village.coordinator, on=WEDNESDAY
    )

    assert not plan.routes.filter(km__gt=0).exists()
    rows = UnplannedVisit.objects.filter(plan=plan, mode="on_site", household__in=[village.a])
    assert [row.why for row in rows] == ["no_way"]


def test_a_camp_that_moved_is_gone_to_by_the_road_of_its_season(village, file):
    file(HEAD + OPEN)
    plan = run_plan(village, on=MONDAY)
    told = {"kind": "camp_moved", "household": "A-001", "from": "2026-03-12",
            "lat": 29.7, "lon": 91.802}  # fmt: skip

    weeks = running_weeks(plan, read_happening(plan, told, MONDAY), MONDAY).weeks

    tashi = next(row for row in weeks.problem.helpers if row.place is not None)
    travel = weeks.problem.travel
    assert travel.km[tashi.place, -1] == pytest.approx(25 + 0.193 * 1.3, abs=0.01)


def test_without_the_setting_ways_are_straight(village, settings):
    settings.ROADS = ""

    travel = weeks_to_plan(village.caoba, MONDAY, 1, WEDNESDAY).problem.travel

    assert not hasattr(travel, "km")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("from_lat,from_lon,to_lat,km,minutes\n1,2,3,4,5\n",
         "roads.csv: the first row has to name the columns " + ALL + ", and may name season, from, "
         "to; it names from_lat, from_lon, to_lat, km, minutes."),
        ("from_lat,from_lon,to_lat,to_lon,km,minutes,km\n1,2,3,4,5,6,7\n",
         "roads.csv: the first row has to name the columns " + ALL + ", and may name season, from, "
         "to; it names from_lat, from_lon, to_lat, to_lon, km, minutes, km."),
        (HEAD + "a,b,29.7,91.7,29.7,191.8,25,50,\n",
         "roads.csv, row 2: to_lon is “191.8”; it has to be a number from -180 to 180."),
        (HEAD + OPEN + "a,b,29.7,91.7,29.8,91.8,-1,50,\n",
         "roads.csv, row 3: km is “-1”; it has to be a number from 0 to 2000."),
        (HEAD + "a,b,29.7,91.7,29.8,91.8,far,50,\n",
         "roads.csv, row 2: km is “far”; it has to be a number from 0 to 2000."),
        (HEAD + "a,b,29.7,91.7,29.8,91.8,25,,\n",
         "roads.csv, row 2: minutes is “”; it has to be a number from 0 to 10000."),
        (HEAD + "a,b,29.7,91.7,29.8,91.8,25,50,spring\n",
         "roads.csv, row 2: season is “spring”; it has to be winter, summer, or empty for both."),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_refused_by_its_row(file, text, sentence):
    with pytest.raises(Refused) as refused:
        read_roads(file(text))

    assert str(refused.value) == sentence


def test_a_file_that_is_not_there_is_said_and_the_log_alone_names_it(tmp_path, caplog):
    with pytest.raises(Refused) as refused:
        read_roads(tmp_path / "gone.csv")

    assert str(refused.value) == (
        "The file of roads cannot be read, so nothing is planned. Tell who runs the server: the "
        "server's log says which file it is."
    )
    [line] = caplog.messages
    assert line.startswith(f"DOORSTEP_ROADS names {tmp_path / 'gone.csv'}, which cannot be read")


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("roads.csv", "", "This file is empty."),
        ("roads.xlsx", "PK", "This file is not a workbook."),
    ],
)
def test_a_file_that_holds_no_table_is_said_to_be_the_roads(file, caplog, name, text, fault):
    with pytest.raises(Refused, match="The file of roads cannot be read, so"):
        read_roads(file(text, name))

    [line] = caplog.messages
    assert name in line
    assert fault in line


def test_more_places_than_can_be_joined_are_refused(file):
    rows = "".join(f"a,b,29,{90 + n / 1000:.3f},29,{91 + n / 1000:.3f},1,1,\n" for n in range(300))

    with pytest.raises(Refused, match="roads join 600 places; 500 are the most"):
        read_roads(file(HEAD + rows))
