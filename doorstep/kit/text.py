"""Text that every form of paper can hold."""

import re

# What XML 1.0 forbids, and with it .docx and .xlsx, and the control characters it discourages.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BLOT = "▇"


def printable(text: str) -> str:
    """The text without control characters and what is no letter; tabs and line breaks stay."""
    return _UNPRINTABLE.sub("", text)


def blot(text: str, word: str) -> str:
    """The text with a blot wherever the word stands by itself, not as a part of a longer one."""
    return re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", BLOT, text)
