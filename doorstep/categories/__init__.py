"""Four-colour categories: proposals, decisions, reviews, objections."""
