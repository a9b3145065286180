"""Consent: per purpose, on a version of its text, withdrawn by one act."""

from datetime import date, timedelta

import pytest

from doorstep.people.models import AuditEntry
from doorstep.register import actions
from doorstep.register.actions.circumstances import MemberOfAnotherHousehold
from doorstep.register.actions.consents import (
    ChildMissing,
    ConsentTextMissing,
    ConsentTextTooEarly,
    ConsentTextTooLong,
    GuardianMissing,
    NotAChild,
    WitnessMissing,
)
from doorstep.register.choices import ConsentHow
from doorstep.register.queries import standing_consents, to_tell_again

LATER = date(2026, 4, 1)
TEXT = {"zh-hans": "我们想征得您同意。", "bo": "", "en": "We ask."}


def publish(cast, *, from_on=None, **texts):
    return actions.publish_consent_text(
        cast.caoba, purpose="register", texts=TEXT | texts, from_on=from_on or cast.day,
        by=cast.coordinator, on=cast.day,
    )  # fmt: skip


def give(cast, household=None, **changed):
    given = {"purpose": "register", "how": "signed", "given_on": cast.day, "on": LATER}
    return actions.give_consent(household or cast.a, by=cast.coordinator, **(given | changed))


def test_a_consent_keeps_the_version_that_was_told(cast):
    before = give(cast)
    first = publish(cast)
    second = publish(cast, en="We ask again.", from_on=LATER)

    told = [give(cast, cast.b).text, give(cast, cast.b, given_on=LATER).text]

    assert (before.text, told) == (None, [first, second])
    assert (first.number, second.number, first.texts) == (
        1, 2, {"zh-hans": "我们想征得您同意。", "en": "We ask."},
    )  # fmt: skip


def test_a_consent_of_a_ledger_points_at_the_text_of_its_day_too(cast):
    first, second = publish(cast), publish(cast, from_on=LATER, en="We ask again.")
    before = cast.day - timedelta(days=1)
    entries = [
        actions.NewHousehold(
            code=f"B-{number}",
            members=[{"name": "多吉", "relation": "head"}],
            consent=(ConsentHow.SIGNED, day),
        )
        for number, day in enumerate((before, cast.day, LATER))
    ]

    made = actions.add_households(cast.caoba, entries, by=cast.coordinator, on=LATER)

    assert [one.consents.get().text for one in made] == [None, first, second]


def test_a_text_is_published_once_and_each_begins_after_the_one_before(cast):
    first = publish(cast)

    assert publish(cast) == first
    with pytest.raises(ConsentTextTooEarly):
        publish(cast, en="We ask again.")
    with pytest.raises(ConsentTextMissing):
        publish(cast, **{"zh-hans": " "}, from_on=LATER)
    with pytest.raises(ConsentTextTooLong):
        publish(cast, en="x" * 3001, from_on=LATER)


def test_who_agreed_to_an_earlier_text_is_told_again_until_they_answer(cast):
    publish(cast)
    old, gone = give(cast, cast.a), give(cast, cast.b)
    publish(cast, en="We ask again.", from_on=LATER)
    give(cast, cast.c, given_on=LATER)

    assert to_tell_again(cast.caoba, cast.day) == []
    assert to_tell_again(cast.caoba, LATER) == [old, gone]
    new = give(cast, cast.a, given_on=LATER)
    actions.withdraw_consent(gone, by=cast.coordinator, on=LATER)
    assert to_tell_again(cast.caoba, LATER) == []
    assert standing_consents(cast.a) == [new]


def test_one_act_withdraws_what_was_agreed_to_under_any_text(cast):
    publish(cast)
    first = give(cast)
    publish(cast, en="We ask again.", from_on=LATER)
    second, other = give(cast, given_on=LATER), give(cast, member=cast.a.members.first())

    actions.withdraw_consent(second, by=cast.coordinator, on=LATER)

    first.refresh_from_db()
    assert (first.withdrawn_on, second.withdrawn_on) == (LATER, LATER)
    assert standing_consents(cast.a) == [other]
    assert AuditEntry.objects.filter(act="withdraw_consent").count() == 2


def test_a_spoken_consent_names_its_witness_unless_a_ledger_brought_it(cast):
    with pytest.raises(WitnessMissing):
        give(cast, how="spoken", witness=" ")

    assert give(cast, how="spoken", witness="巴桑").witness == "巴桑"
    assert give(cast, cast.b, how="spoken").witness == ""


def test_a_guardian_agrees_for_a_child_and_its_name_stays_sealed(cast):
    child, head = cast.a.members.get(birth_year=2019), cast.a.members.get(relation="head")
    said = {"purpose": "child_name", "given_on": LATER}

    by_head = give(cast, child=child, member=head, **said)
    by_aunt = give(cast, child=child, guardian="卓嘎", **said)

    assert (by_head.child, by_head.member, by_aunt.guardian) == (child, head, "卓嘎")
    child.refresh_from_db()
    assert child.name == "孩子1"
    with pytest.raises(ChildMissing):
        give(cast, member=head, **said)
    with pytest.raises(NotAChild):
        give(cast, child=head, member=head, **said)
    with pytest.raises(GuardianMissing):
        give(cast, child=child, **said)
    with pytest.raises(MemberOfAnotherHousehold):
        give(cast, child=child, member=cast.b.members.get(), **said)
