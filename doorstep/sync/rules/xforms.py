"""The forms of ODK Collect, built from what a method says: the same questions as the field page's.

Layout and words are an edition. Whoever changes any of it raises EDITION: a form is published once
under a version, and phones take another only under another.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import TextChoices
from django.utils import translation

from doorstep.method.choices import STATED_FACTS, FactKind, NeedKind, Urgency
from doorstep.needs.choices import Outcome, RequestHow, WorksKind
from doorstep.sync.rules.own_questions import OWN, OwnQuestion, choices_of, rows_of
from doorstep.visits.choices import Mode, PartOfDay, Result

EDITION = 2
XFORMS = ("visit", "need", "close")
HOUSEHOLDS, NEEDS = "households", "needs"  # the lists a phone fetches, one file each
# How a form names its languages, the first for a phone that has none of them.
LANGUAGES = {"zh-hans": "中文 (zh)", "bo": "བོད་ཡིག (bo)", "en": "English (en)"}
MARKED = "OK"  # what Collect writes for a tick that stands alone
# Whether parties came to an agreement is settled at the office, where they are asked.
OUTCOMES = [one for one in Outcome if one not in (Outcome.AGREED, Outcome.NOT_AGREED)]
CHOICES: dict[str, Iterable[TextChoices]] = {
    "result": Result,
    "mode": Mode,
    "part": PartOfDay,
    "kind": NeedKind,
    "urgency": Urgency,
    "how": RequestHow,
    "works": WorksKind,
    "outcome": OUTCOMES,
    "fact": [FactKind(fact) for fact in STATED_FACTS],
}
Row = dict[str, str]


@dataclass(frozen=True)
class Built:
    """A form as phones get it."""

    form: str
    title: str
    xml: str


def build_xforms(
    version: str,
    services: Iterable[tuple[str, Mapping[str, str]]],
    questions: Iterable[OwnQuestion] = (),
) -> list[Built]:
    """The forms under a version, with these services (key, names by language) to tick and these
    questions of the method's own at the end of the visit."""
    catalogue, own = list(services), list(questions)
    visit = _visit(has_services=bool(catalogue)) + _own(own)
    surveys = {"visit": visit, "need": _need_alone(), "close": _closing_alone()}
    choices = _choices(catalogue) + choices_of(own, _columns)
    return [_build(form, version, surveys[form], choices) for form in XFORMS]


def _build(form: str, version: str, survey: list[Row], choices: list[Row]) -> Built:
    from pyxform.xls2xform import convert  # slow to import, and only here

    words = _words()[form]
    title = f"{words['zh-hans']} {words['en']}"
    settings = {
        "form_id": form,
        "version": version,
        "form_title": title,
        "default_language": LANGUAGES["zh-hans"],
    }
    used = {row["type"].split()[-1] for row in survey}
    sheets = {
        "survey": survey,
        # all columns there are: pyxform takes the first row's for them otherwise
        "survey_header": [{column: None for row in survey for column in row}],
        "choices": [row for row in choices if row["list_name"] in used],
        "settings": [settings],
    }
    return Built(form, title, convert(sheets, validate=False).xform)


def _visit(*, has_services: bool) -> list[Row]:
    met = "${result} = 'met'"
    services = [_ask("select_multiple services", "services", relevant=met)]
    return [
        _page("what", "visit"),
        *_whom(),
        _ask("select_one result", "result", required="yes"),
        _ask("select_one mode", "mode", required="yes", default=Mode.ON_SITE.value),
        _ask("select_one part", "part"),
        _ask("acknowledge", "no_change", relevant=met),
        _end(),
        _page("done", "services"),
        *(services if has_services else []),
        _ask(
            "select_multiple more",
            "more",
            constraint=f"not(selected(., 'changes') and ${{no_change}} = '{MARKED}')",
        )
        | _labels("more.fault", "constraint_message"),
        _ask("text", "note"),
        _later("next_on"),
        _end(),
        *_need(relevant="selected(${more}, 'need')"),
        *_closing(relevant="selected(${more}, 'closing')"),
        *_changes(relevant="selected(${more}, 'changes')"),
    ]


def _need_alone() -> list[Row]:
    return [_page("what", "need"), *_whom(), _end(), *_need()]


def _closing_alone() -> list[Row]:
    return [_page("what", "close"), *_whom(), _end(), *_closing()]


def _whom() -> list[Row]:
    file = f"select_one_from_file {HOUSEHOLDS}.csv"
    return [
        _ask(file, "household", required="yes", appearance="minimal autocomplete"),
        _ask("date", "on", required="yes", default="today()", constraint=". <= today()")
        | _labels("on.fault", "constraint_message"),
    ]


