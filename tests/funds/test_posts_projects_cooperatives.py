"""Posts with their monthly pay, projects with sources and wages, cooperatives with dividends."""

from datetime import date, timedelta

import pytest

from doorstep.funds import actions, rules
from doorstep.funds.actions.causes import (
    CauseCannotBePaid,
    NoShare,
    OverCommitment,
    OverContract,
    OverDividend,
    OverSources,
    PostPaidAlready,
    PostWithoutHolder,
    ProgrammeOfAnotherCause,
)
from doorstep.funds.actions.cooperatives import (
    BeforeFounding,
    DividendOverIncome,
    DividendPaidAlready,
    MemberAlready,
    VillageInAlready,
    VillageNotIn,
)
from doorstep.funds.actions.guards import VillageElsewhere
from doorstep.funds.actions.payments import NothingToPay
from doorstep.funds.actions.posts import (
    HolderHasPost,
    HolderOfCadreFamily,
    PostEndedAlready,
    PostPaidLonger,
    WorkloadMissing,
)
from doorstep.funds.actions.programmes import CommitmentInProjects, IncomeDeclaredAlready
from doorstep.funds.actions.projects import (
    ProjectThereAlready,
    SourceOverCommitted,
    SourcePaidAlready,
)
from doorstep.funds.figures import FIGURES
from doorstep.funds.models import Payment, Posting
from doorstep.funds.queries import (
    balances,
    contract_lines,
    coop_stands,
    dues_of_dividend,
    dues_of_month,
    left_for_projects,
    project_stands,
    projects_for,
)
from doorstep.kit.periods import Period
from doorstep.people.queries import scope_of
from tests.factories import DAY
from tests.funds.conftest import COMMITTED, YEAR, commit, found

FIGURE = {figure.key: figure for figure in FIGURES}
MARCH, APRIL = date(YEAR, 3, 1), date(YEAR, 4, 1)
PAYDAY = date(YEAR, 4, 30)
WHOLE_YEAR = Period(date(YEAR, 1, 1), date(YEAR, 12, 31))


def value(key, place):
    figure = FIGURE[key]
    return figure.rows(scope_of(place), WHOLE_YEAR).aggregate(value=figure.measure)["value"] or 0


@pytest.fixture
def told(cast):
    return {"by": cast.coordinator, "on": PAYDAY}


@pytest.fixture
def forest(cast, relief, told):
    return give(cast.a, relief, told)


def give(household, programme, told, **more):
    given = {
        "kind": "forest", "title": "护林员", "monthly_pay": 31_000, "monthly_days": 10,
        "start_on": MARCH + timedelta(days=1), "is_of_cadre": False,
    } | told | more  # fmt: skip
    return actions.give_post(household.members.get(relation="head"), programme, **given)


@pytest.mark.parametrize(
    ("start_on", "end_on", "due"),
    [
        (MARCH, None, 31_000),
        (date(YEAR, 2, 1), date(YEAR, 5, 1), 31_000),
        (date(YEAR, 3, 31), None, 1_000),
        (MARCH, date(YEAR, 3, 10), 10_000),
        (APRIL, None, 0),
        (date(YEAR, 2, 1), date(YEAR, 2, 28), 0),
    ],
)
def test_a_month_is_paid_whole_or_by_its_days(start_on, end_on, due):
    assert rules.pay_of_month(31_000, start_on, end_on, MARCH) == due


def test_shares_are_equal_to_a_fen_and_sum_to_the_whole():
    assert rules.equal_shares(100, 3) == [34, 33, 33]
    with pytest.raises(ValueError, match="share"):
        rules.equal_shares(100, 0)


def test_a_month_is_paid_to_all_posts_at_once_and_once(cast, relief, forest, told):
    road = give(cast.b, relief, told, kind="road", monthly_pay=20_000, start_on=APRIL)

    actions.pay_posts([forest, road], MARCH, paid_on=PAYDAY, **told)
    actions.pay_posts([forest, road], date(YEAR, 4, 17), paid_on=PAYDAY, **told)

    paid = {
        (one.payment.post, one.payment.month): (one.amount, one.put_to.kind)
        for one in Posting.objects.all()
    }
    assert paid == {
        (forest, MARCH): (30_000, "wages"),
        (forest, APRIL): (31_000, "wages"),
        (road, APRIL): (20_000, "wages"),
    }
    assert value("eco_post_pay", cast.caoba) == 81_000
    with pytest.raises(NothingToPay):
        actions.pay_posts([forest, road], APRIL, paid_on=PAYDAY, **told)
    with pytest.raises(PostPaidAlready):
        actions.pay(relief, 100, cause=forest, month=MARCH, paid_on=PAYDAY, **told)


