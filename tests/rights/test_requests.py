"""Requests: recorded with a clock, answered in writing, and what granting carries out."""

from datetime import date, timedelta

import pytest

from doorstep.categories.models import Objection
from doorstep.kit.errors import NotVisible
from doorstep.method.choices import CadenceKind
from doorstep.method.queries import working_days_after
from doorstep.people.models import AuditEntry
from doorstep.people.queries import scope_of
from doorstep.register import actions as register
from doorstep.register.actions.households import HouseholdNotUsed
from doorstep.register.models import Household
from doorstep.register.queries import households_seen_whole, search_households
from doorstep.rights import actions
from doorstep.rights.actions.answering import (
    AnsweredByProgram,
    AnsweredWithItsCategory,
    CadenceMissing,
    ComplaintsAddressMissing,
    CopyNotMade,
    CorrectedMissing,
    KeptUntilMissing,
    LegalGroundMissing,
    OutcomeNotOfThisKind,
    RefusalReasonMissing,
    RequestAnsweredAlready,
    RequestAnswerMissing,
)
from doorstep.rights.actions.closing import WorksServeOthers
from doorstep.rights.actions.erasing import ErasedTooEarly, KeptByLaw, NotGranted
from doorstep.rights.actions.guards import RequestTextTooLong
from doorstep.rights.actions.requests import (
    AskerMissing,
    AskerShowsNothing,
    ChildAsksAlone,
    NotOfThisHousehold,
    RequesterOfAnotherHousehold,
    RequestInFuture,
    RequestNamesNobody,
    RequestTextMissing,
)
from doorstep.rights.choices import DeskState
from doorstep.rights.models import Request
from doorstep.rights.queries import (
    erased_from,
    erasing_rows,
    get_desk_household_for,
    get_request_for,
    is_to_erase,
    kept_households,
    late_rows,
    open_rows,
)
from doorstep.sync.actions import merge_households, undo_merge
from doorstep.sync.actions.merging import MergeHasLaterRows
from doorstep.visits.queries import due_list
from tests.factories import make_category, make_household, make_need, make_proposal, pair

NEXT_DAY = date(2026, 3, 3)
ADDRESS = "县信访局以外的监督电话 12345"


@pytest.fixture
def head(cast, method):
    return cast.a.members.get(relation="head")


@pytest.fixture
def ask(cast, head):
    """ask(kind, **changed): a request of the head of household a, on the first day."""

    def asked(kind="copy", **changed):
        given = {
            "kind": kind, "member": head, "how": "spoken", "text": "想看看记了什么",
            "asked_on": cast.day, "by": cast.coordinator, "on": cast.day,
        }  # fmt: skip
        household = changed.pop("household", cast.a)
        return actions.record_request(household, **(given | changed))

    return asked


@pytest.fixture
def copied(cast):
    """copied(request): a copy on paper was made for it on the first day."""

    def made(request):
        actions.note_copy(request, format="print", by=cast.coordinator, on=cast.day)
        return request

    return made


@pytest.fixture
def reply(cast):
    """reply(request, outcome, **changed): the coordinator's answer on the next day."""

    def answered(request, outcome="granted", **changed):
        given = {"outcome": outcome, "answer": "照办", "by": cast.coordinator, "on": NEXT_DAY}
        actions.answer_request(request, **(given | changed))
        return request

    return answered


def test_the_answer_is_due_fifteen_working_days_after_it_was_asked(cast, ask):
    request = ask(asked_on=cast.day - timedelta(days=3), on=cast.day)  # a Friday

    assert request.due_on == date(2026, 3, 19)  # the Saturday between is worked that year


def test_without_a_method_the_clock_runs_all_the_same(cast):
    head = cast.e.members.get(relation="head")

    request = actions.record_request(
        cast.e, kind="copy", member=head, how="written", text="要一份", asked_on=cast.day,
        by=cast.other_coordinator, on=cast.day,
    )  # fmt: skip

    assert request.due_on == date(2026, 3, 23)


def test_a_double_click_records_one_request(ask):
    assert ask() == ask()
    assert Request.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"text": "  "}, RequestTextMissing),
        ({"text": "长" * 501}, RequestTextTooLong),
        ({"asked_on": NEXT_DAY}, RequestInFuture),
        ({"member": None}, RequestNamesNobody),
        ({"asked_as": "representative"}, AskerMissing),
        ({"asked_as": "heir", "asker_name": "卓嘎"}, AskerShowsNothing),
    ],
)
def test_a_request_is_refused_where_something_is_missing(ask, changed, error):
    with pytest.raises(error):
        ask(**changed)


