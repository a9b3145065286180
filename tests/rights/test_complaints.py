"""The address for complaints lies outside the team."""

from datetime import date, timedelta

import pytest

from doorstep.people.actions import change_helper
from doorstep.rights.actions import put_complaints_address
from doorstep.rights.actions.complaints import ComplaintsAddressBare, ComplaintsReachTeam
from doorstep.rights.models import ComplaintsAddress
from doorstep.rights.queries import complaints_address

DAY = date(2026, 3, 11)
SAID = {"office": "乡司法所", "where": "乡政府一楼", "phone": "08910000000"}


def put(cast, on=DAY, **more):
    return put_complaints_address(cast.caoba, by=cast.coordinator, on=on, **(SAID | more))


def test_the_latest_address_at_or_before_a_day_holds(cast):
    put(cast)
    put(cast, on=DAY + timedelta(days=5), office="县公共法律服务中心")

    days = (DAY - timedelta(days=1), DAY, DAY + timedelta(days=4), DAY + timedelta(days=5))
    held = [complaints_address(cast.caoba, day) for day in days]
    assert [one and one.office for one in held] == [
        None,
        "乡司法所",
        "乡司法所",
        "县公共法律服务中心",
    ]
    assert complaints_address(cast.xiagou, DAY) is None


def test_of_two_on_a_day_the_later_holds(cast):
    put(cast)
    put(cast, where="二楼")

    assert [one.where for one in ComplaintsAddress.objects.all()] == ["二楼"]


@pytest.mark.parametrize("more", [{"office": " "}, {"where": "", "phone": " "}])
def test_a_bare_address_is_refused(cast, more):
    with pytest.raises(ComplaintsAddressBare):
        put(cast, **more)


@pytest.mark.parametrize("more", [{"office": "扎西"}, {"office": "卓玛"}, {"phone": "19911111111"}])
def test_it_never_leads_to_somebody_of_the_team(cast, more):
    change_helper(cast.pema, phone="19911111111", by=cast.coordinator, on=DAY)

    with pytest.raises(ComplaintsReachTeam):
        put(cast, **more)