def test_a_reversed_month_is_due_again(cast, relief, forest, told):
    (payment,) = actions.pay_posts([forest], MARCH, paid_on=PAYDAY, **told)
    actions.reverse_payment(payment, because="卡号错", **told)

    (due,) = dues_of_month(cast.caoba, MARCH)

    assert (due.amount, due.payment) == (30_000, None)


def test_a_month_that_the_programme_does_not_cover_is_paid_to_nobody(cast, relief, told):
    posts = [
        give(one, relief, told, monthly_pay=600_000, start_on=MARCH) for one in (cast.a, cast.b)
    ]

    with pytest.raises(OverCommitment) as refused:
        actions.pay_posts(posts, MARCH, paid_on=PAYDAY, **told)

    assert "¥12,000.00 cannot be paid" in str(refused.value)
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "error"),
    [({"is_of_cadre": True}, HolderOfCadreFamily), ({"monthly_days": 0}, WorkloadMissing)],
)
def test_a_post_that_cannot_be_given_is_refused(cast, relief, told, more, error):
    with pytest.raises(error):
        give(cast.a, relief, told, **more)


def test_one_person_holds_one_post_and_it_ends_once(cast, relief, forest, told):
    with pytest.raises(HolderHasPost):
        give(cast.a, relief, told, title="护路员")
    actions.end_paid_post(forest, last_on=date(YEAR, 3, 16), **told)

    give(cast.a, relief, told, title="护路员", start_on=date(YEAR, 3, 17))

    with pytest.raises(PostEndedAlready):
        actions.end_paid_post(forest, last_on=PAYDAY, **told)
    assert [one.amount for one in dues_of_month(cast.caoba, MARCH)] == [15_000, 15_000]


def test_a_post_does_not_end_before_what_it_was_paid_for(cast, relief, forest, told):
    actions.pay_posts([forest], MARCH, paid_on=PAYDAY, **told)
    (april,) = actions.pay_posts([forest], APRIL, paid_on=PAYDAY, **told)
    with pytest.raises(PostPaidLonger) as refused:
        actions.end_paid_post(forest, last_on=date(YEAR, 4, 10), **told)

    actions.reverse_payment(april, because="四月只做十天", **told)
    actions.end_paid_post(forest, last_on=date(YEAR, 4, 10), **told)
    (again,) = actions.pay_posts([forest], APRIL, paid_on=PAYDAY, **told)

    assert "is due ¥103.33 for it" in str(refused.value)
    assert Posting.objects.get(payment=again).amount == 10_333


def test_a_post_is_paid_by_its_own_programme_in_a_month_it_is_held(cast, forest, aid, told):
    with pytest.raises(ProgrammeOfAnotherCause):
        actions.pay(aid, 100, cause=forest, month=MARCH, paid_on=PAYDAY, **told)
    with pytest.raises(PostWithoutHolder):
        actions.pay(
            forest.programme, 100, cause=forest, month=date(YEAR, 2, 1), paid_on=PAYDAY, **told
        )


@pytest.fixture
def irrigation(cast, told):
    """Of the town, with ¥5,000 of a programme and ¥2,000 that others pay."""
    works = found(cast.town, cast.town_account, name="以工代赈", kind="works")
    project = actions.begin_project(
        cast.town, name="灌溉渠", kind="irrigation", start_on=DAY,
        villages=[cast.caoba, cast.xiagou], **told,
    )  # fmt: skip
    add = {"agreed_on": DAY} | told
    actions.add_source(
        project, name="发改委", amount=500_000, is_public=True, programme=works, **add
    )
    actions.add_source(project, name="群众投劳", amount=200_000, is_public=False, **add)
    return project, works


