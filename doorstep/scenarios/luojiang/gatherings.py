"""Forums, trainings, cadres sent out to study, and shows in every village, with who came."""

from doorstep.activities.actions import record_activity
from doorstep.activities.choices import ActivityKind
from doorstep.scenarios.luojiang.stage import Stage

SHOWS_OF_A_VILLAGE = 6
AUDIENCE = 20  # beside the households that are listed
LISTED = 5


def gather(stage: Stage) -> None:
    """What the town and its villages held: each session a row, who came counted in it."""
    sessions = stage.story["sessions"]
    for at, row in enumerate(sessions):
        on = stage.day(7 + 6 * at, 2)
        record_activity(
            stage.villages[row["village"]],
            kind=ActivityKind(row["kind"]),
            title=row["title"],
            others_count=row["others"],
            households=stage.of_village(row["village"])[: row["listed"]],
            **stage.told_at(row["village"], on),
        )
    for number, village in enumerate(stage.villages):
        for show in range(SHOWS_OF_A_VILLAGE):
            on = stage.day(6 + 7 * show, 5)
            record_activity(
                village,
                kind=ActivityKind.SHOW,
                title=stage.story["shows"][show],
                others_count=AUDIENCE,
                households=stage.of_village(number)[show : show + LISTED],
                **stage.told_at(number, on),
            )
