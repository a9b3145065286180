"""Mediation that is sealed and named to one mediator: who reads it, and who counts it."""

from datetime import timedelta

import pytest

from doorstep.kit.errors import NotVisible
from doorstep.needs import actions
from doorstep.needs.actions import closing, raising
from doorstep.needs.models import Need, Step
from doorstep.needs.queries import (
    count_sealed,
    get_named_need_for,
    get_need_for,
    get_sealed_need_for,
    mediators_at,
    needs_named_to,
    sealed_needs_for,
    words_of,
)
from doorstep.people import actions as people
from doorstep.people.choices import Duty, Role
from doorstep.people.models import AccountDuty, AuditEntry
from doorstep.people.queries import openings_of, scope_of
from doorstep.register import actions as register
from doorstep.register.actions.sealing import NotLetIn, SealedFieldsAreOff
from tests.factories import DAY, make_account, make_need

SAID, NOTED = "兄弟分家的草场", "两边约了周四"
ASKED = {"kind": "mediation", "text": SAID, "requested_on": DAY, "requested_how": "signed"}


@pytest.fixture
def on(cast, method):
    return actions.switch_on_sealed_fields(cast.caoba, by=cast.coordinator, on=DAY, assessed_on=DAY)


@pytest.fixture
def mediator(cast):
    return make_account("mediator", duties=[(Duty.MEDIATOR, cast.caoba)])


@pytest.fixture
def other(cast, mediator):
    return make_account("other", duties=[(Duty.MEDIATOR, cast.town)])


@pytest.fixture
def need(cast, on, mediator):
    return make_need(cast.a, **ASKED, mediator=mediator, owner=cast.tashi)


def readers(need, accounts):
    return [one.login for one in accounts if need in sealed_needs_for(one, DAY)]


def test_the_named_mediator_alone_finds_it_and_the_place_counts_it(cast, need, mediator, other):
    everybody = [
        mediator, other, cast.coordinator, cast.second, cast.tashi_account, cast.town_account,
        cast.auditor,
    ]  # fmt: skip

    assert readers(need, everybody) == ["mediator"]
    for account in everybody:
        with pytest.raises(NotVisible):
            get_need_for(account, need.pk, DAY)
    with pytest.raises(NotVisible):
        get_sealed_need_for(other, need.pk, DAY)
    assert get_named_need_for(mediator, need.pk, DAY) == need
    assert count_sealed(scope_of(cast.caoba), DAY) == 1


def test_its_words_and_those_of_its_steps_are_stored_sealed_and_no_helper_owns_it(need, mediator):
    actions.note_need(need, text=NOTED, by=mediator, on=DAY)

    kept = str([*Need.objects.values(), *Step.objects.values()])
    assert (SAID in kept, NOTED in kept) == (False, False)
    told = words_of(need)
    assert (told.text, [text for _step, text in told.steps]) == (SAID, [NOTED])
    assert (need.owner, need.shared, need.sealed) == (None, False, True)


def test_the_trail_says_neither_its_kind_nor_how_it_ended(need, mediator):
    actions.close_need(need, outcome="agreed", is_relative=False, by=mediator, on=DAY)

    acts = AuditEntry.objects.filter(subject_id=need.pk).order_by("number")
    assert [(one.act, one.detail) for one in acts] == [("raise_need", {}), ("close_need", {})]


def test_it_is_raised_so_only_where_sealed_fields_are_on(cast, method, mediator):
    with pytest.raises(SealedFieldsAreOff):
        make_need(cast.a, **ASKED, mediator=mediator)

    assert not Need.objects.exists()


@pytest.mark.parametrize("kind", ["hardship", "mediation"])
def test_only_mediation_that_a_party_asked_for_is_named(cast, on, mediator, kind):
    with pytest.raises(raising.SealedOnlyForMediation):
        make_need(cast.a, kind=kind, text=SAID, mediator=mediator)


def test_nobody_but_a_mediator_who_does_not_coordinate_there_can_be_named(cast, on, mediator):
    both = make_account(
        "both", duties=[(Duty.MEDIATOR, cast.caoba)], roles=[(Role.COORDINATOR, cast.caoba)]
    )
    elsewhere = make_account("elsewhere", duties=[(Duty.MEDIATOR, cast.xiagou)])

    assert list(mediators_at(cast.caoba, DAY)) == [mediator]
    for account in (both, elsewhere, cast.tashi_account):
        with pytest.raises(raising.NotAMediator):
            make_need(cast.a, **ASKED, mediator=account)


def test_it_opens_with_a_reason_to_one_who_is_no_relative_and_the_household_page_tells_nothing(
    cast, need, mediator, other
):
    told = actions.open_sealed_need(
        need, reason="准备上门调解", is_relative=False, by=mediator, on=DAY
    )

    assert told.text == SAID
    with pytest.raises(closing.RelativeMayNotMediate):
        actions.open_sealed_need(need, reason="准备上门调解", is_relative=True, by=mediator, on=DAY)
    with pytest.raises(NotLetIn):
        actions.open_sealed_need(need, reason="准备上门调解", is_relative=False, by=other, on=DAY)
    assert openings_of(cast.a.pk) == []
    assert AuditEntry.objects.filter(act="open_sealed_need").count() == 1


def test_who_was_let_into_the_sealed_fields_of_the_household_reads_it_and_does_nothing_to_it(
    cast, need
):
    register.grant_access(
        cast.a, via="sealed", account=cast.second, from_on=DAY, by=cast.coordinator
    )

    assert get_sealed_need_for(cast.second, need.pk, DAY) == need
    with pytest.raises(NotVisible):
        get_named_need_for(cast.second, need.pk, DAY)


def test_a_relative_passes_it_on_and_reads_it_no_more(need, mediator, other):
    actions.name_mediator(need, to=other, by=mediator, on=DAY)

    assert readers(need, [mediator, other]) == ["other"]


def test_it_lies_with_the_mediators_there_are_once_the_named_one_is_none_any_more(
    cast, need, mediator, other
):
    later = DAY + timedelta(days=1)
    people.end_duty(AccountDuty.objects.get(account=mediator), by=cast.coordinator, on=later)

    assert list(needs_named_to(mediator, later)) == []
    assert list(needs_named_to(other, later)) == [need]
