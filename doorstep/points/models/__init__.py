"""Tables of points. Who is meant stands in one place, the consent: without it a row is nobody's."""

from doorstep.points.models.awards import Award
from doorstep.points.models.disputes import Dispute
from doorstep.points.models.schemes import PointRule, PointScheme, RuleCard
from doorstep.points.models.shop import ShopPrice, Swap, SwapMove

__all__ = [
    "Award",
    "Dispute",
    "PointRule",
    "PointScheme",
    "RuleCard",
    "ShopPrice",
    "Swap",
    "SwapMove",
]
