"""Every write of this room."""

from doorstep.rights.actions.answering import answer_request
from doorstep.rights.actions.assessments import begin_assessment, date_assessment, fill_assessment
from doorstep.rights.actions.complaints import put_complaints_address
from doorstep.rights.actions.copies import note_copy
from doorstep.rights.actions.erasing import erase_again, erase_as_granted, erase_household
from doorstep.rights.actions.incidents import (
    change_incident,
    name_concerned,
    record_incident,
    tick_incident,
)
from doorstep.rights.actions.keys import begin_new_keys
from doorstep.rights.actions.requests import record_request
from doorstep.rights.actions.rereadings import finish_rereading

__all__ = [
    "answer_request",
    "begin_assessment",
    "begin_new_keys",
    "change_incident",
    "date_assessment",
    "erase_again",
    "erase_as_granted",
    "erase_household",
    "fill_assessment",
    "finish_rereading",
    "name_concerned",
    "note_copy",
    "put_complaints_address",
    "record_incident",
    "record_request",
    "tick_incident",
]
