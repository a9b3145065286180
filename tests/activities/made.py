"""Activities for tests, made with the real actions."""

from doorstep.activities import actions as activities
from doorstep.people.actions import system_account
from tests.factories import DAY


def hold(place, title="重阳节看望老人", *, kind="elders", on=DAY, **fields):
    return activities.record_activity(
        place, kind=kind, title=title, on=on, by=system_account(), **fields
    )


def buy(activity, name="脸盆", *, quantity=10, unit_fen=1_250, unit="个", on=DAY, **fields):
    return activities.buy_goods(
        activity, name=name, unit=unit, quantity=quantity, unit_fen=unit_fen, by=system_account(),
        on=on, **fields,
    )  # fmt: skip


def make_sheet(activity, households=(), *, kind="attendance", blanks=0, on=DAY, **fields):
    return activities.make_sign_sheet(
        activity, kind=kind, households=households, blanks=blanks, by=system_account(), on=on,
        **fields,
    )  # fmt: skip
