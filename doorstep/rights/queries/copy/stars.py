"""What a household applied for by criteria of a star, told in its copy."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading
from doorstep.stars.models import StarApplication


def _applications(reading: Reading) -> Iterable[Sequence[Cell]]:
    """Every application with what was found and said, the answer, the objection and the star; a
    star is the household's, and every adult of it may read this."""
    rows = StarApplication.objects.filter(household=reading.household).select_related(
        "star_set", "member", "reviewed_by", "confirmed_by", "objection", "star"
    )
    for one in rows.order_by("asked_on", "pk"):
        objection, star = getattr(one, "objection", None), getattr(one, "star", None)
        yield (
            one.star_set.name,
            one.member.name if one.member else "",
            one.asked_on,
            str(one.get_step_display()),
            _told(one),
            "; ".join(f"{said.get_kind_display()}: {said.text}" for said in one.comments.all()),
            ", ".join(who.name for who in (one.reviewed_by, one.confirmed_by) if who),
            one.decided_on,
            "; ".join(filter(None, [one.reasons, one.sent_back])),
            objection.text if objection else "",
            objection.answer if objection else "",
            star.start_on if star else None,
            star.ended_on or star.until_on if star else None,
            star.error_words if star else "",
        )


def _told(one: StarApplication) -> str:
    """Each criterion with who says what of it."""
    return "; ".join(
        f"{row.criterion.name}, {row.get_found_by_display()}: {_met(row.is_met)} {row.words}"
        for row in one.findings.select_related("criterion")
    )


def _met(is_met: bool) -> Any:
    return pgettext_lazy("criterion", "met") if is_met else pgettext_lazy("criterion", "not met")


PARTS = (
    Part(
        "stars",
        gettext_lazy("Applications for a star"),
        (StarApplication,),
        (
            ("star", gettext_lazy("Star")),
            ("member", gettext_lazy("Who asked")),
            ("asked_on", gettext_lazy("Asked on")),
            ("step", gettext_lazy("Stands")),
            ("criteria", pgettext_lazy("star", "Criteria")),
            ("neighbours", gettext_lazy("What neighbours said")),
            ("reviewed_by", gettext_lazy("Reviewed by")),
            ("decided_on", gettext_lazy("Answered on")),
            ("reasons", gettext_lazy("Reasons")),
            ("objection", gettext_lazy("Objection")),
            ("answer", gettext_lazy("Answer to it")),
            ("from", gettext_lazy("From")),
            ("until", gettext_lazy("Until")),
            ("error", gettext_lazy("What went wrong")),
        ),
        _applications,
    ),
)
