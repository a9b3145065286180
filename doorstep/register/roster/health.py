"""Whether a text speaks of somebody's health, by a short list of words kept as data."""

import re
import tomllib
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_name("health.toml").read_text("utf-8"))
_WHOLE = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in _LISTS["en"])
_PARTS = "|".join(map(re.escape, (*_LISTS["zh"], *_LISTS["bo"])))
_WORDS = re.compile(rf"{_PARTS}|\b(?:{_WHOLE})\b", re.IGNORECASE)


def speaks_of_health(text: str) -> bool:
    """Whether a text holds a word by which it may speak of somebody's health."""
    return bool(_WORDS.search(text))
