"""A round on paper is keyed in row by row, through the same way in as what phones send."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstep.kit.errors import Refused
from doorstep.kit.weeks import Week
from doorstep.needs.models import Need
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.models import Access
from doorstep.sync.actions import Incoming, NoSuchRow, give_device, key_row, receive
from doorstep.sync.models import Submission
from doorstep.sync.queries import row_states
from doorstep.sync.rules import NEED_KINDS, body_of, letters_of, read_form, read_line
from doorstep.sync.rules.paper import KeyedLine
from doorstep.visits.actions import VisitInFuture, make_round
from doorstep.visits.choices import Channel, Mode, Result
from doorstep.visits.models import Visit
from tests.factories import DAY

pytestmark = pytest.mark.django_db
TODAY = DAY + timedelta(days=3)  # the Thursday of the cast's first week


@pytest.fixture
def sheet(cast, method):
    """Tashi's round of the week: row 1 is A-001, row 2 A-002; letters a to i in catalogue order."""
    paper, _is_new = make_round(cast.tashi, Week.of(DAY), by=cast.coordinator, on=DAY)
    return paper


def key(sheet, cast, typed, *, on=TODAY, part="", by=None):
    return key_row(sheet, typed, on=on, part=part, by=by or cast.coordinator, today=TODAY)


def told(keyed):
    receipt = keyed.receipt
    return (receipt.is_new, receipt.is_conflict, str(receipt.state), receipt.because)


def test_a_row_becomes_a_visit_of_the_helper_whose_sheet_it_is(cast, sheet):
    keyed = key(sheet, cast, "1vac", part="morning")

    visit = Visit.objects.get()
    services = set(visit.services.values_list("service", flat=True))
    assert told(keyed) == (True, False, "applied", "")
    assert (visit.household, visit.helper, visit.on) == (cast.a, cast.tashi, TODAY)
    assert (visit.mode, visit.result, visit.part_of_day) == ("on_site", "met", "morning")
    assert services == {"policy", "hazard_check"}
    assert (visit.channel, visit.recorded_by) == (Channel.PAPER, cast.coordinator)
    assert Submission.objects.get().device is None


@pytest.mark.parametrize(
    ("typed", "mode", "result", "no_change", "on"),
    [
        ("1u", "on_site", "met", True, TODAY),
        ("1pn", "phone", "not_at_home", False, TODAY),
        ("1or", "came_in", "refused", False, TODAY),
        ("1m 3", "on_site", "moved_camp", False, DAY + timedelta(days=1)),
        (" 1 v x 2 ", "on_site", "road_closed", False, DAY),
        ("１ＶＵ", "on_site", "met", True, TODAY),
    ],
)
def test_what_is_ticked_says_how_it_went(cast, sheet, typed, mode, result, no_change, on):
    key(sheet, cast, typed)

    visit = Visit.objects.get()
    assert (visit.mode, visit.result, visit.no_change, visit.on) == (mode, result, no_change, on)


def test_a_new_need_comes_with_its_kind_and_words(cast, sheet):
    key(sheet, cast, "2va w3 烟道 Blocked, 12")

    need = Need.objects.get()
    assert (need.household, need.kind, need.text) == (cast.b, "hazard", "烟道 Blocked, 12")
    assert need.owner == cast.tashi


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("va", "RowUnreadable"),
        ("", "RowUnreadable"),
        ("1", "NothingTicked"),
        ("1q", "NoSuchLetter"),
        ("1vp", "TwoOfOne"),
        ("1nr", "TwoOfOne"),
        ("1na", "ServicesWithoutMeeting"),
        ("1vw", "NeedWithoutKind"),
        ("1v w 坏了", "NeedWithoutKind"),
        ("1v w9 坏了", "NeedWithoutKind"),
        ("1v w3", "NeedWithoutKind"),
        ("1v 20", "DayOfAnotherWeek"),
        ("1v 7", "VisitInFuture"),
        ("9v", "NoSuchRow"),
    ],
)
def test_what_another_look_at_the_sheet_mends_is_refused_and_nothing_is_kept(
    cast, sheet, typed, name
):
    with pytest.raises(Refused) as refused:
        key(sheet, cast, typed)

    assert type(refused.value).__name__ == name
    assert str(refused.value)
    assert (Submission.objects.count(), Visit.objects.count()) == (0, 0)


