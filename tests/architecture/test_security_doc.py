"""docs/security.md answers every requirement once, and what it names exists."""

import re

from tests.architecture.source import CHECKOUT

STATES = {"held", "not applicable", "open"}
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+) \| (.+?) \| (.+) \|$", re.MULTILINE)
PATH = re.compile(r"`((?:docs|doorstep|requirements|script|tests)/[\w./-]+)`")


def text() -> str:
    return (CHECKOUT / "docs/security.md").read_text("utf-8")


def rows() -> list[tuple[str, str, str, str]]:
    """(number, what is asked for, state, where or why), in the order of the page."""
    return ROW.findall(text())


def levels() -> dict[str, int]:
    """Every requirement of level 1 and 2 → its level."""
    lines = (CHECKOUT / "tests/data/asvs-5.0.0.txt").read_text("utf-8").splitlines()
    pairs = [line.split() for line in lines if not line.startswith("#")]
    return {number: int(level) for number, level in pairs}


def test_the_list_of_requirements_is_whole():
    found = list(levels().values())

    assert (found.count(1), found.count(2), len(found)) == (70, 183, 253)


def test_every_requirement_is_answered_once_and_in_order():
    assert [number for number, *_ in rows()] == list(levels())


def test_every_state_is_one_of_three_and_says_where_or_why():
    wrong = [
        number
        for number, asked, state, where in rows()
        if state not in STATES or len(asked) < 4 or len(where) < 7
    ]

    assert wrong == []


def test_what_is_held_names_code_or_a_test():
    bare = [
        number for number, _, state, where in rows() if state == "held" and not PATH.search(where)
    ]

    assert bare == []


def test_every_path_exists():
    gone = [path for path in PATH.findall(text()) if not (CHECKOUT / path).exists()]

    assert gone == []


def test_the_counts_on_the_page_are_those_of_its_rows():
    states = [state for _, _, state, _ in rows()]
    said = re.search(r"^Of (\d+) .*? (\d+) are held, (\d+) .*?, (\d+) are open\.$", text(), re.M)

    assert [int(count) for count in said.groups()] == [
        len(states),
        states.count("held"),
        states.count("not applicable"),
        states.count("open"),
    ]


def test_the_words_refused_in_passwords_are_those_on_the_page():
    from doorstep.entry.rules import HOUSE_WORDS

    assert [word for word in HOUSE_WORDS if f"`{word}`" not in text()] == []
