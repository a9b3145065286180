"""What categories stand, wait or would be proposed."""

from doorstep.categories.figures import not_reviewed
from doorstep.categories.queries.by_rule import (
    FoundByRule,
    HouseholdChange,
    preview_method,
    proposals_by_rule,
)
from doorstep.categories.queries.reading import (
    ProposalRow,
    get_objection_for,
    get_proposal_for,
    live_categories,
    objections_for,
    open_proposals_for,
    outcomes_at,
    proposal_rows,
    proposals_for,
    reason_words,
    shown_category,
)
from doorstep.categories.queries.retention import proposals_with_old_words

__all__ = [
    "FoundByRule",
    "HouseholdChange",
    "ProposalRow",
    "get_objection_for",
    "get_proposal_for",
    "live_categories",
    "not_reviewed",
    "objections_for",
    "open_proposals_for",
    "outcomes_at",
    "preview_method",
    "proposal_rows",
    "proposals_by_rule",
    "proposals_for",
    "proposals_with_old_words",
    "reason_words",
    "shown_category",
]