def test_a_request_names_a_member_of_the_household_and_nothing_of_others(cast, ask):
    child = cast.a.members.get(birth_year=2019)

    with pytest.raises(RequesterOfAnotherHousehold):
        ask(member=cast.b.members.get())
    with pytest.raises(ChildAsksAlone):
        ask(member=child)
    with pytest.raises(NotOfThisHousehold):
        ask("explanation", proposal=make_proposal(cast.b))
    assert (
        ask(
            member=child, asked_as="representative", asker_name="央金", asker_shows="户口簿"
        ).asker_name
        == "央金"
    )


def test_an_objection_to_a_category_is_the_one_that_the_categories_keep(cast, ask, reply):
    category = make_category(cast.a, cast.second)

    request = ask("objection", proposal=category.proposal, text="不同意")

    objection = Objection.objects.get()
    assert (request.objection, request.due_on) == (objection, objection.due_on)
    assert (objection.member, objection.text) == (request.member, "不同意")
    with pytest.raises(AnsweredWithItsCategory):
        reply(request)


def test_an_objection_that_was_recorded_with_the_category_is_pointed_at(cast, head, ask):
    from doorstep.categories.actions import record_objection

    category = make_category(cast.a, cast.second)
    first = record_objection(
        category.proposal, member=head, text="不同意", by=cast.coordinator, on=cast.day
    )

    request = ask("objection", proposal=category.proposal)

    assert (request.objection, Objection.objects.count()) == (first, 1)
    assert [row.request_id for row in open_rows(cast.caoba, cast.day)] == [request.pk]


def test_an_objection_to_what_rests_on_consent_withdraws_it_at_once(cast, ask):
    consent = register.give_consent(
        cast.a, purpose="register", how="signed", given_on=cast.day, by=cast.coordinator,
        on=cast.day,
    )  # fmt: skip

    request = ask("objection", consent=consent)

    consent.refresh_from_db()
    assert (consent.withdrawn_on, request.consent) == (cast.day, consent)
    assert request.answered_on is None  # the answer in writing is still due


def test_an_answer_is_in_writing_and_given_once(cast, ask, copied, reply):
    request = reply(copied(ask()))

    assert (request.answered_on, request.answered_by) == (NEXT_DAY, cast.coordinator)
    with pytest.raises(RequestAnsweredAlready):
        reply(request)


@pytest.mark.parametrize(
    ("kind", "outcome", "changed", "error"),
    [
        ("copy", "granted", {"answer": " "}, RequestAnswerMissing),
        ("copy", "refused", {}, RefusalReasonMissing),
        ("copy", "refused", {"reason": "不是本户的"}, ComplaintsAddressMissing),
        ("copy", "kept", {}, OutcomeNotOfThisKind),
        ("erasure", "partly", {}, OutcomeNotOfThisKind),
        ("correction", "granted", {}, CorrectedMissing),
        ("fewer_visits", "granted", {"cadences": {"contact": ""}}, CadenceMissing),
        ("erasure", "kept", {"complain_to": ADDRESS}, LegalGroundMissing),
        (
            "erasure", "kept",
            {"complain_to": ADDRESS, "legal_ground": "会计法", "kept_until": NEXT_DAY},
            KeptUntilMissing,
        ),
        ("copy", "granted", {}, CopyNotMade),
        ("copy", "partly", {"reason": "有别人的", "complain_to": ADDRESS}, CopyNotMade),
        ("erasure", "granted", {"answer": "长" * 1001}, RequestTextTooLong),
    ],
)  # fmt: skip
def test_an_answer_is_refused_where_something_is_missing(ask, reply, kind, outcome, changed, error):
    request = ask(kind)

    with pytest.raises(error):
        reply(request, outcome, **changed)
    request.refresh_from_db()
    assert request.answered_on is None


def test_the_program_answers_nobody(ask, reply):
    from doorstep.people.actions import system_account

    with pytest.raises(AnsweredByProgram):
        reply(ask(), by=system_account())


