"""What a device sends is kept, and applied once or held with its reason."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models.signals import post_init

from doorstep.needs import actions as needs
from doorstep.needs.choices import NeedState
from doorstep.needs.models import Need
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.models import Access
from doorstep.rights.actions import erase_household
from doorstep.sync import actions
from doorstep.sync.actions import (
    Incoming,
    apply_again,
    give_device,
    receive,
    receiving,
    revoke_device,
)
from doorstep.sync.actions.settling import CannotBeApplied
from doorstep.sync.models import Attachment, Submission
from doorstep.visits.choices import Channel
from doorstep.visits.models import Visit
from tests.factories import DAY, make_need

pytestmark = pytest.mark.django_db
TODAY = DAY + timedelta(days=7)


@pytest.fixture
def phone(cast, method):
    device, _token = give_device(
        cast.tashi, kind="field", name="扎西的手机", by=cast.coordinator, on=DAY
    )
    return device


def visit_of(household, /, **said):
    form = {
        "id": str(uuid4()), "form": "visit", "version": "1", "household": str(household.pk),
        "on": str(TODAY), "mode": "on_site", "result": "met", "services": [], "needs": [],
    }  # fmt: skip
    return form | said


def send(phone, form, *, today=TODAY, **files):
    body = form if isinstance(form, bytes) else json.dumps(form).encode()
    return receive(
        Incoming(phone, body, Channel.FIELD, files), by=phone.helper.account, today=today
    )


def told(receipt):
    return (receipt.is_new, receipt.is_conflict, str(receipt.state), receipt.because)


def test_a_visit_is_applied_at_once(cast, phone):
    form = visit_of(
        cast.a,
        part="morning",
        needs=[{"kind": "hazard", "text": "电线老化", "urgency": "soon"}],
        note="一切都好",
        changes=[{"kind": "phone", "value": "19900001111"}],
    )

    receipt = send(phone, form)

    visit = Visit.objects.get()
    assert told(receipt) == (True, False, "applied", "")
    assert (str(visit.pk), visit.helper, visit.channel) == (form["id"], cast.tashi, "field")
    assert [(need.text, need.owner) for need in Need.objects.all()] == [("电线老化", cast.tashi)]
    cast.a.refresh_from_db()
    assert cast.a.phone == "19900001111"


def test_the_same_again_is_known_and_writes_nothing(cast, phone):
    form = visit_of(cast.a)
    first = send(phone, form)
    written = AuditEntry.objects.count()

    second = send(phone, form, today=TODAY + timedelta(days=400))

    assert (told(second), second.digest) == ((False, False, "applied", ""), first.digest)
    assert (Visit.objects.count(), AuditEntry.objects.count()) == (1, written)


def test_the_same_id_with_other_content_waits_for_a_person(cast, phone):
    form = visit_of(cast.a)
    send(phone, form)

    for _again in range(2):
        receipt = send(phone, form | {"note": "另写的"})
        assert told(receipt) == (True, True, "held", "other_content") or not receipt.is_new

    (other,) = Submission.objects.exclude(same_as=None)
    assert (str(other.same_as_id), other.because) == (form["id"], "other_content")
    assert Visit.objects.get().note == ""


def test_who_knows_the_id_of_anothers_form_puts_nothing_beside_it(cast, phone):
    form = visit_of(cast.a)
    send(phone, form)
    other_phone, _token = give_device(
        cast.lhamo, kind="field", name="拉姆的手机", by=cast.other_coordinator, on=DAY
    )

    body = json.dumps(form | {"note": "不是我的"}).encode()

    got = [
        receive(
            Incoming(other_phone, body, Channel.FIELD, {}), by=cast.other_coordinator, today=TODAY
        )
        for _again in range(2)
    ]

    known = Submission.objects.get(pk=form["id"])
    (apart,) = Submission.objects.exclude(pk=known.pk)
    assert [told(one)[1:] for one in got] == [(True, "held", "other_content")] * 2
    assert (apart.place, apart.household, apart.same_as) == (cast.xiagou, None, None)
    assert list(known.other_contents.all()) == []
    with pytest.raises(CannotBeApplied):
        apply_again(apart, by=cast.other_coordinator, on=TODAY)
    assert Visit.objects.count() == 1


def test_the_same_other_content_twice_at_once_is_one_that_waits_and_a_conflict_for_both(
    cast, phone
):
    form = visit_of(cast.a)
    other = form | {"note": "另写的"}
    send(phone, form)
    begun, raced = [], []

    def first_by_a_hair(instance, **_told):
        """The other delivery is through just before this one writes the row it has made."""
        if instance.same_as_id and not begun:
            begun.append(instance)
            raced.append(send(phone, other))

    post_init.connect(first_by_a_hair, sender=Submission)
    try:
        late = send(phone, other)
    finally:
        post_init.disconnect(first_by_a_hair, sender=Submission)

    assert [told(one) for one in (*raced, late)] == [(False, True, "held", "other_content")] * 2
    assert Submission.objects.exclude(same_as=None).count() == 1
    assert AuditEntry.objects.filter(act="hold_submission").count() == 1


@pytest.mark.parametrize("cut", ["\ud83d", "\0", "\x1b"])
def test_half_characters_and_controls_are_left_out_wherever_they_stand(cast, phone, cut):
    applied = send(phone, visit_of(cast.a, note=f"一切{cut}都好", services=[]))
    held = [
        send(phone, visit_of(cast.a, **said))
        for said in ({"form": cut}, {"mode": cut}, {"services": [f"x{cut}"]}, {"note": {"a": cut}})
    ]

    assert (told(applied), Visit.objects.get().note) == ((True, False, "applied", ""), "一切都好")
    because = [receipt.because for receipt in held]
    assert because == ["unknown_form", "refused", "refused", "refused"]


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"form": "song"}, "unknown_form"),
        ({"version": "99"}, "unknown_form"),
        ({"household": str(uuid4())}, "unknown_household"),
        ({"household": "nobody"}, "unknown_household"),
        ({"shape": "9"}, "refused"),
        ({"shape": [1]}, "refused"),
        ({"on": "2026-13-40"}, "refused"),
        ({"on": "2999-01-01"}, "refused"),
        ({"mode": "by_drone"}, "refused"),
        ({"services": ["massage"]}, "refused"),
        ({"services": "policy"}, "refused"),
        ({"needs": [{"kind": "hazard", "text": ""}]}, "refused"),
        ({"needs": [{"kind": "gossip", "text": "x"}]}, "refused"),
        ({"closed": [{"need": str(uuid4()), "outcome": "done"}]}, "refused"),
        ({"changes": [{"kind": "away_until", "value": "soon"}]}, "refused"),
        ({"changes": [{"kind": "fact_began", "value": "rich"}]}, "refused"),
        ({"note": "长" * 301}, "refused"),
        ({"note": 7}, "refused"),
    ],
)
def test_what_cannot_be_applied_is_kept_and_nothing_of_it_is_written(cast, phone, said, because):
    receipt = send(phone, visit_of(cast.a, **said))

    kept = Submission.objects.get()
    assert told(receipt) == (True, False, "held", because)
    assert (kept.state, kept.because, bool(kept.refusal)) == ("held", because, because == "refused")
    assert (Visit.objects.count(), Need.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(act="hold_submission").count() == 1


@pytest.mark.parametrize("body", [b"", b"\xff\x00", b"[]", b'{"id": "7"}', b"[" * 100_000])
def test_what_cannot_be_read_is_kept_once(cast, phone, body):
    first, second = send(phone, body), send(phone, body)

    assert (told(first), told(second)) == (
        (True, False, "held", "unreadable"),
        (False, False, "held", "unreadable"),
    )
    assert Submission.objects.get().body == body


def test_another_villages_household_is_unknown_here(cast, phone):
    assert send(phone, visit_of(cast.d)).because == "unknown_household"


def test_a_household_that_was_never_the_helpers_waits(cast, phone):
    assert send(phone, visit_of(cast.c)).because == "never_assigned"


@pytest.mark.parametrize(
    ("days", "state", "because"),
    [(1, "applied", ""), (30, "applied", ""), (31, "held", "long_past")],
)
def test_work_after_a_household_was_given_up_counts_for_thirty_days(
    cast, phone, days, state, because
):
    last = DAY + timedelta(days=3)
    access = Access.objects.get(household=cast.a, helper=cast.tashi)
    register.end_access(access, by=cast.coordinator, on=last + timedelta(days=1))
    day = last + timedelta(days=days)

    receipt = send(phone, visit_of(cast.a, on=str(day)), today=day)

    kept = Submission.objects.get()
    assert (str(receipt.state), receipt.because, kept.was_given_up) == (state, because, True)


def test_a_need_raised_for_a_household_given_up_has_no_owner(cast, phone):
    access = Access.objects.get(household=cast.a, helper=cast.tashi)
    register.end_access(access, by=cast.coordinator, on=DAY + timedelta(days=3))
    form = {
        "id": str(uuid4()), "form": "need", "version": "1", "household": str(cast.a.pk),
        "on": str(TODAY), "kind": "study", "text": "要补课",
    }  # fmt: skip

    send(phone, form)

    need = Need.objects.get()
    assert (str(need.pk), need.owner, need.raised_on) == (form["id"], None, TODAY)


def closing(need, **said):
    return {
        "id": str(uuid4()), "form": "close", "version": "1", "household": str(need.household_id),
        "on": str(TODAY), "need": str(need.pk), "outcome": "done", "text": "已经办好",
    } | said  # fmt: skip


def test_a_need_is_closed_as_it_was_seen(cast, phone):
    need = make_need(cast.a, owner=cast.tashi)

    send(phone, closing(need, seen=need.version))

    need.refresh_from_db()
    assert (need.state, need.closed_on, need.outcome) == (NeedState.CLOSED, TODAY, "done")


def test_a_closing_written_over_an_older_state_becomes_a_note(cast, phone):
    need = make_need(cast.a, owner=cast.tashi)
    seen = need.version
    needs.note_need(need, text="又来了一次", by=cast.coordinator, on=TODAY)

    receipt = send(phone, closing(need, seen=seen))

    need.refresh_from_db()
    assert (str(receipt.state), need.state) == ("applied", NeedState.OPEN)
    assert "已经办好" in need.steps.last().text


def test_a_visit_that_closes_what_was_closed_meanwhile_is_not_lost(cast, phone):
    need = make_need(cast.a, owner=cast.tashi)
    needs.close_need(need, outcome="withdrawn", by=cast.coordinator, on=TODAY)

    receipt = send(phone, visit_of(cast.a, closed=[{"need": str(need.pk), "outcome": "done"}]))

    need.refresh_from_db()
    assert (str(receipt.state), Visit.objects.count()) == ("applied", 1)
    assert (need.outcome, need.steps.last().kind) == ("withdrawn", "note")


def test_a_device_that_was_shut_out_loses_no_work(cast, phone):
    revoke_device(phone, by=cast.coordinator, on=TODAY)

    receipt = send(phone, visit_of(cast.a))

    assert (str(receipt.state), receipt.because) == ("held", "revoked")


def test_files_that_come_in_two_parts_are_all_kept(cast, phone):
    form = visit_of(cast.a)

    send(phone, form, a=b"pixels")
    send(phone, form, a=b"pixels", b=b"more")

    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["a", "b"]


def test_an_erased_household_leaves_only_that_something_came(cast, phone):
    send(phone, visit_of(cast.a, note="弃户样值"), a=b"pixels")

    actions.erasing.erase_rows(cast.a)

    kept = Submission.objects.get()
    assert (kept.body, kept.household, kept.attachments.count()) == (b"", None, 0)


@pytest.mark.usefixtures("own_keys")
def test_what_a_phone_still_sends_of_an_erased_household_is_not_kept(cast, phone):
    before = visit_of(cast.a, note="弃户样值")
    send(phone, before)
    erase_household(cast.a, by=cast.coordinator, on=TODAY)

    late = send(phone, visit_of(cast.a, note="弃户样值"), a=b"pixels")
    again = send(phone, before, a=b"pixels")
    other = send(phone, before | {"note": "弃户样值二"}, a=b"pixels")

    assert [told(one) for one in (late, again, other)] == [
        (True, False, "settled", ""), (False, False, "applied", ""), (True, False, "settled", ""),
    ]  # fmt: skip
    assert {one.content for one in Submission.objects.all()} == {""}
    assert (Submission.objects.count(), Attachment.objects.count()) == (3, 0)
    assert AuditEntry.objects.filter(act="settle_submission", household_id=None).count() == 2


MEDIATION = {"kind": "mediation", "text": "草场界线"}


def need_of(household, /, **said):
    form = {
        "id": str(uuid4()), "form": "need", "version": "2", "household": str(household.pk),
        "on": str(TODAY),
    }  # fmt: skip
    return form | MEDIATION | said


@pytest.mark.parametrize("version", ["1", "2"])
def test_mediation_of_which_nobody_said_that_violence_was_asked_for_is_held(cast, phone, version):
    alone = send(phone, need_of(cast.a, version=version))
    at_visit = send(phone, visit_of(cast.a, version=version, needs=[MEDIATION]))

    assert [told(one)[2:] for one in (alone, at_visit)] == [("held", "refused")] * 2
    assert {one.refusal for one in Submission.objects.all()} == {"sync.ViolenceNotAsked"}
    assert (Need.objects.exists(), Visit.objects.exists()) == (False, False)


def test_mediation_without_violence_is_raised(cast, phone):
    alone = send(phone, need_of(cast.a, violence="no"))
    at_visit = send(phone, visit_of(cast.a, version="2", needs=[MEDIATION | {"violence": "no"}]))

    assert [told(one)[2] for one in (alone, at_visit)] == ["applied", "applied"]
    assert Need.objects.filter(kind="mediation").count() == 2


def test_an_old_form_is_applied_once_a_person_has_asked_and_never_where_the_answer_is_yes(
    cast, phone
):
    form = need_of(cast.a, version="1")
    send(phone, form)
    held = Submission.objects.get()

    states = []
    for answer in ("yes", "no"):
        body = json.dumps(form | {"violence": answer}).encode()
        receiving.apply(held, by=cast.coordinator, today=TODAY, body=body)
        states.append((str(held.state), held.refusal))

    assert states == [("held", "needs.ViolenceIsNotMediated"), ("applied", "")]
    assert Need.objects.count() == 1


def test_of_a_need_that_tells_of_violence_nothing_is_kept_and_the_visit_counts(cast, phone):
    told_of = MEDIATION | {"text": "夜里听见的事", "violence": "yes"}
    other = {"kind": "study", "text": "要补课"}
    visit = visit_of(cast.a, version="2", needs=[told_of, other])

    got = [send(phone, form) for form in (visit, visit, need_of(cast.a, **told_of))]
    again = send(phone, {**visit, "needs": [told_of], "note": "又写"})

    kept = [one.body.decode() for one in Submission.objects.all() if one.content]
    assert [told(one)[2] for one in got] == ["applied", "applied", "settled"]
    assert told(again)[2] == "held"
    assert [text for text in kept if "夜里" in text or "violence" in text] == []
    assert (Visit.objects.count(), Need.objects.get().kind) == (1, "study")
    assert [one.household for one in Submission.objects.filter(form="need")] == [None]


def test_other_needs_of_an_old_form_come_in_as_before(cast, phone):
    got = send(phone, visit_of(cast.a, needs=[{"kind": "study", "text": "要补课"}]))

    assert told(got)[2] == "applied"
