"""Why these two: the terms of an offer in words, for the reader."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doorstep.kit.names import name_in
from doorstep.method.choices import PreferenceKind
from doorstep.pairing.models import PairingOffer
from doorstep.pairing.rules import CENTS, months_between
from doorstep.people.choices import SpokenLanguage

NEAR_KM = 10  # up to here "lives near" is said
TELLS = 50  # hundredths; what weighs less decides nothing


def words_of(offer: PairingOffer, *, with_load: bool = True) -> list[str]:
    """What speaks for a pair, then what it lacks, in the reader's language. A list of many pairs
    does without the helper's load, which is alike in every row of theirs."""
    order = list(_WORDS)
    met: list[str] = []
    missed: list[str] = []
    for term in sorted(offer.terms, key=lambda term: order.index(term["kind"])):
        words = _WORDS[term["kind"]](term, offer.plan.made_on)
        if words and (with_load or term["kind"] != "fairness"):
            is_lack = term["kind"] in ("preference", "language") and not term["is_met"]
            (missed if is_lack else met).append(words)
    return list(dict.fromkeys(met + missed))  # asked for of all and of the category: once


def next_words(offer: PairingOffer) -> str:
    """The next best helper, what taking them would cost more, and what decides between both; ""
    where there is none."""
    if offer.next_helper is None or offer.next_price is None:
        return ""
    told = {"helper": offer.next_helper.name, "points": points_text(abs(offer.next_price))}
    if told["points"] == "0":
        return _("%(helper)s would do as well") % told
    if offer.next_price < 0:  # after a change by hand
        return _("Next best: %(helper)s, %(points)s km-points less") % told
    text = _("Next best: %(helper)s, %(points)s km-points more") % told
    decides = _(", ").join(deciding_words(offer))
    if not decides:
        return text
    return _("%(text)s; this one: %(decides)s") % {"text": text, "decides": decides}


def deciding_words(offer: PairingOffer) -> list[str]:
    """What the pair has that the next best has not, what weighs most first; nothing of proposals
    that kept no lines of the next best."""
    own, other = _by_line(offer.terms), _by_line(offer.next_terms)
    found: list[tuple[int, str]] = []
    rest = offer.next_price or 0
    for line in own.keys() & other.keys():
        (cents, term), (cents_against, against) = own[line], other[line]
        ahead = cents_against - cents
        rest -= ahead
        if ahead >= TELLS:
            found.append((ahead, _ahead(term, against, offer.plan.made_on)))
    if other and rest >= TELLS and rest > max((ahead for ahead, _words in found), default=0):
        # the other one has more households already, or is full and would have to give one up
        found.append((rest, _("the other one has less room")))
    return [words for _ahead_by, words in sorted(found, reverse=True) if words]


def _by_line(terms: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, ...], tuple[int, Any]]:
    """What the lines of a price cost that are about the same, in hundredths, with one of them."""
    found: dict[tuple[Any, ...], tuple[int, Any]] = {}
    for term in terms:
        line = term["kind"], term.get("preference"), str(term.get("value"))
        found[line] = found.get(line, (0, term))[0] + int(term["cents"]), term
    return found


def _ahead(term: Mapping[str, Any], against: Mapping[str, Any], on: date) -> str:
    """What puts a pair ahead of another in one line of the price."""
    if term["kind"] == "distance":
        if term["km"] is None or against["km"] is None:
            return ""
        return _("%(km)s km nearer") % {"km": max(1, round(against["km"] - term["km"]))}
    return _WORDS[term["kind"]](term, on)


def points_text(cents: int) -> str:
    """Hundredths of a point as points with at most one decimal, thousands apart."""
    return f"{cents / CENTS:,.1f}".removesuffix(".0")


def unserved_words(row: Mapping[str, Any]) -> str:
    """Why places stay unserved; `row` is one of `PairingPlan.unserved`."""
    skills = _(", ").join(name_in(names) for names in row.get("skills", ()) if names)
    if not skills:
        return str(_UNSERVED[row["why"]])
    if row["why"] == "rules":
        return _("nobody else who fits is good at: %(skills)s") % {"skills": skills}
    why = {"why": _UNSERVED[row["why"]], "skills": skills}
    return _("%(why)s; one is asked for who is good at: %(skills)s") % why


def _distance(term: Mapping[str, Any], on: date) -> str:
    if term["km"] is None:
        return _("distance not known")
    km = {"km": max(1, round(term["km"]))}
    return _("lives near (%(km)s km)") % km if term["km"] <= NEAR_KM else _("%(km)s km away") % km


def _preference(term: Mapping[str, Any], on: date) -> str:
    value = {"value": term["value"]}
    match term["preference"], term["is_met"]:
        case PreferenceKind.HAS_SKILL, is_met:
            skill = {"skill": name_in(term["names"]) or term["value"]}
            return (_("good at: %(skill)s") if is_met else _("not known for: %(skill)s")) % skill
        case PreferenceKind.BORN_ON_OR_AFTER, True:
            return _("is at most %(value)s years old") % value
        case PreferenceKind.BORN_ON_OR_AFTER, _is_met:
            return _("is older than %(value)s, or states no year of birth") % value
        case PreferenceKind.HOURS_AT_LEAST, True:
            return _("has %(value)s hours a week") % value
        case _kind, _is_met:
            return _("has less than %(value)s hours a week") % value


def _language(term: Mapping[str, Any], on: date) -> str:
    if not term["is_stated"]:
        return ""
    if not term["spoken"]:
        return _("speaks none of the household's languages")
    return _("speaks %(language)s") % {"language": SpokenLanguage(term["spoken"][0]).label}


def _change(term: Mapping[str, Any], on: date) -> str:
    if term["since"] is None:
        return ""
    months = months_between(date.fromisoformat(term["since"]), on)
    if not months:
        return _("paired already")
    words = ngettext(
        "paired for %(months)s month already", "paired for %(months)s months already", months
    )
    return words % {"months": months}


def _fairness(term: Mapping[str, Any], on: date) -> str:
    return _("has many households already") if term["cents"] else ""


def _extra(term: Mapping[str, Any], on: date) -> str:
    return ""


_WORDS: dict[str, Callable[[Mapping[str, Any], date], str]] = {
    "preference": _preference,
    "language": _language,
    "distance": _distance,
    "change": _change,
    "fairness": _fairness,
    "extra": _extra,
}
_UNSERVED = {
    "no_helpers": gettext_lazy("nobody in the team takes households"),
    "all_come": gettext_lazy("everybody who takes households goes there already"),
    "rules": gettext_lazy("too few helpers fit: a side declined, or a language has to be shared"),
    "hours_unknown": gettext_lazy("those who fit have stated no hours, or 0"),
    "full": gettext_lazy("those who fit are full"),
    "price": gettext_lazy("those with room live too far away"),
}
