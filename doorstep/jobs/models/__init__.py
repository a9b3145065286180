"""Tables of jobs."""

from doorstep.jobs.models.offers import JobOffer
from doorstep.jobs.models.placements import Hire, WageReport
from doorstep.jobs.models.wishes import JobTelling, JobWish
from doorstep.jobs.models.works import WorksProject

__all__ = ["Hire", "JobOffer", "JobTelling", "JobWish", "WageReport", "WorksProject"]
