"""Stations with their hours, posts, rota and response teams."""

from doorstep.stations.models.stations import (
    OpeningHours,
    Post,
    Responder,
    ResponseTeam,
    Shift,
    Station,
    standing_on,
)

__all__ = [
    "OpeningHours",
    "Post",
    "Responder",
    "ResponseTeam",
    "Shift",
    "Station",
    "standing_on",
]
