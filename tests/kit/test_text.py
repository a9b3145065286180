"""Text that paper can hold, blots, and numbers in names."""

import pytest

from doorstep.kit.text import blot, number_in, printable


@pytest.mark.parametrize(
    ("name", "number"),
    [("一组", 1), ("十组", 10), ("十二组", 12), ("二十组", 20), ("第三十一组", 31), ("组4", 4),
     ("沟口组", None), ("", None)],
)  # fmt: skip
def test_a_name_counts_by_the_number_in_it(name, number):
    assert number_in(name) == number


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A-1 来过", "▇ 来过"),
        ("A-12 来过", "A-12 来过"),
        ("XA-1", "XA-1"),
        ("(A-1)，A-1", "(▇)，▇"),
        ("和A-1家说好", "和▇家说好"),
    ],
)
def test_a_word_is_blotted_where_it_stands_by_itself(text, left):
    assert blot(text, "A-1") == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("央金\u200b", "央金"),  # takes no room
        ("\u202e央金\u2066", "央金"),  # turns the writing round
        ("\ufeff\x00央\x1f金", "央金"),
        ("第一行\n第二行\t列", "第一行\n第二行\t列"),
        ("རྒྱ\u0f0bསྒྲ", "རྒྱ\u0f0bསྒྲ"),
    ],
)
def test_what_nobody_sees_is_no_part_of_a_text(text, left):
    assert printable(text) == left
