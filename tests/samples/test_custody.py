"""The chain of custody has no gap, and without it there is no result."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstep.kit.errors import Refused
from doorstep.people.models import AuditEntry
from doorstep.samples import actions as samples
from doorstep.samples.actions.custody import (
    AtTheLabAlready,
    CarrierNotInTeam,
    CustodyGap,
    CustodyOutOfOrder,
    HandedOverInFuture,
    HolderMissing,
    HolderUnchanged,
    LabOfAnotherPlace,
    WithoutCustody,
)
from doorstep.samples.actions.results import ResultNotTaken
from doorstep.samples.actions.samples import (
    NormDoesNotFit,
    NothingToTell,
    SampleCodeTaken,
    SampleCodeUnreadable,
    SampledHouseholdElsewhere,
    SampledNowhere,
    SampleInFuture,
    SampleMeasured,
    SamplerNotInTeam,
    SampleSpoiled,
    ToldAlready,
    ToldBeforeMeasured,
)
from doorstep.samples.models import Custody, Result, Sample
from doorstep.stations.actions.text import IdentityNumberRefused, SentOtherwise, TextMissing
from tests.factories import DAY
from tests.samples.made import make_lab, make_trip, measure, receive, take

LATER = DAY + timedelta(days=1)


@pytest.fixture
def trip(cast):
    return make_trip(cast.caoba)


@pytest.fixture
def lab(cast):
    return make_lab(cast.caoba)


def hand_over(sample, *, giver, by, handed_on=DAY, **to):
    return samples.hand_over_sample(sample, giver=giver, handed_on=handed_on, by=by, on=LATER, **to)


def test_a_sample_is_with_whoever_took_it(cast, trip):
    sample = take(trip, cast.tashi, household=cast.a)

    [link] = sample.custody.all()
    assert (link.kind, link.holder, link.on) == ("taken", "扎西", DAY)
    assert AuditEntry.objects.filter(act="take_sample", household_id=cast.a.pk).count() == 1


def test_it_goes_from_hand_to_hand_to_the_laboratory(cast, trip, lab):
    sample = take(trip, cast.tashi)

    hand_over(sample, giver="扎西", helper=cast.pema, by=cast.coordinator)
    hand_over(sample, giver="白玛", carrier="班车", by=cast.coordinator)
    samples.receive_sample(
        sample, lab, giver="班车", received_on=LATER, by=cast.coordinator, on=LATER
    )

    told = [(one.order, one.kind, one.holder) for one in sample.custody.order_by("order")]
    assert told == [
        (0, "taken", "扎西"),
        (1, "handed_over", "白玛"),
        (2, "handed_over", "班车"),
        (3, "received", "县疾控中心化验室"),
    ]


@pytest.mark.parametrize("giver", ["白玛", "", "班车"])
def test_a_gap_is_not_recorded(cast, trip, lab, giver):
    sample = take(trip, cast.tashi)

    with pytest.raises(CustodyGap):
        hand_over(sample, giver=giver, carrier="班车", by=cast.coordinator)
    with pytest.raises(CustodyGap):
        samples.receive_sample(
            sample, lab, giver=giver, received_on=DAY, by=cast.coordinator, on=DAY
        )

    assert sample.custody.count() == 1


def test_what_else_is_refused_leaves_the_chain_as_it_was(cast, trip, lab):
    by = cast.coordinator
    sample = take(trip, cast.tashi)
    away = make_lab(cast.xiagou)

    with pytest.raises(HolderMissing):
        hand_over(sample, giver="扎西", by=by)
    with pytest.raises(HolderUnchanged):
        hand_over(sample, giver="扎西", helper=cast.tashi, by=by)
    with pytest.raises(CarrierNotInTeam):
        hand_over(sample, giver="扎西", helper=cast.lhamo, by=by)
    with pytest.raises(CustodyOutOfOrder):
        hand_over(sample, giver="扎西", carrier="班车", by=by, handed_on=DAY - timedelta(days=1))
    with pytest.raises(HandedOverInFuture):
        hand_over(sample, giver="扎西", carrier="班车", by=by, handed_on=LATER + timedelta(days=1))
    with pytest.raises(IdentityNumberRefused):
        hand_over(sample, giver="扎西", carrier="司机 540102199001011234", by=by)
    with pytest.raises(LabOfAnotherPlace):
        receive(sample, away)
    assert sample.custody.count() == 1

    receive(sample, lab)
    with pytest.raises(AtTheLabAlready):
        hand_over(sample, giver=lab.name, carrier="班车", by=by)
    with pytest.raises(AtTheLabAlready):
        receive(sample, lab)
    assert sample.custody.count() == 2


def test_the_database_holds_no_second_link_of_one_number(cast, trip):
    sample = take(trip, cast.tashi)

    with pytest.raises(IntegrityError), transaction.atomic():
        Custody.objects.create(
            sample=sample, order=0, kind="taken", helper=cast.pema, on=DAY, by=cast.coordinator
        )


def test_a_sample_without_custody_goes_nowhere_and_has_no_result(cast, trip, lab):
    sample = take(trip, cast.tashi)
    sample.custody.all().delete()

    with pytest.raises(WithoutCustody):
        samples.receive_sample(
            sample, lab, giver="扎西", received_on=DAY, by=cast.coordinator, on=DAY
        )
    with pytest.raises(ResultNotTaken):
        measure(sample)

    assert Result.objects.count() == 0


def test_a_sample_still_on_the_way_has_no_result(cast, trip):
    sample = take(trip, cast.tashi)

    with pytest.raises(ResultNotTaken) as refused:
        measure(sample)

    assert refused.value.because == "not_received"
    assert Result.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"code": ""}, SampleCodeUnreadable),
        ({"code": "W 01; drop"}, SampleCodeUnreadable),
        ({"code": "w-01"}, SampleCodeTaken),
        ({"norm": "gb26878_30"}, NormDoesNotFit),
        ({"norm": "nothing"}, NormDoesNotFit),
        ({"where": "家住 540102199001011234"}, IdentityNumberRefused),
    ],
)
def test_what_cannot_be_taken_leaves_nothing(cast, trip, fields, error):
    take(trip, cast.tashi, "W-01")

    with pytest.raises(error):
        take(trip, cast.tashi, **({"code": "W-02"} | fields))

    assert (Sample.objects.count(), Custody.objects.count()) == (1, 1)


def test_who_took_it_and_where_belong_to_the_place(cast, trip):
    with pytest.raises(SamplerNotInTeam):
        take(trip, cast.lhamo)
    with pytest.raises(SampledHouseholdElsewhere):
        take(trip, cast.tashi, household=cast.d)
    with pytest.raises(SampledNowhere):
        take(trip, cast.tashi, where=" ")
    with pytest.raises(SampleInFuture):
        samples.take_sample(
            trip, code="W-1", matter="milk", taken_by=cast.tashi, taken_on=LATER,
            by=cast.coordinator, on=DAY,
        )  # fmt: skip


def test_a_double_click_takes_one_sample(cast, trip):
    key = uuid4()

    one, other = take(trip, cast.tashi, id=key), take(trip, cast.tashi, id=key)

    assert one == other
    assert Sample.objects.count() == 1


@pytest.mark.parametrize("other", ["household", "where", "norm", "code"])
def test_a_form_that_was_sent_and_is_sent_with_other_words_is_not_dropped(cast, trip, other):
    key, said = uuid4(), {"household": cast.a, "where": "河边", "norm": "", "code": "W-9"}
    take(trip, cast.tashi, id=key, **said)
    now = {"household": cast.c, "where": "桥下", "norm": "gb5749_2022", "code": "W-8"}

    with pytest.raises(SentOtherwise):
        take(trip, cast.tashi, id=key, **said | {other: now[other]})

    assert take(trip, cast.tashi, id=key, **said) == Sample.objects.get()


def test_a_spoiled_sample_waits_for_nothing_and_goes_nowhere(cast, trip, lab):
    by, sample = cast.coordinator, take(trip, cast.tashi)

    with pytest.raises(TextMissing):
        samples.spoil_sample(sample, reason=" ", by=by, on=DAY)
    samples.spoil_sample(sample, reason="瓶子冻裂", by=by, on=DAY)

    with pytest.raises(SampleSpoiled):
        receive(sample, lab)
    with pytest.raises(SampleSpoiled):
        samples.spoil_sample(sample, reason="又", by=by, on=DAY)


def test_a_result_is_told_once_and_never_before_it_came(cast, trip, lab):
    by, sample = cast.coordinator, take(trip, cast.tashi, household=cast.a)
    receive(sample, lab)
    with pytest.raises(NothingToTell):
        samples.tell_result(sample, how="read_out", told_on=DAY, by=by, on=DAY)
    measure(sample, on=LATER)
    with pytest.raises(ToldBeforeMeasured):
        samples.tell_result(sample, how="read_out", told_on=DAY, by=by, on=LATER)
    with pytest.raises(SampleMeasured):
        samples.spoil_sample(sample, reason="碎", by=by, on=LATER)

    samples.tell_result(sample, how="read_out", told_on=LATER, by=by, on=LATER)

    with pytest.raises(ToldAlready):
        samples.tell_result(sample, how="handed", told_on=LATER, by=by, on=LATER)
    with pytest.raises(ToldAlready):
        measure(sample, "nitrate", "3", on=LATER)


def test_a_result_taken_back_stays_with_its_reason_and_is_to_be_told_anew(cast, trip, lab):
    by, sample = cast.coordinator, take(trip, cast.tashi)
    receive(sample, lab)
    wrong = measure(sample, value="16")
    samples.tell_result(sample, how="read_out", told_on=DAY, by=by, on=DAY)

    samples.take_back_result(wrong, reason="小数点错位", by=by, on=DAY)
    right = measure(sample, value="1.6")

    sample.refresh_from_db()
    assert sample.told_on is None
    assert list(sample.results.filter(taken_back_on=None)) == [right]
    assert Result.objects.get(pk=wrong.pk).taken_back_because == "小数点错位"


def test_one_of_several_told_results_can_be_put_right_and_told_anew(cast, trip, lab):
    by, sample = cast.coordinator, take(trip, cast.tashi)
    receive(sample, lab)
    measure(sample, "nitrate", "3")
    wrong = measure(sample, value="16")
    samples.tell_result(sample, how="read_out", told_on=DAY, by=by, on=DAY)

    samples.take_back_result(wrong, reason="小数点错位", by=by, on=DAY)
    measure(sample, value="1.6")

    sample.refresh_from_db()
    assert (sample.told_on, sample.told_how) == (None, "")


STEPS = st.lists(
    st.tuples(st.sampled_from("hrs"), st.sampled_from(["扎西", "白玛", "班车", "", "实"]),
              st.sampled_from(["扎西", "白玛", "班车"]), st.integers(-1, 2)),
    max_size=8,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_tried_every_link_is_handed_over_by_the_one_before(cast, trip, lab, steps):
    sample, by = take(trip, cast.tashi, f"P-{uuid4().hex[:8]}"), cast.coordinator
    end = DAY + timedelta(days=2)
    holders = ["扎西"]
    for act, giver, to, days in steps:
        day = DAY + timedelta(days=days)
        helper = {"扎西": cast.tashi, "白玛": cast.pema}.get(to)
        try:
            if act == "r":
                samples.receive_sample(sample, lab, giver=giver, received_on=day, by=by, on=end)
                to = lab.name
            elif act == "h":
                samples.hand_over_sample(
                    sample, giver=giver, handed_on=day, by=by, on=end,
                    helper=helper, carrier="" if helper else to,
                )  # fmt: skip
            else:
                samples.spoil_sample(sample, reason="碎", by=by, on=end)
                continue
        except Refused:
            continue
        assert giver == holders[-1]
        holders.append(to)

    links = list(sample.custody.order_by("order"))
    assert [one.order for one in links] == list(range(len(links)))
    assert [one.holder for one in links] == holders
    assert [one.on for one in links] == sorted(one.on for one in links)
    assert [one.kind for one in links].count("received") <= 1
