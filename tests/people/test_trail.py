"""The chains of the audit trail: what an entry holds, and that no change to one stays unseen."""

import json
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from doorstep.kit import vault
from doorstep.people.actions import (
    after_trail,
    audit,
    audit_all,
    audit_once,
    empty_clock_times,
    told_together,
    with_trail,
)
from doorstep.people.actions import forget_household as forget
from doorstep.people.models import Account, AuditChain, AuditEntry, Helper
from doorstep.people.queries import check_chains
from doorstep.people.rules import canonical, chain_key, digest_of
from tests.factories import DAY, make_place
from tests.people.chains import broken_at, chain_of, change, entries_of, swap

pytestmark = pytest.mark.usefixtures("own_keys")
MIDDLE = 5


@pytest.fixture
def chain(cast):
    """The chain of Caoba: five entries of its making, one about household a, three about b."""
    entries_of(cast.caoba).filter(number__gt=MIDDLE).delete()
    head = entries_of(cast.caoba).get(number=MIDDLE).digest
    chain_of(cast.caoba).update(length=MIDDLE, head=head)
    for household in (cast.a, cast.b, cast.b, cast.b):
        told = {"by": cast.coordinator, "on": DAY, "place": cast.caoba, "detail": {"n": 1}}
        audit("change_household", household, household_id=household.pk, **told)
    return cast.caoba


def test_what_is_written_with_the_trail_waits_for_it_and_is_done_once(cast):
    named = "UPDATE people_helper SET caseload_revision = caseload_revision + 1 WHERE name = %s"
    write = (named, [cast.tashi.name])

    with told_together():
        with_trail("raise", write)
        with_trail("raise", write)
        audit("close_need", cast.a, by=cast.coordinator, on=DAY, place=cast.caoba)
        before = Helper.objects.get(pk=cast.tashi.pk).caseload_revision
    together = Helper.objects.get(pk=cast.tashi.pk).caseload_revision
    with told_together():
        with_trail("raise", write)
    alone = Helper.objects.get(pk=cast.tashi.pk).caseload_revision
    with_trail("raise", write)
    at_once = Helper.objects.get(pk=cast.tashi.pk).caseload_revision

    assert [one - before for one in (together, alone, at_once)] == [1, 2, 3]


def test_what_is_told_together_follows_one_another_in_each_chain(cast):
    before = [entries_of(place).count() for place in (cast.caoba, cast.xiagou)]
    done = []

    with told_together():
        after_trail("once", lambda: done.append(entries_of(cast.caoba).count()))
        after_trail("once", lambda: done.append("twice"))
        for household in (cast.a, cast.d, cast.b):
            audit("look", household, by=cast.coordinator, on=DAY, place=household.village)
        waiting = [entries_of(place).count() for place in (cast.caoba, cast.xiagou)]

    assert waiting == before
    assert done == [before[0] + 2]
    assert [one.broken for one in check_chains()] == [None] * 5
    told = AuditEntry.objects.order_by("serial").filter(act="look")
    assert [one.subject_id for one in told.filter(place=cast.caoba)] == [
        str(cast.a.pk),
        str(cast.b.pk),
    ]


def _tell_and_fail(cast, done):
    audit("look", cast.a, by=cast.coordinator, on=DAY, place=cast.caoba)
    after_trail("once", lambda: done.append(1))
    raise ZeroDivisionError


def test_an_act_that_fails_tells_nothing_and_touches_nothing(cast):
    before, done = AuditEntry.objects.count(), []

    with pytest.raises(ZeroDivisionError), told_together():
        _tell_and_fail(cast, done)

    audit("look", cast.a, by=cast.coordinator, on=DAY, place=cast.caoba)
    assert (AuditEntry.objects.count(), done) == (before + 1, [])


def test_every_chain_of_the_cast_is_whole(cast):
    places = [(one.place and one.place.code, one.broken) for one in check_chains()]

    assert places == [(code, None) for code in (None, "caoba", "mozhu", "riduo", "xiagou")]


def test_the_entries_of_a_chain_are_numbered_one_by_one(cast):
    for place in (None, cast.caoba, cast.town):
        numbers = list(entries_of(place).values_list("number", flat=True))

        assert numbers == list(range(1, len(numbers) + 1))
        assert chain_of(place).get().length == len(numbers)


def test_what_an_entry_says_is_sealed_under_the_households_key_and_names_the_day_only(cast, chain):
    entry = entries_of(chain).get(number=MIDDLE + 1)

    said = json.loads(vault.unseal(cast.a.pk, entry.content))

    assert said == {
        "number": MIDDLE + 1,
        "id": str(entry.id),
        "on": "2026-03-02",
        "by": str(cast.coordinator.pk),
        "act": "change_household",
        "subject_kind": "household",
        "subject_id": str(cast.a.pk),
        "household_id": str(cast.a.pk),
        "place": str(chain.pk),
        "detail": {"n": 1},
    }
    assert vault.unseal(chain_key(chain.pk), entry.owner) == str(cast.a.pk)


