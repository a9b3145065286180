from datetime import timedelta

from doorstep.activities.actions import record_activity
from doorstep.activities.figures import FIGURES
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from tests.factories import DAY

FIGURE = {figure.key: figure for figure in FIGURES}


def test_policy_briefings_are_counted_by_day_and_place(cast):
    def rows(key, place, last):
        return set(FIGURE[key].rows(scope_of(place), Period(DAY, DAY + timedelta(days=last))))

    def record(kind, title, place, days):
        on = DAY + timedelta(days=days)
        return record_activity(place, kind=kind, title=title, by=cast.coordinator, on=on)

    first = record("policy_briefing", "医保参保", cast.caoba, 0)
    second = record("policy_briefing", "草原补奖", cast.caoba, 9)
    clean = record("clean_up", "河滩清扫", cast.caoba, 2)
    other = record("policy_briefing", "医保参保", cast.xiagou, 2)

    assert rows("policy_sessions", cast.caoba, 6) == {first}
    assert rows("policy_sessions", cast.caoba, 9) == {first, second}
    assert rows("policy_sessions", cast.town, 9) == {first, second, other}
    assert rows("activities_held", cast.caoba, 6) == {first, clean}
    assert FIGURE["policy_sessions"].label(first) == f"{DAY} · 医保参保"
