"""Partners keep to the one order of locks, and an act that was begun twice is done once."""

import threading

import pytest
from django.db import transaction

from doorstep.funds.models import Payment
from doorstep.partners import actions
from doorstep.partners.actions.appeals import ScholarshipPaidAlready
from doorstep.partners.actions.scholarships import DecidedAlready
from doorstep.partners.models import Application
from tests.factories import DAY
from tests.flows.test_trail_last import around_the_trail
from tests.flows.test_two_clicks_at_once import writes_alone
from tests.partners.rows import publish
from tests.partners.test_workbook import file_of
from tests.together import at_once


@pytest.fixture
def application(cast, method):
    scholarship = publish(cast.town, by=cast.town_account, on=DAY)
    return actions.apply_for_scholarship(
        scholarship, cast.a.members.get(relation="head"), meets="都符合", applied_on=DAY,
        by=cast.coordinator, on=DAY,
    )  # fmt: skip


def decide(application, by, *, is_granted=True):
    actions.decide_application(
        application, is_granted=is_granted, reasons="缺证明", is_relative=False, by=by, on=DAY
    )


def pay(application, by):
    actions.pay_scholarship(application, paid_on=DAY, by=by, on=DAY)


@pytest.mark.parametrize("name", ["decide", "pay", "withdraw", "appeal", "read"])
def test_nothing_is_written_before_the_trail_is_held(cast, partner, application, name):
    told = {"by": cast.coordinator, "on": DAY}
    if name in ("pay", "appeal"):
        decide(application, cast.second, is_granted=name == "pay")
    acts = {
        "decide": lambda: decide(application, cast.second),
        "pay": lambda: pay(application, cast.coordinator),
        "withdraw": lambda: actions.withdraw_application(application, **told),
        "appeal": lambda: actions.appeal_refusal(application, text="请再看", made_on=DAY, **told),
        "read": lambda: actions.read_acts(
            partner, data=file_of([1, DAY, "走访", 6]), by=cast.town_account, on=DAY
        ),
    }

    before, after = around_the_trail(acts[name])

    assert before == set()
    assert [table for table in after if table.startswith("partners_")]


def test_what_two_pages_show_is_decided_and_paid_once(cast, application):
    shown = [Application.objects.get(), Application.objects.get()]
    decide(shown[0], cast.second)
    with pytest.raises(DecidedAlready):
        decide(shown[1], cast.second, is_granted=False)

    shown = [Application.objects.get(), Application.objects.get()]
    pay(shown[0], cast.coordinator)
    with pytest.raises(ScholarshipPaidAlready):
        pay(shown[1], cast.coordinator)

    assert Payment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_pay_at_once_pay_one_scholarship_once(cast, application):
    if writes_alone():
        return
    decide(application, cast.second)
    shown, refused = [Application.objects.get(), Application.objects.get()], []

    def both(turn):
        try:
            with transaction.atomic():
                pay(shown[threading.get_ident() % 2], cast.coordinator)
        except ScholarshipPaidAlready as error:
            refused.append(error)

    raised = at_once(both, 1)

    assert (raised, len(refused), Payment.objects.count()) == ([], 1, 1)
