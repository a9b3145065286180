"""Every write of stations."""

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

__all__ = [
    "WEEKDAY_NAMES",
    "add_post",
    "add_responder",
    "change_station",
    "close_station",
    "end_post",
    "end_responder",
    "end_response_team",
    "end_shift",
    "make_response_team",
    "open_station",
    "set_hours",
    "staff_post",
]
