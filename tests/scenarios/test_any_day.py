"""The stories of the stations and of the elders hold on whatever day they are played to."""

from datetime import date

import pytest

from doorstep.people.models import AuditEntry
from doorstep.scenarios.actions import replay
from doorstep.scenarios.queries import count_replay

pytestmark = [pytest.mark.django_db, pytest.mark.replay]
MONDAY = date(2026, 1, 5)  # the weeks before it lie in two years
SUNDAY = date(2028, 3, 5)  # and before this one a 29th of February


@pytest.mark.parametrize("until", [MONDAY, SUNDAY])
@pytest.mark.parametrize("story", ["damxung", "xiashui"])
def test_every_figure_holds_and_no_row_lies_after_the_day(story, until):
    played = replay(story, until=until, today=until, progress=lambda _line: None)

    assert [row for row in count_replay(played) if not (row.holds and row.rows)] == []
    assert AuditEntry.objects.filter(on__gt=until).count() == 0


def test_played_again_to_the_same_day_they_are_counted_and_not_made_twice():
    first = replay("xiashui", until=MONDAY, today=MONDAY, progress=lambda _line: None)
    entries = AuditEntry.objects.count()

    assert replay("xiashui", until=MONDAY, today=MONDAY, progress=lambda _line: None) == first
    assert AuditEntry.objects.count() == entries
