"""`doorstep nightly`."""

import os
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.utils.timezone import localtime

from doorstep.entry.models import Pin
from doorstep.kit import marks
from doorstep.kit.clock import now, today
from doorstep.people.choices import Duty
from doorstep.people.models import AuditEntry
from doorstep.register.actions import open_sealed_fields
from doorstep.register.models import Access, Member
from doorstep.safeguarding import actions
from doorstep.safeguarding.models import SafeguardingEntry
from doorstep.safeguarding.queries import get_guarded_need_for
from doorstep.sync.models import ImportedChange, RosterImport
from tests.factories import make_account, make_member
from tests.office.rows import safeguarding_need

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(transaction=True),  # a log in use cannot be shortened
]


def test_nightly_says_first_what_it_will_do(cast, run):
    old = now() - timedelta(days=32)
    AuditEntry.objects.filter(place=cast.caoba).update(at=old)
    count = AuditEntry.objects.filter(place=cast.caoba).count()

    code, answer, err = run("nightly", "--dry-run", "--json")

    assert (code, answer["steps"][0]) == (
        0,
        {"name": "clock_times", "due": count, "done": None},
    )
    assert err.splitlines()[0].endswith(f": {count}")
    assert AuditEntry.objects.filter(at=old).count() == count


def test_nightly_empties_old_clock_times_once(cast, run):
    AuditEntry.objects.filter(place=cast.caoba).update(at=now() - timedelta(days=32))
    count = AuditEntry.objects.filter(place=cast.caoba).count()
    young = AuditEntry.objects.exclude(place=cast.caoba).count()

    _code, first, _err = run("nightly", "--json")
    _code, second, _err = run("nightly", "--json")

    assert [one["steps"][0]["done"] for one in (first, second)] == [count, 0]
    assert AuditEntry.objects.filter(place=cast.caoba, at=None).count() == count
    assert AuditEntry.objects.exclude(at=None).count() == young + 1
    assert run("audit", "verify")[0] == 0


def test_nightly_drops_what_was_kept_for_old_undos(cast, run):
    old = RosterImport.objects.create(
        place=cast.caoba, filename="台账.xlsx", digest="", on=today() - timedelta(days=31),
        by=cast.coordinator,
    )  # fmt: skip
    ImportedChange.objects.create(
        roster_import=old, order=1, act="change", model="register.household", row_id=str(cast.a.pk),
        before={"phone": "19900000009"},
    )  # fmt: skip

    _code, said, _err = run("nightly", "--dry-run", "--json")
    kept = ImportedChange.objects.count()
    _code, answer, _err = run("nightly", "--json")

    steps = [
        next(one for one in told["steps"] if one["name"] == "old_undos") for told in (said, answer)
    ]
    assert [(one["due"], one["done"]) for one in steps] == [(1, None), (1, 1)]
    assert (kept, ImportedChange.objects.count()) == (1, 0)


def test_nightly_lets_go_of_what_is_past_its_time_once(cast, run):
    access = Access.objects.get(household=cast.a)
    Access.objects.filter(pk=access.pk).update(until_on=today() - timedelta(days=366))

    _code, said, err = run("nightly", "--dry-run", "--json")
    kept = Access.objects.filter(pk=access.pk).count()
    _code, first, _err = run("nightly", "--json")
    _code, second, _err = run("nightly", "--json")

    told = [step_of(answer, "ended") for answer in (said, first, second)]
    assert [(one["due"], one["done"]) for one in told] == [(1, None), (1, 1), (0, 0)]
    assert (kept, Access.objects.filter(pk=access.pk).count()) == (1, 0)
    assert len(err.splitlines()) == len(said["steps"]) + 1
    assert run("audit", "verify")[0] == 0


def test_nightly_deletes_sessions_that_ran_out_and_pins_of_yesterday(cast, run):
    Session.objects.create(session_key="over", session_data="", expire_date=now())
    lasting = Session.objects.create(
        session_key="lasting", session_data="", expire_date=now() + timedelta(days=1)
    )
    Pin.objects.create(account=cast.coordinator, browser="x", on=today() - timedelta(days=1))

    _code, answer, _err = run("nightly", "--json")

    assert step_of(answer, "sessions") == {"name": "sessions", "due": 2, "done": 2}
    assert (list(Session.objects.all()), Pin.objects.count()) == ([lasting], 0)


def test_nightly_cuts_old_clock_times_of_second_factors_to_the_day(cast, run):
    old, young = now() - timedelta(days=40), now()
    factors = [
        Authenticator.objects.create(
            user=cast.coordinator, type=kind, data={}, created_at=old, last_used_at=used
        )
        for kind, used in (("totp", old), ("recovery_codes", young))
    ]

    _code, answer, _err = run("nightly", "--json")
    _code, again, _err = run("nightly", "--json")

    for factor in factors:
        factor.refresh_from_db()
    midnight = localtime(old).replace(hour=0, minute=0, second=0, microsecond=0)
    assert [factor.created_at for factor in factors] == [midnight, midnight]
    assert [factor.last_used_at for factor in factors] == [midnight, young]
    steps = [step_of(one, "factor_times")["done"] for one in (answer, again)]
    assert steps == [2, 0]


def test_nightly_clears_marks_of_forms_sent_more_than_an_hour_ago(run, settings, tmp_path):
    settings.VAR = tmp_path
    marks.folder().mkdir()
    old, young = (marks.folder() / name for name in ("old", "young"))
    for one in (old, young):
        one.write_text("/money/")
    long_ago = time.time() - marks.KEPT_FOR - 1
    os.utime(old, (long_ago, long_ago))

    steps = [
        step_of(run("nightly", "--json", *more)[1], "sent_forms")
        for more in (("--dry-run",), (), ())
    ]

    assert [(one["due"], one["done"]) for one in steps] == [(1, None), (1, 1), (0, 0)]
    assert list(marks.folder().iterdir()) == [young]


def step_of(answer, name):
    return next(one for one in answer["steps"] if one["name"] == name)


def test_nightly_opens_the_names_of_those_who_are_fourteen(cast, run):
    open_sealed_fields(cast.caoba, by=cast.coordinator, on=cast.day, assessed_on=cast.day)
    child = make_member(cast.a, "白珍", birth_year=cast.day.year - 10)
    Member.objects.filter(pk=child.pk).update(birth_year=today().year - 15)

    steps = [
        step_of(run("nightly", "--json", *more)[1], "names_of_14")
        for more in (("--dry-run",), (), ())
    ]

    child.refresh_from_db()
    assert [(one["due"], one["done"]) for one in steps] == [(1, None), (1, 1), (0, 0)]
    assert (child.name, child.sealed_name) == ("白珍", "")


def test_nightly_deletes_old_safeguarding_needs_and_says_nothing_of_it(cast, run):
    old = today() - timedelta(days=800)
    person = make_account("safe", duties=[(Duty.SAFEGUARDING, cast.caoba)], on=old)
    before = run("nightly", "--json")

    need_id = safeguarding_need(cast.a, by=cast.coordinator, on=cast.day)
    close(person, need_id, old)
    after = run("nightly", "--json")

    assert after == before
    assert not SafeguardingEntry.objects.exists()


def close(person, need_id, on):
    for act in (
        lambda need: actions.answer_relative(need, is_relative=False, by=person, on=on),
        lambda need: actions.close_safeguarding_need(need, text="已安全", by=person, on=on),
    ):
        act(get_guarded_need_for(person, need_id, on))
