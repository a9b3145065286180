"""Visit plans of some weeks, as the office and each helper see them."""
