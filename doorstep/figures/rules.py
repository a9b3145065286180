"""What may be read on a notice board."""

import re

MASK = "**"
LONG_NUMBER = re.compile(r"(?:\d[\s.·-]?){7,}")  # of an identity card, a phone, a bank card
ILLNESS = re.compile(
    r"病|残疾|残障|癌|瘤|手术|住院|化疗|透析|精神|抑郁|艾滋|怀孕|流产"
    r"|\b(?:illness|disease|disabled|disability|cancer|surgery|hospital|hiv|pregnan\w*)\b",
    re.IGNORECASE,
)


def masked(name: str) -> str:
    """The first letter, and a mask that does not tell how many follow."""
    return name[:1] + MASK if name else ""


def holds_long_number(text: str) -> bool:
    """Whether a text holds what may be the number of a person, a phone or a card."""
    return bool(LONG_NUMBER.search(text))


def speaks_of_illness(text: str) -> bool:
    """Whether a text names an illness or a disability: a notice names the aid, not its cause."""
    return bool(ILLNESS.search(text))
