"""What somebody wished for at an activity becomes a need, with a deadline and an owner."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.activities.actions.sessions import ActivityNotHeld, tell
from doorstep.activities.choices import WISH_KINDS, ActivityState
from doorstep.activities.models import Activity, Wish
from doorstep.kit.errors import Refused
from doorstep.method.choices import NeedKind
from doorstep.needs.actions import raise_need
from doorstep.people.actions import told_together
from doorstep.people.models import Account, Helper
from doorstep.register.models import Household


class WishOfAnotherKind(Refused):
    message = _(
        "A wish of this kind begins on a form of its own; open the household and raise the need "
        "there."
    )


@transaction.atomic
@told_together()
def note_wish(
    activity: Activity,
    household: Household,
    *,
    kind: NeedKind | str,
    text: str,
    by: Account,
    on: date,
    owner: Helper | None = None,
    id: UUID | None = None,  # noqa: A002
    **more: Any,
) -> Wish:
    """A wish that a household told at an activity, raised as a need of it; sent again under its id
    it is the same. ActivityNotHeld, WishOfAnotherKind, and as `raise_need`."""
    if NeedKind(kind) not in WISH_KINDS:
        raise WishOfAnotherKind
    if activity.state != ActivityState.HELD:
        raise ActivityNotHeld(title=activity.title)
    need = raise_need(
        activity.place,
        kind=kind,
        text=text,
        by=by,
        on=on,
        household=household,
        owner=owner,
        id=id,
        **more,
    )
    wish, is_new = Wish.objects.get_or_create(need=need, defaults={"activity": activity})
    if is_new:
        tell("note_wish", activity, by=by, on=on)
    return wish
