"""How fast the machine is just now: other work on it makes the same statements cost more."""

import statistics
import time

STEPS = 300_000


def pace_ms() -> float:
    """Processor milliseconds of a fixed loop, the median of several."""
    return statistics.median(_loop() for _run in range(9))


def _loop() -> float:
    start, number = time.process_time(), 0
    for step in range(STEPS):
        number = (number * 31 + step) % 65_537
    return 1000 * (time.process_time() - start)
