"""Whatever is done in whatever order: the ledger balances, every payment has its cause, no row
goes, and every balance is the sum of its rows."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.activities.actions import record_activity
from doorstep.campaigns.actions import accept_unit, begin_campaign, build_unit
from doorstep.campaigns.models import CampaignUnit
from doorstep.campaigns.rules import ListRule
from doorstep.funds import actions
from doorstep.funds.models import (
    CAUSES,
    Commitment,
    Contract,
    Cooperative,
    Dividend,
    Income,
    PaidPost,
    Payment,
    Posting,
    Programme,
    Project,
    Receipt,
    Source,
)
from doorstep.funds.queries import balances, coop_stands, posting_of, project_stands, years_of
from doorstep.kit.errors import Refused
from tests.factories import DAY, make_need
from tests.funds.conftest import YEAR, found

VERBS = (
    "commit", "uncommit", "receive", "unreceive", "pay", "pay", "reverse", "posts", "project",
    "earn", "declare", "undeclare", "dividend", "unit", "unit",
)  # fmt: skip
UNIT_PAY = 700
AMOUNTS = st.integers(1, 60_000)
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS),
              st.integers(0, 30), AMOUNTS, st.integers(0, 40)),
    max_size=30,
)  # fmt: skip


def some(rows, which):
    """One of the rows, by number; None of none."""
    found = list(rows)
    return found[which % len(found)] if found else None


def take_step(cast, causes, verb, which, amount, days):
    """One action; what it refuses leaves nothing behind."""
    by, on = cast.coordinator, DAY + timedelta(days=days)
    programme = some(Programme.objects.order_by("pk"), which)
    match verb:
        case "commit":
            actions.commit_money(
                programme, year=YEAR + which % 2, amount=amount, decided_on=on, by=by, on=on
            )
        case "uncommit":
            row = some(Commitment.objects.order_by("pk"), which)
            if row:
                actions.reverse_commitment(row, because="改", by=by, on=on)
        case "receive":
            actions.receive_money(programme, amount, received_on=on, by=by, on=on)
        case "unreceive":
            row = some(Posting.objects.filter(income__isnull=False).order_by("pk"), which)
            if row:
                actions.reverse_income(row, because="错", by=by, on=on)
        case "pay":
            cause = some([*causes, *Commitment.objects.order_by("pk")], which)
            actions.pay(
                programme, amount, cause=cause, payee="某店", paid_on=on, by=by, on=on,
                paid_from="cash" if which % 3 else "bank",
            )  # fmt: skip
        case "posts":
            actions.pay_posts(PaidPost.objects.order_by("pk"), on, paid_on=on, by=by, on=on)
        case "project":
            project = Project.objects.get()
            actions.pay(
                programme, amount, cause=project, payee="甲", is_wages=which % 2 == 0, paid_on=on,
                by=by, on=on, contract=some(Contract.objects.all(), which) if which % 3 else None,
            )  # fmt: skip
        case "earn":
            actions.earn(Cooperative.objects.get(), amount, received_on=on, by=by, on=on)
        case "declare":
            actions.declare_dividend(
                Cooperative.objects.get(), amount, declared_on=on, by=by, on=on
            )
        case "undeclare":
            row = some(Dividend.objects.order_by("pk"), which)
            if row:
                actions.reverse_dividend(row, because="改", by=by, on=on)
        case "dividend":
            row = some(Dividend.objects.order_by("pk"), which)
            if row:
                shares = {cast.a: amount, cast.b: which + 1}
                actions.pay_dividend(row, shares, paid_on=on, by=by, on=on)
        case "unit":
            unit = some(CampaignUnit.objects.order_by("pk"), which)
            told = {"by": by, "on": on}
            match days % 4:
                case 0:
                    build_unit(unit, done_on=on, **told)
                case 1:
                    accept_unit(unit, done_on=on, **told)
                case 2:
                    actions.pay(programme, UNIT_PAY, cause=unit, paid_on=on, **told)
                case 3:
                    actions.take_back_unpaid_unit(unit, note="错", **told)
        case "reverse":
            row = some(Payment.objects.order_by("pk"), which)
            if row:
                actions.reverse_payment(row, because="错", by=by, on=on)


def rows_now():
    """Every row of money as it stands, by table and key."""
    tables = (Commitment, Dividend, Income, Posting, Payment, Receipt, Source)
    return {(one, row["id"]): row for one in tables for row in one.objects.values()}


def check_books(cast):
    for place in (cast.caoba, cast.xiagou, cast.town):
        stands = balances(place, DAY.replace(year=YEAR + 9))
        assert sum(one.amount for one in stands) == 0
        for one in stands:
            rows = Posting.objects.filter(place=place)
            put = rows.filter(put_to__kind=one.kind).aggregate(sum=Sum("amount"))["sum"] or 0
            taken = rows.filter(taken_from__kind=one.kind).aggregate(sum=Sum("amount"))["sum"] or 0
            assert one.amount == put - taken
    for payment in Payment.objects.all():
        named = [cause for cause in CAUSES if getattr(payment, f"{cause.value}_id") is not None]
        assert named == [payment.cause]
        assert posting_of(payment).amount > 0
    for unit in CampaignUnit.objects.all():
        standing = [one for one in unit.payments.all() if one.postings.count() == 1]
        assert len(standing) <= (unit.state == "accepted")
    for programme in Programme.objects.all():
        for year in years_of(programme):
            assert year.left >= 0
        standing = Posting.objects.filter(payment__programme=programme)
        paid = standing.aggregate(sum=Sum("amount"))["sum"] or 0
        assert sum(year.paid for year in years_of(programme)) == paid
    for stands in project_stands(Project.objects.all()):
        assert stands.wages <= stands.paid <= stands.invested
    stands = coop_stands(Cooperative.objects.get())
    assert 0 <= stands.paid <= stands.declared <= stands.earned


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(steps=STEPS)
def test_the_books_balance_after_any_sequence_of_acts(cast, method, steps):
    with transaction.atomic():
        relief = found(cast.caoba, cast.coordinator)
        found(cast.town, cast.coordinator, name="企业帮扶", kind="aid", committed=30_000)
        causes = [make_need(cast.a), make_need(cast.b), make_need(cast.d)]
        causes.append(
            record_activity(cast.caoba, kind="gathering", title="座谈", on=DAY, by=cast.coordinator)
        )
        told = {"by": cast.coordinator, "on": DAY}
        for household in (cast.a, cast.b):
            actions.give_post(
                household.members.get(relation="head"), relief, kind="road", title="护路员",
                monthly_pay=9_999, monthly_days=4, start_on=DAY, is_of_cadre=False, **told,
            )  # fmt: skip
        begin_campaign(
            cast.caoba, kind="toilets", title="改厕", unit_kind="household", rule=ListRule(),
            start_on=DAY, deadline_on=DAY, pay=UNIT_PAY, **told,
        )  # fmt: skip
        works = actions.begin_project(
            cast.caoba, name="渠", kind="irrigation", start_on=DAY, **told
        )
        actions.add_source(
            works, name="县", amount=70_000, is_public=True, programme=relief, agreed_on=DAY, **told
        )
        actions.sign_contract(
            works, contractor="某队", what="渠", amount=40_000, signed_on=DAY, **told
        )
        coop = actions.found_cooperative(cast.caoba, name="社", founded_on=DAY, **told)
        actions.add_shares(coop, [cast.a, cast.b], start_on=DAY, **told)
        for step in steps:
            before = rows_now()
            try:
                with transaction.atomic():
                    take_step(cast, causes, *step)
            except Refused:
                assert rows_now() == before
            after = rows_now()
            assert {key: after.get(key) for key in before} == before  # none gone, none changed
        check_books(cast)
        transaction.set_rollback(True)
