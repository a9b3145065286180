"""How long a sample may wait, and since when it waits too long."""

from datetime import date, timedelta

from doorstep.samples.choices import Late, SampleState

DAYS_TO_LAB = 7
DAYS_TO_TELL = 7


def late_since(
    state: SampleState,
    *,
    taken_on: date,
    received_on: date | None,
    lab_days: int,
    measured_on: date | None,
    today: date,
) -> tuple[Late, date] | None:
    """What it waits for and the last day on which that was in time; None while it is, or where
    nothing is waited for. `measured_on`: the day on which its first result was read."""
    if state == SampleState.OUT:
        kind, due_on = Late.TO_LAB, taken_on + timedelta(days=DAYS_TO_LAB)
    elif state == SampleState.AT_LAB and received_on is not None:
        kind, due_on = Late.RESULT, received_on + timedelta(days=lab_days)
    elif state == SampleState.MEASURED and measured_on is not None:
        kind, due_on = Late.TO_TELL, measured_on + timedelta(days=DAYS_TO_TELL)
    else:
        return None
    return (kind, due_on) if today > due_on else None
