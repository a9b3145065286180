"""A method that asks for a helper of each skill."""

import pytest

from doorstep.method import actions
from doorstep.method.files import check_method
from doorstep.people.actions import system_account
from tests.factories import DAY
from tests.method.folders import four_colours_with

BEFORE = '[[preference]]\ncategory = "blue"'
RULE = """[[preference]]
category = "blue"
kind = "one_has_skill"
value = "economy"
names = { zh-hans = "其中一人懂经营", en = "One of them can do business" }

"""


def with_rule(tmp_path, rule):
    return four_colours_with(tmp_path, "preferences.toml", BEFORE, rule + BEFORE)


@pytest.mark.django_db
def test_it_is_kept_beside_the_wish_for_the_same_skill(tmp_path):
    version, _new = actions.load_method(with_rule(tmp_path, RULE), by=system_account(), on=DAY)

    rows = version.preferences.filter(category="blue", value="economy").order_by("order")
    assert list(rows.values_list("kind", "points")) == [("one_has_skill", 0), ("has_skill", 60)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('value = "economy"', 'value = "money"', "money"),
        ('value = "economy"\n', 'value = "economy"\npoints = 60\n',
         "one_has_skill”是硬性规定，不填分值。"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(tmp_path, old, new, told):
    faults = check_method(with_rule(tmp_path, RULE.replace(old, new)))

    assert [fault.file for fault in faults if told in fault.text] == ["preferences.toml"]
