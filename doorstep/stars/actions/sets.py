"""Publishing the criteria of a star, and offering them no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions import audit, hold_trail
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Account, Place
from doorstep.stars.actions.guards import clean
from doorstep.stars.models import StarCriterion, StarSet

MOST_CRITERIA = 12
MOST_AHEAD = timedelta(days=366)


class NoStarsHere(Refused):
    message = _(
        "Criteria are published by a village for its households or a town for its villages."
    )


class CriteriaMissing(Refused):
    message = _("A star needs from 1 to %(most)s criteria; these are %(count)s.")


class CriterionTwice(Refused):
    message = _("“%(name)s” stands there twice.")


class StarSetTooEarly(Refused):
    message = _("%(day)s is over or is taken by the version before; it holds from %(first)s on.")


class StarSetTooLate(Refused):
    message = _("%(day)s is too far away; the latest day is %(last)s.")


class StarNumberRefused(Refused):
    message = _("%(number)s is no number for this; it lies between %(least)s and %(most)s.")


class StarSetEnded(Refused):
    message = _("Nobody applies by these criteria from %(day)s on.")


@dataclass(frozen=True)
class NewCriterion:
    """A criterion to publish: its name, and what it means in plain words."""

    name: str
    words: str


@dataclass(frozen=True)
class Terms:
    """How long a star holds and how long its steps take; see StarSet."""

    valid_months: int = 12
    answer_days: int = 30
    notice_days: int = 7
    objection_days: int = 10
    again_days: int = 90


BOUNDS = {
    "valid_months": (12, 24),
    "answer_days": (5, 90),
    "notice_days": (5, 30),
    "objection_days": (5, 60),
    "again_days": (0, 365),
}


@transaction.atomic
def publish_star_set(
    place: Place,
    *,
    name: str,
    criteria: Sequence[NewCriterion],
    from_on: date,
    by: Account,
    on: date,
    about: str = "",
    terms: Terms | None = None,
) -> StarSet:
    """Publishes criteria from a day on, the next version of their name; what is the same as the
    version that holds, as a double click sends it, answers that one. NoStarsHere, StarTextMissing,
    StarTextTooLong, StarTopicRefused, CriteriaMissing, CriterionTwice, StarNumberRefused,
    StarSetTooEarly, StarSetTooLate."""
    if place.kind not in (PlaceKind.VILLAGE, PlaceKind.TOWN):
        raise NoStarsHere
    terms = terms or Terms()
    for field, (least, most) in BOUNDS.items():
        if not least <= getattr(terms, field) <= most:
            raise StarNumberRefused(number=getattr(terms, field), least=least, most=most)
    name = clean(name, 40, what=gettext("the name of the star"))
    about = clean(about, 300)
    told = [
        (
            clean(one.name, 40, what=gettext("the name of a criterion")),
            clean(
                one.words, 200, what=gettext("what “%(name)s” means") % {"name": one.name.strip()}
            ),
        )
        for one in criteria
    ]
    if not 1 <= len(told) <= MOST_CRITERIA:
        raise CriteriaMissing(count=len(told), most=MOST_CRITERIA)
    names = [one for one, _words in told]
    for one in names:
        if names.count(one) > 1:
            raise CriterionTwice(name=one)
    hold_trail([place])
    last = StarSet.objects.filter(place=place, name=name).order_by("-number").first()
    if last is not None and _is_same(last, about, told, from_on, terms):
        return last
    first = on if last is None else max(on, last.from_on + timedelta(days=1))
    _guard_between(first, from_on)
    star_set = StarSet(
        place=place,
        name=name,
        number=last.number + 1 if last else 1,
        about=about,
        from_on=from_on,
        published_by=by,
        **{field: getattr(terms, field) for field in BOUNDS},
    )
    star_set.save(force_insert=True)
    StarCriterion.objects.bulk_create(
        StarCriterion(star_set=star_set, order=order, name=one, words=words)
        for order, (one, words) in enumerate(told, 1)
    )
    detail = {"number": star_set.number, "criteria": len(told)}
    audit("publish_star_set", star_set, by=by, on=on, place=place, detail=detail)
    return star_set


@transaction.atomic
def end_star_set(star_set: StarSet, *, until_on: date, by: Account, on: date) -> None:
    """The first day on which nobody applies by it any more; what was applied for goes on, and stars
    hold until their day. StarSetEnded, StarSetTooEarly, StarSetTooLate."""
    hold_trail([star_set.place])
    star_set.refresh_from_db(fields=["until_on"])
    if star_set.until_on is not None:
        raise StarSetEnded(day=star_set.until_on)
    _guard_between(max(on, star_set.from_on), until_on)
    star_set.until_on = until_on
    star_set.save(update_fields=["until_on"])
    audit("end_star_set", star_set, by=by, on=on, place=star_set.place_id)


def _guard_between(first: date, day: date) -> None:
    """A day within a year from the first that may be. StarSetTooEarly, StarSetTooLate."""
    if day < first:
        raise StarSetTooEarly(day=day, first=first)
    if day > first + MOST_AHEAD:
        raise StarSetTooLate(day=day, last=first + MOST_AHEAD)


def _is_same(
    last: StarSet, about: str, told: list[tuple[str, str]], from_on: date, terms: Terms
) -> bool:
    same = all(getattr(last, field) == getattr(terms, field) for field in BOUNDS)
    rows = list(last.criteria.values_list("name", "words"))
    return same and (last.about, last.from_on, rows) == (about, from_on, told)
