"""A later ledger over an earlier one: what changes, and undo."""

import json
from datetime import timedelta

import pytest

from doorstep.activities.actions import record_activity
from doorstep.activities.models import Attendee
from doorstep.kit.weeks import Week
from doorstep.needs.actions import raise_need
from doorstep.pairing.models import Pairing
from doorstep.people.actions import change_helper, system_account
from doorstep.people.models import AuditEntry, Group, Helper
from doorstep.register.actions import (
    change_household,
    close_household,
    give_consent,
    withdraw_consent,
)
from doorstep.register.actions.households import HouseholdNotUsed
from doorstep.register.choices import NOT_USED
from doorstep.register.models import Household, Member
from doorstep.rights.actions import erase_household
from doorstep.sync.actions import drop_old_undos, imports, undo_import
from doorstep.sync.actions.undoing import (
    ImportHasLaterRows,
    ImportTooOldToUndo,
    ImportUndoneAlready,
)
from doorstep.sync.models import ImportedChange, RosterImport
from doorstep.sync.queries import snapshot
from doorstep.visits.actions import write_weekly_note
from doorstep.visits.models import PlannedRoute
from tests.factories import make_account, make_need
from tests.register.roster.samples import expected
from tests.sync.samples import DAY, look, take
from tests.visits.plans import make_visit_plan

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


def undo(report, on=NEXT):
    done = RosterImport.objects.get(pk=report.undo_id)
    return undo_import(done, by=system_account(), on=on)


def rows(place="niancun"):
    """Everything an import writes, as it stands."""
    village = Household.objects.filter(village__code=place).values("village")[:1]
    return snapshot([one["village"] for one in village])


def active():
    return Household.objects.active_on(NEXT)


def sealed(entries):
    """Names and births as they are kept: a child without name, with the year alone."""
    year = DAY.year - 14
    return sorted(
        [code, "孩子", born[:4]] if int(born[:4]) >= year else [code, name.strip(), born]
        for code, name, born in entries
    )


def test_the_preview_of_a_later_ledger_lists_every_change(niancun):
    wanted = expected("update.xlsx")["diff"]

    diff = json.loads(json.dumps(look("update.xlsx", on=NEXT).as_json()["diff"]))

    same = ("compared_with", "match_on", "added", "removed", "changed_fields", "unchanged")
    assert {key: diff[key] for key in same} == {key: wanted[key] for key in same}
    for key in ("members_added", "members_removed"):
        told = [[code, name.rstrip("123456789"), born] for code, name, born in diff[key]]
        assert sorted(told) == sealed(wanted[key])
    events = {key: value for key, value in diff["events"].items() if key != "split"}
    assert events == {key: v for key, v in wanted["events"].items() if key != "split"}
    assert (diff["events"]["split"]["source"], diff["events"]["split"]["created"]) == (
        "NC3-012",
        "NC3-035",
    )


def test_a_later_ledger_is_applied_as_previewed(niancun):
    wanted = expected("update.xlsx")

    report = take("update.xlsx", on=NEXT)

    present = Member.objects.filter(household__in=active(), left_on=None)
    counted = active().values_list("resident_count", flat=True)
    assert (active().count(), present.count()) == (wanted["households"], wanted["members"])
    assert sum(counted) == wanted["resident_count_sum"]
    assert Pairing.objects.live_on(NEXT).values("household").distinct().count() == 136
    assert report.closed == ("NC5-009",)
    assert take("update.xlsx", on=NEXT).diff.is_empty


def test_a_household_merged_into_another_is_closed_with_its_reason(niancun):
    take("update.xlsx", on=NEXT)

    gone = Household.objects.get(code="NC5-009")
    assert (gone.closed_on, gone.closed_because) == (NEXT, "merged")
    assert [member.left_on for member in gone.members.all()] == [NEXT]


def test_undo_brings_back_every_row(niancun):
    before = rows()
    report = take("update.xlsx", on=NEXT)

    undo(report)

    assert rows() == before
    assert look("niancun-197.xlsx", on=NEXT).diff.is_empty


def test_undo_of_the_first_import_leaves_the_place_alone(niancun):
    undo(niancun)

    left = [model.objects.count() for model in (Household, Member, Helper, Group)]
    assert left == [0, 0, 0, 0]
    assert take("niancun-197.xlsx", on=NEXT).place_created is False
    assert active().count() == 197


