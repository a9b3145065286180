"""Partners, what was done together, and who sees it."""

from datetime import timedelta

import pytest

from doorstep.figures.queries import get_figure, measure
from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.partners import actions
from doorstep.partners.actions.guards import (
    BeforePartner,
    NumberRefused,
    PartnerEnded,
    StillToCome,
)
from doorstep.partners.actions.joint_acts import (
    AmountOfNoPurchase,
    NotOfTheOffice,
    PeopleMissing,
    ProgrammeOfAnotherPartner,
    PurchaseWithoutAmount,
    RecordedAlready,
)
from doorstep.partners.actions.partners import (
    EndsBeforeRows,
    PartnerThereAlready,
    ProgrammeBackedAlready,
    ProgrammeElsewhere,
)
from doorstep.partners.models import JointAct, Partner
from doorstep.partners.queries import get_partner_for, partner_lines, partners_for
from doorstep.people.models import AuditEntry
from doorstep.people.queries import scope_of
from tests.factories import DAY
from tests.funds.conftest import found

LATER = DAY + timedelta(days=10)


def trip(partner, by, **fields):
    told = {"kind": "study_trip", "title": "外出考察", "done_on": DAY, "people_count": 40}
    given = told | {"of_office": by} | fields
    return actions.record_joint_act(partner, by=by, on=LATER, **given)


def test_a_name_stands_once_at_a_place(cast, partner):
    with pytest.raises(PartnerThereAlready):
        actions.add_partner(
            cast.town, name=" 电力公司 ", since_on=DAY, by=cast.town_account, on=DAY
        )

    assert Partner.objects.count() == 1


def test_a_programme_is_backed_by_one_partner_of_its_own_place(cast, partner, of_village):
    aid = found(cast.town, cast.town_account, name="帮扶", kind="aid")
    told = {"since_on": DAY, "by": cast.town_account, "on": DAY}

    with pytest.raises(ProgrammeElsewhere):
        actions.back_programme(of_village, aid, **told)
    actions.back_programme(partner, aid, **told)
    with pytest.raises(ProgrammeBackedAlready):
        actions.back_programme(partner, aid, **told)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"done_on": LATER + timedelta(days=1)}, StillToCome),
        ({"done_on": DAY - timedelta(days=1)}, BeforePartner),
        ({"people_count": 0}, PeopleMissing),
        ({"kind": "purchase"}, PurchaseWithoutAmount),
        ({"amount": 5_00}, AmountOfNoPurchase),
        ({}, RecordedAlready),
    ],
)
def test_what_cannot_have_been_done_is_refused_and_nothing_is_kept(cast, partner, fields, error):
    if not fields:
        trip(partner, cast.town_account)
    before = JointAct.objects.count()

    with pytest.raises(error):
        trip(partner, cast.town_account, **fields)

    assert JointAct.objects.count() == before


def test_who_has_no_office_there_and_another_partners_programme_are_refused(cast, partner):
    aid = found(cast.town, cast.town_account, name="帮扶", kind="aid")

    with pytest.raises(NotOfTheOffice):
        trip(partner, cast.town_account, of_office=cast.tashi_account)
    with pytest.raises(ProgrammeOfAnotherPartner):
        trip(partner, cast.town_account, programme=aid)


def test_a_record_is_mended_and_its_figure_follows(cast, partner):
    scope, period = scope_of(cast.town), Period(DAY, LATER)
    act = trip(partner, cast.town_account)

    actions.change_joint_act(act, people_count=44, by=cast.town_account, on=LATER)

    assert measure(get_figure("study_trip"), scope, period).value == 44
    assert measure(get_figure("open_day_visitors"), scope, period).value == 0


def test_the_end_keeps_what_was_done_and_forgets_the_contact(cast, partner):
    trip(partner, cast.town_account, done_on=DAY + timedelta(days=3))
    told = {"by": cast.town_account, "on": LATER}

    with pytest.raises(EndsBeforeRows):
        actions.end_partner(partner, last_on=DAY, **told)
    actions.end_partner(partner, last_on=DAY + timedelta(days=5), **told)
    partner.refresh_from_db()

    assert (partner.contact_name, partner.contact_at) == ("", "")
    assert partner.joint_acts.count() == 1
    with pytest.raises(PartnerEnded):
        trip(partner, cast.town_account, done_on=LATER)


def test_a_partner_does_not_end_before_what_it_backs_and_states(cast, partner):
    told = {"by": cast.town_account, "on": LATER}
    aid = found(cast.town, cast.town_account, name="帮扶", kind="aid")
    actions.back_programme(partner, aid, since_on=LATER, **told)

    with pytest.raises(EndsBeforeRows):
        actions.end_partner(partner, last_on=LATER - timedelta(days=1), **told)
    actions.end_partner(partner, last_on=LATER, **told)


def test_no_contact_is_written_again_after_the_end_and_a_row_read_before_it_is_refused(
    cast, partner
):
    before = Partner.objects.get(pk=partner.pk)
    told = {"by": cast.town_account, "on": LATER}
    actions.end_partner(partner, last_on=DAY, **told)
    actions.change_partner(
        before, name="电力公司", contact_name="张工", contact_at="0886-1", note="", **told
    )
    partner.refresh_from_db()

    assert (partner.contact_name, partner.contact_at) == ("", "")
    with pytest.raises(PartnerEnded):  # by whoever has read the partner before it ended
        trip(before, cast.town_account, done_on=LATER)


def test_households_and_villages_are_counted_beside_people(cast, partner):
    told = {"household_count": 12, "village_count": 3}
    act = trip(partner, cast.town_account, **told)

    with pytest.raises(NumberRefused):
        actions.change_joint_act(act, household_count=-1, by=cast.town_account, on=LATER)
    act.refresh_from_db()

    assert (act.people_count, act.household_count, act.village_count) == (40, 12, 3)


def test_the_town_sees_its_villages_partners_and_no_village_anothers(cast, partner, of_village):
    assert set(partners_for(cast.town_account, DAY)) == {partner, of_village}
    assert [one.partner for one in partner_lines(cast.coordinator, cast.caoba, DAY)] == [of_village]
    for account in (cast.other_coordinator, cast.tashi_account, cast.auditor):
        with pytest.raises(NotVisible):
            get_partner_for(account, of_village.pk, DAY)


def test_the_trail_tells_of_the_act_without_a_name(cast, partner):
    trip(partner, cast.town_account)
    entry = AuditEntry.objects.get(act="record_joint_act")

    assert (entry.place_id, entry.detail) == (cast.town.pk, {"kind": "study_trip"})
