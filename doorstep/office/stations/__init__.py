"""Stations: counter, loans, stock, boards, and who staffs what."""
