"""Helpers that know no domain word."""
