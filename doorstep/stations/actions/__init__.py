"""Every write of stations."""

from doorstep.stations.actions.boards import (
    end_price,
    hang_boards,
    set_price,
    take_down_board,
)
from doorstep.stations.actions.incidents import (
    log_incident,
    mend_incident,
)
from doorstep.stations.actions.kinds import (
    add_help_kind,
    end_help_kind,
)
from doorstep.stations.actions.loans import (
    add_loan_item,
    count_loan_item,
    lend,
    take_back,
)
from doorstep.stations.actions.mediation import (
    note_agreement,
    take_up_dispute,
)
from doorstep.stations.actions.requests import (
    alert_team,
    ask_for_help,
    note_help,
    note_not_possible,
    set_out,
)
from doorstep.stations.actions.retention import (
    forget_borrowers,
    forget_visitors,
)
from doorstep.stations.actions.rota import (
    add_post,
    add_responder,
    end_post,
    end_responder,
    end_response_team,
    end_shift,
    make_response_team,
    staff_post,
)
from doorstep.stations.actions.stations import (
    WEEKDAY_NAMES,
    change_station,
    close_station,
    open_station,
    set_hours,
)
from doorstep.stations.actions.stock import (
    add_stock_item,
    bring_back,
    count_batch,
    hand_out,
    take_in,
    write_off,
)

__all__ = [
    "WEEKDAY_NAMES",
    "add_help_kind",
    "add_loan_item",
    "add_post",
    "add_responder",
    "add_stock_item",
    "alert_team",
    "ask_for_help",
    "bring_back",
    "change_station",
    "close_station",
    "count_batch",
    "count_loan_item",
    "end_help_kind",
    "end_post",
    "end_price",
    "end_responder",
    "end_response_team",
    "end_shift",
    "forget_borrowers",
    "forget_visitors",
    "hand_out",
    "hang_boards",
    "lend",
    "log_incident",
    "make_response_team",
    "mend_incident",
    "note_agreement",
    "note_help",
    "note_not_possible",
    "open_station",
    "set_hours",
    "set_out",
    "set_price",
    "staff_post",
    "take_back",
    "take_down_board",
    "take_in",
    "take_up_dispute",
    "write_off",
]
