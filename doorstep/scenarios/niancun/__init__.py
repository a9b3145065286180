"""Story 1: a village of 197 households and its four-colour method."""
