"""Text that paper can hold, blots, and numbers in names."""

import pytest

from doorstep.kit.text import blot, number_in


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
    ],
)
def test_a_word_is_blotted_where_it_stands_by_itself(text, left):
    assert blot(text, "A-1") == left
