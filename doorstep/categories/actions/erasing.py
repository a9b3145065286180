"""A household's proposals and categories go when it is erased."""

from doorstep.categories.models import Category, Objection, Proposal, Review
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Deletes categories, objections, proposals and reviews; how many rows."""
    tables = (Category, Objection, Proposal, Review)
    return sum(table.objects.filter(household=household).delete()[0] for table in tables)
