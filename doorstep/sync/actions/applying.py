"""A roster into acts of the rooms below, village by village."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from doorstep.categories.actions import propose_from_ledger
from doorstep.method.choices import CategoryKind
from doorstep.people.models import Account, Place
from doorstep.register import actions as register
from doorstep.register import roster as ledger
from doorstep.register.choices import ConsentHow, Season
from doorstep.register.models import Household
from doorstep.sync.actions.changing import Changing, helpers_wanted, member_fields
from doorstep.sync.actions.helpers import HelpersOfRoster
from doorstep.sync.actions.leaving import close_gone
from doorstep.sync.actions.merging import put_back_household
from doorstep.sync.queries import on_record
from doorstep.sync.rules import HEAD

LETTERS_OF_A_NOTE = 300
A_STEP = 1_000


def apply_roster(
    roster: ledger.Roster,
    diff: ledger.Diff,
    record: Mapping[ledger.HouseholdKey, ledger.Stated],
    villages: Mapping[str, Place],
    *,
    by: Account,
    on: date,
    close_missing: bool,
    say: Callable[[str], None],
) -> tuple[str, ...]:
    """Applies a roster as it is kept over what is on record; answers the codes of the households it
    closed."""
    closed: list[str] = []
    everything = ledger.stated(roster)
    for name, village in villages.items():
        stated = {key[1]: one for key, one in everything.items() if key[0] == name}
        homes = [one.household for one in stated.values()]
        helpers = HelpersOfRoster(village, by=by, on=on)
        helpers.take(_helpers_of(roster, homes, len(villages)), roster.helper_fields)
        helpers.name_missing(homes)
        changing = Changing(village, roster, helpers, by=by, on=on)
        households = _known(village)
        known = [code for code in stated if code in households]
        back = [code for code in known if not households[code].is_active(on)]
        for code in back:
            put_back_household(households[code], by=by, on=on)
        old = on_record(roster, {name: village}, on) if back else record
        changing.know_members(households.values())
        new = [one for code, one in stated.items() if code not in households]
        same = [code for code in stated if (name, code) in old]
        for done, added in _in_steps(new):
            households |= _add(changing, added)
            _say(say, _("%(name)s: %(done)s of %(all)s households added."), village, done, new)
        for done, codes in _in_steps(same):
            for code in codes:
                changing.change(households[code], old[name, code], stated[code])
            changing.seal_names()
            _say(say, _("%(name)s: %(done)s of %(all)s households compared."), village, done, same)
        gone = {key[1]: one for key, one in old.items() if key[0] == name and key[1] not in stated}
        closed += close_gone(diff, gone, households, by=by, on=on, close_missing=close_missing)
        propose_from_ledger(village, _colours(homes, households), by=by, on=on)
        say(_("%(name)s: %(count)s households.") % {"name": village.name, "count": len(stated)})
    return tuple(closed)


def lock_households(villages: Iterable[Place]) -> None:
    """Before the first entry of the trail, as a visit does; keeping all entries back till the end
    would take more memory than the rows themselves. And before anything is compared: what somebody
    changed or erased meanwhile would be taken for a change of the ledger, and kept for its undo."""
    here = Household.objects.filter(village__in=[one.pk for one in villages]).order_by("pk")
    list(here.select_for_update(no_key=True).values_list("pk", flat=True))


def _in_steps[T](rows: Sequence[T]) -> Iterator[tuple[int, Sequence[T]]]:
    """Rows a step at a time, with how many are done after it: memory stays bounded, and somebody
    who waits is told."""
    for first in range(0, len(rows), A_STEP):
        some = rows[first : first + A_STEP]
        yield first + len(some), some


def _say(
    say: Callable[[str], None], words: str, village: Place, done: int, everything: Sequence[object]
) -> None:
    """Told only where there is more than one step."""
    if len(everything) > A_STEP:
        say(words % {"name": village.name, "done": done, "all": len(everything)})


def _helpers_of(
    roster: ledger.Roster, homes: Iterable[ledger.Household], villages: int
) -> list[ledger.Helper]:
    """Helpers of a roster of several villages belong where they are named as contacts."""
    named = {name for home in homes for name in home.helpers}
    return [one for one in roster.helpers if villages == 1 or one.name in named]


def _known(village: Place) -> dict[str, Household]:
    known = Household.objects.filter(village=village).select_related("village", "group")
    return {household.code: household for household in known}


def _add(changing: Changing, new: Sequence[ledger.Stated]) -> dict[str, Household]:
    entries = [_entry(changing, one) for one in new]
    added = register.add_households(changing.village, entries, by=changing.by, on=changing.on)
    named = [one.household.helpers for one in new]
    changing.helpers.pair_new(list(zip(added, named, strict=True)))
    return {household.code: household for household in added}


def _entry(changing: Changing, one: ledger.Stated) -> register.NewHousehold:
    home = one.household
    alone = ledger.Member(code=home.code, name=home.head, relation=HEAD)
    spots = {Season.WINTER: home.winter, Season.SUMMER: home.summer}
    return register.NewHousehold(
        code=home.code,
        members=[member_fields(member) for member in one.members or (alone,)],
        fields={
            "group": changing.helpers.group(home.group),
            "resident_count": home.resident_count,
            "phone": home.phone,
            "languages": list(home.languages),
            "best_time": home.best_time,
            "helpers_wanted": helpers_wanted(home.helpers),
            "ledger_registered_on": home.registered_on,
            "review_on": home.review_on,
            "need_note": home.need_note,
            "note": home.note,
        },
        homes={season: spot for season, spot in spots.items() if spot},
        consent=(ConsentHow(home.consent_how), home.consent_on) if home.consent_on else None,
    )


def _colours(
    homes: Iterable[ledger.Household], households: Mapping[str, Household]
) -> list[tuple[Household, CategoryKind, str]]:
    """What a ledger's colours propose, with its words; green says nothing."""
    return [
        (households[home.code], CategoryKind(home.category), home.need_note[:LETTERS_OF_A_NOTE])
        for home in homes
        if home.category not in (None, CategoryKind.GREEN)
    ]