def test_an_entry_without_a_household_is_sealed_under_the_chains_key(cast):
    at_place, of_none = entries_of(cast.caoba).first(), entries_of(None).first()

    assert json.loads(vault.unseal(f"place:{cast.caoba.pk}", at_place.content))["number"] == 1
    assert json.loads(vault.unseal("instance", of_none.content))["place"] is None
    assert (at_place.owner, of_none.owner) == ("", "")


def test_a_digest_chains_the_one_before_and_no_clock_time(cast):
    first, second = entries_of(cast.caoba)[:2]

    second.at = None

    assert digest_of(f"place:{cast.caoba.pk}", first) == first.digest
    assert digest_of(first.digest, second) == second.digest
    assert digest_of(f"place:{cast.caoba.pk}", second) != second.digest


def test_a_digest_tells_where_its_parts_end():
    entry = AuditEntry(number=1, on=DAY, by_id=uuid4(), act="ab", owner="", content="c")
    other = AuditEntry(number=1, on=DAY, by_id=entry.by_id, act="a", owner="b", content="c")

    assert digest_of("", entry) != digest_of("", other)


def test_one_content_has_one_text():
    assert canonical({"b": 1, "a": "村"}) == canonical({"a": "村", "b": 1}) == '{"a":"村","b":1}'


def test_a_bulk_act_is_chained_row_by_row(cast, chain):
    rows = [(household, household.pk) for household in (cast.a, cast.b, cast.c)]

    audit_all("review", rows, by=cast.second, on=DAY, place=chain)

    added = entries_of(chain).filter(act="review")
    assert [(one.number, one.household_id) for one in added] == [
        (MIDDLE + 5, cast.a.pk),
        (MIDDLE + 6, cast.b.pk),
        (MIDDLE + 7, cast.c.pk),
    ]
    assert broken_at(chain) is None


def test_a_bulk_act_on_nothing_leaves_the_chain_as_it_is(cast, chain):
    before = chain_of(chain).get().length

    audit_all("review", [], by=cast.second, on=DAY, place=chain)

    assert chain_of(chain).get().length == before


COLUMNS = [
    ("on", date(2026, 3, 3), "column_changed", "on"),
    ("act", "close_household", "column_changed", "act"),
    ("subject_kind", "need", "column_changed", "subject_kind"),
    ("subject_id", "x", "column_changed", "subject_id"),
    ("subject_id", "", "column_changed", "subject_id"),
    ("household_id", UUID(int=1), "column_changed", "household_id"),
    ("household_id", None, "column_changed", "household_id"),
    ("detail", {"n": 2}, "column_changed", "detail"),
    ("detail", {}, "column_changed", "detail"),
    ("id", UUID(int=2), "column_changed", "id"),
    ("serial", 0, "column_changed", "serial"),
    ("serial", 1_000_000, "column_changed", "serial"),
    ("digest", "0" * 64, "column_changed", "digest"),
    ("content", "v1.AAAA", "content_changed", ""),
    ("owner", "v1.AAAA", "content_changed", ""),
    ("owner", "", "content_changed", ""),
    ("number", 1_000_000, "order_changed", "1000000"),
]


@pytest.mark.parametrize(("column", "value", "kind", "what"), COLUMNS)
def test_a_changed_column_is_found_and_named(chain, column, value, kind, what):
    change(chain, MIDDLE + 1, **{column: value})

    # a later serial is out of order only beside the entry that follows
    number = MIDDLE + 2 if (column, value) == ("serial", 1_000_000) else MIDDLE + 1
    assert broken_at(chain) == (number, kind, what)


def test_every_column_but_the_clock_time_is_among_the_changed_ones():
    tried = {column for column, *_rest in COLUMNS} | {"by", "place", "at"}

    assert {field.name for field in AuditEntry._meta.concrete_fields} == tried


def test_another_actor_is_found(cast, chain):
    change(chain, MIDDLE + 1, by=cast.second)

    assert broken_at(chain) == (MIDDLE + 1, "column_changed", "by")


def test_an_entry_moved_to_another_chain_is_found_in_both(cast, chain):
    change(chain, MIDDLE + 1, place=cast.county)

    assert broken_at(chain) == (MIDDLE + 1, "column_changed", "place")
    assert broken_at(cast.county) == (2, "entry_added", "")


