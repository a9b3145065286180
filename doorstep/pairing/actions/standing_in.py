"""Who stands in where helpers are short: the coordinator, as a named helper."""

from datetime import date

from doorstep.pairing.queries import stand_in_for
from doorstep.people.actions import add_helper, link_helper, take_back_helper, unlink_helper
from doorstep.people.models import Account, Helper, Place
from doorstep.people.queries import helper_of


def stand_in_at(village: Place, *, by: Account, on: date) -> Helper | None:
    """The account that stands in, as a helper: made one of the team where not yet one, the same as
    before where they had left it. None: the village has no coordinator."""
    account = stand_in_for(village, by, on)
    if account is None:
        return None
    helper = helper_of(account, on)
    if helper is not None:
        return helper
    team = village.teams.get(code=village.code)
    former = Helper.objects.filter(account=account).select_related("team__place").first()
    if former is not None and former.team_id == team.pk:
        helper = former
        take_back_helper(helper, by=by, on=on)
    else:
        helper = add_helper(team, name=account.name, by=by, on=on)
        if former is not None:  # of a team they left
            unlink_helper(former, by=by, on=on)
    link_helper(helper, account, by=by, on=on)
    return helper
