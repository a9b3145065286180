"""The screens about works that households asked for."""
