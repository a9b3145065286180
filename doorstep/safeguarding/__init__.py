"""The safeguarding path: what the place's named person alone reads and writes."""
