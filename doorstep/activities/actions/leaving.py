"""Who came goes after a year, and a household that is erased at once; how many came stays."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, QuerySet, Sum

from doorstep.activities.models import Activity, Attendee, Goods, Material, SignRow, Wish
from doorstep.activities.queries import old_attendees, old_sign_rows
from doorstep.people.actions import audit_counts
from doorstep.people.models import Account
from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Household


def erase_rows(household: Household) -> int:
    """Takes an erased household off the lists of who came and what was signed for; how many lines.
    They count among those who came and are not listed, the rows of sheets stay without it, what
    is told of the village's sessions loses its code, and what it wished for goes with its needs."""
    came = Attendee.objects.filter(household=household)
    for activity in Activity.objects.filter(attendees__in=came).distinct():
        activity.others_count += _persons(came.filter(activity=activity))
        activity.save(update_fields=["others_count"])
    village = household.village_id
    texts = (
        (Activity.objects.filter(place=village), ("title", "where", "note")),
        (Material.objects.filter(activity__place=village), ("text",)),
        (Goods.objects.filter(activity__place=village), ("supplier",)),
    )
    blot_all(texts, household.code)
    wished = Wish.objects.filter(need__household=household).delete()[0]
    signed = SignRow.objects.filter(household=household).update(household=None)
    return came.delete()[0] + signed + wished


@transaction.atomic
def forget_attendees(before: date, *, by: Account, on: date) -> int:
    """Deletes who came to activities held before a day, and whose the rows of their sheets were;
    each counts among the others from then on, so that how many came stays. How many rows."""
    counts: Counter[UUID | None] = Counter()
    came = old_attendees(before).values_list("activity", "activity__place")
    found = came.annotate(persons_count=Sum("persons"), rows_count=Count("pk"))
    for activity, place, persons, n in list(found.order_by()):
        Activity.objects.filter(pk=activity).update(others_count=F("others_count") + persons)
        counts[place] += n
    old_attendees(before).delete()
    rows = old_sign_rows(before)
    for place in rows.values_list("sheet__activity__place", flat=True):
        counts[place] += 1
    rows.update(household=None)
    return audit_counts("forget_attendees", counts, by=by, on=on)


def _persons(attendees: QuerySet[Attendee]) -> int:
    return attendees.aggregate(n=Sum("persons"))["n"] or 0
