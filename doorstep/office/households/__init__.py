"""Households: the list, one household's pages, its paper, and the forms that change it."""