def test_the_day_of_the_sheet_may_not_be_to_come(cast, sheet):
    with pytest.raises(VisitInFuture):
        key(sheet, cast, "1v", on=TODAY + timedelta(days=1))
    with pytest.raises(NoSuchRow):
        key(sheet, cast, "3v")


def test_a_sheet_keyed_twice_is_one_record(cast, sheet):
    key(sheet, cast, "1vac")
    written = AuditEntry.objects.count()

    again = key(sheet, cast, "1 c a v", by=cast.tashi_account)

    assert told(again) == (False, False, "applied", "")
    assert (Visit.objects.count(), AuditEntry.objects.count()) == (1, written)


def test_what_a_second_typist_keys_otherwise_is_a_difference(cast, sheet):
    key(sheet, cast, "1vac")

    second = key(sheet, cast, "1vab")

    first, _blank = row_states(sheet, cast.coordinator, TODAY)
    assert told(second) == (False, True, "held", "other_content")
    assert (first.keyed.letters, [one.letters for one in first.others]) == ("vac", ["vab"])
    assert Visit.objects.get().services.count() == 2


def test_a_row_left_out_is_not_keyed_and_no_visit(cast, sheet):
    key(sheet, cast, "2u")

    blank, keyed = row_states(sheet, cast.coordinator, TODAY)
    assert (blank.submission, blank.visit) == (None, None)
    assert keyed.keyed.letters == "vu"
    assert not Visit.objects.filter(household=cast.a).exists()


def test_what_the_sheet_really_says_against_a_rule_is_held(cast, sheet):
    keyed = key(sheet, cast, "1na!")

    assert told(keyed) == (True, False, "held", "refused")
    assert Submission.objects.get().refusal == "visits.NobodyMet"


def test_a_household_given_up_meanwhile_is_taken_and_marked(cast, sheet):
    row = Access.objects.get(household=cast.a, helper=cast.tashi)
    register.end_access(row, by=cast.coordinator, on=DAY + timedelta(days=1))

    keyed = key(sheet, cast, "1u")

    (state, _other) = row_states(sheet, cast.tashi_account, TODAY)
    assert told(keyed) == (True, False, "applied", "")
    assert Submission.objects.get().was_given_up
    assert state.household is None  # its name is no longer this helper's to read


def test_the_same_visit_from_the_phone_stands_beside_it(cast, sheet):
    device, _token = give_device(cast.tashi, kind="field", name="手机", by=cast.coordinator, on=DAY)
    form = {
        "id": str(uuid4()), "form": "visit", "version": "1", "household": str(cast.a.pk),
        "on": str(TODAY), "mode": "on_site", "result": "met", "part": "morning",
    }  # fmt: skip
    incoming = Incoming(device, json.dumps(form).encode(), Channel.FIELD)
    receive(incoming, by=cast.tashi_account, today=TODAY)

    key(sheet, cast, "1vac", part="morning")
    key(sheet, cast, "2u", part="morning")

    first, second = row_states(sheet, cast.coordinator, TODAY)
    assert [str(visit.pk) for visit in first.same] == [form["id"]]
    assert second.same == ()


SERVICES = [("a", "policy"), ("b", "mediation"), ("c", "hazard_check")]
LINES = st.builds(
    KeyedLine,
    row=st.integers(1, 999),
    mode=st.sampled_from(Mode),
    result=st.sampled_from(Result),
    services=st.sets(st.sampled_from([key for _letter, key in SERVICES])).map(
        lambda keys: tuple(key for _letter, key in SERVICES if key in keys)
    ),
    no_change=st.booleans(),
    day=st.none(),
    need=st.none() | st.tuples(st.sampled_from(NEED_KINDS), st.just("电线老化")),
)


@given(line=LINES)
def test_what_is_kept_of_a_row_says_the_same_letters_again(line):
    body = body_of(line, key=uuid4(), household_id=uuid4(), on=DAY, part="")
    letters = letters_of(read_form(body), SERVICES)
    words = f" {line.need[1]}" if line.need else ""
    sure = "!" if line.services and line.result != Result.MET else ""
    head, w, kind = letters.partition(" w")

    assert read_line(f"{line.row}{head}{sure}{w}{kind}{words}", SERVICES) == line


def test_keying_asks_the_database_little(cast, sheet, django_assert_max_num_queries):
    key(sheet, cast, "1u")

    with django_assert_max_num_queries(12):
        row_states(sheet, cast.coordinator, TODAY)
