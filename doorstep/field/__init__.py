"""The door for helpers out there: the field page and what it fetches and sends."""
