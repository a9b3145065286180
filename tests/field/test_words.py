"""What the page says: the office's words for closed lists, all of it in Chinese and English."""

import json
import re

import pytest
from django.utils import translation

from doorstep.method.choices import STATED_FACTS, NeedKind, Urgency
from doorstep.needs.choices import Outcome, RequestHow, WorksKind
from doorstep.people.choices import SpokenLanguage
from doorstep.register.choices import Relation
from doorstep.stations.choices import Condition, DisputeState, HelpState
from doorstep.sync.choices import HeldBecause, ProposalState, ProposedField
from doorstep.visits.choices import Mode, PartOfDay, Result
from tests.architecture.source import PRODUCT

APP = PRODUCT / "field" / "app"
LISTS = {
    "answer": ProposalState, "because": HeldBecause, "condition": Condition,
    "field": ProposedField, "help": HelpState,
    "how": RequestHow, "kind": NeedKind, "mediation": DisputeState, "mode": Mode,
    "outcome": Outcome, "part": PartOfDay, "relation": Relation, "result": Result,
    "spoken": SpokenLanguage, "urgency": Urgency, "works": WorksKind,
}  # fmt: skip
PLACE = re.compile(r"{\w+}")


def words(language):
    return json.loads((APP / "words" / f"{language}.json").read_text("utf-8"))


def test_chinese_and_english_are_complete_and_tibetan_has_a_draft_of_all_but_plain_labels():
    assert set(words("zh-hans")) == set(words("en"))
    assert set(words("en")) - set(words("bo")) == {"nav", "new.hello"}  # read out, and two names
    assert set(words("bo")) - set(words("en")) == set()


def test_tibetan_is_written_in_its_own_letters():
    latin = {key for key, text in words("bo").items() if not re.search("[\u0f40-\u0fbc]", text)}

    assert latin == set()


@pytest.mark.parametrize("language", ["zh-hans", "bo"])
def test_a_translation_fills_in_the_same_places(language):
    english = words("en")
    differing = [
        key
        for key, text in words(language).items()
        if not set(PLACE.findall(text)) <= set(PLACE.findall(english[key]))
    ]

    assert differing == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_closed_lists_read_as_at_the_office(language):
    said = words(language)
    with translation.override(language):
        wanted = {
            f"{name}.{value}": str(label)
            for name, choices in LISTS.items()
            for value, label in choices.choices
        } | {f"fact.{fact.value}": str(fact.label) for fact in STATED_FACTS}

    assert {key: said.get(key) for key in wanted} == wanted


def test_every_word_the_page_asks_for_is_there():
    source = "".join(path.read_text("utf-8") for path in (APP / "src").rglob("*.tsx"))
    asked = set(re.findall(r"\b(?:w|say)\(\"([\w.]+)\"", source))

    assert len(asked) > 60
    assert asked - set(words("en")) == set()
