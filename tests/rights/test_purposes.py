"""No field without purpose and retention."""

from collections import Counter

import pytest
from django.apps import apps

from doorstep.entry.rules import SIGN_INS_KEPT
from doorstep.people.rules import DAYS_WITH_CLOCK_TIMES
from doorstep.rights.choices import STANDING, Basis, Keep
from doorstep.rights.purposes import covered, days_of, keeping, others, purposes, tables
from doorstep.rights.queries import purpose_lines
from doorstep.sync.rules import UNDO_DAYS

LANGUAGES = {"en", "zh-hans"}


def models():
    """(is ours, model) of every table, those that link others included."""
    for model in apps.get_models(include_auto_created=True):
        yield model.__module__.startswith("doorstep."), model


def fields_there_are():
    return {
        (model._meta.label_lower, field.name)
        for is_ours, model in models()
        if is_ours
        for field in model._meta.concrete_fields
    }


def test_every_field_has_a_purpose_and_nothing_is_listed_that_does_not_exist():
    assert set(covered()) == fields_there_are()


def test_every_field_has_one_purpose():
    assert [one for one, times in Counter(covered()).items() if times > 1] == []


def test_fields_that_go_earlier_are_fields_of_their_table():
    strays = [
        (label, name)
        for label, table in tables().items()
        for names in table.earlier.values()
        for name in names
        if name not in {one for listed in table.fields.values() for one in listed}
    ]

    assert strays == []


def test_the_tables_of_libraries_are_named_as_a_whole():
    there = {model._meta.label_lower for is_ours, model in models() if not is_ours}
    named = {f"{one.app}.{table}" for one in others().values() for table in one.tables}

    assert named == there
    assert {one.purpose for one in others().values()} <= set(purposes())


def test_the_rules_of_the_files_are_the_closed_list():
    assert set(keeping()) == set(Keep)


def test_what_no_night_ends_is_what_has_no_days():
    assert {key for key, rule in keeping().items() if rule.days is None} == STANDING


def test_every_duty_names_its_law():
    bare = [key for key, one in purposes().items() if one.basis == Basis.DUTY and not one.law["en"]]

    assert bare == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_people_can_read_every_purpose_rule_and_table(language):
    named = [
        *((one.key, one.names) for one in purposes().values()),
        *((one.key, one.kinds) for one in purposes().values()),
        *((one.key, one.words) for one in keeping().values()),
        *((one.key, one.why) for one in keeping().values()),
        *((one.label, one.names) for one in tables().values()),
        *((one.app, one.names) for one in others().values()),
    ]

    assert [key for key, names in named if not names.get(language)] == []


def test_what_households_read_has_a_tibetan_draft():
    read = [one for one in purposes().values() if one.to_households]

    assert [one.key for one in read if not (one.names.get("bo") and one.kinds.get("bo"))] == []
    assert [one.key for one in keeping().values() if not one.words.get("bo")] == []


def test_the_days_are_those_that_the_rooms_keep():
    told = [days_of(keep) for keep in (Keep.CLOCK_TIMES, Keep.UNDO, Keep.SIGN_INS)]

    assert told == [DAYS_WITH_CLOCK_TIMES, UNDO_DAYS, SIGN_INS_KEPT.days]


def test_what_no_night_ends_has_no_days_to_ask_for():
    with pytest.raises(TypeError):
        days_of(Keep.TRAIL)


@pytest.mark.django_db
def test_a_household_is_told_of_rules_that_its_data_follow():
    strays = [
        (line.purpose.key, keep)
        for line in purpose_lines()
        for keep in line.purpose.told
        if keep not in {rule.key for rule in line.rules}
    ]

    assert strays == []
    assert [one.key for one in purposes().values() if not one.told] == []
