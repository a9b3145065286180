"""A row of every kind of a station, as addresses name them."""

from tests.stations.made import make_post, make_response_team, make_station, put_into, staff


def station_ids(household, helper):
    """By the name of an address' argument: the id of a row of a station of the household's village,
    which the helper staffs."""
    station = make_station(household.village, f"驿站 {household.code}")
    post, team = make_post(station), make_response_team(station)
    return {
        "station_id": station.pk,
        "post_id": post.pk,
        "shift_id": staff(post, helper).pk,
        "response_team_id": team.pk,
        "responder_id": put_into(team, helper).pk,
    }
