"""Every write of figures: what is printed for others, and what hangs on the notice board."""

from doorstep.figures.actions.boards import NewLine, make_notice, take_down_notice
from doorstep.figures.actions.publishing import publish_table, publish_tables

__all__ = [
    "NewLine",
    "make_notice",
    "publish_table",
    "publish_tables",
    "take_down_notice",
]
