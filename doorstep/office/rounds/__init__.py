"""Rounds on paper: made, printed, keyed in, counted back."""
