"""A person settles what was held: corrected, applied, chosen or discarded; nothing is dropped."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from doorstep.kit import vault
from doorstep.needs.actions import reopen_need
from doorstep.needs.models import Need
from doorstep.people.models import AuditEntry
from doorstep.sync import actions
from doorstep.sync.actions import revoke_device
from doorstep.sync.actions.settling import (
    CannotBeApplied,
    ReasonForDiscardingMissing,
    ReplacedSince,
    SettledAlready,
    TwoToChooseFrom,
)
from doorstep.sync.models import Submission
from doorstep.visits.models import Visit
from tests.factories import make_need
from tests.sync.test_receive import (  # noqa: F401
    DAY,
    TODAY,
    closing,
    phone,
    send,
    told,
    visit_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cast, phone):  # noqa: F811
    """sent(**said): the held row of a visit that says this."""

    def make(**said):
        send(phone, visit_of(cast.a, **said))
        return Submission.objects.exclude(state="applied").latest("id")

    return make


@pytest.fixture
def two(cast, phone):  # noqa: F811
    """two(first, second): the row of the second of two visits with one id."""

    def make(first, second):
        form = visit_of(cast.a, **first)
        send(phone, form)
        send(phone, form | second)
        return Submission.objects.exclude(same_as=None).get()

    return make


def corrected(submission, **said):
    return json.dumps(json.loads(submission.body) | said).encode()


def stood(submission):
    submission.refresh_from_db()
    return (submission.state, submission.because, submission.settled)


def settlings():
    return AuditEntry.objects.filter(act="settle_submission").count()


def test_what_was_corrected_is_applied_and_what_was_sent_stays(cast, phone, sent):  # noqa: F811
    one = sent(services=["massage"])
    body = one.body

    done = actions.mend(one, corrected(one, services=["policy"]), by=cast.coordinator, on=TODAY)

    visit = Visit.objects.get()
    assert (done, stood(one)) == (True, ("settled", "refused", "mended"))
    assert (one.settled_by, one.settled_on, one.refusal, one.params) == (
        cast.coordinator, TODAY, "", {},
    )  # fmt: skip
    assert (visit.pk, visit.helper, visit.recorded_by) == (one.pk, cast.tashi, cast.coordinator)
    assert (one.body, json.loads(one.mended_body)["services"]) == (body, ["policy"])
    assert told(send(phone, body)) == (False, False, "settled", "refused")


def test_what_is_refused_again_is_still_held(cast, sent):
    one = sent(services=["massage"])

    done = actions.mend(one, corrected(one, on="2999-01-01"), by=cast.coordinator, on=TODAY)

    assert (done, stood(one), one.refusal) == (
        False,
        ("held", "refused", ""),
        "visits.VisitInFuture",
    )
    assert (Visit.objects.count(), settlings()) == (0, 0)


@pytest.mark.parametrize("again", ["mend", "apply"])
def test_a_second_press_writes_nothing(cast, sent, again):
    one = sent(services=["massage"])
    body = corrected(one, services=[])
    actions.mend(one, body, by=cast.coordinator, on=TODAY)
    written = AuditEntry.objects.count()

    if again == "mend":
        done = actions.mend(one, body, by=cast.coordinator, on=TODAY)
    else:
        done = actions.apply_again(one, by=cast.coordinator, on=TODAY)

    assert (done, Visit.objects.count(), AuditEntry.objects.count()) == (True, 1, written)


def test_the_second_of_two_people_is_told_who_was_first(cast, sent):
    one = sent(services=["massage"])
    actions.discard(one, why="重复了，纸上已有", by=cast.coordinator, on=TODAY)
    seen = Submission.objects.get(pk=one.pk)

    with pytest.raises(SettledAlready, match="卓玛"):
        actions.mend(seen, corrected(one, services=[]), by=cast.second, on=TODAY)

    assert (Visit.objects.count(), stood(one)[2]) == (0, "discarded")


@pytest.mark.parametrize("why", ["", "  算了  ", "长" * 301])
def test_discarding_asks_for_a_reason(cast, sent, why):
    one = sent(services=["massage"])

    with pytest.raises(ReasonForDiscardingMissing):
        actions.discard(one, why=why, by=cast.coordinator, on=TODAY)

    assert stood(one) == ("held", "refused", "")


def test_what_is_discarded_is_kept_and_known_to_the_device(cast, phone, sent):  # noqa: F811
    one = sent(services=["massage"])

    actions.discard(one, why="这一户当天没去", by=cast.coordinator, on=TODAY)
    actions.discard(one, why="这一户当天没去", by=cast.coordinator, on=TODAY)

    assert (stood(one), one.settled_why) == (("settled", "refused", "discarded"), "这一户当天没去")
    assert json.loads(one.body)["services"] == ["massage"]
    assert (told(send(phone, one.body))[2], settlings()) == ("settled", 1)


def test_work_of_a_device_that_was_shut_out_is_applied_by_a_person(cast, phone):  # noqa: F811
    revoke_device(phone, by=cast.coordinator, on=TODAY)
    send(phone, visit_of(cast.a))
    one = Submission.objects.get()

    done = actions.apply_again(one, by=cast.coordinator, on=TODAY)

    assert (done, stood(one)) == (True, ("settled", "revoked", "applied"))
    assert Visit.objects.get().helper == cast.tashi


def test_work_at_a_household_that_was_never_the_helpers_is_applied_by_a_person(
    cast,
    phone,  # noqa: F811
):
    needs = [{"kind": "hazard", "text": "电线老化"}]
    send(phone, visit_of(cast.c, needs=needs))
    one = Submission.objects.get()

    assert actions.apply_again(one, by=cast.coordinator, on=TODAY)

    assert (Visit.objects.get().household, Need.objects.count()) == (cast.c, 1)


def test_a_form_with_an_unknown_household_is_put_to_the_right_one(cast, phone):  # noqa: F811
    send(phone, visit_of(cast.a, household=str(uuid4())), photo=b"pixels")
    one = Submission.objects.get()
    body = one.body

    done = actions.mend(
        one, corrected(one, household=str(cast.a.pk)), by=cast.coordinator, on=TODAY
    )

    kept = Submission.objects.get()
    file = kept.attachments.get()
    assert (done, kept.household, kept.body) == (True, cast.a, body)
    assert vault.unseal(cast.a.pk, file.content) == "pixels"


def test_another_villages_household_stays_unknown(cast, phone):  # noqa: F811
    send(phone, visit_of(cast.a, household=str(uuid4())))
    one = Submission.objects.get()

    done = actions.mend(
        one, corrected(one, household=str(cast.d.pk)), by=cast.coordinator, on=TODAY
    )

    assert (done, stood(one)) == (False, ("held", "unknown_household", ""))


NAMELESS = b'{"id": "11111111-1111-4111-8111-111111111111"}'  # of no form


@pytest.mark.parametrize("body", [b"\xff\x00", NAMELESS], ids=["unreadable", "nameless"])
def test_what_has_no_known_form_cannot_be_applied(cast, phone, body):  # noqa: F811
    send(phone, body)
    one = Submission.objects.get()

    with pytest.raises(CannotBeApplied):
        actions.apply_again(one, by=cast.coordinator, on=TODAY)

    actions.discard(one, why="已经另外记下了", by=cast.coordinator, on=TODAY)
    assert stood(one)[2] == "discarded"


def test_the_first_of_two_contents_stands(cast, phone, two):  # noqa: F811
    other = two({"note": "先写的"}, {"note": "后写的"})
    body = other.body

    assert actions.choose_first(other, by=cast.coordinator, on=TODAY)

    assert (stood(other)[2], Visit.objects.get().note) == ("discarded", "先写的")
    assert told(send(phone, body)) == (True, False, "settled", "other_content")


def test_the_second_of_two_contents_replaces_what_the_first_wrote(cast, two):
    hazard, study = ({"kind": kind, "text": text} for kind, text in
                     (("hazard", "电线老化"), ("study", "要补课")))  # fmt: skip
    other = two({"note": "先写的", "needs": [hazard]}, {"note": "后写的", "needs": [hazard, study]})

    for _press in range(2):
        assert actions.choose_other(other, by=cast.coordinator, on=TODAY)

    visit = Visit.objects.standing().get()
    assert (visit.note, visit.amends_id, Visit.objects.count()) == ("后写的", other.same_as_id, 2)
    assert sorted(Need.objects.values_list("text", flat=True)) == ["电线老化", "要补课"]
    assert (stood(other)[2], stood(other.same_as)[2]) == ("applied", "replaced")


@pytest.mark.parametrize("first", [{"note": "一"}, {"services": ["massage"]}])  # applied, held
def test_of_three_contents_one_counts_once(cast, phone, first):  # noqa: F811
    form = visit_of(cast.a, **first)
    for more in ({}, {"services": [], "note": "二"}, {"services": [], "note": "三"}):
        send(phone, form | more)
    second, third = Submission.objects.exclude(same_as=None).order_by("received_on", "id")

    assert actions.choose_other(second, by=cast.coordinator, on=TODAY)
    with pytest.raises(ReplacedSince):
        actions.choose_other(third, by=cast.coordinator, on=TODAY)

    assert Visit.objects.standing().get().pk == second.pk
    assert stood(third) == ("held", "other_content", "")


def test_of_two_that_wait_the_second_is_applied_alone(cast, two):
    other = two({"services": ["massage"]}, {"services": ["policy"]})

    assert actions.choose_other(other, by=cast.coordinator, on=TODAY)

    assert (Visit.objects.get().pk, stood(other.same_as)[2]) == (other.pk, "replaced")


def test_a_second_content_that_is_refused_replaces_nothing(cast, two):
    other = two({"note": "先写的"}, {"services": ["massage"]})

    done = actions.choose_other(other, by=cast.coordinator, on=TODAY)

    assert (done, stood(other)) == (False, ("held", "other_content", ""))
    assert (other.refusal, Visit.objects.get().note) == ("visits.NoSuchService", "先写的")


def test_a_second_content_about_another_household_replaces_nothing(cast, two):
    other = two({"note": "先写的"}, {"household": str(cast.b.pk)})

    done = actions.choose_other(other, by=cast.coordinator, on=TODAY)

    assert (done, other.refusal) == (False, "sync.NotTheSameHousehold")


def test_one_of_two_is_chosen_and_not_mended(cast, two):
    other = two({"services": ["massage"]}, {"services": ["policy"]})

    for one in (other, other.same_as):
        with pytest.raises(TwoToChooseFrom):
            actions.apply_again(one, by=cast.coordinator, on=TODAY)

    assert Visit.objects.count() == 0


def test_a_need_that_was_sent_twice_is_kept_once(cast, phone):  # noqa: F811
    form = visit_of(cast.a, form="need", kind="study", text="要补课")
    send(phone, form)
    send(phone, form | {"text": "要补数学"})
    other = Submission.objects.exclude(same_as=None).get()

    assert actions.choose_other(other, by=cast.coordinator, on=TODAY)

    states = dict(Need.objects.values_list("text", "outcome"))
    assert states == {"要补课": "withdrawn", "要补数学": ""}


@pytest.mark.parametrize("text", ["病情样值" * 600, ["病情样值"], {"病情样值": 1}])
def test_words_that_cannot_be_read_are_not_told_again_in_the_clear(cast, sent, text):
    one = sent(needs=[{"kind": "care", "text": text}])

    told = json.dumps(one.params, ensure_ascii=False)
    assert (one.refusal, "病情样值" in told) == ("sync.FormFault", False)


def test_what_waits_for_an_erased_household_waits_no_more(cast, phone, sent):  # noqa: F811
    one = sent(services=["massage"])
    actions.mend(one, corrected(one, on="2999-01-01"), by=cast.coordinator, on=TODAY)

    actions.erase_rows(cast.a)

    assert (stood(one)[0], one.body, one.mended, one.mended_body) == ("settled", b"", "", b"")


def test_long_after_the_day_a_person_may_still_apply_it(cast, phone):  # noqa: F811
    later = TODAY + timedelta(days=300)
    send(phone, visit_of(cast.c), today=later)
    one = Submission.objects.get()

    assert actions.apply_again(one, by=cast.coordinator, on=later)

    assert (Visit.objects.get().on, DAY < TODAY) == (TODAY, True)


def test_a_closing_that_was_sent_twice_ends_the_need_as_the_second_says(cast, phone):  # noqa: F811
    need = make_need(cast.a, owner=cast.tashi)
    form = closing(need, seen=need.version)
    send(phone, form)
    send(phone, form | {"outcome": "not_possible", "text": "没有老师"})
    other = Submission.objects.exclude(same_as=None).get()

    assert actions.choose_other(other, by=cast.coordinator, on=TODAY)

    need.refresh_from_db()
    assert (need.state, need.outcome, need.closed_on) == ("closed", "not_possible", TODAY)
    assert need.steps.last().text == "没有老师"


def test_a_need_that_has_moved_on_since_gets_a_note(cast, phone):  # noqa: F811
    need = make_need(cast.a, owner=cast.tashi)
    form = closing(need, seen=need.version)
    send(phone, form)
    reopen_need(need, by=cast.coordinator, on=TODAY, text="还没办好")
    send(phone, form | {"outcome": "not_possible", "text": "没有老师"})
    other = Submission.objects.exclude(same_as=None).get()

    assert actions.choose_other(other, by=cast.coordinator, on=TODAY)

    need.refresh_from_db()
    assert (need.state, "没有老师" in need.steps.last().text) == ("open", True)


def test_a_closing_over_an_older_state_keeps_every_word(cast, phone):  # noqa: F811
    need = make_need(cast.a, owner=cast.tashi)
    words = "没有老师肯来" * 50

    send(phone, closing(need, seen=need.version + 1) | {"outcome": "not_possible", "text": words})

    notes = list(need.steps.filter(kind="note").values_list("text", flat=True))
    whole = notes[0].removesuffix("…") + notes[1]
    assert (len(notes), whole.partition("。")[2].strip()) == (2, words)


def test_of_two_contents_it_is_told_what_became_of_the_first(cast, phone):  # noqa: F811
    form = visit_of(cast.a, note="一")
    for more in ({}, {"note": "二"}, {"note": "三"}):
        send(phone, form | more)
    second, third = Submission.objects.exclude(same_as=None).order_by("received_on", "id")

    actions.choose_other(second, by=cast.coordinator, on=TODAY)
    actions.choose_first(third, by=cast.coordinator, on=TODAY)

    stood(third)
    assert third.settled_why == "先报来的曾经算数，后来被别的内容替换了。"


def test_of_two_contents_none_counts_where_the_first_was_discarded(cast, two):
    other = two({"services": ["massage"]}, {"note": "后写的"})
    actions.discard(other.same_as, why="这份写错了", by=cast.coordinator, on=TODAY)

    actions.choose_first(other, by=cast.coordinator, on=TODAY)

    stood(other)
    assert (other.settled_why, Visit.objects.count()) == (
        "先报来的自己也已作废，所以两份都不算数。", 0,
    )  # fmt: skip