def test_granted_fewer_visits_leave_the_list_of_what_is_due(cast, ask, reply):
    pair(cast.a, cast.tashi)
    kinds, scope = [CadenceKind.ON_SITE], scope_of(cast.caoba)
    before = [row.code for row in due_list(scope, NEXT_DAY, kinds)]

    reply(ask("fewer_visits"), cadences={"on_site": "never", "contact": ""})

    after = [row.code for row in due_list(scope, NEXT_DAY, kinds)]
    assert (before, after) == (["A-001", "A-002", "A-003"], ["A-002", "A-003"])


@pytest.mark.parametrize(
    ("outcome", "because", "more"),
    [
        ("granted", "erasing", {}),
        (
            "kept",
            "kept",
            {
                "complain_to": ADDRESS,
                "legal_ground": "《会计档案管理办法》第十四条",
                "kept_until": date(2036, 1, 1),
            },
        ),
    ],
)
def test_a_household_is_out_of_use_at_once(cast, ask, reply, outcome, because, more):
    pair(cast.a, cast.tashi)

    request = reply(ask("erasure"), outcome, **more)

    cast.a.refresh_from_db()
    assert (cast.a.closed_on, cast.a.closed_because) == (NEXT_DAY, because)
    for account in (cast.coordinator, cast.tashi_account):
        assert cast.a not in households_seen_whole(account, NEXT_DAY)
    assert list(search_households(cast.coordinator, "A-001", NEXT_DAY, 9)) == []
    assert cast.a.pairings.filter(end_on=None).count() == 0
    assert get_desk_household_for(cast.coordinator, cast.a.pk, NEXT_DAY) == cast.a
    assert list(kept_households(cast.caoba)) == ([request] if because == "kept" else [])
    with pytest.raises(HouseholdNotUsed):
        register.reopen_household(cast.a, by=cast.coordinator, on=NEXT_DAY)


@pytest.mark.parametrize("outcome", ["granted", "kept"])
def test_a_double_that_was_merged_into_it_is_out_of_use_with_it(cast, ask, reply, outcome):
    double = make_household(cast.caoba, "A-077", head="普布")
    merge = merge_households(double, cast.a, by=cast.coordinator, on=cast.day)
    law = {"legal_ground": "会计法", "kept_until": date(2036, 1, 1), "complain_to": ADDRESS}
    before = double in households_seen_whole(cast.coordinator, NEXT_DAY)

    reply(ask("erasure"), outcome, **(law if outcome == "kept" else {}))

    assert (before, double in households_seen_whole(cast.coordinator, NEXT_DAY)) == (True, False)
    assert list(search_households(cast.coordinator, "A-077", NEXT_DAY, 9)) == []
    with pytest.raises(HouseholdNotUsed):
        register.reopen_household(double, by=cast.coordinator, on=NEXT_DAY)
    with pytest.raises(MergeHasLaterRows):
        undo_merge(merge, by=cast.coordinator, on=NEXT_DAY)
    if outcome == "kept":
        with pytest.raises(KeptByLaw):
            actions.erase_household(double, by=cast.coordinator, on=NEXT_DAY)


def test_what_a_law_has_kept_is_not_erased_before_its_day(cast, ask, reply):
    until = date(2036, 1, 1)
    law = {"legal_ground": "会计法", "kept_until": until, "complain_to": ADDRESS}
    reply(ask("erasure"), "kept", **law)

    with pytest.raises(KeptByLaw):
        actions.erase_household(cast.a, by=cast.coordinator, on=until - timedelta(days=1))


def test_a_granted_erasure_has_a_first_and_a_last_day_by_working_days(cast, ask, reply):
    request = reply(ask("erasure"))
    double = make_household(cast.caoba, "A-077", head="普布")
    first, last = (working_days_after(NEXT_DAY, days) for days in (5, 10))

    cast.a.refresh_from_db()
    [row] = erasing_rows(cast.caoba, NEXT_DAY)
    assert (row.request_id, row.erase_from, row.due_on) == (request.pk, first, last)
    assert erased_from(cast.a) == first
    assert erased_from(double) is None
    before, then = (is_to_erase(cast.a, day) for day in (first - timedelta(days=1), first))
    assert (before, then) == (False, True)
    assert late_rows(cast.caoba, last) == []
    assert [one.state for one in late_rows(cast.caoba, last + timedelta(days=1))] == ["overdue"]
    assert erasing_rows(cast.xiagou, NEXT_DAY) == []


