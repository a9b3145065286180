"""The story of the sampling comes out of rows: taken, handed on, measured, told."""

from collections import Counter
from datetime import date

import pytest

from doorstep.people.models import AuditEntry
from doorstep.samples.choices import SampleState, Verdict
from doorstep.samples.models import LabFile, Sample
from doorstep.samples.queries import standings_of
from doorstep.scenarios.actions import replay
from doorstep.scenarios.queries import count_replay

UNTIL = date(2026, 11, 25)


def play(until=UNTIL):
    return replay("yangtze_source", until=until, today=until, progress=lambda _line: None)


@pytest.fixture
def played(db):
    return play()


def test_every_stated_figure_holds_from_rows(played):
    counted = [(one.key, one.counted, one.rows, one.holds) for one in count_replay(played)]

    assert counted == [("samples", 24, 24, True)]


def test_every_sample_came_to_the_laboratory_by_an_unbroken_chain(played):
    standings = standings_of(Sample.objects.order_by("code"), UNTIL)

    assert Counter(one.sample.matter for one in standings) == {
        "drinking_water": 12, "hot_spring": 4, "salt": 4, "saffron": 4,
    }  # fmt: skip
    for one in standings:
        assert [link.order for link in one.custody] == list(range(len(one.custody)))
        assert [link.kind for link in one.custody][:: len(one.custody) - 1] == ["taken", "received"]


def test_the_laboratorys_workbook_was_read_whole_and_verdicts_are_computed(played):
    file = LabFile.objects.get()
    standings = {one.sample.code: one for one in standings_of(Sample.objects.all(), UNTIL)}

    assert (file.left_rows.count(), file.results.count()) == (0, 12 * 6 + 4 * 3 + 4 * 2 + 4 * 2)
    assert standings["SY-07"].verdict == Verdict.OVER  # fluoride 1.40
    assert standings["SY-13"].verdict == Verdict.NO_LIMIT  # a hot spring
    assert standings["SY-23"].verdict == Verdict.UNDER  # saffron of little colour
    assert standings["SY-01"].verdict == Verdict.WITHIN
    states = Counter(one.state for one in standings.values())
    assert states == {SampleState.TOLD: 7, SampleState.MEASURED: 17}


def test_it_runs_on_whatever_day_and_dates_nothing_later(db):
    until = date(2026, 11, 29)  # a Sunday
    played = play(until)

    assert all(one.holds for one in count_replay(played))
    assert AuditEntry.objects.filter(on__gt=until).count() == 0


def test_played_again_it_is_counted_and_not_made_twice(played):
    assert play() == played
    assert Sample.objects.count() == 24
