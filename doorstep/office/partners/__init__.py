"""The screens about partners."""
