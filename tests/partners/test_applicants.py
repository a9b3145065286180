"""Who applies: what is published to them, who may answer, taking back, and households that went."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from doorstep.kit.errors import NotVisible
from doorstep.partners import actions
from doorstep.partners.actions.appeals import PaidBeforeGranted, TookPartBefore
from doorstep.partners.actions.publishing import CriteriaOfHealth, CriteriaRefused
from doorstep.partners.actions.scholarships import (
    ApplicantLeft,
    ApplicantNotInUse,
    ApplicationWithdrawn,
    NotWithdrawnPaid,
    NotWithdrawnRefused,
)
from doorstep.partners.models import Appeal, Application, Scholarship
from doorstep.partners.queries import applications_for, get_application_for
from doorstep.people.choices import Duty, Role
from doorstep.people.models import AuditEntry
from doorstep.register.actions import end_member
from doorstep.register.models import Household
from tests.factories import DAY, make_account, make_member
from tests.funds.conftest import found
from tests.partners.rows import publish

LATER = DAY + timedelta(days=3)


@pytest.fixture
def scholarship(cast, method):
    return publish(cast.town, by=cast.town_account, on=DAY)


@pytest.fixture
def application(cast, scholarship):
    return apply(cast, scholarship, cast.a.members.get(relation="head"))


def apply(cast, scholarship, member, *, on=DAY):
    return actions.apply_for_scholarship(
        scholarship, member, meets="都符合", applied_on=on, by=cast.coordinator, on=on
    )


def decide(application, by, *, is_granted=True, reasons="收入超过标准", on=DAY):
    actions.decide_application(
        application, is_granted=is_granted, reasons=reasons, is_relative=False, by=by, on=on
    )


@pytest.mark.parametrize(
    ("criteria", "error"),
    [
        ("党员家庭优先", CriteriaRefused),
        ("成绩排名前十", CriteriaRefused),
        ("家中有残疾人", CriteriaOfHealth),
        ("父母一方患病", CriteriaOfHealth),
    ],
)
def test_criteria_name_nothing_that_is_held_of_nobody(cast, method, criteria, error):
    programme = found(cast.town, cast.town_account, name="助学", kind="scholarship")

    with pytest.raises(error):
        actions.publish_scholarship(
            programme, name="助学金", criteria=criteria, amount=100, year=DAY.year,
            apply_until=LATER, appeal_days=5, by=cast.town_account, on=DAY,
        )  # fmt: skip

    assert Scholarship.objects.count() == 0


def test_who_left_the_household_does_not_apply_from_there(cast, scholarship):
    pupil = make_member(cast.a, "旦增")
    end_member(pupil, by=cast.coordinator, on=LATER)

    with pytest.raises(ApplicantLeft):
        apply(cast, scholarship, pupil, on=LATER)


def test_it_is_not_paid_before_it_was_granted(cast, application):
    decide(application, cast.second, on=LATER)
    told = {"by": cast.coordinator, "on": LATER}

    with pytest.raises(PaidBeforeGranted):
        actions.pay_scholarship(application, paid_on=DAY, **told)
    actions.pay_scholarship(application, paid_on=LATER, **told)


def test_who_recorded_the_appeal_does_not_answer_it(cast, application):
    other = make_account("other", roles=[(Role.COORDINATOR, cast.caoba)])
    third = make_account("third", duties=[(Duty.DECIDES_CATEGORIES, cast.caoba)])
    decide(application, cast.second, is_granted=False)
    appeal = actions.appeal_refusal(application, text="请再看", made_on=DAY, by=other, on=DAY)
    answer = {"is_granted": True, "answer": "已核实", "is_relative": False, "on": DAY}

    with pytest.raises(TookPartBefore):
        actions.answer_appeal(appeal, by=other, **answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(is_granted=True, answer="好", answered_on=DAY, answered_by=other)
    actions.answer_appeal(appeal, by=third, **answer)

    application.refresh_from_db()
    assert application.state == "granted"


def test_an_application_is_taken_back_and_made_again(cast, scholarship, application):
    actions.withdraw_application(application, by=cast.coordinator, on=DAY)
    again = apply(cast, scholarship, cast.a.members.get(relation="head"))

    assert Application.objects.get() == again
    entry = AuditEntry.objects.get(act="withdraw_application")
    assert (entry.household_id, entry.place_id) == (cast.a.pk, cast.caoba.pk)


def test_a_refusal_and_what_was_paid_are_not_withdrawn(cast, scholarship, application):
    refused = apply(cast, scholarship, cast.b.members.get(relation="head"))
    decide(refused, cast.second, is_granted=False)
    decide(application, cast.second)
    told = {"by": cast.coordinator, "on": DAY}
    actions.pay_scholarship(application, paid_on=DAY, **told)

    with pytest.raises(NotWithdrawnRefused):
        actions.withdraw_application(refused, **told)
    with pytest.raises(NotWithdrawnPaid):
        actions.withdraw_application(application, **told)

    assert Application.objects.count() == 2


def test_what_is_decided_of_a_withdrawn_one_is_refused(cast, application):
    open_elsewhere = Application.objects.get()
    actions.withdraw_application(application, by=cast.coordinator, on=DAY)

    with pytest.raises(ApplicationWithdrawn):
        decide(open_elsewhere, cast.second)


@pytest.mark.parametrize("because", ["erasing", "kept"])
def test_a_household_that_is_closed_to_use_has_no_application_that_anybody_finds(
    cast, application, because
):
    Household.objects.filter(pk=cast.a.pk).update(closed_on=DAY, closed_because=because)

    for account in (cast.coordinator, cast.second):
        assert not applications_for(account, DAY).exists()
        with pytest.raises(NotVisible):
            get_application_for(account, application.pk, DAY)
    with pytest.raises(ApplicantNotInUse):
        decide(application, cast.second)
    with pytest.raises(ApplicantNotInUse):
        actions.withdraw_application(application, by=cast.coordinator, on=DAY)


def test_who_moved_away_is_still_decided_and_paid(cast, application):
    Household.objects.filter(pk=cast.a.pk).update(closed_on=DAY, closed_because="moved")
    decide(application, cast.second)
    payment = actions.pay_scholarship(application, paid_on=DAY, by=cast.coordinator, on=DAY)

    assert payment.household == cast.a


def test_an_answer_to_an_appeal_of_a_withdrawn_application_is_refused(cast, application):
    third = make_account("third", duties=[(Duty.DECIDES_CATEGORIES, cast.caoba)])
    decide(application, cast.second, is_granted=False)
    actions.appeal_refusal(application, text="请再看", made_on=DAY, by=cast.coordinator, on=DAY)
    answer = {"is_granted": True, "answer": "已核实", "is_relative": False, "on": DAY}
    shown = [Appeal.objects.select_related("application__household").get() for _page in range(2)]
    actions.answer_appeal(shown[0], by=third, **answer)
    actions.withdraw_application(Application.objects.get(), by=cast.coordinator, on=DAY)

    with pytest.raises(ApplicationWithdrawn):
        actions.answer_appeal(shown[1], by=third, **answer)
