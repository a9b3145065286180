"""What base.html needs on every screen, asked for only when a whole page is drawn."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from doorstep.entry.queries import live_pins
from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.choosing import Choice, choices_for
from doorstep.office.doors import village_of
from doorstep.office.entry.browsers import shared_browser
from doorstep.office.nav import AT_A_STATION, Link, counts_of, links_for, url_of
from doorstep.people.choices import Role
from doorstep.people.models import Account, AccountDuty, AccountRole, Place, live_on
from doorstep.stations.queries import stations_for

WITHOUT_HOUSEHOLDS = {Role.TOWN, Role.COUNTY, Role.AUDITOR, Role.ADMINISTRATOR}


class Office:
    """The frame round a screen: menu, place, who is signed in, languages.

    A screen about a certain place passes `place` (and `group`) in its own context.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.path = request.get_full_path()

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def account(self) -> Account | None:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def roles(self) -> list[AccountRole]:
        if self.account is None:
            return []
        held = AccountRole.objects.filter(live_on(self.today), account=self.account)
        return list(held.select_related("place__parent__parent"))

    @cached_property
    def held(self) -> frozenset[str]:
        """The roles and duties of the account."""
        if self.account is None:
            return frozenset()
        duties = AccountDuty.objects.filter(live_on(self.today), account=self.account)
        roles = {role.role for role in self.roles}
        return frozenset(roles | set(duties.values_list("duty", flat=True)))

    @cached_property
    def links(self) -> list[Link]:
        if self.account is None:
            return []
        held = set(self.held)
        village = self.village
        if village and stations_for(self.account, self.today).filter(place=village).exists():
            held.add(AT_A_STATION)
        counts = counts_of(self.request, self.account, village, self.today) if village else None
        return links_for(frozenset(held), self.request.path, counts)

    @cached_property
    def village(self) -> Place | None:
        """The village that the screens are about; None for those who belong to no team."""
        if self.account is None:
            return None
        try:
            return village_of(self.request)
        except NotVisible:
            return None

    @cached_property
    def role_name(self) -> str:
        return " · ".join(dict.fromkeys(str(Role(role.role).label) for role in self.roles))

    @cached_property
    def place(self) -> Place | None:
        here = self.village and self.village.pk
        for role in self.roles:
            if here in (None, role.place_id):
                return role.place
        return self.village or (self.roles[0].place if self.roles else None)

    @cached_property
    def choices(self) -> list[Choice]:
        """The places to which the account may turn from this screen; empty where there is one."""
        return choices_for(self.request, self.account, self.today) if self.account else []

    @cached_property
    def browser(self) -> str:
        """What names this browser while it is shared; "" for one that is not."""
        return shared_browser(self.request)

    @property
    def is_shared(self) -> bool:
        return bool(self.browser)

    @cached_property
    def lock_minutes(self) -> int:
        """After how many minutes this session locks; 0 where it has not begun."""
        session = getattr(self.request, "session", None)
        return session.get("lock_minutes", 0) if session is not None else 0

    @cached_property
    def pins(self) -> list[Account]:
        """Who else may switch in on this browser today."""
        if not self.browser:
            return []
        rows = live_pins(self.browser, self.today)
        return [row.account for row in rows if row.account != self.account]

    @property
    def search_url(self) -> str:
        """Where households are found; "" for who sees none whole, and would find nothing ever."""
        return url_of("office:search") if self.held - WITHOUT_HOUSEHOLDS else ""

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Codes with their own names, in the order of the switch."""
        return [("zh-hans", "中文"), ("bo", "བོད་ཡིག"), ("en", "English")]


def office(request: HttpRequest) -> dict[str, Any]:
    """`office` for every template of the office."""
    return {"office": Office(request)}
