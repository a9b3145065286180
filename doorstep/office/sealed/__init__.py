"""Screens of sealed fields: what is kept, who opens it, and opening it with a reason."""
