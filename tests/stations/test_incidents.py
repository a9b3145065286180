"""The log of a station names nobody and knows no minute."""

from datetime import timedelta

import pytest

from doorstep.stations.actions import close_station, mend_incident
from doorstep.stations.actions.incidents import IncidentToCome, NamesSomebody
from doorstep.stations.actions.text import (
    IdentityNumberRefused,
    StationClosed,
    TextMissing,
    TextTooLong,
)
from doorstep.stations.models import StationIncident
from doorstep.stations.queries import incidents_of
from tests.factories import DAY
from tests.stations.made import log, make_station


@pytest.fixture
def station(cast):
    return make_station(cast.caoba)


def test_a_line_has_day_part_kind_and_what_was_done(cast, station):
    line = log(station, part="night", kind="accident")
    assert log(station, part="night", kind="accident") == line

    assert [(one.on, one.part, one.kind, one.done) for one in incidents_of(station)] == [
        (DAY, "night", "accident", "一辆车滑出路面，小队拖回")
    ]
    mend_incident(line, done="一辆车滑出路面，自行开回", by=cast.coordinator, on=DAY)
    assert incidents_of(station).get().done == "一辆车滑出路面，自行开回"


@pytest.mark.parametrize(
    ("done", "error"),
    [
        ("", TextMissing),
        ("长" * 301, TextTooLong),
        ("证号 540100199001010011", IdentityNumberRefused),
        ("扎西把车拖回", NamesSomebody),
    ],
)
def test_bad_words_are_refused_when_written_and_when_mended(cast, station, done, error):
    with pytest.raises(error):
        log(station, done)
    line = log(station)

    with pytest.raises(error):
        mend_incident(line, done=done, by=cast.coordinator, on=DAY)

    assert StationIncident.objects.get().done == "一辆车滑出路面，小队拖回"


def test_a_place_that_is_called_as_a_helper_is_may_stand_there(cast, station):
    line = log(station, "扎西半岛路口结冰", is_place_name=True)

    mend_incident(line, done="扎西半岛封路", by=cast.coordinator, on=DAY, is_place_name=True)

    assert line.done == "扎西半岛封路"


def test_what_is_still_to_come_or_lies_outside_of_the_stations_days_is_refused(cast, station):
    with pytest.raises(IncidentToCome):
        log(station, happened_on=DAY + timedelta(days=1))
    with pytest.raises(StationClosed):
        log(station, happened_on=DAY - timedelta(days=1))
    close_station(station, by=cast.coordinator, on=DAY + timedelta(days=2))

    with pytest.raises(StationClosed):
        log(station, on=DAY + timedelta(days=3))

    log(station, on=DAY + timedelta(days=3), happened_on=DAY + timedelta(days=1))
    assert StationIncident.objects.count() == 1