def test_emptying_the_clock_time_changes_nothing(chain):
    change(chain, MIDDLE + 1, at=None)

    assert broken_at(chain) is None


@pytest.mark.parametrize(
    ("number", "kind"),
    [(1, "entry_missing"), (MIDDLE, "entry_missing"), (MIDDLE + 4, "tail_missing")],
)
def test_a_deleted_entry_is_missed_where_it_was(chain, number, kind):
    entries_of(chain).filter(number=number).delete()

    assert broken_at(chain) == (number, kind, "")


def test_a_deleted_entry_is_missed_though_the_later_ones_move_up(chain):
    entries_of(chain).filter(number=MIDDLE).delete()
    for number in range(MIDDLE + 1, MIDDLE + 5):
        change(chain, number, number=number - 1)
    chain_of(chain).update(length=MIDDLE + 3)

    assert broken_at(chain) == (MIDDLE, "entry_missing", "")


def test_a_chain_computed_anew_without_an_entry_does_not_fit_what_is_sealed(chain):
    entries_of(chain).filter(number=MIDDLE).delete()
    previous = entries_of(chain).get(number=MIDDLE - 1).digest
    for number in range(MIDDLE + 1, MIDDLE + 5):
        entry = entries_of(chain).get(number=number)
        previous = digest_of(previous, entry, number=number - 1)
        change(chain, number, number=number - 1, digest=previous)
    chain_of(chain).update(length=MIDDLE + 3, head=previous)

    assert broken_at(chain) == (MIDDLE, "entry_missing", "")


NUMBERS, ROWS, SEALS = ("number",), ("number", "serial"), ("content", "owner", "digest")


@pytest.mark.parametrize(
    ("names", "one", "other", "kind"),
    [
        (NUMBERS, 1, 2, "order_changed"),
        (NUMBERS, MIDDLE, MIDDLE + 1, "order_changed"),
        (NUMBERS, MIDDLE + 1, MIDDLE + 4, "order_changed"),
        (ROWS, 1, 2, "order_changed"),
        (ROWS, MIDDLE + 3, MIDDLE + 4, "order_changed"),
        (SEALS, MIDDLE + 2, MIDDLE + 3, "order_changed"),  # these two say the same of the same
        (SEALS, 1, 2, "content_changed"),
    ],
)
def test_two_entries_that_changed_places_are_found_at_the_first(chain, names, one, other, kind):
    swap(chain, one, other, *names)

    assert broken_at(chain) == (one, kind, str(other) if kind == "order_changed" else "")


def test_an_entry_put_in_behind_the_products_back_is_found(cast, chain):
    last = entries_of(chain).last()
    last.pk, last.id, last.number = None, uuid4(), last.number + 1
    last.save(force_insert=True)

    assert broken_at(chain) == (last.number, "entry_added", "")


@pytest.mark.parametrize(
    ("columns", "broken"),
    [
        ({"length": MIDDLE + 3}, (MIDDLE + 4, "entry_added", "")),
        ({"length": MIDDLE + 5}, (MIDDLE + 5, "tail_missing", "")),
        ({"head": "0" * 64}, (MIDDLE + 4, "column_changed", "head")),
    ],
)
def test_a_changed_chain_row_is_found(chain, columns, broken):
    chain_of(chain).update(**columns)

    assert broken_at(chain) == broken


def test_a_chain_that_is_gone_as_a_whole_is_missed(cast, chain):
    for place in (chain, None):
        entries_of(place).delete()
        chain_of(place).delete()

    broken = [
        (one.place and one.place.code, one.broken.kind) for one in check_chains() if one.broken
    ]
    assert broken == [(None, "tail_missing"), ("caoba", "tail_missing")]


def test_a_content_sealed_for_another_household_does_not_open(cast, chain):
    """Whoever can write the database, but has no keys, cannot make an entry that fits."""
    entry = entries_of(chain).get(number=MIDDLE + 4)
    entry.content = vault.seal(cast.c.pk, "{}")
    entry.digest = digest_of(entries_of(chain).get(number=MIDDLE + 3).digest, entry)
    entry.save()
    chain_of(chain).update(head=entry.digest)

    assert broken_at(chain) == (MIDDLE + 4, "seal_broken", "")


def erase(household, cast):
    forgotten = forget(household.pk, place=cast.caoba, by=cast.coordinator, on=DAY)
    vault.destroy_key(household.pk, DAY)
    return forgotten


def test_the_chain_holds_after_a_household_is_erased(cast, chain):
    assert erase(cast.b, cast) == 3

    assert broken_at(chain) is None
    emptied = entries_of(chain).filter(number__gt=MIDDLE + 1, act="change_household")
    assert {(one.household_id, one.subject_id, str(one.detail)) for one in emptied} == {
        (None, "", "{}")
    }
    assert str(cast.b.pk) not in str(list(AuditEntry.objects.values()))
    assert entries_of(chain).last().detail == {"entries": 3}
    assert erase(cast.b, cast) == 0


