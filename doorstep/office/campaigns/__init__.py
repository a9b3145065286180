"""Campaigns: the list, how far one is and who is left, units, turns, and workbooks."""
