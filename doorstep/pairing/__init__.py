"""Who goes to whom: pairings, proposals, the bridge to the planner."""
