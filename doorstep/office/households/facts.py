"""A household in words: the line under its name, its duties, why this helper, who sees it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doorstep.office.wording import day_text, near_day_text, span_text
from doorstep.pairing.models import Pairing
from doorstep.pairing.queries import next_words, words_of
from doorstep.people.choices import Duty, Role, SpokenLanguage
from doorstep.people.queries import holders_of, looks_at, scope_of
from doorstep.register.choices import AccessVia
from doorstep.register.models import Access, Household
from doorstep.register.queries import access_of
from doorstep.sync.queries import OnPhone, on_phones, via_text
from doorstep.visits.queries import DutyNow, duties_of


def sub_text(household: Household) -> str:
    """NC-0142 · 三组 · 5 口人 · 说藏语 · 晚饭后."""
    parts = [household.code, household.group.name if household.group else ""]
    if household.resident_count is not None:
        n = household.resident_count
        parts.append(ngettext("%(n)s at home", "%(n)s at home", n) % {"n": n})
    if spoken := languages_text(household.languages):
        parts.append(_("speak %(languages)s") % {"languages": spoken})
    parts.append(household.best_time)
    return " · ".join(filter(None, parts))


def languages_text(codes: list[str]) -> str:
    """The languages at the door, the better one first."""
    return _(", ").join(str(SpokenLanguage(code).label) for code in codes)


def next_duties(household: Household, today: date) -> list[DutyNow]:
    """How the contact and the visit stand now; none for a household that has left."""
    return duties_of(scope_of(household.village), [household.pk], today)[household.pk]


def why_lines(pair: Pairing) -> tuple[str, str]:
    """Why this helper, in one sentence, and who would be next."""
    if pair.offer is None:
        words = _("%(via)s, since %(day)s") % {
            "via": via_text(pair),
            "day": day_text(pair.start_on),
        }
        return words, ""
    return _(", ").join(words_of(pair.offer)), next_words(pair.offer)


@dataclass(frozen=True)
class Seer:
    """Somebody who may see the household, why, and for how long."""

    who: str
    why: Any
    from_on: date | None = None
    until_on: date | None = None
    reason: str = ""


def who_sees(household: Household, today: date) -> list[Seer]:
    """The coordinators of the village, then each who has been let in."""
    village = household.village
    seers = [
        Seer(account.name, _("coordinator of %(place)s") % {"place": village.name})
        for account in holders_of(Role.COORDINATOR, village, today)
    ]
    for access in access_of(household, today):
        seers.append(
            Seer(
                who=_holder(access, household),
                why=AccessVia(access.via).label,
                from_on=access.from_on,
                until_on=access.until_on,
                reason=access.reason,
            )
        )
    return seers


@dataclass(frozen=True)
class Looker:
    """Somebody who looked at the household, as what, and on which days, the latest first."""

    who: str
    why: Any
    days: str


def who_looked(household: Household, today: date, most: int) -> list[Looker]:
    """Who looked, each with the latest `most` days, never a clock time; and on whose phones it is
    or was, on which nobody sees who reads it when.

    A look by a sealed grant is not among them: that the grant exists is for the person alone.
    """
    looked = [
        Looker(look.who, _look_label(look.via, household), _days_text(look.days, today, most))
        for look in looks_at(household.pk)
        if look.via != AccessVia.SEALED
    ]
    return [*looked, *(_on_phone(one) for one in on_phones(household))]


def _on_phone(one: OnPhone) -> Looker:
    days = _("since %(day)s") % {"day": day_text(one.from_on)}
    if one.until_on is not None:
        days = span_text(one.from_on, one.until_on)
    return Looker(one.who, _("on the phone of its helper"), days)


def _look_label(via: str, household: Household) -> Any:
    if via == Role.COORDINATOR:
        return _("coordinator of %(place)s") % {"place": household.village.name}
    if via in Duty.values:
        return Duty(via).label
    return AccessVia(via).label if via in AccessVia.values else via


def _days_text(days: tuple[date, ...], today: date, most: int) -> str:
    told = [near_day_text(day, today) for day in days[:most]]
    if earlier := len(days) - len(told):
        words = ngettext("and %(n)s earlier day", "and %(n)s earlier days", earlier)
        told.append(words % {"n": earlier})
    return _(", ").join(told)


def others_who_see(household: Household, today: date) -> int:
    """How many may see it besides the coordinators: each once, whatever the reasons; a duty or a
    role counts as the one who holds it."""
    coordinators = holders_of(Role.COORDINATOR, household.village, today)
    ids = set(coordinators.values_list("pk", flat=True))
    return len({_key(access) for access in access_of(household, today)} - ids)


def _key(access: Access) -> Any:
    """Who holds it: the account, the helper without one, or the name of a duty or role."""
    helper = access.helper
    if helper is not None:
        return helper.account_id or helper.pk
    return access.account_id or (access.duty, access.role)


def _holder(access: Access, household: Household) -> str:
    if access.helper:
        return access.helper.name
    if access.account:
        return access.account.name
    held = Duty(access.duty).label if access.duty else Role(access.role).label
    return _("whoever is here: %(held)s") % {"held": held}