def _need(**more: str) -> list[Row]:
    """Violence at home is not mediated and leaves nothing on the phone: yes empties what was
    written of the need, the answer with it, and a question that is not asked is not kept. What to
    do then stands there before and after, so that it tells of nobody."""
    mediation = f"${{kind}} = '{NeedKind.MEDIATION.value}'"
    return [
        _page("need", "need", **more),
        _ask("note", "safe", relevant=f"${{kind}} = '' or ({mediation} and ${{violence}} != 'no')"),
        _ask(
            "select_one kind",
            "kind",
            required="yes",
            trigger="${violence}",
            calculation="if(${violence} = 'yes', '', ${kind})",
        ),
        _ask(
            "select_one violence",
            "violence",
            required="yes",
            relevant=mediation,
            trigger="${kind}",  # chosen anew, it is asked anew
            constraint=". = 'no'",
        )
        | _labels("violence.fault", "constraint_message"),
        _ask(
            "text",
            "text",
            required="yes",
            trigger="${violence}, ${kind}",
            calculation="if(${kind} = '' or ${violence} = 'yes', '', ${text})",
        ),
        _ask("select_one urgency", "urgency", default=Urgency.ORDINARY.value),
        _ask("select_one how", "requested_how", relevant=mediation),
        _ask("date", "requested_on", relevant=mediation),
        _ask("select_one works", "works_kind", relevant="${kind} = 'works'"),
        _end(),
    ]


def _closing(**more: str) -> list[Row]:
    """With the version of the need that the phone had: it may have changed meanwhile."""
    return [
        _page("closing", "close", **more),
        _ask(
            f"select_one_from_file {NEEDS}.csv",
            "closed",
            said="open_need",
            required="yes",
            choice_filter="household = ${household}",
        ),
        _ask("select_one outcome", "outcome", required="yes"),
        _ask("text", "words", said="text"),
        {
            "type": "calculate",
            "name": "seen",
            "calculation": f"instance('{NEEDS}')/root/item[name = ${{closed}}]/seen",
        },
        _end(),
    ]


def _changes(**more: str) -> list[Row]:
    return [
        _page("changes", "changes", **more),
        _ask("select_multiple fact", "began"),
        _ask("select_multiple fact", "ended"),
        _ask("acknowledge", "private", relevant="${began} != '' or ${ended} != ''"),
        _ask("integer", "residents", constraint=". >= 0 and . <= 99")
        | _labels("residents.fault", "constraint_message"),
        _ask("text", "phone", appearance="numbers"),
        _ask("text", "best_time"),
        _later("away_until"),
        _end(),
    ]


def _own(questions: list[OwnQuestion]) -> list[Row]:
    if not questions:
        return []
    page = _page(OWN, OWN, relevant="${result} = 'met'")
    return [page, *rows_of(questions, _columns), _end()]


def _later(name: str) -> Row:
    row = _ask("date", name, constraint=". > ${on}")
    return row | _labels(f"{name}.fault", "constraint_message")


def _ask(kind: str, name: str, said: str = "", **more: str) -> Row:
    return {"type": kind, "name": name, **_labels(said or name), **more}


def _page(name: str, said: str, **more: str) -> Row:
    """What stands together on one screen."""
    return {
        "type": "begin_group",
        "name": name,
        "appearance": "field-list",
        **_labels(said),
        **more,
    }


def _end() -> Row:
    return {"type": "end_group"}


def _choices(services: Iterable[tuple[str, Mapping[str, str]]]) -> list[Row]:
    rows = [
        {"list_name": name, "name": str(one.value), **_columns(_said_of(name, one))}
        for name, choices in CHOICES.items()
        for one in choices
    ]
    rows += [
        {"list_name": "more", "name": name, **_labels(f"more.{name}")}
        for name in ("need", "closing", "changes")
    ]
    rows += [
        {"list_name": "violence", "name": name, **_labels(f"violence.{name}")}
        for name in ("no", "yes")
    ]
    rows += [{"list_name": "services", "name": key, **_columns(names)} for key, names in services]
    return rows


def _said_of(name: str, one: TextChoices) -> dict[str, str]:
    said = {}
    for language in ("zh-hans", "en"):
        with translation.override(language):
            said[language] = str(one.label)
    return said | {"bo": _words()["bo"].get(f"{name}.{one.value}", "")}


def _labels(said: str, column: str = "label") -> Row:
    return _columns(_words()[said], column)


def _columns(names: Mapping[str, str], column: str = "label") -> Row:
    """One column a language; a draft in Tibetan stands before the Chinese, never alone."""
    chinese = names.get("zh-hans") or next(iter(names.values()))
    told = {
        "zh-hans": chinese,
        "bo": " ".join(filter(None, (names.get("bo"), chinese))),
        "en": names.get("en") or chinese,
    }
    return {f"{column}::{LANGUAGES[language]}": text for language, text in told.items()}


@cache
def _words() -> dict[str, Any]:
    file = Path(__file__).with_name("xform_words.toml")
    return tomllib.loads(file.read_text("utf-8"))
