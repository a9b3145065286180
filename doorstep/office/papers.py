"""Papers for a household: for one adult, in a chosen language; draft Tibetan beside Chinese."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from doorstep.office.households.forms import PrintForm, is_adult
from doorstep.people.choices import Language
from doorstep.register.choices import Relation
from doorstep.register.models import Household, Member
from doorstep.register.queries import members_of
from doorstep.rights.queries import complaints_address

CHINESE, TIBETAN = "zh-hans", "bo"


@dataclass(frozen=True)
class Part:
    """A heading with what stands under it."""

    heading: str
    lines: list[str]


@dataclass(frozen=True)
class Sheet:
    """Everything that is printed, in one language."""

    heading: str
    day: str
    made_for: str
    parts: list[Part]
    rights: str
    signature: str
    day_word: str
    complaints: str = ""


@dataclass(frozen=True)
class Choice:
    """For whom a paper is made and in which language; `make_form` shows the choice."""

    reader: Member | None
    language: str
    is_large: bool
    make_form: Callable[..., PrintForm]

    @property
    def form(self) -> PrintForm:
        member = self.reader.pk if self.reader else None
        told = {"member": member, "language": self.language, "large": self.is_large}
        return self.make_form(initial=told)


def choose(
    request: HttpRequest, household: Household, today: date, *, reader: Member | None = None
) -> Choice:
    """What `?member=`, `?language=` and `?large=` choose; else the given reader or the head, in
    the household's own first language."""
    adults = [one for one in members_of(household, today) if is_adult(one, today)]
    make_form = partial(
        PrintForm,
        adults=household.members.filter(pk__in=[one.pk for one in adults]),
        languages=Language.choices,
    )
    asked = make_form(request.GET)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    return Choice(
        reader=chosen.get("member") or reader or _head(adults),
        language=chosen.get("language") or _language(household),
        is_large=bool(chosen.get("large")),
        make_form=make_form,
    )


def show_paper(
    request: HttpRequest,
    template: str,
    household: Household,
    choice: Choice,
    make: Callable[[], Sheet],
    **more: Any,
) -> HttpResponse:
    """Makes the sheet in the chosen language, in Chinese, too, where that is Tibetan, and prints
    both side by side."""
    with translation.override(CHINESE):
        chinese = make() if choice.language == TIBETAN else None
    with translation.override(choice.language):
        sheet = make()
        context = {
            "place": household.village,
            "household": household,
            "form": choice.form,
            "is_large": choice.is_large,
            "sheet": sheet,
            "chinese": chinese,
            "parts": side_by_side(sheet.parts, chinese.parts if chinese else None),
        }
        return render(request, template, context | more)


def complaints_line(household: Household, today: date) -> str:
    """Where a complaint goes, outside the team; "" while nobody has written it down."""
    address = complaints_address(household.village, today)
    return _("Complaints, outside the team: %(address)s") % {"address": address} if address else ""


def side_by_side(
    parts: Sequence[Part], beside: Sequence[Part] | None
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(heading, heading beside, lines with the line beside); "" where it would say the same."""
    return [
        (
            part.heading,
            other(part.heading, twin.heading),
            [(line, other(line, one)) for line, one in zip(part.lines, twin.lines, strict=True)],
        )
        for part, twin in zip(parts, beside or parts, strict=True)
    ]


def other(text: str, beside: str) -> str:
    """What stands beside a text; "" where it says the same."""
    return "" if text == beside else beside


def _head(adults: list[Member]) -> Member | None:
    heads = [one for one in adults if one.relation == Relation.HEAD]
    return next(iter(heads or adults), None)


def _language(household: Household) -> str:
    """The household's own first language where screens know it, else the reader's."""
    known = {"bo": TIBETAN, "zh": CHINESE}
    spoken = [known[code] for code in household.languages if code in known]
    return spoken[0] if spoken else translation.get_language() or CHINESE
