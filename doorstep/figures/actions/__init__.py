"""Every write of figures: what is printed for others, and what hangs on the notice board."""

from doorstep.figures.actions.boards import NewLine, forget_notices, make_notice, take_down_notice
from doorstep.figures.actions.erasing import erase_rows, numbers_kept
from doorstep.figures.actions.publishing import publish_table, publish_tables
from doorstep.figures.actions.star_notices import post_stars

__all__ = [
    "NewLine",
    "erase_rows",
    "forget_notices",
    "make_notice",
    "numbers_kept",
    "post_stars",
    "publish_table",
    "publish_tables",
    "take_down_notice",
]
