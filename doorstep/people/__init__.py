"""Who we are: accounts, roles, duties, places, teams, helpers, the audit trail."""
