"""Whom we serve: households, members, homes, circumstances, consents, access."""
