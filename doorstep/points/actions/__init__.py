"""Every write of points. None gives fewer than one, and none knows of anything that is due."""

from doorstep.points.actions.awards import give_points
from doorstep.points.actions.cards import (
    add_point_rule,
    draft_rules,
    drop_point_rule,
    set_times,
    show_rules,
    vote_rules,
)
from doorstep.points.actions.disputes import answer_dispute, dispute_points
from doorstep.points.actions.leaving import (
    empty_old_points,
    erase_rows,
    forget_points,
    take_over_points,
)
from doorstep.points.actions.moving import take_part_again
from doorstep.points.actions.schemes import begin_point_scheme, end_point_scheme
from doorstep.points.actions.shop import (
    end_shop_price,
    price_goods,
    stock_shop,
    swap_points,
    undo_swap,
)

__all__ = [
    "add_point_rule",
    "answer_dispute",
    "begin_point_scheme",
    "dispute_points",
    "draft_rules",
    "drop_point_rule",
    "empty_old_points",
    "end_point_scheme",
    "end_shop_price",
    "erase_rows",
    "forget_points",
    "give_points",
    "price_goods",
    "set_times",
    "show_rules",
    "stock_shop",
    "swap_points",
    "take_over_points",
    "take_part_again",
    "undo_swap",
    "vote_rules",
]
