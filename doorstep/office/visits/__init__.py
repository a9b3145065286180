"""Visits: what is due and done, the form that records one, its page, the weekly report."""
