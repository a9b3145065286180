"""Reads of pairing that join or count, and the bridge to the planner."""

from doorstep.pairing.queries.accepting import Accepting, on_accepting
from doorstep.pairing.queries.faults import CannotBePlanned, planner_words, told_faults
from doorstep.pairing.queries.pairs import (
    HelperLoad,
    get_offer_for,
    get_plan_for,
    helpers_load,
    offers_of,
    open_plan,
    pairs_of,
    stand_in_for,
    state_of,
)
from doorstep.pairing.queries.prices import (
    ChangedSinceProposal,
    Priced,
    adds_in_plan,
    least_now,
    load_in_plan,
    price_of,
    unserved_rows,
    wording_of,
)
from doorstep.pairing.queries.problem import (
    build_problem,
    helper_id_of,
    helper_key,
    skills_missing,
    with_named,
)
from doorstep.pairing.queries.retention import old_offers, plans_with_old_lists
from doorstep.pairing.queries.words import next_words, points_text, unserved_words, words_of

__all__ = [
    "Accepting",
    "CannotBePlanned",
    "ChangedSinceProposal",
    "HelperLoad",
    "Priced",
    "adds_in_plan",
    "build_problem",
    "get_offer_for",
    "get_plan_for",
    "helper_id_of",
    "helper_key",
    "helpers_load",
    "least_now",
    "load_in_plan",
    "next_words",
    "offers_of",
    "old_offers",
    "on_accepting",
    "open_plan",
    "pairs_of",
    "planner_words",
    "plans_with_old_lists",
    "points_text",
    "price_of",
    "skills_missing",
    "stand_in_for",
    "state_of",
    "told_faults",
    "unserved_rows",
    "unserved_words",
    "with_named",
    "wording_of",
    "words_of",
]
