from datetime import date, timedelta

import pytest

from doorstep.categories.actions import (
    answer_objection,
    decide_category,
    put_proposal,
    record_objection,
)
from doorstep.categories.actions.guards import (
    CategoryTextTooLong,
    RelativeMayNot,
    SystemMayNot,
)
from doorstep.categories.actions.objecting import (
    AnsweredBeforeObjection,
    AnsweredByDecider,
    AnswerMissing,
    NothingToObjectTo,
    ObjectionAnsweredAlready,
    ObjectionBeforeProposal,
    ObjectionOpenAlready,
    ObjectionTextMissing,
    ObjectorOfAnotherHousehold,
)
from doorstep.categories.models import Objection
from doorstep.categories.queries import live_categories
from doorstep.people.actions import system_account
from doorstep.people.choices import Duty, Role
from tests.factories import DAY, make_account, make_category, make_meeting, make_proposal

NEXT = DAY + timedelta(days=1)


def object_to(cast, proposal, *, text="我们不需要", member=None, on=DAY):
    return record_objection(proposal, member=member, text=text, by=cast.coordinator, on=on)


def answer(
    cast, objection, *, text="会上已说明", upheld=False, by=None, on=NEXT, is_relative=False
):
    by = by or cast.coordinator
    answer_objection(objection, answer=text, upheld=upheld, by=by, on=on, is_relative=is_relative)


def third(cast):
    """Somebody of Caoba who neither puts nor decides."""
    return make_account("third", roles=[(Role.COORDINATOR, cast.caoba)])


def test_an_objection_is_due_after_fifteen_working_days(cast, method):
    objection = object_to(cast, make_proposal(cast.a), member=cast.a.members.first())

    assert (objection.made_on, objection.due_on) == (DAY, date(2026, 3, 23))
    assert (objection.household, objection.recorded_by) == (cast.a, cast.coordinator)


def test_a_running_category_can_be_contested(cast, method):
    category = make_category(cast.a, cast.second)

    assert object_to(cast, category.proposal, on=NEXT).proposal == category.proposal


def test_each_member_may_object_once_at_a_time(cast, method):
    proposal, member = make_proposal(cast.a), cast.a.members.first()
    first = object_to(cast, proposal, member=member)

    with pytest.raises(ObjectionOpenAlready):
        object_to(cast, proposal, member=member)
    object_to(cast, proposal)
    answer(cast, first)
    object_to(cast, proposal, member=member, on=NEXT)
    assert Objection.objects.count() == 3


def test_an_objection_has_words(cast, method):
    with pytest.raises(ObjectionTextMissing):
        object_to(cast, make_proposal(cast.a), text="  ")
    with pytest.raises(CategoryTextTooLong):
        object_to(cast, make_proposal(cast.b), text="长" * 501)


def test_a_stranger_does_not_object(cast, method):
    with pytest.raises(ObjectorOfAnotherHousehold):
        object_to(cast, make_proposal(cast.a), member=cast.b.members.first())


def test_an_objection_is_not_older_than_the_proposal(cast, method):
    with pytest.raises(ObjectionBeforeProposal):
        object_to(cast, make_proposal(cast.a, on=NEXT), on=DAY)


def test_what_was_rejected_needs_no_objection(cast, method):
    proposal = make_proposal(cast.a)
    meeting = make_meeting(cast.caoba_team)
    put_proposal(proposal, meeting, by=cast.coordinator, on=DAY, is_relative=False)
    decide_category(proposal, accept=False, by=cast.second, on=DAY, is_relative=False)

    with pytest.raises(NothingToObjectTo):
        object_to(cast, proposal)


def test_an_answer_is_written_and_kept(cast, method):
    category = make_category(cast.a, cast.second)
    objection = object_to(cast, category.proposal)

    answer(cast, objection)

    assert (objection.answered_on, objection.answered_by, objection.answer, objection.upheld) == (
        NEXT, cast.coordinator, "会上已说明", False,
    )  # fmt: skip
    assert live_categories(cast.a, NEXT).count() == 1


def test_an_upheld_objection_ends_the_category(cast, method):
    category = make_category(cast.a, cast.second)

    answer(cast, object_to(cast, category.proposal), upheld=True, by=third(cast))

    assert live_categories(cast.a, NEXT).count() == 0


@pytest.mark.parametrize("who", ["coordinator", "second"])
def test_who_put_or_decided_a_category_does_not_undo_it_alone(cast, method, who):
    category = make_category(cast.a, cast.second)
    objection = object_to(cast, category.proposal)

    with pytest.raises(AnsweredByDecider):
        answer(cast, objection, upheld=True, by=getattr(cast, who))

    objection.refresh_from_db()
    assert (objection.answered_on, live_categories(cast.a, NEXT).count()) == (None, 1)


def test_who_decided_the_renewal_does_not_undo_it_for_an_older_objection(cast, method):
    former = make_category(cast.a, cast.second)
    renewer = make_account("renewer", duties=[(Duty.DECIDES_CATEGORIES, cast.caoba)])
    make_category(cast.a, renewer, act="renew", on=NEXT)
    objection = object_to(cast, former.proposal, on=NEXT)

    with pytest.raises(AnsweredByDecider):
        answer(cast, objection, upheld=True, by=renewer)


@pytest.mark.parametrize("upheld", [True, False])
def test_a_relative_does_not_answer(cast, method, upheld):
    objection = object_to(cast, make_category(cast.a, cast.second).proposal)

    with pytest.raises(RelativeMayNot):
        answer(cast, objection, upheld=upheld, by=third(cast), is_relative=True)

    objection.refresh_from_db()
    assert (objection.answered_on, objection.answerer_is_relative) == (None, None)


def test_the_answerers_word_is_kept_with_the_answer(cast, method):
    objection = object_to(cast, make_category(cast.a, cast.second).proposal)

    answer(cast, objection)

    assert objection.answerer_is_relative is False


def test_an_upheld_objection_withdraws_an_open_proposal(cast, method):
    proposal = make_proposal(cast.a)

    answer(cast, object_to(cast, proposal), upheld=True)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_on) == ("withdrawn", NEXT)


def test_an_objection_is_answered_once(cast, method):
    objection = object_to(cast, make_proposal(cast.a))
    answer(cast, objection)

    with pytest.raises(ObjectionAnsweredAlready):
        answer(cast, objection, upheld=True)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": " "}, AnswerMissing),
        ({"on": DAY - timedelta(days=1)}, AnsweredBeforeObjection),
        ({"by": "system"}, SystemMayNot),
    ],
)
def test_an_answer_is_a_persons_words_after_the_objection(cast, method, fields, error):
    objection = object_to(cast, make_proposal(cast.a))
    if "by" in fields:
        fields = {"by": system_account()}

    with pytest.raises(error):
        answer(cast, objection, **fields)
    objection.refresh_from_db()
    assert objection.answered_on is None
