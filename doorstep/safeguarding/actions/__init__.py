"""Every write of safeguarding. None leaves an entry in the trail that others read: each is an entry
of the need's own story, sealed and chained, which `doorstep audit verify` walks."""

from doorstep.safeguarding.actions.keeping import drop_old_needs, forget_safeguarding
from doorstep.safeguarding.actions.naming import name_safeguarding_person
from doorstep.safeguarding.actions.telling import (
    NoSafeguardingPerson,
    RelativeOfHousehold,
    hand_to_safeguarding,
    raise_safeguarding_need,
)
from doorstep.safeguarding.actions.working import (
    AgainInPast,
    ReasonTooShort,
    SafeguardingNeedClosed,
    answer_relative,
    close_safeguarding_need,
    note_safeguarding_need,
    open_safeguarding_need,
)

__all__ = [
    "AgainInPast",
    "NoSafeguardingPerson",
    "ReasonTooShort",
    "RelativeOfHousehold",
    "SafeguardingNeedClosed",
    "answer_relative",
    "close_safeguarding_need",
    "drop_old_needs",
    "forget_safeguarding",
    "hand_to_safeguarding",
    "name_safeguarding_person",
    "note_safeguarding_need",
    "open_safeguarding_need",
    "raise_safeguarding_need",
]
