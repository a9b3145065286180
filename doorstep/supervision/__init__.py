"""Supervision of offices: posts whose risks are reviewed, checks, and problems that are closed."""
