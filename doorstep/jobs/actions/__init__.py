"""Every write of jobs."""

from doorstep.jobs.actions.erasing import erase_rows
from doorstep.jobs.actions.offers import change_job_offer, close_job_offer, enter_job_offer
from doorstep.jobs.actions.retention import empty_old_contacts, empty_old_wishes
from doorstep.jobs.actions.telling import place_told, record_answer, tell_job_offer
from doorstep.jobs.actions.wages import correct_wage, report_wage
from doorstep.jobs.actions.wishes import end_wish, renew_wish, say_wish
from doorstep.jobs.actions.workbook import OfferRowsRefused, OffersRead, read_job_offers
from doorstep.jobs.actions.works import link_works

__all__ = [
    "OfferRowsRefused",
    "OffersRead",
    "change_job_offer",
    "close_job_offer",
    "correct_wage",
    "empty_old_contacts",
    "empty_old_wishes",
    "end_wish",
    "enter_job_offer",
    "erase_rows",
    "link_works",
    "place_told",
    "read_job_offers",
    "record_answer",
    "renew_wish",
    "report_wage",
    "say_wish",
    "tell_job_offer",
]
