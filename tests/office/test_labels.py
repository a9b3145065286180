"""The words of a map lie on nothing else, and each stands where one sees whose it is."""

from itertools import combinations

import pytest

from doorstep.office.labels import place_labels

SIZE = (500.0, 224.0)
LETTER = 7.2  # px, of 13 px high ones


def box(label):
    wide = LETTER * len(label.word)
    left = label.x if label.anchor == "start" else label.x - wide
    return left, label.y - 10, left + wide, label.y + 3


def meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def placed(spots):
    named = [(x, y, f"{number} A-{number:03}") for number, (x, y) in enumerate(spots, 1)]
    return place_labels(named, spots, SIZE)


@pytest.mark.parametrize(
    "spots",
    [
        [(250.0, 100.0)] * 14,
        [(480.0, 60.0 + 2 * at) for at in range(9)],
        [(20.0 + 30 * at, 110.0) for at in range(15)],
        [(8.0, 8.0), (492.0, 8.0), (8.0, 216.0), (492.0, 216.0)],
    ],
    ids=["one hamlet", "at the rim", "along a valley", "corners"],
)
def test_no_word_lies_on_another_or_leaves_the_map(spots):
    boxes = [box(one) for one in placed(spots)]

    assert [pair for pair in combinations(boxes, 2) if meet(*pair)] == []
    assert [one for one in boxes if one[0] < 0 or one[2] > 500 or one[1] < 0 or one[3] > 224] == []


def test_where_there_is_room_a_word_stands_at_the_right_of_its_mark_without_a_line():
    [label, other] = placed([(100.0, 50.0), (300.0, 52.0)])

    assert [(one.x, one.y, one.anchor, one.leader) for one in (label, other)] == [
        (110.0, 54.5, "start", ""), (310.0, 56.5, "start", ""),
    ]  # fmt: skip


def test_a_line_leads_to_a_word_that_stands_off_its_mark():
    labels = placed([(250.0, 100.0)] * 3)

    assert [bool(one.leader) for one in labels] == [False, False, True]
    assert labels[2].leader.startswith("M250.0 100.0L")


def test_a_word_goes_round_another_mark():
    [label, _other] = place_labels(
        [(100.0, 50.0, "1 A-001"), (400.0, 150.0, "2 A-002")],
        [(100.0, 50.0), (118.0, 50.0), (400.0, 150.0)], SIZE,
    )  # fmt: skip

    assert label.anchor == "end"


def test_a_word_goes_out_of_a_way():
    named = [(100.0, 50.0, "1 A-001"), (300.0, 50.0, "2 A-002"), (200.0, 150.0, "3 A-003")]
    spots = [(x, y) for x, y, _word in named]

    labels = place_labels(named, spots, SIZE, [spots])

    assert [one.anchor for one in labels] == ["end", "start", "start"]
    assert [one.leader for one in labels] == ["", "", ""]
