"""Contact boards: at every spot one for each post and each team, and one of a helper by consent."""

from datetime import date

from doorstep.scenarios.damxung.stage import Row, Stage
from doorstep.stations.actions import hang_boards, take_down_board
from doorstep.stations.models import ContactBoard, Station
from doorstep.stations.queries import boards_at


def hang_all(stage: Stage) -> None:
    """All that hang from the first day."""
    by, on = stage.coordinator, stage.first
    for row in stage.story["stations"]:
        station = stage.stations[row["key"]]
        told = {post["name"]: post for post in row["posts"]}
        for post in station.posts.all():
            hang_boards(
                station, where=row["spots"], post=post, reach=row["phone"], by=by, on=on,
                **_says(told[post.name]),
            )  # fmt: skip
        told = {team["name"]: team for team in row["teams"]}
        for team in station.response_teams.all():
            hang_boards(
                station, where=row["spots"], team=team, reach=team.phone, by=by, on=on,
                **_says(told[team.name]),
            )  # fmt: skip
    _hang_of_helper(stage)


def move_boards(stage: Stage, number: int, day: date) -> None:
    """After a storm: what hung at one spot is taken down and hangs at another."""
    by = stage.coordinator
    for row in stage.of_day("moved_boards", number):
        station = stage.stations[row["station"]]
        for board in boards_at(station, day).filter(where=row["spot"]):
            take_down_board(board, by=by, on=day)
            _hang_again(station, board, row["to"], stage, day)


def _says(row: Row) -> Row:
    return {
        "for_what": row["for_what"],
        "has_prices": row.get("has_prices", False),
        "takes_requests": row.get("takes_requests", True),
    }


def _hang_of_helper(stage: Stage) -> None:
    """One helper agreed to stand on a board by name."""
    row, on = stage.story["helper_board"], stage.first
    station = stage.stations[row["station"]]
    hang_boards(
        station,
        where=[row["where"]],
        helper=next(one for one in stage.village.helpers if one.name == row["helper"]),
        agreed_on=on,
        for_what=row["for_what"],
        reach=station.phone,
        by=stage.coordinator,
        on=on,
    )


def _hang_again(station: Station, board: ContactBoard, where: str, stage: Stage, day: date) -> None:
    hang_boards(
        station,
        where=[where],
        post=board.post,
        team=board.team,
        for_what=board.for_what,
        reach=board.reach,
        has_prices=board.has_prices,
        takes_requests=board.takes_requests,
        by=stage.coordinator,
        on=day,
    )
