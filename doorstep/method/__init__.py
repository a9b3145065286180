"""How a place works, as data: categories, cadences, services, deadlines; versions."""
