"""A helper's week on paper: printed, and counted back."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.method.queries import services_of, version_at
from doorstep.people.actions import audit, audit_counts
from doorstep.people.models import Account, Helper, Place
from doorstep.visits.models import PaperRound, RoundRow
from doorstep.visits.queries.rounds import households_by_way, old_rounds
from doorstep.visits.rules import ROWS_A_SIDE


class NobodyOnTheRound(Refused):
    message = _("%(name)s has no household in %(week)s, so there is nothing to print.")


class RoundOfWeekPast(Refused):
    message = _("%(week)s is over. Print a round for this week or a later one.")


@transaction.atomic
def make_round(helper: Helper, week: Week, *, by: Account, on: date) -> tuple[PaperRound, bool]:
    """Writes down what a helper's sheets of a week hold: which household in which row, which
    service under which letter; answers (round, is_new).

    The households are those on the helper's list, by group and code. Where the latest round of the
    week says all the same, it is that one. RoundOfWeekPast, NobodyOnTheRound.
    """
    day = max(on, week.start_on)
    if day > week.end_on:
        raise RoundOfWeekPast(week=str(week))
    village = helper.team.place
    households = households_by_way(helper, day)
    if not households:
        raise NobodyOnTheRound(name=helper.name, week=str(week))
    services = [service.key for service in services_of(version_at(village, day))]
    Place.objects.select_for_update(no_key=True).get(pk=village.pk)  # one number after the other
    rounds = PaperRound.objects.filter(place=village, week_on=week.start_on)
    last = rounds.filter(helper=helper, back_on=None).order_by("-number").first()
    if last is not None and last.services == services:
        held = list(last.rows.values_list("household", flat=True))
        if held == [household.pk for household in households]:
            return last, False
    made = PaperRound(
        place=village,
        helper=helper,
        week_on=week.start_on,
        number=(rounds.aggregate(last=Max("number"))["last"] or 0) + 1,
        services=services,
        made_on=on,
        made_by=by,
    )
    made.save(force_insert=True)
    RoundRow.objects.bulk_create(
        RoundRow(paper=made, number=at + 1, side=at // ROWS_A_SIDE + 1, household=household)
        for at, household in enumerate(households)
    )
    detail = {"helper": str(helper.pk), "week": str(week), "households": len(households)}
    audit("make_round", made, by=by, on=on, place=village, detail=detail)
    return made, True


@transaction.atomic
def count_back_round(paper: PaperRound, *, by: Account, on: date) -> None:
    """The sheets of a round are in the office again; said twice it stays as it was said first."""
    row = PaperRound.objects.select_for_update(no_key=True).get(pk=paper.pk)
    if row.back_on is not None:
        return
    row.back_on, row.back_by = on, by
    row.save(update_fields=["back_on", "back_by"])
    audit("count_back_round", row, by=by, on=on, place=row.place_id)


@transaction.atomic
def forget_rounds(before: date, *, by: Account, on: date) -> int:
    """Deletes rounds whose week began before a day, with their rows; how many rounds."""
    rounds = old_rounds(before).order_by()
    counts = Counter[UUID | None](rounds.values_list("place", flat=True))
    rounds.delete()
    return audit_counts("forget_rounds", counts, by=by, on=on)
