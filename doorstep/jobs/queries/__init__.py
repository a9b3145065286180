"""Reads about jobs: for the coordinator of the village alone."""

from doorstep.jobs.queries.leaving import offers_with_old_contacts, wishes_with_old_words
from doorstep.jobs.queries.matching import Line, Point, offers_for_wish, wishes_for_offer
from doorstep.jobs.queries.offers import (
    OfferLine,
    get_offer_for,
    offer_fields,
    offer_lines,
    offers_for,
    state_of,
    taken_places,
)
from doorstep.jobs.queries.placements import (
    PlacementLine,
    get_job_placement_for,
    get_wage_for,
    job_placements_for,
    placement_lines,
    standing_wages,
)
from doorstep.jobs.queries.wishes import (
    get_telling_for,
    get_wish_for,
    jobs_of,
    live_wishes,
    standing_wishes,
    tellings_for,
    wishes_for,
)
from doorstep.jobs.queries.works import (
    WorksLine,
    joinable,
    projects_for_works,
    served_lines,
    works_lines,
)

__all__ = [
    "Line",
    "OfferLine",
    "PlacementLine",
    "Point",
    "WorksLine",
    "get_job_placement_for",
    "get_offer_for",
    "get_telling_for",
    "get_wage_for",
    "get_wish_for",
    "job_placements_for",
    "jobs_of",
    "joinable",
    "live_wishes",
    "offer_fields",
    "offer_lines",
    "offers_for",
    "offers_for_wish",
    "offers_with_old_contacts",
    "placement_lines",
    "projects_for_works",
    "served_lines",
    "standing_wages",
    "standing_wishes",
    "state_of",
    "taken_places",
    "tellings_for",
    "wishes_for",
    "wishes_for_offer",
    "wishes_with_old_words",
    "works_lines",
]
