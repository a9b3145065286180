"""A row of every kind of a station, as addresses name them."""

from tests.stations.made import (
    ask,
    hang,
    kind_of,
    log,
    make_batch,
    make_loan,
    make_post,
    make_price,
    make_response_team,
    make_station,
    put_into,
    staff,
)


def station_ids(household, helper):
    """By the name of an address' argument: the id of a row of a station of the household's village,
    which the helper staffs."""
    station = make_station(household.village, f"驿站 {household.code}")
    post, team = make_post(station), make_response_team(station)
    [board] = hang(station, team=team)
    # an address that tests can name: the code is nobody's id
    type(board).objects.filter(pk=board.pk).update(code=f"board-{household.code.lower()}")
    return {
        "contact_board_id": board.pk,
        "price_id": make_price(station).pk,
        "station_id": station.pk,
        "post_id": post.pk,
        "shift_id": staff(post, helper).pk,
        "response_team_id": team.pk,
        "help_kind_id": kind_of(station, "其他").pk,
        "help_request_id": ask(station).pk,
        "station_dispute_id": ask(station, "价格纠纷").pk,
        "loan_item_id": (loan := make_loan(station)).item_id,
        "loan_id": loan.pk,
        "stock_item_id": (batch := make_batch(station)).item_id,
        "batch_id": batch.pk,
        "station_incident_id": log(station).pk,
        "responder_id": put_into(team, helper).pk,
    }
