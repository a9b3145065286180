"""Samples with their custody, laboratories with their files, results."""

from doorstep.samples.models.labs import Lab, LabColumn, LabFile, LeftRow
from doorstep.samples.models.results import Result
from doorstep.samples.models.samples import Custody, Sample

__all__ = ["Custody", "Lab", "LabColumn", "LabFile", "LeftRow", "Result", "Sample"]
