"""What the headings of a town's ledgers mean, as somebody said it once."""

from datetime import date

from django.db.models import QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.people.choices import PlaceKind, Role
from doorstep.people.models import Account, Place, live_on
from doorstep.people.queries import villages_with_role
from doorstep.register.roster import Template
from doorstep.sync.models import ColumnMeaning


def town_of(place: Place) -> Place:
    """Whose template the ledgers of a place are read by: its town's; its own where it has none."""
    parent = place.parent
    has_town = place.kind == PlaceKind.VILLAGE and parent and parent.kind == PlaceKind.TOWN
    return parent if has_town and parent else place


def meanings_at(place: Place, on: date) -> QuerySet[ColumnMeaning]:
    """The lines of the template that ledgers of a place are read by on a day."""
    rows = ColumnMeaning.objects.filter(live_on(on), place=town_of(place))
    return rows.select_related("by")


def template_of(place: Place | None, on: date) -> Template:
    """The template as `read_roster` takes it; empty for a place that is not there yet."""
    if place is None:
        return {}
    rows = meanings_at(place, on).values_list("kind", "key", "field")
    return {(kind, key): field for kind, key, field in rows}


def get_meaning_for(account: Account, meaning_id: object, on: date) -> ColumnMeaning:
    """A line of the template of a village the account coordinates; else NotVisible."""
    villages = villages_with_role(account, Role.COORDINATOR, on).select_related("parent")
    towns = [town_of(village).pk for village in villages]
    rows = ColumnMeaning.objects.filter(live_on(on), pk=meaning_id, place__in=towns)
    found = rows.select_related("place").first()
    if found is None:
        raise NotVisible
    return found
