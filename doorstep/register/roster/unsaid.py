"""Headings of a file that a person is asked about, whoever sent it."""

import re
from collections.abc import Callable, Iterable

from doorstep.kit.text import printable
from doorstep.register.roster.refused import is_refused

MOST_HEADINGS = 100
MOST_LETTERS = 100
NO_HEADING = re.compile(
    r"[:：].*\w|\d{5}"
)  # “户名：甲” is what stands above a table, a number a value


def headings_to_ask(
    headings: Iterable[str], known: Iterable[str], fold: Callable[[str], str]
) -> list[str]:
    """Those of some headings that nobody has been asked about (`known`), each once; at most
    MOST_HEADINGS with these. One that names what is never held is not asked about, nor what is no
    heading at all but a value."""
    seen = {fold(one) for one in known}
    found = []
    for heading in headings:
        text = " ".join(printable(heading).split())[:MOST_LETTERS]
        folded = fold(text)
        if not folded or folded in seen or is_refused(text) or NO_HEADING.search(text):
            continue
        if len(seen) >= MOST_HEADINGS:
            break
        seen.add(folded)
        found.append(text)
    return found
