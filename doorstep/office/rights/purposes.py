"""What is kept, what for, on which basis and for how long; and the plain notice of it on paper."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.kit import clock
from doorstep.kit.names import name_in
from doorstep.office.doors import screen, village_of
from doorstep.office.rights.frame import frame
from doorstep.office.wording import day_text
from doorstep.people.choices import Language, Role
from doorstep.people.models import Place
from doorstep.people.queries import holders_of
from doorstep.rights.purposes import keeping
from doorstep.rights.queries import PurposeLine, complaints_address, purpose_lines

CHINESE, TIBETAN = Language.ZH, Language.BO


class LanguageForm(forms.Form):
    """In which language the notice is printed; draft Tibetan has the Chinese beside it."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices)


@dataclass(frozen=True)
class Shown:
    """A purpose in the reader's words; `tables`: (name, rule, fields)."""

    name: str
    kinds: str
    basis: Any
    law: str
    keeps: list[str]
    tables: list[tuple[str, str, str]]


@screen
def purposes(request: HttpRequest) -> HttpResponse:
    """Every purpose with all its fields, and every rule with its reason; for the whole team."""
    village = village_of(request)
    context = frame(request, village, "office:purposes") | {
        "purposes": [_shown(line) for line in purpose_lines()],
        "rules": [
            (name_in(rule.words), name_in(rule.why), rule.days) for rule in keeping().values()
        ],
    }
    return render(request, "office/rights/purposes.html", context)


def _shown(line: PurposeLine) -> Shown:
    words = {keep: name_in(rule.words) for keep, rule in keeping().items()}
    tables = [
        (name_in(table.names), words[table.keep], _(", ").join(fields))
        for table, fields in line.tables
    ]
    tables += [(name_in(one.names), words[one.keep], "") for one in line.others]
    return Shown(
        name=name_in(line.purpose.names),
        kinds=name_in(line.purpose.kinds),
        basis=line.basis.label,
        law=name_in(line.law),
        keeps=[name_in(rule.words) for rule in line.rules],
        tables=tables,
    )


@dataclass(frozen=True)
class Notice:
    """The notice in one language: heading, who handles the data, a table, what one may do."""

    heading: str
    day: str
    who: str
    heads: list[str]
    rows: list[list[str]]
    how: str
    rights: str
    complaints: str


@screen
def purposes_print(request: HttpRequest) -> HttpResponse:
    """The notice that every household can take home; `?language=` chooses."""
    village = village_of(request)
    asked = LanguageForm(request.GET)
    language = asked.cleaned_data["language"] if asked.is_valid() else CHINESE
    with translation.override(CHINESE):
        chinese = _notice(village) if language == TIBETAN else None
    with translation.override(language):
        notice = _notice(village)
        context = {
            "place": village,
            "form": LanguageForm(initial={"language": language}, label_suffix=""),
            "notice": notice,
            "chinese": chinese,
            "heads": _beside(notice.heads, chinese.heads if chinese else []),
            "rows": [
                _beside(row, twin) for row, twin in zip(notice.rows, _rows(chinese), strict=False)
            ]
            if chinese
            else [_beside(row, []) for row in notice.rows],
        }
        return render(request, "office/rights/purposes_print.html", context)


def _rows(notice: Notice | None) -> list[list[str]]:
    return notice.rows if notice else []


def _beside(cells: list[str], twins: list[str]) -> list[tuple[str, str]]:
    """Each cell with what stands beside it; "" where it would say the same."""
    twins = twins or cells
    return [(cell, "" if cell == twin else twin) for cell, twin in zip(cells, twins, strict=True)]


def _notice(village: Place) -> Notice:
    today = clock.today()
    names = [one.name for one in holders_of(Role.COORDINATOR, village, today)]
    address = complaints_address(village, today)
    return Notice(
        heading=_("What we keep about your household, and what for"),
        day=day_text(today),
        who=_("Kept by: the team of %(place)s. Ask: %(names)s")
        % {"place": village.name, "names": _(", ").join(names)},
        heads=[_("What for"), _("What is kept"), _("On which basis"), _("How long")],
        rows=[_row(line) for line in purpose_lines(to_households=True)],
        how=_(
            "It is kept on the computer of the team and on its paper, and goes to nobody else. "
            "Your helper and the coordinator read it; your record says who looked, and on which "
            "day."
        ),
        rights=_(
            "You may ask for a copy, have something corrected or erased, object to a decision and "
            "have it explained, ask for fewer visits, and withdraw your consent. Ask your helper "
            "or the coordinator; you get an answer in writing. The service goes on."
        ),
        complaints=_("Complaints, outside the team: %(address)s") % {"address": address}
        if address
        else "",
    )


def _row(line: PurposeLine) -> list[str]:
    law = name_in(line.law)
    return [
        name_in(line.purpose.names),
        name_in(line.purpose.kinds),
        _(": ").join(filter(None, [str(line.basis.label), law])),
        _("; ").join(name_in(keeping()[keep].words) for keep in line.purpose.told),
    ]
