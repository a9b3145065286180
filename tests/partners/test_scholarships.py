"""Scholarships: criteria, two people, appeal with its time, payment once; who reads a name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from doorstep.figures.queries import get_figure, measure
from doorstep.funds.actions import reverse_payment
from doorstep.funds.models import Payment
from doorstep.funds.queries import year_of
from doorstep.kit.errors import NotVisible
from doorstep.kit.periods import Period
from doorstep.partners import actions
from doorstep.partners.actions.appeals import (
    AppealedAlready,
    AppealTooLate,
    NotGranted,
    NothingCommitted,
    NothingRefused,
    ScholarshipPaidAlready,
    TookPartBefore,
)
from doorstep.partners.actions.publishing import NoScholarshipProgramme
from doorstep.partners.actions.scholarships import (
    ApplicationsClosed,
    AppliedAlready,
    DecidedAlready,
    MayNotDecideApplication,
    RelativeDecidesNot,
    SameHandTwice,
    ScholarshipElsewhere,
    WhyMissing,
)
from doorstep.partners.models import Appeal, Application
from doorstep.partners.queries import (
    appeal_until,
    applications_for,
    get_application_for,
    scholarship_lines,
    scholarships_for,
)
from doorstep.people.choices import Duty
from doorstep.people.queries import scope_of
from doorstep.rights.actions import erase_household
from tests.factories import DAY, make_account
from tests.funds.conftest import found
from tests.partners.rows import publish

LATER = DAY + timedelta(days=3)


@pytest.fixture
def scholarship(cast, method):
    return publish(cast.town, by=cast.town_account, on=DAY)


@pytest.fixture
def third(cast, method):
    """Somebody else who decides at Caoba."""
    return make_account("third", duties=[(Duty.DECIDES_CATEGORIES, cast.caoba)])


@pytest.fixture
def application(cast, scholarship):
    return put(cast, scholarship)


def put(cast, scholarship, *, household=None, applied_on=DAY):
    member = (household or cast.a).members.get(relation="head")
    return actions.apply_for_scholarship(
        scholarship, member, meets="都符合", applied_on=applied_on, by=cast.coordinator,
        on=max(DAY, applied_on),
    )  # fmt: skip


def decide(application, by, *, is_granted=True, reasons="", is_relative=False, on=DAY):
    actions.decide_application(
        application, is_granted=is_granted, reasons=reasons, is_relative=is_relative, by=by, on=on
    )


def test_only_a_programme_of_scholarships_gives_them(cast, method):
    aid = found(cast.town, cast.town_account, name="帮扶", kind="aid")

    with pytest.raises(NoScholarshipProgramme):
        actions.publish_scholarship(
            aid, name="助学金", criteria="在读", amount=100, year=DAY.year, apply_until=LATER,
            appeal_days=5, by=cast.town_account, on=DAY,
        )  # fmt: skip


def test_applications_come_in_time_once_and_from_the_place_it_is_for(cast, scholarship):
    late = scholarship.apply_until + timedelta(days=1)
    of_village = publish(cast.xiagou, by=cast.other_coordinator, name="下沟助学")

    with pytest.raises(ApplicationsClosed):
        put(cast, scholarship, applied_on=late)
    with pytest.raises(ScholarshipElsewhere):
        put(cast, of_village, applied_on=of_village.published_on)
    put(cast, scholarship)
    with pytest.raises(AppliedAlready):
        put(cast, scholarship)

    assert Application.objects.count() == 1


def test_a_second_person_with_the_duty_who_is_no_relative_decides_once(cast, application):
    with pytest.raises(MayNotDecideApplication):
        decide(application, cast.town_account)
    with pytest.raises(RelativeDecidesNot):
        decide(application, cast.second, is_relative=True)
    with pytest.raises(WhyMissing):
        decide(application, cast.second, is_granted=False)
    decide(application, cast.second)
    with pytest.raises(DecidedAlready):
        decide(application, cast.second)

    application.refresh_from_db()
    assert (application.state, application.decided_by) == ("granted", cast.second)


def test_who_recorded_it_does_not_decide_it_even_with_the_duty(cast, scholarship, third):
    member = cast.b.members.get(relation="head")
    own = actions.apply_for_scholarship(
        scholarship, member, meets="符合", applied_on=DAY, by=third, on=DAY
    )

    with pytest.raises(SameHandTwice):
        decide(own, third)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=own.pk).update(
            state="granted", decided_by=third, decided_on=DAY
        )


def test_an_appeal_has_its_time_and_somebody_new_answers_it(cast, application, third):
    with pytest.raises(NothingRefused):
        actions.appeal_refusal(application, text="请再看", made_on=DAY, by=third, on=DAY)
    decide(application, cast.second, is_granted=False, reasons="收入超过标准")
    last = appeal_until(application)
    late = {"made_on": last + timedelta(days=1), "on": last + timedelta(days=1)}
    told = {"text": "有一人失去工作", "by": cast.coordinator}

    with pytest.raises(AppealTooLate):
        actions.appeal_refusal(application, **told, **late)
    appeal = actions.appeal_refusal(application, **told, made_on=last, on=last)
    with pytest.raises(AppealedAlready):
        actions.appeal_refusal(application, **told, made_on=last, on=last)
    answer = {"is_granted": True, "answer": "材料已核实", "is_relative": False, "on": last}
    for took_part in (cast.coordinator, cast.second, cast.town_account):
        with pytest.raises(TookPartBefore):
            actions.answer_appeal(appeal, by=took_part, **answer)
    actions.answer_appeal(appeal, by=third, **answer)
    application.refresh_from_db()

    assert application.state == "granted"
    assert last > DAY + timedelta(days=12)  # ten working days
    scope = scope_of(cast.caoba)
    figure = get_figure("scholarships_granted")
    assert measure(figure, scope, Period(DAY, last - timedelta(days=1))).value == 0
    assert measure(figure, scope, Period(DAY, last)).value == 1


def test_it_is_paid_once_out_of_the_commitment_and_again_when_taken_back(cast, application):
    told = {"paid_on": LATER, "by": cast.coordinator, "on": LATER}
    with pytest.raises(NotGranted):
        actions.pay_scholarship(application, **told)
    decide(application, cast.second)
    payment = actions.pay_scholarship(application, **told)
    with pytest.raises(ScholarshipPaidAlready):
        actions.pay_scholarship(application, **told)
    reverse_payment(payment, because="打错账户", by=cast.coordinator, on=LATER)
    actions.pay_scholarship(application, **told)

    programme = application.scholarship.programme
    assert year_of(programme, DAY.year).paid == 3_000
    assert {one.cause for one in Payment.objects.all()} == {"commitment"}


def test_nothing_is_paid_without_a_commitment(cast, method):
    application = put(cast, publish(cast.town, by=cast.town_account, on=DAY, committed=0))
    decide(application, cast.second)

    with pytest.raises(NothingCommitted):
        actions.pay_scholarship(application, paid_on=DAY, by=cast.coordinator, on=DAY)

    assert Payment.objects.count() == 0


def test_names_are_read_by_coordinator_and_decider_alone(cast, application, scholarship):
    for account in (cast.coordinator, cast.second):
        assert get_application_for(account, application.pk, DAY) == application
    others = (cast.town_account, cast.other_coordinator, cast.tashi_account, cast.auditor)
    for account in others:
        assert not applications_for(account, DAY).exists()
        with pytest.raises(NotVisible):
            get_application_for(account, application.pk, DAY)
    assert scholarships_for(cast.town_account, DAY).get() == scholarship
    assert [one.applied for one in scholarship_lines(cast.town_account, cast.town, DAY)] == [0]
    assert [one.applied for one in scholarship_lines(cast.second, cast.caoba, DAY)] == [1]


def test_an_erased_household_leaves_the_sum_and_the_figure_and_no_application(cast, application):
    decide(application, cast.second)
    actions.pay_scholarship(application, paid_on=LATER, by=cast.coordinator, on=LATER)
    programme, figure = application.scholarship.programme, get_figure("scholarships_granted")
    scope, month = scope_of(cast.caoba), Period.of_month(DAY)

    after = DAY + timedelta(days=40)
    erase_household(cast.a, on=after, by=cast.coordinator)

    assert (Application.objects.count(), Appeal.objects.count()) == (0, 0)
    assert year_of(programme, DAY.year).paid == 3_000
    assert measure(figure, scope, month).value == 1
