"""Words of health needs: sealed once that is on, counted as before, opened with a reason."""

from uuid import UUID, uuid4

import pytest

from doorstep.figures.queries import ALL_FIGURES, get_figure, measure
from doorstep.kit.periods import Period
from doorstep.needs import actions
from doorstep.needs.actions import raising
from doorstep.needs.models import Need, Step
from doorstep.needs.queries import may_open_words, words_of
from doorstep.people.models import AuditEntry
from doorstep.people.queries import openings_of, scope_of
from doorstep.register import actions as register
from doorstep.register.actions import sealing
from tests.factories import DAY, make_household, make_need

SAID, NOTED = "要陪去县医院", "约了周四"


@pytest.fixture
def on(cast, method):
    """Sealed fields are switched on."""
    return actions.switch_on_sealed_fields(cast.caoba, by=cast.coordinator, on=DAY, assessed_on=DAY)


def test_words_of_care_are_sealed_and_of_other_kinds_are_not(cast, on):
    care = make_need(cast.a, kind="care", text=SAID)
    actions.note_need(care, text=NOTED, by=cast.coordinator, on=DAY)
    other = make_need(cast.a, kind="hardship", text="取暖用煤不够")
    elsewhere = make_need(cast.d, kind="care", text=SAID)
    of_place = actions.raise_need(
        cast.caoba, kind="care", text="老人活动室", by=cast.coordinator, on=DAY
    )

    stored = [one.text for one in (care, other, elsewhere, of_place)]
    assert stored == ["", "取暖用煤不够", SAID, "老人活动室"]
    kept = str([*Need.objects.filter(pk=care.pk).values(), *Step.objects.values()])
    assert (SAID in kept, NOTED in kept) == (False, False)
    told = words_of(care)
    assert (told.text, [text for _step, text in told.steps]) == (SAID, [NOTED])


def test_what_stood_there_is_sealed_when_it_is_switched_on(cast, method):
    care = make_need(cast.a, kind="care", text=SAID)
    actions.note_need(care, text=NOTED, by=cast.coordinator, on=DAY)
    other = make_need(cast.b, kind="other", text="路灯")
    elsewhere = make_need(cast.d, kind="care", text=SAID)

    actions.switch_on_sealed_fields(cast.caoba, by=cast.coordinator, on=DAY, assessed_on=DAY)

    for one in (care, other, elsewhere):
        one.refresh_from_db()
    assert [one.text for one in (care, other, elsewhere)] == ["", "路灯", SAID]
    assert (words_of(care).text, words_of(care).steps[0][1]) == (SAID, NOTED)


def test_without_an_assessment_nothing_is_sealed(cast, method):
    care = make_need(cast.a, kind="care", text=SAID)

    with pytest.raises(sealing.AssessmentMissing):
        actions.switch_on_sealed_fields(cast.caoba, by=cast.coordinator, on=DAY, assessed_on=None)

    care.refresh_from_db()
    assert (care.text, care.sealed_text) == (SAID, "")


def test_many_are_sealed_with_progress(cast, method):
    for _number in range(3):
        make_need(cast.a, kind="care", text=SAID)
    said = []
    actions.sealing.BATCH, before = 1, actions.sealing.BATCH

    try:
        actions.switch_on_sealed_fields(
            cast.caoba, by=cast.coordinator, on=DAY, assessed_on=DAY, progress=said.append
        )
    finally:
        actions.sealing.BATCH = before

    assert [line[:3] for line in said] == ["已封存"] * 3
    assert not Need.objects.exclude(text="").exists()


def test_the_helper_who_has_it_and_who_was_named_open_it_and_the_coordinator_does_not(cast, on):
    care = make_need(cast.a, kind="care", text=SAID, owner=cast.tashi)
    lost = make_need(cast.a, kind="care", text=SAID)
    register.grant_access(
        cast.a, via="sealed", account=cast.second, from_on=DAY, by=cast.coordinator
    )

    may = {
        account.login: [may_open_words(account, need, DAY) for need in (care, lost)]
        for account in (cast.tashi_account, cast.second, cast.coordinator, cast.town_account)
    }

    assert may == {
        "tashi": [True, False],
        "gesang": [True, True],
        "drolma": [False, False],
        "town": [False, False],
    }


def test_opening_leaves_the_reason_for_the_household_to_read(cast, on):
    care = make_need(cast.a, kind="care", text=SAID, owner=cast.tashi)

    told = actions.open_need_words(care, reason="明天陪同就医", by=cast.tashi_account, on=DAY)

    assert told.text == SAID
    assert [(one.who, one.reason) for one in openings_of(cast.a.pk)] == [("扎西", "明天陪同就医")]
    with pytest.raises(sealing.ReasonForOpeningMissing):
        actions.open_need_words(care, reason="看看", by=cast.tashi_account, on=DAY)
    with pytest.raises(sealing.NotLetIn):
        actions.open_need_words(care, reason="明天陪同就医", by=cast.coordinator, on=DAY)
    assert AuditEntry.objects.filter(act="open_need_words").count() == 1


def test_the_same_form_sent_twice_raises_one_sealed_need(cast, on):
    same = uuid4()

    first = make_need(cast.a, kind="care", text=SAID, id=same, by=cast.coordinator)
    second = make_need(cast.a, kind="care", text=SAID, id=same, by=cast.coordinator)

    assert (first.pk, second.pk, Need.objects.count()) == (same, same, 1)
    with pytest.raises(raising.NeedIdTaken):
        make_need(cast.a, kind="care", text="别的事", id=same, by=cast.coordinator)


def test_health_needs_count_as_before(cast, method):
    make_need(cast.a, kind="care", text=SAID, urgency="urgent")
    scope, period = scope_of(cast.caoba), Period(DAY, DAY)
    keys = [key for key in ALL_FIGURES if "need" in key]
    before = [measure(get_figure(key), scope, period).value for key in keys]

    actions.switch_on_sealed_fields(cast.caoba, by=cast.coordinator, on=DAY, assessed_on=DAY)

    after = [measure(get_figure(key), scope, period).value for key in keys]
    assert (after, sum(map(bool, after)) > 0) == (before, True)


def test_a_need_that_goes_over_to_another_household_opens_there(cast, on):
    care = make_need(cast.a, kind="care", text=SAID)
    actions.note_need(care, text=NOTED, by=cast.coordinator, on=DAY)
    into = make_household(cast.caoba, "A-009")

    former: UUID = care.household_id
    care.household = into
    care.save(update_fields=["household"])
    actions.reseal_words(care, former)

    care.refresh_from_db()
    assert (words_of(care).text, words_of(care).steps[0][1]) == (SAID, NOTED)