def test_wages_stand_beside_sources_and_their_base(cast, irrigation, told):
    project, works = irrigation
    contract = actions.sign_contract(
        project, contractor="水利公司", what="渠道", amount=300_000, signed_on=DAY, **told
    )
    actions.pay(works, 100_000, cause=project, household=cast.a, is_wages=True, paid_on=DAY, **told)
    actions.pay(works, 250_000, cause=project, contract=contract, payee="水利公司",
                paid_on=DAY, **told)  # fmt: skip

    (stands,) = project_stands(projects_for(cast.town_account, DAY))
    (line,) = contract_lines(project)

    assert (stands.invested, stands.public, stands.paid, stands.wages) == (
        700_000, 500_000, 350_000, 100_000,
    )  # fmt: skip
    assert stands.wage_share == 20.0
    assert (line.paid, line.left) == (250_000, 50_000)
    keys = ("project.irrigation", "project.irrigation.wages", "project.irrigation.villages")
    assert [value(key, cast.town) for key in keys] == [700_000, 100_000, 2]
    assert value("project.irrigation.villages", cast.caoba) == 1


def test_a_project_has_no_more_of_a_programme_than_is_committed_to_it(irrigation, told):
    project, works = irrigation
    add = {"is_public": True, "programme": works, "agreed_on": DAY} | told
    left = COMMITTED - 500_000

    with pytest.raises(SourceOverCommitted):
        actions.add_source(project, name="发改委", amount=left + 1, **add)
    actions.add_source(project, name="发改委", amount=left, **add)

    (stands,) = project_stands([project])
    assert stands.public == COMMITTED


def test_a_commitment_that_projects_count_on_is_not_taken_back(irrigation, told):
    _project, works = irrigation
    commitment = works.commitments.get()

    with pytest.raises(CommitmentInProjects) as refused:
        actions.reverse_commitment(commitment, because="记错年度", **told)

    assert str(refused.value) == (
        "Of “以工代赈” ¥5,000.00 are left that no project counts on; ¥10,000.00 cannot be taken "
        "back. It is a source of: “灌溉渠” ¥5,000.00. Take a source back there first."
    )
    assert works.commitments.count() == 1


def test_what_no_project_counts_on_is_taken_back(irrigation, told):
    project, works = irrigation
    spare = commit(works, 500_000, by=told["by"])
    actions.reverse_commitment(spare, because="记错年度", **told)
    actions.reverse_source(project.sources.get(programme=works), **told)

    first = works.commitments.exclude(pk=spare.pk).get(reverses=None)
    actions.reverse_commitment(first, because="记错年度", **told)

    assert left_for_projects(works) == 0


def test_a_project_is_paid_no_more_than_it_has(cast, irrigation, relief, told):
    project, works = irrigation
    contract = actions.sign_contract(
        project, contractor="水利公司", what="渠道", amount=1_000, signed_on=DAY, **told
    )
    pays = {"cause": project, "payee": "某店", "paid_on": DAY} | told

    with pytest.raises(OverContract):
        actions.pay(works, 1_001, contract=contract, **pays)
    with pytest.raises(OverSources) as refused:
        actions.pay(works, 500_001, **pays)
    with pytest.raises(ProgrammeOfAnotherCause):
        actions.pay(relief, 1, **pays)

    assert "¥5,000.00" in str(refused.value)
    assert "¥5,000.01" in str(refused.value)
    assert Payment.objects.count() == 0


def test_a_source_is_taken_back_as_far_as_it_is_not_paid(cast, irrigation, told):
    project, works = irrigation
    of_programme = project.sources.get(programme=works)
    other = project.sources.get(programme=None)
    actions.pay(works, 1, cause=project, payee="某店", paid_on=DAY, **told)

    actions.reverse_source(other, **told)

    with pytest.raises(SourcePaidAlready):
        actions.reverse_source(of_programme, **told)
    assert value("project.irrigation", cast.town) == 500_000


def test_a_project_stands_once_and_serves_villages_of_its_place(cast, irrigation, told):
    with pytest.raises(ProjectThereAlready):
        actions.begin_project(cast.town, name="灌溉渠", kind="road", start_on=DAY, **told)
    with pytest.raises(VillageElsewhere):
        actions.begin_project(
            cast.caoba, name="路", kind="road", start_on=DAY, villages=[cast.xiagou], **told
        )


