"""Stories that can be replayed, through the product's own actions."""
