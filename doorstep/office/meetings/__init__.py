"""Meetings: agenda, attendance, decisions, minutes."""
