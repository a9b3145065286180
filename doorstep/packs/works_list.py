"""The list of works on A4: for the coordinator's folder and for who inspects."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from doorstep.jobs.queries import WorksLine
from doorstep.kit.days import day_text
from doorstep.packs.rounds import both
from doorstep.packs.typesetting import set_paper
from doorstep.people.models import Place


@dataclass(frozen=True)
class PrintedWorks:
    """Everything that stands on the list, in the language that was on."""

    title: str
    sub: str
    heads: tuple[str, ...]  # works, days, inspected by, households, paid through
    rows: tuple[tuple[str, ...], ...]
    foot: str
    example: str


def print_works(place: Place, lines: list[WorksLine], on: date) -> PrintedWorks:
    """The list in the language that is on."""
    return PrintedWorks(
        title=_("Works that households asked for"),
        sub=f"{place.name} · {day_text(on)}",
        heads=(
            _("Works"),
            _("Stands"),
            pgettext("works", "Inspected by"),
            pgettext("works", "Households served"),
            pgettext("works", "Paid through"),
        ),
        rows=tuple(_row(line) for line in lines),
        foot=_("Names stand on this list: it stays with the office, and hangs on no board."),
        example=both(lambda: _("Example: all people are invented.")) if place.is_invented else "",
    )


def set_works(printed: PrintedWorks, *, format: Literal["pdf", "png"] = "pdf") -> bytes:  # noqa: A002
    """The list as PDF. FontsMissing."""
    return set_paper("works_list.typ", {"list": asdict(printed)}, format=format)


def _row(line: WorksLine) -> tuple[str, ...]:
    works, need = line.works, line.works.need
    days = [
        (_("asked"), need.raised_on),
        (_("approved"), works.approved_on),
        (_("built"), works.built_on),
        (_("accepted"), works.accepted_on),
    ]
    told = [f"{words} {day:%Y-%m-%d}" for words, day in days if day is not None]
    if line.is_overdue:
        told.append(_("deadline %(day)s, over") % {"day": f"{need.deadline_on:%Y-%m-%d}"})
    served = [_name(one.household, one.confirmed) for one in line.served]
    return (
        f"{works.get_kind_display()}{_(': ')}{need.text if line.is_seen else '–'}",
        "\n".join([str(works.get_state_display()), *told]),
        works.accepted_by,
        "\n".join(served) or ("–" if need.household_id else _("the whole place")),
        line.project.name if line.project else "",
    )


def _name(household: object, confirmed: bool | None) -> str:
    code, name = getattr(household, "code", ""), getattr(household, "head_name", "") or ""
    mark = " ✓" if confirmed else ""
    return f"{code} {name}".strip() + mark
