"""Papers of points: the card of rules that hangs for all, and a slip for one person alone.

Draft Tibetan is printed beside Chinese, never alone. No paper holds the points of two people.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from doorstep.kit.days import day_text
from doorstep.packs.rounds import both
from doorstep.packs.typesetting import pair, set_paper
from doorstep.points.models import RuleCard
from doorstep.points.queries import awards_of, reckoning_of, swaps_of
from doorstep.points.rules import lapse_day
from doorstep.register.models import Member

Format = Literal["pdf", "png"]


@dataclass(frozen=True)
class PrintedCard:
    """Everything that stands on a card of rules, in the language that was on."""

    title: str
    sub: str
    heading: list[str]
    heads: tuple[str, str, str]  # what for, points, at most
    rules: tuple[tuple[str, str, list[str]], ...]
    notes: tuple[list[str], ...]
    vote: str
    draft: list[str]  # said above all else where no meeting has voted
    example: str


@dataclass(frozen=True)
class PrintedSlip:
    """Everything that stands on a person's slip, in the language that was on."""

    name: str
    sub: str
    left: list[str]
    heads: tuple[str, str, str, str]  # day, what for, points, what became of them
    awards: tuple[tuple[str, str, str, str], ...]
    swaps_heading: str
    swaps: tuple[tuple[str, str, str], ...]
    notes: tuple[list[str], ...]
    example: str


def print_rule_card(card: RuleCard) -> PrintedCard:
    """A card of rules in the language that is on; the rules in the words that were voted."""
    place = card.scheme.place
    return PrintedCard(
        title=card.scheme.name,
        sub=place.name,
        heading=pair(lambda: _("What points are given for")),
        heads=(
            both(lambda: pgettext("points", "What for")),
            both(lambda: _("Points")),
            both(lambda: _("At most")),
        ),
        rules=tuple(
            (rule.text, str(rule.points), pair(lambda rule=rule: _often(rule.most, rule.per)))
            for rule in card.rules.all()
        ),
        notes=(
            pair(lambda: _("Everybody takes part by own word alone, and may stop at any time.")),
            pair(lambda: _("Points are only given, never taken off. Nobody is ranked.")),
            pair(lambda: _("No aid, right or help depends on points.")),
            pair(lambda: _lapses(card.lapse_months)),
            pair(lambda: _disputes(card.answer_days)),
        ),
        vote=both(lambda: _vote(card)),
        draft=[] if card.voted_on else pair(lambda: _("Draft: not voted, not in force")),
        example=_example(place.is_invented),
    )


def print_slip(member: Member, on: date) -> PrintedSlip:
    """What one person has on a day, with every row it comes from, in the language that is on."""
    household = member.household
    reckoning = reckoning_of(member, on)
    shares = {one.earned.id: one for one in reckoning.shares}
    awards = []
    for award in awards_of(member).order_by("on", "pk"):
        lapses_on = lapse_day(award.on, award.rule.card.lapse_months)
        share = shares.get(award.pk)
        became = (
            both(lambda: pgettext("points", "taken back"))
            if share is None
            else both(lambda day=lapses_on: _("until %(day)s") % {"day": day_text(day)})
        )
        awards.append((day_text(award.on), award.rule.text, str(award.rule.points), became))
    swaps = swaps_of(member).filter(undone_on=None).order_by("on", "pk")
    return PrintedSlip(
        name=member.name,
        sub=" · ".join((household.code, household.village.name, day_text(on))),
        left=pair(lambda: _left(reckoning.left)),
        heads=(
            both(lambda: _("Day")),
            both(lambda: pgettext("points", "What for")),
            both(lambda: _("Points")),
            both(lambda: _("They count")),
        ),
        awards=tuple(awards),
        swaps_heading=both(lambda: _("Swapped")),
        swaps=tuple(
            (
                day_text(one.on),
                f"{one.quantity} {one.price.item.unit} {one.price.item.name}",
                str(one.points),
            )
            for one in swaps
        ),
        notes=(
            pair(lambda: _("If something is wrong or missing, say so at the village office.")),
            pair(lambda: _("You may stop at any time; nothing else changes.")),
        ),
        example=_example(household.village.is_invented),
    )


def set_rule_card(card: PrintedCard, *, format: Format = "pdf") -> bytes:  # noqa: A002
    """The card on A4. FontsMissing."""
    return set_paper("rule_card.typ", {"card": asdict(card)}, format=format)


def set_slip(slip: PrintedSlip, *, format: Format = "pdf") -> bytes:  # noqa: A002
    """The slip on A4. FontsMissing."""
    return set_paper("points_slip.typ", {"slip": asdict(slip)}, format=format)


def _vote(card: RuleCard) -> str:
    if card.voted_on is None:
        return _("Draft: not voted, not in force")
    day = day_text(card.voted_on)
    return _("Version %(number)s, voted on %(day)s") % {"number": card.number, "day": day}


def _often(most: int, per: str) -> str:
    words = {
        "week": _("%(most)s × a week"),
        "month": _("%(most)s × a month"),
        "year": _("%(most)s × a year"),
    }
    return words[per] % {"most": most}


def _lapses(months: int) -> str:
    words = ngettext(
        "Points lapse after %(months)s month.", "Points lapse after %(months)s months.", months
    )
    return words % {"months": months}


def _disputes(days: int) -> str:
    words = ngettext(
        "Say so at the village office if points are wrong or missing: somebody else answers "
        "within %(days)s working day.",
        "Say so at the village office if points are wrong or missing: somebody else answers "
        "within %(days)s working days.",
        days,
    )
    return words % {"days": days}


def _left(points: int) -> str:
    words = ngettext("Left: %(points)s point", "Left: %(points)s points", points)
    return words % {"points": points}


def _example(is_invented: bool) -> str:
    return both(lambda: _("Example: all people are invented.")) if is_invented else ""
