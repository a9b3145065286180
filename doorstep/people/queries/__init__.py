"""Reads of people: who holds what where, and the audit trail."""

from doorstep.people.queries.chains import Break, CheckedChain, check_chains
from doorstep.people.queries.reach import (
    Reach,
    Scope,
    accounts_serving,
    at_or_above,
    coordinates_everywhere,
    get_helper_for,
    get_village_for,
    has_duty,
    has_role,
    helper_at,
    helper_of,
    helpers_at,
    holders_of,
    is_kept_apart,
    keep_reach,
    places_with_role,
    reach_of,
    roles_of,
    scope_of,
<<<<<<< HEAD
    somebody_holds,
=======
    serves,
>>>>>>> ec7fcd5 (register, office: Call sealing by one word, and look at what was built.)
    villages_below,
    villages_for,
    villages_with_duty,
    villages_with_role,
)
from doorstep.people.queries.retention import left_helpers_with_details
from doorstep.people.queries.trail import (
    Look,
    Opening,
    audit_entries_for,
    entries_with_old_times,
    looked_at,
    looks_at,
    openings_of,
)

__all__ = [
    "Break",
    "CheckedChain",
    "Look",
    "Opening",
    "Reach",
    "Scope",
    "accounts_serving",
    "at_or_above",
    "audit_entries_for",
    "check_chains",
    "coordinates_everywhere",
    "entries_with_old_times",
    "get_helper_for",
    "get_village_for",
    "has_duty",
    "has_role",
    "helper_at",
    "helper_of",
    "helpers_at",
    "holders_of",
    "is_kept_apart",
    "keep_reach",
    "left_helpers_with_details",
    "looked_at",
    "looks_at",
    "openings_of",
    "places_with_role",
    "reach_of",
    "roles_of",
    "scope_of",
<<<<<<< HEAD
    "somebody_holds",
=======
    "serves",
>>>>>>> ec7fcd5 (register, office: Call sealing by one word, and look at what was built.)
    "villages_below",
    "villages_for",
    "villages_with_duty",
    "villages_with_role",
]
