"""Every write of stars."""

from doorstep.stars.actions.applying import (
    Found,
    Said,
    apply_for_star,
    assess_star,
    hear_neighbours,
    take_back_star_application,
)
from doorstep.stars.actions.ending import end_star_in_error, give_up_star
from doorstep.stars.actions.erasing import erase_rows
from doorstep.stars.actions.giving import give_star, hand_over_plaque, note_star_notice
from doorstep.stars.actions.objecting import answer_star_objection, object_to_star
from doorstep.stars.actions.reviewing import confirm_star, review_star, send_back_star
from doorstep.stars.actions.sets import NewCriterion, Terms, end_star_set, publish_star_set

__all__ = [
    "Found",
    "NewCriterion",
    "Said",
    "Terms",
    "answer_star_objection",
    "apply_for_star",
    "assess_star",
    "confirm_star",
    "end_star_in_error",
    "end_star_set",
    "erase_rows",
    "give_star",
    "give_up_star",
    "hand_over_plaque",
    "hear_neighbours",
    "note_star_notice",
    "object_to_star",
    "publish_star_set",
    "review_star",
    "send_back_star",
    "take_back_star_application",
]
