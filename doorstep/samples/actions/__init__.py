"""Every write of samples."""

from doorstep.samples.actions.custody import (
    hand_over_sample,
    hand_over_samples,
    receive_sample,
    receive_samples,
)
from doorstep.samples.actions.erasing import erase_rows
from doorstep.samples.actions.labs import (
    add_lab,
    change_lab,
    forget_heading,
    name_heading,
    note_headings,
)
from doorstep.samples.actions.reading import read_lab_results, read_left_rows
from doorstep.samples.actions.results import record_result, take_back_result
from doorstep.samples.actions.samples import (
    choose_norm,
    spoil_sample,
    take_sample,
    tell_result,
)

__all__ = [
    "add_lab",
    "change_lab",
    "choose_norm",
    "erase_rows",
    "forget_heading",
    "hand_over_sample",
    "hand_over_samples",
    "name_heading",
    "note_headings",
    "read_lab_results",
    "read_left_rows",
    "receive_sample",
    "receive_samples",
    "record_result",
    "spoil_sample",
    "take_back_result",
    "take_sample",
    "tell_result",
]
