"""Screens of the safeguarding path: handing over, and what the named person reads and writes."""
