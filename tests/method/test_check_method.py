import shutil

import pytest

from doorstep.method.files import check_method
from doorstep.method.files.lines import find_lines
from tests.factories import METHOD
from tests.method.folders import four_colours_with, line_in


def test_the_shipped_method_has_no_fault():
    assert check_method(METHOD) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("services.toml", 'kind = "aid"', 'kind = "alms"', "alms"),
        ("categories.toml", 'fact = "pupils"', 'fact = "debts"', "debts"),
        ("categories.toml", 'comparison = "at_most"', 'comparison = "near"', "near"),
        ("categories.toml", "value = 3", 'value = "three"', "value"),
        ("categories.toml", 'kind = "orange"', 'kind = "purple"', "purple"),
        ("cadences.toml", 'every = "month"', 'every = "hour"', "hour"),
        ("deadlines.toml", 'need_kind = "care"', 'need_kind = "love"', "love"),
        ("deadlines.toml", "urgent = 2", "urgent = -2", "urgent"),
        ("preferences.toml", 'kind = "hours_at_least"', 'kind = "obeys"', "obeys"),
        ("preferences.toml", 'value = "economy"', 'value = "money"', "money"),
        ("preferences.toml", 'category = "blue"', 'category = "black"', "black"),
        ("method.toml", "quiet_days", "silent_days", "silent_days"),
        ("method.toml", 'summer_from = "06-01"', 'summer_from = "June"', "06-01"),
        ("method.toml", "urgent = 250", "harsh = 250", "harsh"),
        ("method.toml", "urgent = 250", "terrain_percent = 1000", "terrain_percent"),
        ("method.toml", "urgent = 250", "language_required = 2", "language_required"),
        ("method.toml", 'key = "four_colours"', 'key = "Four Colours"', "Four Colours"),
        ("seats.toml", 'key = "fixed_1"', 'key = "police_officer"', "docs/stance.md"),
        ("seats.toml", 'aliases = ["专干"', 'aliases = ["驻村民警"', "docs/stance.md"),
        ("seats.toml", "固定席位一", "宗教专干", "宗教"),
        ("services.toml", "环境整治", "信访接待", "信访"),
        ("services.toml", '"Work safety"', '"Key-person check"', "Key-person"),
        ("services.toml", 'key = "clean_up"', 'key = "petitions"', "petition"),
        ("categories.toml", 'key = "bereaved"', 'key = "ethnicity"', "ethnic"),
        ("categories.toml", "突发变故致困", "重点人员", "重点人"),
        ("services.toml", 'en = "Errand"', 'en = ""', "en"),
        ("calendar-2026.toml", "day = 2026-01-04", "day = 2025-01-04", "2026"),
        ("calendar-2026.toml", "to = 2026-01-03", "to = 2025-12-31", "2026"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_and_line(tmp_path, file, old, new, told):
    folder = four_colours_with(tmp_path, file, old, new)

    faults = [fault for fault in check_method(folder) if told in fault.text]

    assert [(fault.file, fault.line) for fault in faults] == [(file, line_in(folder, file, new))]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("categories.toml", 'kind = "blue"', 'kind = "red"'),
        ("categories.toml", '"蓝色"', '"红色"'),
        ("categories.toml", 'key = "medical_costs"', 'key = "sudden_event"'),
        ("services.toml", 'key = "study"', 'key = "policy"'),
        ("seats.toml", 'key = "fixed_2"', 'key = "fixed_1"'),
        ("deadlines.toml", 'need_kind = "other"', 'need_kind = "works"'),
        ("cadences.toml", 'kind = "on_site"', 'kind = "contact"'),
    ],
)
def test_what_stands_twice_is_refused(tmp_path, file, old, new):
    folder = four_colours_with(tmp_path, file, old, new)

    assert [fault for fault in check_method(folder) if fault.file == file]


def test_a_method_without_green_is_refused(tmp_path):
    folder = four_colours_with(tmp_path, "categories.toml", 'kind = "green"', 'kind = "blue"')

    assert any("green" in fault.text for fault in check_method(folder))


def test_green_has_no_reasons(tmp_path):
    folder = tmp_path / "method"
    shutil.copytree(METHOD, folder)
    with (folder / "categories.toml").open("a", encoding="utf-8") as stream:
        stream.write(
            '\n[[category.reason]]\nkey = "calm"\nnames = { zh-hans = "平稳", en = "Calm" }\n'
            'fact = "pupils"\ncomparison = "at_most"\nvalue = 9\n'
        )

    faults = check_method(folder)

    assert [(fault.file, fault.line) for fault in faults] == [
        ("categories.toml", line_in(folder, "categories.toml", 'kind = "green"') - 1)
    ]


def test_red_rests_on_a_request_alone(tmp_path):
    folder = four_colours_with(
        tmp_path, "categories.toml", 'fact = "mediation_requested"', 'fact = "sudden_event"'
    )

    faults = check_method(folder)

    line = line_in(folder, "categories.toml", 'fact = "sudden_event"')
    assert [(fault.file, fault.line) for fault in faults] == [("categories.toml", line)]


def test_a_missing_file_is_named(tmp_path):
    folder = tmp_path / "method"
    shutil.copytree(METHOD, folder)
    (folder / "seats.toml").unlink()

    assert ("seats.toml", 0) in [(fault.file, fault.line) for fault in check_method(folder)]


@pytest.mark.parametrize("file", ["categories", "cadences", "deadlines", "services"])
def test_a_file_that_says_nothing_is_told(tmp_path, file):
    folder = tmp_path / "method"
    shutil.copytree(METHOD, folder)
    (folder / f"{file}.toml").write_text("")

    assert f"{file}.toml" in {fault.file for fault in check_method(folder)}


@pytest.mark.parametrize("name", ["长" * 201, "\\u0007"])
def test_a_name_that_no_column_holds_is_told(tmp_path, name):
    folder = four_colours_with(tmp_path, "seats.toml", 'en = "', f'en = "{name}')

    assert {fault.file for fault in check_method(folder)} == {"seats.toml"}


def test_a_folder_that_is_no_method_is_refused(tmp_path):
    assert {fault.file for fault in check_method(tmp_path)} >= {"method.toml", "services.toml"}


def test_broken_toml_is_told_with_its_line(tmp_path):
    folder = four_colours_with(tmp_path, "services.toml", 'key = "aid"', "key = aid")

    faults = check_method(folder)

    assert [(fault.file, fault.line) for fault in faults] == [
        ("services.toml", line_in(folder, "services.toml", "key = aid"))
    ]


def test_a_binary_file_is_told(tmp_path):
    folder = tmp_path / "method"
    shutil.copytree(METHOD, folder)
    (folder / "services.toml").write_bytes(b"\xff\xfe\x00")

    assert [fault.file for fault in check_method(folder)] == ["services.toml"]


def test_tables_of_the_wrong_shape_are_told(tmp_path):
    folder = four_colours_with(tmp_path, "cadences.toml", "[[cadence]]", "cadence = 3\n[[other]]")

    assert "cadences.toml" in {fault.file for fault in check_method(folder)}


def test_lines_are_found_by_path():
    text = (
        '# one\nkey = "a"\n[[row]]\nname = 1\n\n[[row]]\n[[row.part]]\nname = 2\n[tail]\nend = 3\n'
    )

    assert find_lines(text) == {
        (): 1,
        ("key",): 2,
        ("row", 0): 3,
        ("row", 0, "name"): 4,
        ("row", 1): 6,
        ("row", 1, "part", 0): 7,
        ("row", 1, "part", 0, "name"): 8,
        ("tail",): 9,
        ("tail", "end"): 10,
    }
