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
        (PERIODIC.replace("1 2 3 5", "1 1e300 3 5"), "line 1: has a number beyond 10000000000"),
        (PERIODIC.replace("1 2 3 5", "1 1.5 3 5"), "line 1: 1.5 is no whole number"),
        (PERIODIC.replace("2 16 1", "1 1.5"), "line 8: 1.5 is no whole number"),
        (PERIODIC.replace("8 0 2", "7 0 2"), "line 9: has the number 7, as has file.txt, line 8"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, text, told):
    with pytest.raises(PlannerError) as fault:
        of(tmp_path, text)
    assert told in str(fault.value)


def test_the_mark_that_editors_put_first_is_no_part_of_the_numbers(tmp_path):
    assert of(tmp_path, "\ufeff" + PERIODIC).rows == of(tmp_path, PERIODIC).rows


def test_what_is_no_text_is_refused(tmp_path):
    path = tmp_path / "file.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlannerError, match="cannot be read as text"):
        read_instance(path)
    with pytest.raises(PlannerError, match="there is no such file"):
        read_instance(tmp_path / "none.txt")


def test_vehicles_that_could_never_leave_take_no_room(tmp_path):
    instance = of(tmp_path, PERIODIC.replace("1 2 3 5", "1 1000000000 3 5"))

    assert len(instance.task.group_of) == 5 * len(instance.rows)


def test_leaving_somebody_out_is_dearer_than_any_way_there(tmp_path):
    task = of(tmp_path, PERIODIC.replace("7 0 1", "7 9000000 1")).task

    assert task.absent.min() > 2 * 5 * task.distance.max()


def test_lines_beyond_those_announced_are_counted(tmp_path):
    assert of(tmp_path, PERIODIC).unread == 0
    assert of(tmp_path, PERIODIC + "10 3 0 0 1 0 1 31\n").unread == 1
