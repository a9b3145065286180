"""Text that every form of paper can hold."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext

MOST_TOLD = 5  # of many things that one sentence names

# What XML 1.0 forbids, and with it .docx and .xlsx, the control characters it discourages, and
# what takes no room or turns the writing round: with it two names look the same and are not.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
BLOT = "▇"
_NUMERALS = "〇一二三四五六七八九"


def printable(text: str) -> str:
    """The text without control characters and what is no letter; tabs and line breaks stay."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)


def few(told: Iterable[str]) -> str:
    """Many things in one sentence: the first few, and how many more there are."""
    named = list(told)
    more = len(named) - MOST_TOLD
    listed = gettext(", ").join(named[:MOST_TOLD])
    if more <= 0:
        return listed
    return gettext("%(named)s and %(count)s more") % {"named": listed, "count": more}


def blot(text: str, word: str) -> str:
    """The text with a blot wherever the word, a code, stands by itself, not as a part of a longer
    one. Chinese puts no space beside it: a character next to a code does not lengthen it."""
    return re.sub(rf"(?<![0-9A-Za-z_-]){re.escape(word)}(?![0-9A-Za-z_-])", BLOT, text)


def number_in(text: str) -> int | None:
    """The number a name counts by, in digits or Chinese numerals below 100: 十二组 is 12."""
    if digits := re.search(r"\d+", text):
        return int(digits.group())
    found = re.search(r"[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]", text)
    if found is None:
        return None
    tens, ten, ones = found.group().rpartition("十")
    value = _NUMERALS.index(ones) if ones else 0
    return value + 10 * (_NUMERALS.index(tens) if tens else 1) if ten else value