def test_an_erased_household_is_not_named_by_what_its_entries_still_hold(cast, chain):
    erase(cast.b, cast)

    owners = list(entries_of(chain).exclude(owner="").values_list("owner", flat=True))

    assert len(owners) == len(set(owners))  # nor do they name one another


@pytest.mark.parametrize(
    ("column", "value", "kind", "what"),
    [
        ("on", date(2026, 3, 3), "content_changed", ""),
        ("act", "close_household", "content_changed", ""),
        ("content", "v1.AAAA", "content_changed", ""),
        ("owner", "v1.AAAA", "content_changed", ""),
        ("digest", "0" * 64, "content_changed", ""),
        ("household_id", UUID(int=1), "column_changed", "household_id"),
        ("subject_id", "x", "column_changed", "subject_id"),
        ("detail", {"n": 1}, "column_changed", "detail"),
        ("number", 1_000_000, "order_changed", "1000000"),
    ],
)
def test_a_changed_entry_of_an_erased_household_is_found(cast, chain, column, value, kind, what):
    erase(cast.b, cast)

    change(chain, MIDDLE + 3, **{column: value})

    assert broken_at(chain) == (MIDDLE + 3, kind, what)


def test_entries_of_an_erased_household_that_changed_places_are_found(cast, chain):
    erase(cast.b, cast)

    swap(chain, MIDDLE + 2, MIDDLE + 4, "number")

    assert broken_at(chain) == (MIDDLE + 2, "order_changed", str(MIDDLE + 4))


def test_an_erased_household_whose_columns_are_still_filled_is_found(cast, chain):
    vault.destroy_key(cast.b.pk, DAY)

    assert broken_at(chain) == (MIDDLE + 2, "column_changed", "household_id")


def test_columns_emptied_though_the_key_is_there_are_found(cast, chain):
    change(chain, MIDDLE + 1, household_id=None, subject_id="", detail={})

    assert broken_at(chain) == (MIDDLE + 1, "column_changed", "subject_id")


def test_what_is_told_once_a_day_is_told_once_by_each(cast, chain):
    told = {"household_id": cast.a.pk, "place": chain}
    later = DAY + timedelta(days=1)

    written = [
        audit_once("look_at_household", cast.a, by=by, on=on, **told)
        for by, on in [
            (cast.coordinator, DAY),
            (cast.coordinator, DAY),
            (cast.second, DAY),
            (cast.coordinator, later),
        ]
    ]

    assert written == [True, False, True, True]


def test_clock_times_go_after_thirty_days_and_the_chains_hold(cast):
    midnight = timezone.make_aware(timezone.datetime(2026, 3, 2))
    number = AuditEntry.objects.update(at=midnight - timedelta(seconds=1))
    change(cast.caoba, 1, at=midnight)

    emptied = empty_clock_times(by=cast.second, on=date(2026, 4, 1))

    assert emptied == number - 1
    assert entries_of(cast.caoba).get(number=1).at == midnight
    assert {one.broken for one in check_chains()} == {None}
    assert AuditEntry.objects.last().detail == {"entries": number - 1}
    assert empty_clock_times(by=cast.second, on=date(2026, 4, 1)) == 0


def test_entries_from_before_there_were_chains_are_chained_in_the_order_of_writing(cast):
    migration = __import__("doorstep.people.migrations.0002_trail", fromlist=["chain_entries"])
    before = dict(AuditEntry.objects.values_list("serial", "number"))
    for entry in AuditEntry.objects.all():
        free = {"number": 1_000_000 + entry.serial, "owner": "", "content": "", "digest": ""}
        AuditEntry.objects.filter(pk=entry.pk).update(**free)
    AuditChain.objects.all().delete()

    migration.chain_entries(apps, None)

    assert dict(AuditEntry.objects.values_list("serial", "number")) == before
    assert [one.broken for one in check_chains()] == [None] * 5


def test_without_entries_there_is_nothing_to_chain(db):
    migration = __import__("doorstep.people.migrations.0002_trail", fromlist=["chain_entries"])

    migration.chain_entries(apps, None)

    assert AuditChain.objects.count() == 0
    assert list(check_chains()) == []


def test_a_chain_begins_with_the_making_of_its_place(db):
    place = make_place("caoba")

    assert entries_of(place).get(number=1).act == "make_place"
    assert Account.objects.get().is_system
    assert [one.broken for one in check_chains()] == [None]
