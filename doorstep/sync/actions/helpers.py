"""The helpers of a roster, and the pairs it states."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from doorstep.pairing.actions import end_pairing, pair_household, pair_new_households
from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing
from doorstep.people.actions import add_helpers, change_helper, find_group, put_skill
from doorstep.people.models import Account, Group, Helper, Place, Seat, Skill
from doorstep.people.queries import helpers_at
from doorstep.register import roster
from doorstep.register.actions.access import PairDeclined
from doorstep.register.models import Household
from doorstep.sync.rules import LETTERS_OF_A_GROUP

LETTERS_OF_A_SKILL = 60
# field of the roster → field of the helper
PLAIN = {
    "weekly_hours": "weekly_hours",
    "birth_year": "birth_year",
    "phone": "phone",
}


class HelpersOfRoster:
    """Finds, adds and changes the helpers of one village while a roster is applied."""

    def __init__(self, village: Place, *, by: Account, on: date) -> None:
        self.village, self.by, self.on = village, by, on
        self.team = village.teams.get(code=village.code)
        self.by_name: dict[str, list[Helper]] = {}
        here = helpers_at(village, on).select_related("group", "seat", "team")
        for helper in here.prefetch_related("skills"):
            self.by_name.setdefault(helper.name, []).append(helper)
        self.seats = _index(Seat.objects.all())
        self.skills = _index(Skill.objects.all())
        self.groups = {group.name: group for group in village.groups.all()}

    def group(self, name: str) -> Group | None:
        """The group of that name, made where there is none; None for ""."""
        if name and name not in self.groups:
            self.groups[name] = find_group(self.village, name, by=self.by, on=self.on)
        return self.groups.get(name)

    def take(self, stated: Iterable[roster.Helper], fields: frozenset[str]) -> None:
        """Adds those that are new and changes what differs; matched by name, then by phone."""
        free = {name: list(helpers) for name, helpers in self.by_name.items()}
        new: list[dict[str, Any]] = []
        for one in stated:
            same = free.get(one.name, [])
            helper = next((each for each in same if each.phone == one.phone), None)
            helper = helper or (same[0] if same else None)
            values, skills = self._values(one, fields)
            if helper is None:
                new.append({"name": one.name, "skills": skills, **values})
                continue
            same.remove(helper)
            self._change(helper, values, skills if "skills" in fields else None)
        self._add(new)

    def name_missing(self, households: Iterable[roster.Household]) -> None:
        """A contact who stands on no list of helpers is a helper too, for as many as are named."""
        counted = Counter(name for home in households for name in home.helpers)
        missing = [
            {"name": name, "most_households": count}
            for name, count in counted.items()
            if name not in self.by_name
        ]
        self._add(missing)

    def pair_new(self, added: Sequence[tuple[Household, Sequence[str]]]) -> None:
        """Pairs households that were just added as the ledger states."""
        pairs = [
            (household, list(dict.fromkeys(self._named(name, household) for name in names)))
            for household, names in added
        ]
        via = PairingVia.LEDGER
        pair_new_households(self.village, pairs, via=via, by=self.by, on=self.on)

    def pair(self, household: Household, names: Sequence[str]) -> None:
        """Pairs a household as the ledger states; a pair of an earlier ledger that is gone ends."""
        wanted = [self._named(name, household) for name in names]
        live = {
            pairing.helper_id: pairing
            for pairing in Pairing.objects.live_on(self.on).filter(household=household)
        }
        for helper_id, pairing in live.items():
            if helper_id not in {helper.pk for helper in wanted}:
                end_pairing(pairing, by=self.by, on=self.on)
        for order, helper in enumerate(wanted, start=1):
            if helper.pk in live:
                continue
            with suppress(PairDeclined):  # a ledger does not overrule the two sides
                pair_household(
                    household,
                    helper,
                    order=order,
                    via=PairingVia.LEDGER,
                    by=self.by,
                    on=self.on,
                )

    def _add(self, entries: Sequence[dict[str, Any]]) -> None:
        for helper in add_helpers(self.team, entries, by=self.by, on=self.on):
            self.by_name.setdefault(helper.name, []).append(helper)

    def _named(self, name: str, household: Household) -> Helper:
        same = self.by_name[name]
        near = (one for one in same if one.group_id and one.group_id == household.group_id)
        return next(near, same[0])

    def _values(
        self, one: roster.Helper, fields: frozenset[str]
    ) -> tuple[dict[str, Any], list[Skill]]:
        stated = fields - one.unclear
        values = {PLAIN[field]: getattr(one, field) for field in PLAIN if field in stated}
        if "role" in stated:
            values["seat"] = self.seats.get(one.role)
        if "group" in stated:
            values["group"] = self.group(one.group[:LETTERS_OF_A_GROUP])
        if "languages" in stated:
            values["languages"] = list(one.languages)
        if "max_households" in stated:
            values["most_households"] = one.max_households or 0
        if "home" in stated:
            values["home_lat"], values["home_lon"] = one.home or (None, None)
        return values, [self._skill(text) for text in one.skills]

    def _skill(self, text: str) -> Skill:
        if text not in self.skills:
            names = {"zh-hans": text}
            self.skills[text] = put_skill(text[:LETTERS_OF_A_SKILL], names, [], 100)
        return self.skills[text]

    def _change(
        self, helper: Helper, values: dict[str, Any], skills: Sequence[Skill] | None
    ) -> None:
        changed = {
            field: value
            for field, value in values.items()
            if not _is_same(getattr(helper, field), value)
        }
        held = set(helper.skills.all())
        others = skills if skills is not None and set(skills) != held else None
        if changed or others is not None:
            change_helper(helper, by=self.by, on=self.on, skills=others, **changed)


def _is_same(held: Any, stated: Any) -> bool:
    if held is None or stated is None or isinstance(stated, (str, list)):
        return bool(held == stated)
    return bool(float(held) == float(stated)) if isinstance(stated, float) else held == stated


def _index(rows: Iterable[Any]) -> dict[str, Any]:
    """Rows by key, name in any language, and alias."""
    return {
        word: row for row in rows for word in (row.key, *row.names.values(), *row.aliases) if word
    }
