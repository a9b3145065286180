"""New pairs where old ones end: the pairing of the households in question is solved anew, everybody
else's pairs kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from doorstep.planner.pairing import solve_pairing
from doorstep.planner.problem import Household, PairingProblem
from doorstep.planner.roles import seated
from doorstep.planner.visits.again.events import Event, HelperAway
from doorstep.planner.visits.again.ground import Ground, Who
from doorstep.planner.visits.again.result import PairChange
from doorstep.planner.visits.again.running import week_of
from doorstep.planner.visits.problem import DAYS_A_WEEK


def pair_again(
    ground: Ground, event: Event, pairing: PairingProblem | None, from_day: int
) -> list[PairChange]:
    """The pairs that end with a helper who leaves, and those that begin in their place; also for a
    household without any. Changes `ground.instead`."""
    gone = event.helper if isinstance(event, HelperAway) and event.to_day is None else None
    stood_in = [key for key, who in ground.instead.items() if gone in who]
    for household, week in stood_in:  # falls back to those who are paired
        if week >= week_of(from_day):
            del ground.instead[household, week]
    went = {household for (household, _day), who in ground.visits.items() if gone in who}
    broken = {
        row.key: row.helpers
        for row in ground.problem.households
        if (gone is not None and gone in row.helpers)
        or (not row.helpers and (gone is None or row.key in went))
    }
    if gone is None:
        broken = {key: who for key, who in broken.items() if key == getattr(event, "household", "")}
    found = [
        PairChange(key, gone, from_day, is_begun=False)
        for key, who in broken.items()
        if gone in who
    ]
    begun = _pairs_for(ground, broken, gone, pairing) if pairing is not None else {}
    for key, who in broken.items():
        left = [helper for helper in who if helper != gone]
        new = [helper for helper in begun.get(key, ()) if helper not in left]
        # who comes anew takes the order of the one who left
        at = who.index(gone) if gone in who else len(left)
        after = (*left[:at], *new, *left[at:])
        first = week_of(from_day)
        is_met = _still_goes(ground, key, first, from_day)
        # whoever has the whole week goes and calls on any day of it
        begin = from_day if is_met else max(ground.today, first * DAYS_A_WEEK)
        found += [
            PairChange(key, helper, begin, is_begun=True, order=after.index(helper) + 1)
            for helper in new
        ]
        for week in range(ground.problem.weeks):
            is_before = (week + 1) * DAYS_A_WEEK <= from_day
            if not is_before and not (week == first and is_met):
                ground.instead[key, week] = after
    return found


def _still_goes(ground: Ground, household: str, week: int, from_day: int) -> bool:
    """Whether the visit of the week in which a pair ends lies before that."""
    return any(week_of(day) == week and day < from_day for day in ground.days[household])


def _pairs_for(
    ground: Ground, broken: Mapping[str, Who], gone: str | None, pairing: PairingProblem
) -> dict[str, list[str]]:
    """New helpers by household, everybody else's pairs kept."""
    rows = {row.key: row for row in ground.problem.households}
    team = {row.key for row in pairing.helpers} - {gone}
    current = {
        row.key: [key for key in rows[row.key].helpers if key in team] if row.key in rows else []
        for row in pairing.households
    }
    load: dict[str, int] = {}
    for helpers in current.values():
        for key in helpers:
            load[key] = load.get(key, 0) + 1
    skills = {one.key: one.skills for one in pairing.helpers}
    households = []
    for row in pairing.households:
        kept = tuple(current[row.key])
        if row.key not in broken:
            households.append(
                Household(row.key, helpers_wanted=len(kept), current=kept, locked=frozenset(kept))
            )
            continue
        wanted = max(len(broken[row.key]), row.helpers_wanted if not broken[row.key] else 0)
        fit = [
            key
            for key in kept
            if row.accepts(next(one for one in pairing.helpers if one.key == key))
        ]
        outside = [key for key in broken[row.key] if key not in team and key != gone]
        places = max(0, min(3, wanted - len(outside) - (len(kept) - len(fit))))
        beside = [*(key for key in kept if key not in fit), *outside]
        households.append(
            replace(
                row,
                helpers_wanted=places,
                roles=_roles_left(row.roles, fit, beside, gone, places, skills),
                current=kept,
                locked=frozenset(fit),
                declined=row.declined - {gone or ""} | (frozenset(kept) - frozenset(fit)),
            )
        )
    result = solve_pairing(
        replace(
            pairing,
            households=tuple(households),
            helpers=tuple(
                replace(one, most_households=max(one.most_households, load.get(one.key, 0)))
                for one in pairing.helpers
                if one.key != gone
            ),
            extra={},
        )
    )
    found: dict[str, list[str]] = {}
    for pair in result.pairs:
        if pair.household in broken:
            found.setdefault(pair.household, []).append(pair.helper)
    return found


def _roles_left(
    roles: tuple[frozenset[str], ...],
    stay: Sequence[str],
    beside: Sequence[str],
    gone: str | None,
    places: int,
    skills: Mapping[str, frozenset[str]],
) -> tuple[frozenset[str], ...]:
    """What so many places ask for, those of `stay` first, then that of the one who is gone;
    others sit `beside` these. Nobody asks for the skills of who is not in the team."""
    if not roles:
        return ()
    held = [skills.get(key, frozenset()) for key in (*stay, *beside)]
    asked, taken = seated((*roles, *[frozenset[str]()] * (len(held) - len(roles))), held)
    left = [role for place, role in enumerate(asked) if place not in taken]
    left.sort(key=lambda role: not role <= skills.get(gone or "", frozenset()))
    own = [asked[place] for place in taken[: len(stay)]]
    return (*own, *left, *[frozenset[str]()] * places)[:places]
