"""What stands at the left of every screen: one tuple, shown as far as the account may use it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.categories.queries import open_proposals_for
from doorstep.needs.queries import needs_for
from doorstep.people.choices import Duty, Role
from doorstep.people.models import Account, Place
from doorstep.register.queries import households_seen_whole
from doorstep.sync.queries import asks_to_release, held_for

COORDINATOR = frozenset({Role.COORDINATOR})
TEAM = frozenset({Role.HELPER, Role.COORDINATOR})
DECIDERS = frozenset({Role.COORDINATOR, Duty.DECIDES_CATEGORIES})
EXPORTERS = frozenset({Role.COORDINATOR, Duty.EXPORTS_REGISTER})
# whoever stands at a station of the village: no role says it
AT_A_STATION = "at_a_station"
MEETING = TEAM | {Duty.DECIDES_CATEGORIES}


@dataclass(frozen=True)
class Item:
    """A screen of the menu: its URL name, its words, what is counted beside it, for whom."""

    url_name: str
    label: Any
    count_key: str = ""
    holders: frozenset[str] = TEAM
    is_apart: bool = False  # a rule above it
    below: str = ""  # what lies behind it, where that is more than its own address
    beside: str = ""  # a second address that belongs to it


ITEMS = (
    Item("office:this-week", _("This week"), holders=MEETING),
    Item("office:households", _("Households"), "households", MEETING),
    Item("office:needs", _("Needs"), "needs"),
    Item("office:visits", _("Visits"), beside="/rounds/"),
    Item("office:held", _("Waiting to be mended"), "held", COORDINATOR),
    Item("office:pairing-plan", _("Pairing"), holders=COORDINATOR),
    Item("office:visit-plans", pgettext_lazy("visits", "Plan")),
    Item("office:meetings", _("Meetings"), holders=MEETING),
    Item("office:decisions", _("Decisions"), "decisions", DECIDERS),
    Item("office:rights", pgettext_lazy("menu", "Rights"), holders=COORDINATOR),
    Item("office:campaigns", _("Campaigns"), holders=frozenset({Role.COORDINATOR, Role.TOWN})),
    Item("office:supervision", _("Supervision"), holders=frozenset({Role.COORDINATOR, Role.TOWN})),
    Item("office:jobs", pgettext_lazy("menu", "Jobs"), holders=COORDINATOR),
    Item("office:works", _("Works"), holders=COORDINATOR),
    Item("office:activities", _("Activities")),
    Item("office:samples", _("Samples")),
    Item("office:money", _("Money"), holders=frozenset({Role.COORDINATOR, Role.TOWN})),
    Item("office:partners", _("Partners"), holders=frozenset({Role.COORDINATOR, Role.TOWN})),
    Item(
        "office:scholarships",
        _("Scholarships"),
        holders=frozenset({Role.COORDINATOR, Role.TOWN, Duty.DECIDES_CATEGORIES}),
    ),
    Item("office:stars", _("Stars"), holders=MEETING | {Role.TOWN}),
    Item("office:points", pgettext_lazy("menu", "Points"), holders=MEETING),
    Item("office:stations", _("Stations"), holders=COORDINATOR | {AT_A_STATION}),
    Item(
        "office:claims",
        pgettext_lazy("money", "Claims"),
        holders=frozenset({Duty.DECIDES_CATEGORIES}),
    ),
    Item("office:figures", _("Figures"), holders=MEETING),
    Item("office:pack", _("Weekly pack"), holders=MEETING),
    Item("office:town", _("Town"), holders=frozenset({Role.TOWN, Role.COUNTY})),
    Item("office:trail", _("Audit trail"), holders=frozenset({Role.AUDITOR})),
    Item("office:needs-named", _("Named to me"), holders=frozenset({Duty.MEDIATOR})),
    Item("office:safeguarding", _("Safeguarding"), holders=frozenset({Duty.SAFEGUARDING})),
    Item("office:imports", _("Import"), holders=COORDINATOR, is_apart=True),
    Item("office:tables", pgettext_lazy("screen", "Tables"), "tables", EXPORTERS),
    Item(
        "office:method", pgettext_lazy("menu", "Method"), holders=COORDINATOR, beside="/channels/"
    ),
    Item("office:purposes", _("Data protection"), holders=MEETING, below="/rights/"),
    Item("office:people", _("People"), holders=COORDINATOR | {Role.ADMINISTRATOR}),
)
# What the screen behind the item lists when it opens.
COUNTS: dict[str, Callable[[Account, Place, date], QuerySet[Any]]] = {
    "households": lambda account, village, today: (
        households_seen_whole(account, today).filter(village=village).active_on(today)
    ),
    "needs": lambda account, village, today: (
        needs_for(account, today).filter(place=village).open_on(today)
    ),
    "decisions": lambda account, village, today: open_proposals_for(account, today).filter(
        household__village=village
    ),
    "held": lambda account, village, today: held_for(account, village, today),
    "tables": lambda account, village, today: asks_to_release(account, today),
}


SILENT_AT_NONE = frozenset({"held", "tables"})  # what waits for few: no number where nothing does


class Counts:
    """The numbers beside the items, for one request: each is counted once, when it is printed."""

    def __init__(self, account: Account, village: Place, today: date) -> None:
        self.asked = (account, village, today)
        self.known: dict[str, int] = {}

    def of(self, key: str) -> int:
        if key not in self.known:
            self.known[key] = COUNTS[key](*self.asked).count()
        return self.known[key]


def counts_of(request: HttpRequest, account: Account, village: Place, today: date) -> Counts:
    """The numbers of the request: a screen prints some of them once more."""
    found: Counts | None = getattr(request, "counts", None)
    if found is None:
        found = Counts(account, village, today)
        request.counts = found  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class Link:
    """An item as one request shows it; `count` is asked for only when it is printed."""

    url: str
    label: str
    count: Any
    is_current: bool
    is_apart: bool


def links_for(held: frozenset[str], path: str, counts: Counts | None) -> list[Link]:
    """The items for these roles and duties; the one that holds `path` is current. The numbers are
    those of the village that the screens are about."""
    shown = [
        (item, url) for item in ITEMS if item.holders & held and (url := url_of(item.url_name))
    ]
    inside = (
        url
        for item, url in shown
        if is_inside(path, item.below or url) or (item.beside and path.startswith(item.beside))
    )
    current = max(inside, key=len, default="")
    return [
        Link(
            url,
            item.label,
            shown_count(item.count_key, counts),
            url == current,
            item.is_apart,
        )
        for item, url in shown
    ]


def url_of(name: str) -> str:
    """Where a screen stands; "" for one that does not exist yet."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def is_inside(path: str, url: str) -> bool:
    """Whether a page lies below a menu item; the first page holds itself alone."""
    return path == url if url == "/" else path.startswith(url)


def shown_count(key: str, counts: Counts | None) -> Any:
    """The number beside an item, counted when it is first printed; "" where there is none."""
    if not key or counts is None:
        return ""
    if key in SILENT_AT_NONE:
        return SimpleLazyObject(lambda: counts.of(key) or "")
    return SimpleLazyObject(lambda: counts.of(key))
