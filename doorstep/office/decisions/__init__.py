"""Proposals of categories: put to a meeting, decided by another, contested, reviewed."""
