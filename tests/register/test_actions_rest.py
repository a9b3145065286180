from datetime import timedelta

import pytest

from doorstep.people.choices import Duty
from doorstep.people.models import AuditEntry
from doorstep.register import actions
from doorstep.register.actions.access import AccessNamesNobody
from doorstep.register.actions.circumstances import (
    CircumstanceInFuture,
    FactIsDerived,
    MemberOfAnotherHousehold,
)
from doorstep.register.actions.consents import ConsentInFuture, ConsentWithdrawnAlready
from doorstep.register.actions.exports import (
    ExportNeedsTwoPeople,
    ExportNotAllowed,
    ExportNotReleased,
    ExportReasonMissing,
)
from doorstep.register.actions.homes import AwayEndsInThePast, NoSuchSpot
from doorstep.register.queries import households_for


def test_a_home_is_rounded_and_the_former_one_ends(cast):
    day = cast.day + timedelta(days=20)
    first = actions.set_home(
        cast.a, "winter", lat=29.98846, lon=91.80051, by=cast.coordinator, on=cast.day
    )

    second = actions.set_home(cast.a, "winter", lat=29.9, lon=91.8, by=cast.coordinator, on=day)

    first.refresh_from_db()
    assert (str(first.lat), str(first.lon), first.end_on) == ("29.988", "91.801", day)
    assert (second.start_on, second.end_on) == (day, None)


def test_the_same_spot_again_makes_no_row(cast):
    where = {"lat": 29.988, "lon": 91.8, "by": cast.coordinator}
    first = actions.set_home(cast.a, "winter", on=cast.day, **where)

    again = actions.set_home(cast.a, "winter", on=cast.day + timedelta(days=3), **where)

    assert again == first


def test_latitude_and_longitude_exchanged_are_refused(cast):
    with pytest.raises(NoSuchSpot):
        actions.set_home(cast.a, "winter", lat=91.8, lon=29.9, by=cast.coordinator, on=cast.day)


def test_a_later_absence_ends_the_one_that_runs(cast):
    back, later = cast.day + timedelta(days=30), cast.day + timedelta(days=9)
    actions.set_absence(cast.a, until_on=back, by=cast.coordinator, on=cast.day)

    actions.set_absence(cast.a, until_on=back, by=cast.coordinator, on=later)

    assert list(cast.a.absences.values_list("start_on", "end_on")) == [
        (cast.day, later),
        (later, back),
    ]


def test_nobody_comes_back_before_leaving(cast):
    with pytest.raises(AwayEndsInThePast):
        actions.set_absence(cast.a, until_on=cast.day, by=cast.coordinator, on=cast.day)


def state(cast, **other):
    stated = {
        "fact": "sudden_event",
        "since_on": cast.day,
        "source": "visit",
        "by": cast.coordinator,
        "on": cast.day,
    }
    return actions.state_circumstance(cast.a, **(stated | other))


def test_the_same_circumstance_is_noted_once(cast):
    assert state(cast) == state(cast)


def test_a_circumstance_that_ended_can_come_again(cast):
    first = state(cast)
    actions.end_circumstance(first, by=cast.coordinator, on=cast.day + timedelta(days=3))

    assert state(cast) != first


def test_a_circumstance_is_refused_where_it_makes_no_sense(cast):
    with pytest.raises(FactIsDerived):
        state(cast, fact="pupils")
    with pytest.raises(CircumstanceInFuture):
        state(cast, since_on=cast.day + timedelta(days=1))
    with pytest.raises(MemberOfAnotherHousehold):
        state(cast, member=cast.b.members.get())


def test_consent_is_withdrawn_once(cast):
    consent = actions.give_consent(
        cast.a,
        purpose="register",
        how="signed",
        given_on=cast.day,
        by=cast.coordinator,
        on=cast.day,
    )
    actions.withdraw_consent(consent, by=cast.coordinator, on=cast.day)

    with pytest.raises(ConsentWithdrawnAlready):
        actions.withdraw_consent(consent, by=cast.coordinator, on=cast.day)


def test_the_same_consent_again_is_the_one_there_is_until_it_is_withdrawn(cast):
    said = {"purpose": "register", "how": "signed", "given_on": cast.day}
    acting = {"by": cast.coordinator, "on": cast.day}
    first = actions.give_consent(cast.a, **said, **acting)

    again = actions.give_consent(cast.a, **said, **acting)
    actions.withdraw_consent(first, **acting)
    anew = actions.give_consent(cast.a, **said, **acting)

    assert again == first
    assert list(cast.a.consents.filter(withdrawn_on=None)) == [anew]


def test_consent_is_not_dated_ahead(cast):
    with pytest.raises(ConsentInFuture):
        actions.give_consent(
            cast.a,
            purpose="register",
            how="signed",
            given_on=cast.day + timedelta(days=1),
            by=cast.coordinator,
            on=cast.day,
        )


def test_access_opens_and_ends_with_its_days(cast):
    day = cast.day + timedelta(days=5)
    access = actions.grant_access(
        cast.a, via="proposal", from_on=day, duty=Duty.DECIDES_CATEGORIES, by=cast.coordinator
    )
    before = list(households_for(cast.second, cast.day))
    during = list(households_for(cast.second, day))

    actions.end_access(access, by=cast.coordinator, on=day + timedelta(days=2))

    after = list(households_for(cast.second, day + timedelta(days=2)))
    assert (before, during, after) == ([], [cast.a], [])


def test_access_names_exactly_one_holder(cast):
    with pytest.raises(AccessNamesNobody):
        actions.grant_access(cast.a, via="sealed", from_on=cast.day, by=cast.coordinator)


def export(cast, **other):
    asked = {
        "by": cast.coordinator,
        "released_by": cast.second,
        "reason": "年度核对",
        "on": cast.day,
        "rows": 3,
    }
    actions.record_export(cast.caoba, **(asked | other))


def test_an_export_is_written_to_the_trail_with_its_reason(cast):
    export(cast)

    entry = AuditEntry.objects.last()
    assert (entry.act, entry.by, entry.detail) == (
        "record_export",
        cast.coordinator,
        {"released_by": str(cast.second.pk), "reason": "年度核对", "rows": 3},
    )


def test_an_export_needs_two_people_with_their_rights_and_a_reason(cast):
    with pytest.raises(ExportNeedsTwoPeople):
        export(cast, released_by=cast.coordinator)
    with pytest.raises(ExportNotReleased):
        export(cast, released_by=cast.tashi_account)
    with pytest.raises(ExportNotAllowed):
        export(cast, by=cast.other_coordinator)
    with pytest.raises(ExportReasonMissing):
        export(cast, reason=" ")
