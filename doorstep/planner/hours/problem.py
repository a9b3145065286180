"""What pairing by hours is told on top of a pairing problem: how long, how often, how fast."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from doorstep.planner.problem import PairingProblem

WEEKS = 4  # minutes are counted over four weeks, so that weekly and monthly visits are whole


@dataclass(frozen=True, slots=True)
class VisitTime:
    """What a household takes of each of its helpers, beside the way."""

    visits: int  # in four weeks
    visit_minutes: int = 40  # at the household, each time
    phone_minutes: int = 0  # in four weeks


@dataclass(frozen=True, slots=True)
class HoursProblem:
    """A village whose helpers have so many hours; `weekly_hours` of a helper is a hard limit.

    `load_bands` of the weights count hours here: points for each weekly hour up to the share.
    """

    village: PairingProblem
    times: Mapping[str, VisitTime]  # by household, each of them
    km_an_hour: float = 40.0
    ways_a_visit: float = 2.0  # there and back; less where one trip serves several households
    must_share_language: frozenset[str] = frozenset()  # households
    roles: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    # household → the skills each of its places asks for, on top of those all must have