def test_plans_made_since_hold_no_undo_up(niancun):
    household = Household.objects.order_by("code").first()
    helper = Helper.objects.filter(team__place=household.village).first()
    make_visit_plan(household.village, helper, [household], on=NEXT, by=system_account())

    undo(niancun)

    assert not Helper.objects.filter(pk=helper.pk).exists()
    assert not PlannedRoute.objects.exists()


def test_an_import_is_undone_once(niancun):
    undo(niancun)

    with pytest.raises(ImportUndoneAlready):
        undo(niancun)


@pytest.mark.parametrize(("days", "is_undone"), [(30, True), (31, False)])
def test_an_import_is_undone_within_thirty_days(niancun, days, is_undone):
    day = DAY + timedelta(days=days)

    if is_undone:
        undo(niancun, on=day)
    else:
        with pytest.raises(ImportTooOldToUndo):
            undo(niancun, on=day)

    assert Household.objects.count() == (0 if is_undone else 197)


def test_what_undo_needs_is_dropped_when_it_is_too_old(niancun):
    take("update.xlsx", on=NEXT)
    kept = ImportedChange.objects.count()

    dropped = [drop_old_undos(DAY + timedelta(days=days)) for days in (30, 31, 31)]

    left = RosterImport.objects.filter(changes__isnull=False).distinct()
    assert (dropped, [one.on for one in left]) == ([0, 1, 0], [NEXT])
    assert 0 < ImportedChange.objects.count() < kept
    assert AuditEntry.objects.filter(act="drop_old_undos").count() == 1


def test_undo_names_the_households_with_later_rows(niancun):
    household = Household.objects.get(code="NC1-003")
    change_household(household, note="门前修路", by=system_account(), on=NEXT)

    with pytest.raises(ImportHasLaterRows) as refused:
        undo(niancun)

    assert refused.value.codes == ["NC1-003"]
    assert "NC1-003" in str(refused.value)
    assert active().count() == 197


@pytest.mark.parametrize("also_open", [False, True])
def test_of_something_sealed_undo_names_no_code(niancun, also_open):
    household = Household.objects.get(code="NC1-003")
    for sealed in (True, False)[: 1 + also_open]:
        make_need(household, text="秘密的", sealed=sealed, on=NEXT)

    with pytest.raises(ImportHasLaterRows) as refused:
        undo(niancun)

    codes = ["NC1-003"] if also_open else []
    assert (refused.value.codes, refused.value.names) == (codes, ["此处不显示的内容"])


def test_undo_names_the_helpers_that_were_changed_later(niancun):
    helper = Helper.objects.order_by("name", "id").first()
    change_helper(helper, phone="19900000001", by=system_account(), on=NEXT)

    with pytest.raises(ImportHasLaterRows) as refused:
        undo(niancun)

    assert (refused.value.codes, refused.value.names) == ([], [helper.name])


def test_a_ledger_does_not_give_again_what_was_withdrawn(niancun):
    household = Household.objects.get(code="NC1-003")
    given = household.consents.get()
    withdraw_consent(given, by=system_account(), on=NEXT)

    report = take("niancun-197.xlsx", on=NEXT)

    assert report.diff.is_empty
    assert list(household.consents.all()) == [given]


def test_of_two_consents_of_one_day_an_earlier_ledger_adds_no_third(niancun):
    household = Household.objects.get(code="NC1-003")
    given = household.consents.get()
    other = "spoken" if given.how != "spoken" else "thumb"
    more = {"purpose": "register", "how": other, "given_on": given.given_on}
    give_consent(household, by=system_account(), on=NEXT, **more)

    report = take("niancun-197.xlsx", on=NEXT)

    assert report.diff.is_empty
    assert household.consents.count() == 2


def test_undo_never_takes_a_later_attendance_with_it(niancun):
    household = Household.objects.get(code="NC1-003")
    record_activity(
        household.village,
        kind="training",
        title="果树修剪",
        households=[household],
        by=system_account(),
        on=NEXT,
    )

    with pytest.raises(ImportHasLaterRows) as refused:
        undo(niancun)

    assert refused.value.codes == ["NC1-003"]
    assert Attendee.objects.count() == 1


