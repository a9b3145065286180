"""Tables of stars."""

from doorstep.stars.models.applications import (
    StarApplication,
    StarComment,
    StarFinding,
    StarObjection,
)
from doorstep.stars.models.held import Star, StarQuerySet
from doorstep.stars.models.sets import StarCriterion, StarSet

__all__ = [
    "Star",
    "StarApplication",
    "StarComment",
    "StarCriterion",
    "StarFinding",
    "StarObjection",
    "StarQuerySet",
    "StarSet",
]
