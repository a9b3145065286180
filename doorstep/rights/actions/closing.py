"""What a granted erasure, and one that a law forbids, do to a household.

Both take it out of use at once: what is open for it ends, so do its pairs and access, nobody is
sent there, and no screen but the rights desk finds it. What was counted in closed periods stays.
A double that was merged into it is the same household and goes out of use with it.
"""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.categories.actions import stop_category, withdraw_proposal
from doorstep.categories.figures import OPEN_STATES
from doorstep.categories.models import Category
from doorstep.kit.errors import Refused
from doorstep.needs.actions import close_need
from doorstep.needs.choices import NeedState, Outcome
from doorstep.needs.models import Need
from doorstep.pairing.actions import take_off_register
from doorstep.people.actions import told_together
from doorstep.people.models import Account
from doorstep.register.actions import restate_closing
from doorstep.register.choices import ClosedBecause
from doorstep.register.models import Household
from doorstep.rights.queries import doubles_of


class WorksServeOthers(Refused):
    message = _(
        "“%(text)s” serves other households, too. Record it for one of them first, and close it "
        "here; else nobody would see it any more."
    )


@transaction.atomic
@told_together()
def close_for_erasure(household: Household, *, by: Account, on: date) -> None:
    """Takes a household out of use when its erasure is granted. The answer is then printed, and
    `erase_household` erases it; works that serve others stay open, and it leaves them to the
    place."""
    _end_what_is_open(household, household.needs.filter(served=None), by=by, on=on)
    _take_out_of_use(household, ClosedBecause.ERASING, by=by, on=on)


@transaction.atomic
@told_together()
def keep_unused(household: Household, *, by: Account, on: date) -> None:
    """Takes a household out of use whose rows a law forbids to erase; they are kept.
    WorksServeOthers."""
    serving = household.needs.unsealed().filter(state=NeedState.OPEN).exclude(served=None).first()
    if serving is not None:
        raise WorksServeOthers(text=serving.text)
    _end_what_is_open(household, household.needs.all(), by=by, on=on)
    _take_out_of_use(household, ClosedBecause.KEPT, by=by, on=on)


def _take_out_of_use(
    household: Household, because: ClosedBecause, *, by: Account, on: date
) -> None:
    if household.closed_on is None:
        take_off_register(household, because=because, by=by, on=on)
    else:
        restate_closing(household, because=because, by=by, on=on)
    for double in doubles_of(household):
        restate_closing(double, because=because, by=by, on=on)


def _end_what_is_open(
    household: Household, needs: QuerySet[Need], *, by: Account, on: date
) -> None:
    """Nobody could end it later, and it would be counted as open for ever: a sealed one, too, since
    its mediator reads nothing of a household out of use."""
    for need in needs.filter(state=NeedState.OPEN):
        close_need(need, outcome=Outcome.WITHDRAWN, by=by, on=on)
    for proposal in household.proposals.filter(state__in=OPEN_STATES):
        withdraw_proposal(proposal, by=by, on=on)
    for category in Category.objects.live_on(on).filter(household=household):
        stop_category(category, by=by, on=on, reason="taken out of use")
