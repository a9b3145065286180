"""A roster into acts of the rooms below, village by village."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from doorstep.categories.actions import propose_category
from doorstep.categories.choices import ProposalSource, ProposalState
from doorstep.categories.models import Category, Proposal
from doorstep.method.choices import CategoryKind
from doorstep.method.queries import version_at
from doorstep.people.models import Account, Place
from doorstep.register import actions as register
from doorstep.register import roster as ledger
from doorstep.register.choices import ConsentHow, Season
from doorstep.register.models import Household
from doorstep.sync.actions.changing import Changing, helpers_wanted, member_fields
from doorstep.sync.actions.helpers import HelpersOfRoster
from doorstep.sync.actions.leaving import close_gone
from doorstep.sync.queries import on_record
from doorstep.sync.rules import HEAD

LETTERS_OF_A_NOTE = 300


def apply_roster(
    roster: ledger.Roster,
    diff: ledger.Diff,
    villages: Mapping[str, Place],
    *,
    by: Account,
    on: date,
    close_missing: bool,
    say: Callable[[str], None],
) -> tuple[str, ...]:
    """Applies a roster as it is kept; answers the codes of the households it closed."""
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
        for code in stated:
            if code in households and not households[code].is_active(on):
                register.reopen_household(households[code], by=by, on=on)
        old = on_record(roster, {name: village}, on)
        new = [one for code, one in stated.items() if code not in households]
        households |= _add(changing, new)
        for code, one in stated.items():
            if (name, code) in old:
                changing.change(households[code], old[name, code], one)
        gone = {key[1]: one for key, one in old.items() if key[1] not in stated}
        closed += close_gone(diff, gone, households, by=by, on=on, close_missing=close_missing)
        _propose_colours(village, homes, households, by=by, on=on)
        say(_("%(name)s: %(count)s households.") % {"name": village.name, "count": len(stated)})
    return tuple(closed)


def _helpers_of(
    roster: ledger.Roster, homes: Iterable[ledger.Household], villages: int
) -> list[ledger.Helper]:
    """Helpers of a roster of several villages belong where they are named as contacts."""
    named = {name for home in homes for name in home.helpers}
    return [one for one in roster.helpers if villages == 1 or one.name in named]


def _known(village: Place) -> dict[str, Household]:
    known = Household.objects.filter(village=village).select_related("village", "group")
    return {household.code: household for household in known}


def _add(changing: Changing, new: list[ledger.Stated]) -> dict[str, Household]:
    entries = [_entry(changing, one) for one in new]
    added = register.add_households(changing.village, entries, by=changing.by, on=changing.on)
    for household, one in zip(added, new, strict=True):
        changing.helpers.pair(household, one.household.helpers)
    return {household.code: household for household in added}


def _entry(changing: Changing, one: ledger.Stated) -> register.NewHousehold:
    home = one.household
    alone = ledger.Member(code=home.code, name=home.head, relation=HEAD)
    spots = {Season.WINTER: home.winter, Season.SUMMER: home.summer}
    return register.NewHousehold(
        code=home.code,
        members=[member_fields(member) for member in one.members or (alone,)],
        fields={
            "group": changing.group(home.group),
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


def _propose_colours(
    village: Place,
    homes: Iterable[ledger.Household],
    households: Mapping[str, Household],
    *,
    by: Account,
    on: date,
) -> None:
    """A ledger's colour is proposed once, not beside an open proposal or a running category; green
    says nothing."""
    here = Proposal.objects.filter(household__village=village)
    made = here.filter(source=ProposalSource.LEDGER) | here.filter(
        state__in=[ProposalState.PENDING, ProposalState.PUT]
    )
    running = Category.objects.filter(household__village=village).live_on(on)
    proposed = set(made.values_list("household__code", "kind"))
    proposed |= set(running.values_list("household__code", "kind"))
    version = None
    for home in homes:
        kind = home.category
        if kind is None or kind == CategoryKind.GREEN or (home.code, kind) in proposed:
            continue
        version = version or version_at(village, on)
        propose_category(
            households[home.code],
            CategoryKind(kind),
            source=ProposalSource.LEDGER,
            reasons=[],
            note=home.need_note[:LETTERS_OF_A_NOTE],
            version=version,
            by=by,
            on=on,
        )