@pytest.fixture
def coop(cast, told):
    """Of the town, with both villages, households a, b and d, and ¥90 earned."""
    made = actions.found_cooperative(cast.town, name="联合社", founded_on=DAY, **told)
    for village in (cast.caoba, cast.xiagou):
        actions.join_village(made, village, start_on=DAY, **told)
    actions.add_shares(made, [cast.a, cast.b, cast.d], start_on=DAY, **told)
    actions.earn(made, 9_000, received_on=DAY, **told)
    return made


def test_a_dividend_goes_to_members_and_is_never_more_than_was_earned(cast, coop, told):
    dividend = actions.declare_dividend(coop, 5_000, declared_on=DAY, **told)
    here = dues_of_dividend(dividend, cast.caoba)
    actions.pay_dividend(
        dividend, {one.household: one.share for one in here}, paid_on=PAYDAY, **told
    )

    with pytest.raises(DividendOverIncome) as refused:
        actions.declare_dividend(coop, 4_001, declared_on=DAY, **told)

    assert str(refused.value) == (
        "“联合社” earned ¥90.00, of which ¥50.00 are declared already; ¥40.01 cannot be declared."
    )
    assert sum(one.share for one in here) in (3_333, 3_334)
    stands = coop_stands(coop)
    assert (stands.earned, stands.declared, stands.free) == (9_000, 5_000, 4_000)
    assert value("coop_villages", cast.town) == 2
    assert value("coop_income", cast.town) == 9_000
    assert value("coop_dividends", cast.town) == stands.paid
    assert [(one.kind, one.amount) for one in balances(cast.town, PAYDAY)] == [
        ("bank", 9_000 - stands.paid), ("earned", -9_000), ("dividends", stands.paid),
    ]  # fmt: skip


def test_a_dividend_is_paid_to_members_and_not_beyond_it(cast, coop, told):
    dividend = actions.declare_dividend(coop, 5_000, declared_on=DAY, **told)

    with pytest.raises(NoShare):
        actions.pay_dividend(dividend, {cast.c: 1}, paid_on=PAYDAY, **told)
    with pytest.raises(OverDividend):
        actions.pay_dividend(dividend, {cast.a: 5_000, cast.b: 1}, paid_on=PAYDAY, **told)
    with pytest.raises(CauseCannotBePaid):
        actions.pay(None, 1, cause=dividend, payee="某店", paid_on=PAYDAY, **told)
    with pytest.raises(NothingToPay):
        actions.pay_dividend(dividend, {}, paid_on=PAYDAY, **told)

    assert Payment.objects.count() == 0


def test_income_and_dividends_are_taken_back_in_their_order(cast, coop, told):
    (income,) = Posting.objects.filter(income__cooperative=coop)
    dividend = actions.declare_dividend(coop, 5_000, declared_on=DAY, **told)
    (payment,) = actions.pay_dividend(dividend, {cast.a: 10}, paid_on=PAYDAY, **told)

    with pytest.raises(IncomeDeclaredAlready):
        actions.reverse_income(income, because="错", **told)
    with pytest.raises(DividendPaidAlready):
        actions.reverse_dividend(dividend, because="错", **told)
    actions.reverse_payment(payment, because="错", **told)
    actions.reverse_dividend(dividend, because="错", **told)
    actions.reverse_income(income, because="错", **told)

    stands = coop_stands(coop)
    assert (stands.earned, stands.declared, stands.paid) == (0, 0, 0)


def test_villages_and_households_are_in_a_cooperative_once(cast, coop, told):
    alone = actions.found_cooperative(cast.caoba, name="草坝社", founded_on=DAY, **told)

    for act, error in (
        (lambda: actions.join_village(coop, cast.caoba, start_on=DAY, **told), VillageInAlready),
        (lambda: actions.join_village(alone, cast.xiagou, start_on=DAY, **told), VillageElsewhere),
        (lambda: actions.add_shares(coop, [cast.c, cast.a], start_on=DAY, **told), MemberAlready),
        (lambda: actions.add_shares(alone, [cast.d], start_on=DAY, **told), VillageNotIn),
        (
            lambda: actions.add_shares(coop, [cast.c], start_on=DAY - timedelta(days=1), **told),
            BeforeFounding,
        ),
    ):
        with pytest.raises(error):
            act()

    assert coop.members.count() == 3
