"""Supervision: posts and their reviews, checks, and what is to be corrected."""
