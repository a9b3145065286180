"""Activities: what was held, who came, and the form that records it."""
