"""Partners: who works with us, what was done together, and what came of it."""
