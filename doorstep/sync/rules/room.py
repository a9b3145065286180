"""How much a device may leave in a day: far more than work makes, far less than a disk holds."""

from typing import NamedTuple


class Most(NamedTuple):
    rows: int
    letters: int  # sealed, as they lie on the disk


# A phone that comes back after weeks brings some hundreds of records of two thousand letters.
MOST_A_DAY = Most(rows=2000, letters=40_000_000)
MOST_A_DAY_SHUT_OUT = Most(rows=200, letters=4_000_000)
