"""Contact boards: who is there for what and how to reach them, at an address nobody can guess; and
what things may cost."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from doorstep.kit.ids import uuid7
from doorstep.people.models import Helper, live_on
from doorstep.stations.models.stations import Post, ResponseTeam, Station


class ContactBoard(models.Model):
    """A board that hangs somewhere; it names a post, a team, or a helper who agreed to that."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="boards")
    code = models.CharField(max_length=20, unique=True)  # of its public address
    where = models.CharField(max_length=100)  # where it hangs
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT)
    team = models.ForeignKey(ResponseTeam, null=True, blank=True, on_delete=models.PROTECT)
    helper = models.ForeignKey(Helper, null=True, blank=True, on_delete=models.PROTECT)
    agreed_on = models.DateField(null=True, blank=True)  # the helper's word to stand there by name
    for_what = models.CharField(max_length=150)
    reach = models.CharField(max_length=100)
    has_prices = models.BooleanField(default=False)
    takes_requests = models.BooleanField(default=True)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["start_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, team=None, helper=None, agreed_on=None)
                | Q(post=None, team__isnull=False, helper=None, agreed_on=None)
                | Q(post=None, team=None, helper__isnull=False, agreed_on__isnull=False),
                name="board_names_one_and_a_helper_by_consent",
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")), name="board_ends_after"
            ),
        ]


class Price(models.Model):
    """What something may cost at a station, from a day on; the next one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="prices")
    item = models.CharField(max_length=60)
    fen = models.PositiveIntegerField()
    unit = models.CharField(max_length=30)  # an hour, a ride, a bottle
    start_on = models.DateField()  # valid from
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["item", "unit", "start_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["station", "item", "unit", "start_on"], name="price_once_a_day"
            )
        ]


def standing_boards(day: date) -> Q:
    """Boards that hang on a day and may be read: of an open station, and while the post or team
    they name lasts or the helper is in the team."""
    named = Q(post__isnull=False) & _lasting("post", day)
    named |= Q(team__isnull=False) & _lasting("team", day)
    named |= Q(helper__isnull=False) & _lasting("helper", day)
    return live_on(day) & _lasting("station", day) & named


def _lasting(way: str, day: date) -> Q:
    """The row at the end of a way holds on a day."""
    end = f"{way}__end_on"
    return Q(**{f"{way}__start_on__lte": day}) & (Q(**{end: None}) | Q(**{f"{end}__gt": day}))
