"""Stations for people on the way: who staffs them, what is asked there, lent and kept."""
