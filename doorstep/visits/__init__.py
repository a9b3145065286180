"""Going there: cadence, visits, services given, what is due."""
