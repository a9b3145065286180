"""Somebody asks for a table: kept sets of columns, filled from rows, and who asked how often."""
