"""What a question's expressions may say, so that every phone can open the form they stand in.

A form with one expression that a phone cannot read, or with questions that wait for each other,
does not open at all: then no visit can be told from it.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from doorstep.method.files.value import QuestionLine

WORDS = re.compile(r"'[^']*'|\"[^\"]*\"")  # between quotes stands anything
NAMED = re.compile(r"\$\{\s*(\w+)\s*\}")
CALLED = re.compile(r"([A-Za-z][\w:.-]*)\s*\(")
APPEARANCE = re.compile(r"[a-z0-9-]+( [a-z0-9-]+)*")  # no other program, no search
OPERATORS = ("and", "or", "div", "mod")
FUNCTIONS = (
    "boolean", "ceiling", "coalesce", "concat", "contains", "count-selected", "date", "ends-with",
    "false", "floor", "format-date", "if", "int", "not", "number", "regex", "round", "selected",
    "starts-with", "string", "string-length", "substr", "today", "true",
)  # fmt: skip


def fault_in(expression: str) -> str:
    """Why phones could not read an expression, or it says more than it may; "" where they can."""
    from lxml import etree  # type: ignore[import-untyped]  # only where there are questions

    bare = NAMED.sub("one", WORDS.sub("''", expression))
    if any(sign in bare for sign in ("/", "$", "@", "::", "[")):
        return _("An expression names other questions as ${name}, and nothing else of the form.")
    for name in CALLED.findall(bare):
        if name not in (*FUNCTIONS, *OPERATORS):
            told = {"key": name, "known": ", ".join(FUNCTIONS)}
            return _("“%(key)s” is not known here; known are: %(known)s.") % told
    try:
        etree.XPath(bare)
    except etree.XPathSyntaxError:
        return _("This cannot be read as an expression: %(text)s") % {"text": expression[:100]}
    return ""


def waiting_in_a_ring(questions: Mapping[str, QuestionLine]) -> list[str]:
    """The names of questions of which each is asked only after the next, the last after the first;
    none where there is no such ring."""
    waits = {key: NAMED.findall(WORDS.sub("", one.relevant)) for key, one in questions.items()}
    is_free: set[str] = set()
    for start in waits:
        way: list[str] = []
        if ring := _ring_from(start, waits, way, is_free):
            return ring
    return []


def _ring_from(
    key: str, waits: Mapping[str, list[str]], way: list[str], is_free: set[str]
) -> list[str]:
    if key in way:
        return way[way.index(key) :]
    if key in is_free or key not in waits:
        return []
    for other in waits[key]:
        if ring := _ring_from(other, waits, [*way, key], is_free):
            return ring
    is_free.add(key)
    return []
