from datetime import timedelta

import pytest

from doorstep.categories.actions import end_category
from doorstep.categories.actions.deciding import EndReasonMissing
from doorstep.categories.actions.guards import CategoryRunsNot, SystemMayNot
from doorstep.categories.queries import live_categories
from doorstep.people.actions import system_account
from doorstep.people.models import AuditEntry
from tests.factories import DAY, make_category

LATER = DAY + timedelta(days=10)


def test_a_category_ends_early_with_a_reason(cast, method):
    category = make_category(cast.a, cast.second)

    end_category(category, by=cast.coordinator, on=LATER, reason="本户说不需要了")

    assert (category.end_on, live_categories(cast.a, LATER).count()) == (LATER, 0)
    assert live_categories(cast.a, LATER - timedelta(days=1)).count() == 1
    entry = AuditEntry.objects.get(act="end_category")
    assert entry.detail == {"kind": "blue", "reason": "本户说不需要了"}


def test_a_category_ends_once(cast, method):
    category = make_category(cast.a, cast.second)
    end_category(category, by=cast.coordinator, on=LATER, reason="本户说不需要了")

    with pytest.raises(CategoryRunsNot):
        end_category(category, by=cast.coordinator, on=LATER, reason="再来一次")


def test_ending_needs_a_reason(cast, method):
    with pytest.raises(EndReasonMissing):
        end_category(make_category(cast.a, cast.second), by=cast.coordinator, on=LATER, reason=" ")


def test_the_program_ends_nothing(cast, method):
    with pytest.raises(SystemMayNot):
        end_category(
            make_category(cast.a, cast.second), by=system_account(), on=LATER, reason="到期"
        )
