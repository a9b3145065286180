"""What is taken for the number of an identity card, and days of the week."""

import pytest

from doorstep.stations.rules import holds_identity_number, weekdays_text


@pytest.mark.parametrize(
    ("text", "is_held"),
    [
        ("540100199001010011", True),
        ("证件 54010019900101001X", True),
        ("540100 19900101 0011", True),
        ("５４０１００１９９００１０１００１１", True),
        ("540100900101001", True),
        ("藏A12345", False),
        ("19900000001", False),
        ("19900000001, 19900000002", False),
        ("19900000001 19900000002", False),
        ("0891-6300000", False),
        ("5401001990010100111", False),
    ],
)
def test_identity_numbers_are_known_by_their_digits(text, is_held):
    assert holds_identity_number(text) is is_held


def test_days_of_the_week_stand_once_and_in_order():
    assert weekdays_text([7, 1, "3", 1]) == "137"
    assert weekdays_text([]) == ""
    with pytest.raises(ValueError, match="not a day of the week: '0'"):
        weekdays_text([0])
