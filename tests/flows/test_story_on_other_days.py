"""The story holds on whatever day it is played to: a week's first and last, over the year."""

from datetime import date

import pytest

from doorstep.figures.queries import get_figure, measure
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.packs.queries import week_pack
from doorstep.people.models import Team
from doorstep.people.queries import scope_of
from doorstep.scenarios.actions import replay
from doorstep.scenarios.queries import count_replay
from tests.share import share

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
TURN_OF_THE_YEAR = date(2027, 1, 2)  # the Saturday of a week that began in the year before


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("until", share([MONDAY, SUNDAY, TURN_OF_THE_YEAR], 3, 2), ids=str)
def test_the_story_holds_on_other_days(until):
    told = replay("niancun", until=until, today=until, progress=lambda _line: None)

    week = Week.of(until).shift(-1)
    pack = week_pack(Team.objects.get(code="niancun"), week)
    scope, period = scope_of(told.place), Period.of_week(week)
    numbers = [number for section in pack.sections for number in section.figures if number.url]
    assert [row for row in count_replay(told) if not row.holds] == []
    assert [(number.key, number.value) for number in numbers] == [
        (number.key, measure(get_figure(number.key), scope, period).value) for number in numbers
    ]
