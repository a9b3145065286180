"""`doorstep sealed-fields`, what nightly opens, and what verify says of safeguarding records."""

from datetime import timedelta

from doorstep.kit.clock import today
from doorstep.needs.models import Need
from doorstep.people.choices import Duty
from doorstep.register.models import Household, Sealing
from doorstep.safeguarding.models import SafeguardingEntry
from tests.factories import make_account, make_need
from tests.office.rows import safeguarding_need


def test_sealed_fields_are_switched_on_from_today(cast, method, run):
    make_need(cast.a, kind="care", text="要陪去县医院")
    asked = ("sealed-fields", "--place", "caoba", "--by", "drolma", "--json", "--assessed-on")

    future = run(*asked, str(today() + timedelta(days=1)))
    code, answer, err = run(*asked, "2026-03-02")
    again = run(*asked, "2026-03-02")

    assert (future[0], again[0]) == (1, 1)
    assert (code, answer) == (
        0, {"place": "caoba", "from_on": str(today()), "assessed_on": "2026-03-02"},
    )  # fmt: skip
    assert str(today()) in err
    assert (Need.objects.get().text, Sealing.objects.count()) == ("", 1)


def test_verify_says_alike_whether_there_are_safeguarding_records(cast, run):
    make_account("safe", duties=[(Duty.SAFEGUARDING, cast.caoba)], on=cast.day)
    before = run("audit", "verify", "--json")
    safeguarding_need(cast.a, by=cast.coordinator, on=cast.day)
    after = run("audit", "verify", "--json")

    SafeguardingEntry.objects.update(content="x")
    code, answer, err = run("audit", "verify", "--json")

    assert after == before
    assert (before[0], code, answer["ok"]) == (0, 1, False)
    assert {one["place"]: one["safeguarding"] for one in answer["chains"]} == {
        None: True, "mozhu": True, "riduo": True, "caoba": False, "xiagou": True,
    }  # fmt: skip
    assert "caoba" in err


def test_new_keys_are_made_only_where_the_old_are_said_to_be_lost(cast, run, settings, tmp_path):
    settings.KEYS = tmp_path / "empty"

    refused = run("nightly", "--dry-run")
    unsaid = run("new-keys")
    code, answer, _err = run("new-keys", "--confirm", "lost", "--json")
    again = run("new-keys", "--confirm", "lost", "--json")

    assert (refused[0], unsaid[0], code) == (1, 1, 0)
    assert (str(settings.KEYS) in refused[2], "--confirm lost" in unsaid[2]) == (True, True)
    assert answer["keys"] > Household.objects.count()
    assert (again[1], run("nightly", "--dry-run")[0]) == ({"keys": 0}, 0)


def test_with_another_folder_no_table_is_renewed(cast, run, settings, tmp_path, monkeypatch):
    renewed = []
    monkeypatch.setattr("django.core.management.call_command", lambda *a, **b: renewed.append(a))
    settings.KEYS = tmp_path / "another"

    code, _answer, err = run("migrate")

    assert (code, str(settings.KEYS) in err, renewed) == (1, True, [])
