import pytest

from doorstep.meetings.choices import ItemKind
from doorstep.meetings.rules import item_order, stands_alone


def test_an_agenda_runs_in_the_order_of_kinds_then_of_writing():
    lines = [("other", 0), ("last_time", 1), ("urgent", 0), ("last_time", 0), ("urgent", 5000)]

    ordered = sorted(lines, key=lambda line: item_order(*line))

    assert ordered == [
        ("last_time", 0),
        ("last_time", 1),
        ("urgent", 0),
        ("urgent", 5000),
        ("other", 0),
    ]


@pytest.mark.parametrize("kind", list(ItemKind))
def test_the_order_fits_its_column(kind):
    assert 0 <= item_order(kind, 100_000) < 32_768


@pytest.mark.parametrize(
    ("kind", "alone"), [(kind, kind in ("not_reached", "plan")) for kind in ItemKind]
)
def test_the_plan_and_the_not_reached_stand_once_on_an_agenda(kind, alone):
    assert stands_alone(kind) == alone
