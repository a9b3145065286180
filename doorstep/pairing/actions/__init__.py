"""Every write of pairing."""

from doorstep.pairing.actions.around import find_around, propose_around
from doorstep.pairing.actions.bulk import pair_new_households
from doorstep.pairing.actions.erasing import erase_rows
from doorstep.pairing.actions.leaving import take_off_register, take_off_team
from doorstep.pairing.actions.merging import take_over_pairs
from doorstep.pairing.actions.pairs import (
    HelperNotActive,
    HelperOfAnotherVillage,
    HouseholdNotActive,
    TooManyHelpers,
    decline_pair,
    end_pairing,
    guard_in_team,
    pair_household,
)
from doorstep.pairing.actions.plans import (
    HelperFull,
    HelperOfferedAlready,
    HelperTakesNone,
    NamedPairsBeyondHours,
    PairingNeedsAVillage,
    PlanNotOpen,
    ProgramMayNotAccept,
    accept_pairing,
    change_offer,
    find_pairing,
    guard_village,
    keep_pairing,
    propose_pairing,
)
from doorstep.pairing.actions.retention import forget_old_plans
from doorstep.register.actions.access import PairDeclined

__all__ = [
    "HelperFull",
    "HelperNotActive",
    "HelperOfAnotherVillage",
    "HelperOfferedAlready",
    "HelperTakesNone",
    "HouseholdNotActive",
    "NamedPairsBeyondHours",
    "PairDeclined",
    "PairingNeedsAVillage",
    "PlanNotOpen",
    "ProgramMayNotAccept",
    "TooManyHelpers",
    "accept_pairing",
    "change_offer",
    "decline_pair",
    "end_pairing",
    "erase_rows",
    "find_around",
    "find_pairing",
    "forget_old_plans",
    "guard_in_team",
    "guard_village",
    "keep_pairing",
    "pair_household",
    "pair_new_households",
    "propose_around",
    "propose_pairing",
    "take_off_register",
    "take_off_team",
    "take_over_pairs",
]
