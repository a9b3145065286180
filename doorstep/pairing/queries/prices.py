"""From the planner's answer to offers, and the price of an offer with another helper."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from doorstep import planner
from doorstep.kit.errors import Refused
from doorstep.method.choices import PreferenceKind
from doorstep.method.models import Preference
from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing, PairingOffer, PairingPlan
from doorstep.pairing.queries.problem import build_problem, helper_id_of, helper_key
from doorstep.pairing.rules import place_price
from doorstep.people.models import Helper, Place, Skill
from doorstep.planner.hours import HoursPair, HoursShort


class ChangedSinceProposal(Refused):
    message = _(
        "%(code)s with %(helper)s has no price in this proposal: one of them came or left since it "
        "was made. Make a new one."
    )


@dataclass(frozen=True)
class Priced:
    """A pair's price in hundredths of a point, by terms (as `PairingOffer.terms` keeps them)."""

    price: int
    terms: list[dict[str, Any]]

    @property
    def fairness(self) -> int:
        """The part that depends on how many households the helper has."""
        return sum(int(term["cents"]) for term in self.terms if term["kind"] == "fairness")


@dataclass(frozen=True)
class Wording:
    """What turns the planner's terms into terms that can be read later without other rows."""

    preferences: Mapping[str, dict[str, Any]]
    languages: Mapping[str, frozenset[str]]  # of helpers, by key
    spoken: Mapping[str, frozenset[str]]  # by household
    since: Mapping[tuple[str, UUID], date]

    def terms(self, pair: planner.Pair | HoursPair) -> list[dict[str, Any]]:
        """The terms of a pair with what they are about."""
        return [self._term(pair.household, pair.helper, pair.km, term) for term in pair.terms]

    def next_terms(self, pair: planner.Pair | HoursPair) -> list[dict[str, Any]]:
        """The same of the household with its next best."""
        best = pair.next_best
        if best is None:
            return []
        return [self._term(pair.household, best.helper, best.km, term) for term in best.terms]

    def _term(
        self, household: str, helper: str, km: float | None, term: planner.Term
    ) -> dict[str, Any]:
        row: dict[str, Any] = {"kind": term.kind, "cents": term.price, "is_met": term.is_met}
        match term.kind:
            case "distance":
                row["km"] = km
            case "language":
                spoken = self.spoken[household]
                row["spoken"] = sorted(spoken & self.languages[helper])
                row["is_stated"] = bool(spoken)
            case "change":
                since = self.since.get((household, helper_id_of(helper)))
                row["since"] = since.isoformat() if since else None
            case "preference":
                row |= self.preferences[term.key]
        return row


def wording_of(place: Place, on: date, problem: planner.PairingProblem) -> Wording:
    """The wording of a problem's terms; three queries."""
    keys = {wish.key for row in problem.households for wish in row.preferences}
    skills = dict(Skill.objects.values_list("key", "names"))
    live = Pairing.objects.live_on(on).filter(household__village=place)
    live = live.exclude(via=PairingVia.STAND_IN)
    since = live.values_list("household__code", "helper", "start_on")
    return Wording(
        preferences={
            str(row.pk): {
                "preference": row.kind,
                "value": row.value,
                "names": skills.get(row.value, row.names)
                if row.kind == PreferenceKind.HAS_SKILL
                else row.names,
            }
            for row in Preference.objects.filter(pk__in=keys)
        },
        languages={row.key: row.languages for row in problem.helpers},
        spoken={row.key: row.languages for row in problem.households},
        since={(code, helper): start_on for code, helper, start_on in since},
    )


def price_of(offer: PairingOffer, helper: Helper) -> Priced:
    """What the offer would cost with another helper, as the plan stands; fairness is the price of
    the place that helper would then give. ChangedSinceProposal."""
    plan = offer.plan
    problem = build_problem(plan.place, plan.made_on)
    key = helper_key(helper)
    household = next((row for row in problem.households if row.key == offer.household.code), None)
    giver = next((row for row in problem.helpers if row.key == key), None)
    if household is None or giver is None:
        raise ChangedSinceProposal(code=offer.household.code, helper=helper.name)
    alone = replace(
        household, helpers_wanted=1, locked=frozenset({key}), declined=frozenset(),
        must_share_language=False, roles=(),
    )  # fmt: skip
    # among the whole team: a way that is not known counts as the mean of theirs
    result = planner.pair(replace(problem, households=(alone,)))
    terms = wording_of(plan.place, plan.made_on, problem).terms(result.pairs[0])
    load = load_in_plan(offer, helper) + 1
    fairness = place_price(load, giver.most_households, problem.weights.load_bands)
    terms = [term for term in terms if term["kind"] != "fairness"]
    terms.append({"kind": "fairness", "cents": fairness, "is_met": fairness == 0})
    return Priced(price=sum(int(term["cents"]) for term in terms), terms=terms)


def adds_in_plan(offer: PairingOffer, priced: Priced) -> int:
    """What the whole proposal costs more with another helper at that price: the former one's last
    place becomes empty."""
    load, bands = load_in_plan(offer, offer.helper) + 1, planner.Weights().load_bands
    freed = place_price(load, offer.helper.most_households, bands)
    own = sum(int(term["cents"]) for term in offer.terms if term["kind"] != "fairness")
    return priced.price - own - freed


def least_now(plan: PairingPlan) -> int:
    """What no pairing costs less than, in hundredths; pairs that a person named hold as far as the
    plan has them still."""
    problem = build_problem(plan.place, plan.made_on)
    offers = plan.offers.select_related("household", "helper")
    held = {(one.household.code, helper_key(one.helper)) for one in offers}
    households = tuple(
        replace(row, locked=frozenset(key for key in row.locked if (row.key, key) in held))
        for row in problem.households
    )
    return planner.pair(replace(problem, households=households)).bound


def load_in_plan(offer: PairingOffer, helper: Helper) -> int:
    """How many other offers of the plan name a helper."""
    return offer.plan.offers.filter(helper=helper).exclude(pk=offer.pk).count()


def unserved_rows(
    unserved: Iterable[planner.Unserved | HoursShort], ids: Mapping[str, UUID]
) -> list[dict[str, Any]]:
    """The planner's shortage as `PairingPlan.unserved` keeps it, of households that have an id;
    with the names of skills that the empty places ask for."""
    unserved = list(unserved)
    is_asked = any(row.skills for row in unserved)
    names = dict(Skill.objects.values_list("key", "names")) if is_asked else {}
    return [
        {
            "household": str(ids[row.household]),
            "code": row.household,
            "places": row.places,
            "why": row.reason,
            "skills": [names.get(key, {}) for key in row.skills],
        }
        for row in unserved
        if row.household in ids
    ]
