"""Pairing: the proposal against today, and the pairs of one household."""