@pytest.mark.usefixtures("own_keys")
def test_nothing_granted_is_erased_before_its_first_day(cast, ask, reply):
    reply(ask("erasure"))
    cast.a.refresh_from_db()
    first = working_days_after(NEXT_DAY, 5)

    with pytest.raises(ErasedTooEarly):
        actions.erase_as_granted(cast.a, by=cast.coordinator, on=first - timedelta(days=1))
    with pytest.raises(NotGranted):
        actions.erase_as_granted(cast.b, by=cast.coordinator, on=first)
    actions.erase_as_granted(cast.a, by=cast.coordinator, on=first)

    assert Household.objects.filter(pk=cast.a.pk).count() == 0
    assert late_rows(cast.caoba, first + timedelta(days=90)) == []


def test_a_double_waits_as_long_as_the_household_it_was_merged_into(cast, ask, reply):
    double = make_household(cast.caoba, "A-077", head="普布")
    merge_households(double, cast.a, by=cast.coordinator, on=cast.day)
    reply(ask("erasure"))
    for one in (double, cast.a):
        one.refresh_from_db()

    assert erased_from(double) == erased_from(cast.a) == working_days_after(NEXT_DAY, 5)


def test_what_is_open_for_it_ends_with_its_use(cast, ask, reply):
    make_need(cast.a)
    make_proposal(cast.a, "orange")
    category = make_category(cast.a, cast.second)
    ask("objection", proposal=category.proposal)

    reply(ask("erasure"))

    assert [need.outcome for need in cast.a.needs.all()] == ["withdrawn"]
    assert sorted(cast.a.proposals.values_list("state", flat=True)) == ["accepted", "withdrawn"]
    category.refresh_from_db()
    assert category.end_on == NEXT_DAY
    assert open_rows(cast.caoba, NEXT_DAY) == []


def test_works_that_serve_others_are_seen_to_first(cast, ask, reply):
    make_need(cast.a, kind="works", text="便桥", works_kind="bridge", served=[cast.b])
    request = ask("erasure")
    law = {"legal_ground": "会计法", "kept_until": date(2036, 1, 1), "complain_to": ADDRESS}

    with pytest.raises(WorksServeOthers):
        reply(request, "kept", **law)
    request.refresh_from_db()
    assert request.answered_on is None


def test_a_household_that_has_left_can_still_ask_for_erasure(cast, ask, reply):
    register.close_household(cast.a, because="moved", by=cast.coordinator, on=cast.day)

    reply(ask("erasure"))

    cast.a.refresh_from_db()
    assert (cast.a.closed_on, cast.a.closed_because) == (cast.day, "erasing")


def test_the_clock_is_open_then_due_then_overdue(cast, ask, copied, reply):
    request = copied(ask())
    due = request.due_on

    def state(day):
        return [row.state for row in open_rows(cast.caoba, day)]

    assert state(cast.day) == [DeskState.OPEN]
    assert state(due) == [DeskState.DUE]
    assert state(due + timedelta(days=1)) == [DeskState.OVERDUE]
    assert (len(late_rows(cast.caoba, due)), len(late_rows(cast.caoba, due + timedelta(1)))) == (
        0, 1,
    )  # fmt: skip
    reply(request)
    assert state(due) == []


def test_an_objection_made_with_the_category_waits_on_the_desk_too(cast, method):
    from doorstep.categories.actions import answer_objection, record_objection

    category = make_category(cast.a, cast.second)
    objection = record_objection(
        category.proposal, member=None, text="不同意", by=cast.coordinator, on=cast.day
    )
    waiting = [row.proposal_id for row in open_rows(cast.caoba, cast.day)]

    answer_objection(
        objection, answer="照旧", upheld=False, by=cast.coordinator, on=NEXT_DAY,
        is_relative=False,
    )  # fmt: skip

    assert waiting == [category.proposal_id]
    assert open_rows(cast.caoba, NEXT_DAY) == []


def test_only_the_villages_coordinator_finds_a_request(cast, ask):
    request = ask()

    assert get_request_for(cast.coordinator, request.pk, cast.day) == request
    for account in (cast.other_coordinator, cast.tashi_account, cast.second, cast.town_account):
        with pytest.raises(NotVisible):
            get_request_for(account, request.pk, cast.day)


def test_the_trail_tells_that_somebody_asked_and_not_what(cast, ask, copied, reply):
    reply(copied(ask()))

    entries = AuditEntry.objects.filter(household_id=cast.a.pk, subject_kind="request")
    assert [(entry.act, entry.detail) for entry in entries] == [
        ("record_request", {"kind": "copy"}),
        ("answer_request", {"kind": "copy", "outcome": "granted"}),
    ]
