"""The screens about stars: criteria, applications, what is held, papers."""
