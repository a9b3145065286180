"""Story 4: a town of 15 villages; campaigns, supervision, measures, and money."""
