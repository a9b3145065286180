"""Pure decisions of samples: values, units, verdicts, limits of time."""

from doorstep.samples.rules.units import converted, unit_of
from doorstep.samples.rules.values import Reading, read_value, value_text
from doorstep.samples.rules.verdicts import limit_text, overall, verdict_on
from doorstep.samples.rules.waiting import late_since

__all__ = [
    "Reading",
    "converted",
    "late_since",
    "limit_text",
    "overall",
    "read_value",
    "unit_of",
    "value_text",
    "verdict_on",
]
