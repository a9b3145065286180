"""The addresses of the screens about jobs."""

from django.urls import URLPattern, path

from doorstep.office.jobs import offers, placements, reading, telling, wishes

OFFER = "jobs/offers/<uuid:job_offer_id>/"
WISH = "jobs/wishes/<uuid:job_wish_id>/"
TOLD = "jobs/told/<uuid:job_telling_id>/"
PLACED = "jobs/placements/<uuid:job_placement_id>/"

JOBS: list[URLPattern] = [
    path("jobs/", offers.jobs, name="jobs"),
    path("jobs/offers/new/", offers.job_offer_new, name="job-offer-new"),
    path("jobs/offers/read/", reading.job_offers_read, name="job-offers-read"),
    path(OFFER, offers.job_offer, name="job-offer"),
    path(f"{OFFER}change/", offers.job_offer_change, name="job-offer-change"),
    path(f"{OFFER}close/", offers.job_offer_close, name="job-offer-close"),
    path(f"{OFFER}tell/<uuid:job_wish_id>/", telling.job_tell, name="job-tell"),
    path("jobs/wishes/", wishes.job_wishes, name="job-wishes"),
    path("jobs/wishes/new/", wishes.job_wish_new, name="job-wish-new"),
    path(WISH, wishes.job_wish, name="job-wish"),
    path(f"{WISH}end/", wishes.job_wish_end, name="job-wish-end"),
    path(f"{WISH}renew/", wishes.job_wish_renew, name="job-wish-renew"),
    path(f"{TOLD}answer/", telling.job_answer, name="job-answer"),
    path(f"{TOLD}place/", telling.job_place, name="job-place"),
    path("jobs/placements/", placements.job_placements, name="job-placements"),
    path(PLACED, placements.job_placement, name="job-placement"),
    path(f"{PLACED}end/", placements.job_placement_end, name="job-placement-end"),
    path(f"{PLACED}wage/", placements.job_wage, name="job-wage"),
    path(
        "jobs/wages/<uuid:wage_report_id>/correct/",
        placements.job_wage_correct,
        name="job-wage-correct",
    ),
]
