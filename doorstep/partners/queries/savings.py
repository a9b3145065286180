"""What plants save, with the factors it is computed by."""

from dataclasses import dataclass

from doorstep.partners.factors import FactorSet, factor_sets
from doorstep.partners.models import Plant
from doorstep.partners.rules import Saving


@dataclass(frozen=True)
class PlantSaves:
    """A plant with its savings in tonnes a year and the set of factors behind them."""

    plant: Plant
    factors: FactorSet
    coal: Saving
    co2: Saving


def plant_saves(plant: Plant) -> PlantSaves:
    """A plant's savings; KeyError for a set of factors that somebody took out of the file."""
    factors = factor_sets()[plant.factors]
    kwh = plant.yearly_kwh
    return PlantSaves(plant, factors, factors.coal_saved(kwh), factors.co2_avoided(kwh))
