"""The certificate of a star, or the answer to an application for one, a page each, as PDF.

Draft Tibetan is printed beside Chinese, never alone.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.kit.days import day_text
from doorstep.packs.rounds import both
from doorstep.packs.typesetting import pair, set_paper
from doorstep.stars.choices import FoundBy, StarStep
from doorstep.stars.models import Star, StarApplication, StarObjection
from doorstep.stars.queries import object_until

Lines = list[str]  # a text, and below it the Chinese where it is draft Tibetan


@dataclass(frozen=True)
class StarLetter:
    """Everything that stands on one letter, in the language that was on."""

    title: str
    star: str
    to: str
    is_given: bool
    says: tuple[Lines, ...]
    criteria: tuple[tuple[str, str, str], ...]  # name, what it means, met or not
    reasons: str
    notes: tuple[Lines, ...]
    complaints: str
    dated: str  # place and day
    sign: tuple[str, str]
    example: str


def make_star_letter(
    application: StarApplication, *, to: str, complaints: str = "", is_invented: bool = False
) -> StarLetter:
    """The letter about an application that was answered, in the language that is on; `to`: whom it
    is for, `complaints`: where a complaint goes outside the team."""
    star: Star | None = getattr(application, "star", None)
    is_given = star is not None and star.ended_on is None
    return StarLetter(
        title=both(lambda: _("Certificate") if is_given else _("Answer to your application")),
        star=application.star_set.name,
        to=to,
        is_given=is_given,
        says=tuple(_says(application, star)),
        criteria=tuple(_criteria(application)),
        reasons=application.reasons if application.step == StarStep.NOT_MET else "",
        notes=tuple(_notes(application, star)),
        complaints=complaints,
        dated=f"{application.place} · {day_text(_day(application, star))}",
        sign=(both(lambda: _("Told on, by whom")), both(lambda: _("Signature"))),
        example=both(lambda: _("Example: all people are invented.")) if is_invented else "",
    )


def set_star_letters(
    letters: Sequence[StarLetter],
    *,
    format: Literal["pdf", "png"] = "pdf",  # noqa: A002
) -> bytes:
    """The letters, a page each, on A4. FontsMissing."""
    return set_paper(
        "star_letters.typ", {"letters": [asdict(one) for one in letters]}, format=format
    )


def _day(application: StarApplication, star: Star | None) -> date:
    """Of the last thing the letter tells."""
    objection: StarObjection | None = getattr(application, "objection", None)
    answered_on = objection.answered_on if objection is not None else None
    held_on = (star.ended_on or star.start_on) if star is not None else None
    told = (application.decided_on, answered_on, held_on)
    return max(day for day in told if day is not None)


def _says(application: StarApplication, star: Star | None) -> list[Lines]:
    ended_on = star.ended_on if star is not None else None
    if star is not None and ended_on is not None:
        words = [[star.error_words]] if star.error_words else []
        return [
            pair(lambda: _("This star ended on %(day)s.") % {"day": day_text(ended_on)}),
            *words,
        ]
    if star is not None:
        days = {"first": star.start_on, "until": star.until_on}
        return [
            pair(
                lambda: (
                    _("This star is held from %(first)s until %(until)s.")
                    % {name: day_text(day) for name, day in days.items()}
                )
            )
        ]
    if application.step == StarStep.NOT_MET:
        return [pair(lambda: _("Not all criteria are met yet."))]
    return [pair(lambda: _("All criteria are met; the star is given next."))]


def _notes(application: StarApplication, star: Star | None) -> list[Lines]:
    notes = []
    if star is not None and star.ended_on is None:
        notes += [
            pair(
                lambda: _(
                    "It ends by itself on that day; apply anew before, if you want. You may give "
                    "it up, or no longer be shown, whenever you want."
                )
            ),
            pair(lambda: _("No help, no money and no right depends on it.")),
        ]
    objection: StarObjection | None = getattr(application, "objection", None)
    if objection is not None and objection.answered_on is not None:
        notes.append(
            pair(lambda: _("To your objection: %(answer)s") % {"answer": objection.answer})
        )
    last = object_until(application)
    if last is not None and objection is None:
        notes.append(
            pair(
                lambda: (
                    _("If you do not agree, say so until %(last)s; a third person answers.")
                    % {"last": day_text(last)}
                )
            )
        )
    if application.again_from is not None:
        first = application.again_from
        notes.append(
            pair(
                lambda: (
                    _("You may apply again from %(first)s on. Nobody but you is told this answer.")
                    % {"first": day_text(first)}
                )
            )
        )
    return notes


def _criteria(application: StarApplication) -> list[tuple[str, str, str]]:
    rows = application.findings.filter(found_by=FoundBy.REVIEW).select_related("criterion")
    objection: StarObjection | None = getattr(application, "objection", None)
    is_upheld = objection is not None and bool(objection.is_upheld)
    return [
        (
            one.criterion.name,
            one.criterion.words,
            both(lambda one=one: _met(one.is_met or is_upheld)),
        )
        for one in rows
    ]


def _met(is_met: bool) -> str:
    return pgettext("criterion", "met") if is_met else _("not met yet")
