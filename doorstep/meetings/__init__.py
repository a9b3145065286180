"""Meetings, attendance, agenda items, decisions with owner and date."""
