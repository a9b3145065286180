"""Every write of entry: one module a noun."""
