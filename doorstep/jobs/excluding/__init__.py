"""Phrases by which an offer shuts people out: by sex, ethnicity or health."""

import re
import tomllib
from functools import cache
from pathlib import Path

from doorstep.kit.text import printable

FILE = Path(__file__).parent / "excluding.toml"
GROUNDS = ("sex", "ethnicity", "health")


def excluding_words(text: str) -> str | None:
    """The first phrase of a text that shuts people out; None where none does."""
    plain = printable(text).lower()
    joined = re.sub(r"\s+", "", plain)
    for phrase in _phrases()[0]:
        joined = joined.replace(phrase, "·")
    for phrase in _phrases()[1]:
        if phrase.isascii():
            if re.search(rf"\b{re.escape(phrase)}\b", plain):
                return phrase
        elif re.search(_before(phrase) + re.escape(phrase), joined):
            return phrase
    return None


def _before(phrase: str) -> str:
    """限 alone ends other words, too: 年龄不限 女工两名 limits nobody."""
    return "(?<![不有无])" if phrase.startswith("限") else ""


@cache
def _phrases() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Harmless ones, and those that shut people out."""
    given = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(given["harmless"]), tuple(one for ground in GROUNDS for one in given[ground])