def test_undo_never_takes_away_whom_a_later_need_serves(niancun):
    served = Household.objects.get(code="NC1-004")
    raise_need(
        served.village, kind="works", text="修桥", served=[served], by=system_account(), on=NEXT
    )

    with pytest.raises(ImportHasLaterRows) as refused:
        undo(niancun)

    assert refused.value.codes == ["NC1-004"]


@pytest.mark.parametrize("act", ["leads", "reports"])
def test_undo_names_the_helpers_that_later_rows_point_at(niancun, act):
    helper = Helper.objects.select_related("team__place").order_by("name", "id").first()
    if act == "leads":
        record_activity(
            helper.team.place,
            kind="training",
            title="果树修剪",
            led_by=helper,
            by=system_account(),
            on=NEXT,
        )
    else:
        write_weekly_note(helper, Week.of(DAY), text="雪大路滑", by=system_account(), on=NEXT)

    with pytest.raises(ImportHasLaterRows) as refused:
        undo(niancun)

    assert (refused.value.codes, refused.value.names) == ([], [helper.name])


def test_an_import_is_undone_after_the_later_one_is(niancun):
    later = take("update.xlsx", on=NEXT)
    with pytest.raises(ImportHasLaterRows):
        undo(niancun)

    undo(later)
    undo(niancun)

    assert Household.objects.count() == 0


def written_meanwhile(code):
    """A change by another account, made once an import looks for what undo needs."""
    by = make_account("meanwhile")

    def say(text):
        if text == "正在保存撤销所需的内容。":
            household = Household.objects.get(code=code)
            change_household(household, note="门前修路", by=by, on=NEXT)

    return say


def test_what_another_wrote_while_an_import_ran_holds_the_undo_of_it(niancun):
    code = "NC1-003"

    report = take("update.xlsx", on=NEXT, progress=written_meanwhile(code))

    with pytest.raises(ImportHasLaterRows) as refused:
        undo(report)
    assert refused.value.codes == [code]


def test_what_another_wrote_while_an_undone_import_ran_holds_the_undo_of_the_first(niancun):
    code = "NC1-003"
    later = RosterImport.objects.get(
        pk=take("niancun-197.xlsx", on=NEXT, progress=written_meanwhile(code)).undo_id
    )
    RosterImport.objects.filter(pk=later.pk).update(undone_on=NEXT)

    with pytest.raises(ImportHasLaterRows) as refused:
        undo(niancun)

    assert refused.value.codes == [code]


def test_an_import_that_waited_for_another_counts_none_of_its_entries(niancun, monkeypatch):
    """The ledger before this one is committed while this one waits for the village."""
    by = make_account("before")
    household = Household.objects.get(code="NC1-003")
    lock = imports.lock_villages

    def waits(villages):
        change_household(household, note="门前修路", by=by, on=NEXT)
        lock(villages)

    monkeypatch.setattr(imports, "lock_villages", waits)
    later = RosterImport.objects.get(pk=take("niancun-197.xlsx", on=NEXT).undo_id)

    entry = AuditEntry.objects.get(act="change_household", by=by)
    assert entry.serial < later.first_entry


@pytest.mark.usefixtures("own_keys")
def test_a_household_that_was_erased_since_does_not_hold_the_undo(niancun):
    later = take("update.xlsx", on=NEXT)
    changed = RosterImport.objects.get(pk=later.undo_id).changes.filter(household_id__isnull=False)
    household = Household.objects.get(pk=changed.values("household_id")[:1])
    erase_household(household, by=system_account(), on=NEXT)

    undo(later)
    undo(niancun)

    assert Household.objects.count() == 0


def test_a_change_to_a_household_the_later_import_left_alone_does_not_hold_it(niancun):
    later = take("update.xlsx", on=NEXT)
    household = Household.objects.get(code="NC1-001")
    change_household(household, note="门前修路", by=system_account(), on=NEXT)

    undo(later)

    assert active().count() == 197


@pytest.mark.parametrize("because", NOT_USED)
def test_a_household_that_was_closed_to_use_does_not_come_back_with_a_ledger(niancun, because):
    household = active().order_by("code").first()
    close_household(household, because=because, by=system_account(), on=DAY)
    before = rows()

    with pytest.raises(HouseholdNotUsed) as refused:
        take("niancun-197.xlsx", on=NEXT)

    assert refused.value.params == {"code": household.code}
    assert rows() == before
