"""Public files of periodic and multi-depot routing, and files that are none."""

import pytest

from doorstep.planner import PlannerError
from doorstep.planner.search.files import read_instance

PERIODIC = """1 2 3 5
0 4
100 0
0 4
0 4
0 4
0 0 0 0 0 0 0
7 0 1 3 1 1 2 16 1
8 0 2 0 2 2 1 5
9 3 0 0 1 0 1 31

"""
DEPOTS = """2 1 2 2
50 9
50 9
1 0 1 0 1 1 2 1 2
2 9 1 0 1 1 2 1 2
3 0 0 0 0 0 0
4 9 0 0 0 0 0
"""


def of(tmp_path, text):
    path = tmp_path / "file.txt"
    path.write_text(text, "utf-8")
    return read_instance(path)


def patterns_of(task, household):
    return [
        [int(one) for one in task.groups[task.group_at[at] : task.group_at[at + 1]]]
        for at in range(task.pattern_at[household], task.pattern_at[household + 1])
    ]


def test_the_first_day_is_the_most_significant_bit(tmp_path):
    task = of(tmp_path, PERIODIC).task
    assert patterns_of(task, 0) == [[0], [4]]
    assert patterns_of(task, 1) == [[2, 4]]


def test_the_list_of_patterns_decides_and_not_the_frequency(tmp_path):
    assert patterns_of(of(tmp_path, PERIODIC).task, 2) == [[0, 1, 2, 3, 4]]


def test_nought_is_no_limit(tmp_path):
    task = of(tmp_path, PERIODIC).task
    assert list(task.room) == [4, float("inf"), 4, 4, 4]
    assert list(task.longest) == [float("inf"), 100] + [float("inf")] * 3


def test_rows_keep_the_numbers_of_the_file(tmp_path):
    instance = of(tmp_path, PERIODIC)
    assert (instance.rows, instance.depots) == ((7, 8, 9), (0,))
    assert instance.task.distance[0, 3] == 1.0  # from the first customer to the depot


def test_depots_stand_last_and_are_the_groups(tmp_path):
    instance = of(tmp_path, DEPOTS)
    assert (instance.rows, instance.depots) == ((1, 2), (3, 4))
    assert list(instance.task.depot) == [2, 3]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "its first line"),
        ("1 2 3\n", "its first line"),
        ("3 1 1 1\n", "type 3"),
        ("1 0 1 1\n", "0 vehicles"),
        ("1 1 1 99\n", "99 days"),
        ("1 1 9999999 1\n", "9999999 customers"),
        ("1 1 -1 1\n", "-1 customers"),
        ("1 2 3 5\n0 4\n", "10 lines are announced, 2 are there"),
        (PERIODIC.replace("7 0 1 3 1", "7 0 nan 3 1"), "line 8: has a number that is not finite"),
        (PERIODIC.replace("7 0 1 3 1", "7 0 x 3 1"), "line 8: is no row of numbers"),
        (PERIODIC.replace("2 16 1", "2 16"), "line 8: announces 2 patterns and has 1"),
        (PERIODIC.replace("2 16 1", "1 32"), "line 8: the pattern 32 does not fit 5"),
        (PERIODIC.replace("7 0 1 3 1", "7 0 1 -3 1"), "line 8: a row is"),
        (PERIODIC.replace("100 0", "-1 0"), "line 3: is not: longest route"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, text, told):
    with pytest.raises(PlannerError) as fault:
        of(tmp_path, text)
    assert told in str(fault.value)


def test_what_is_no_text_is_refused(tmp_path):
    path = tmp_path / "file.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlannerError, match="cannot be read as text"):
        read_instance(path)
    with pytest.raises(PlannerError, match="cannot be read as text"):
        read_instance(tmp_path / "none.txt")
