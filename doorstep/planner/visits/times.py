"""The clock of a route: when each visit begins, at the earliest and at the latest."""

from collections.abc import Sequence

from doorstep.planner.visits.routes import SLACK, Day, visit_end


def earliest(day: Day, order: Sequence[int]) -> list[float]:
    """When each visit begins if nobody waits longer than the windows ask; then the return."""
    clock, at, begins = day.start, len(day.service), []
    for stop in order:
        service = float(day.service[stop])
        clock = visit_end(day, stop, clock + day.minutes[at, stop])
        begins.append(clock - service)
        at = stop
    return [*begins, clock + float(day.minutes[at, len(day.service) + 1])]


def latest(day: Day, order: Sequence[int]) -> list[float]:
    """When leaving home, then each visit, has to begin at the latest."""
    clock, after, begins = day.end, len(day.service) + 1, []
    for stop in reversed(order):
        service = float(day.service[stop])
        clock = _begin_by(day, stop, clock - float(day.minutes[stop, after]) - service, service)
        begins.append(clock)
        after = stop
    return [clock - float(day.minutes[len(day.service), after]), *reversed(begins)]


def _begin_by(day: Day, stop: int, clock: float, service: float) -> float:
    """The last minute up to the clock at which a visit can begin."""
    for opens, closes in zip(day.opens[stop][::-1], day.closes[stop][::-1], strict=True):
        begin = min(clock, float(closes) - service)
        if begin >= float(opens) - SLACK:
            return begin
    return float("-inf")


def as_late_as_needed(day: Day, order: Sequence[int]) -> list[float]:
    """(leaving, the beginning of each visit, return) with as little waiting as the earliest return
    allows: everything but the waiting is moved towards it."""
    times = earliest(day, order)
    *begins, back = times
    limit = latest(day._replace(end=back), order)
    moved = [max(pair) for pair in zip(begins, limit[1:], strict=True)]
    return [max(day.start, limit[0]), *moved, back]
