"""Every sentence of the product can be read in Chinese."""

import re
import subprocess
import sys

import polib

from tests.architecture.source import CHECKOUT, PRODUCT, name

PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogues(language: str):
    for path in sorted(PRODUCT.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        yield path, polib.pofile(str(path))


def test_the_translation_files_hold_what_the_source_says():
    command = [sys.executable, str(CHECKOUT / "script" / "messages"), "--check"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (told.returncode, told.stderr) == (0, ""), told.stdout


def test_chinese_is_complete():
    missing = [
        f"{name(path)}: {entry.msgid}"
        for path, catalogue in catalogues("zh_Hans")
        for entry in catalogue.untranslated_entries()
    ]

    assert missing == []


def test_no_translation_is_a_guess():
    guesses = [
        f"{name(path)}: {entry.msgid}"
        for language in ("zh_Hans", "bo")
        for path, catalogue in catalogues(language)
        for entry in catalogue.fuzzy_entries()
    ]

    assert guesses == []


def test_a_translation_fills_in_the_same_places():
    differing = []
    for language in ("zh_Hans", "bo"):
        for path, catalogue in catalogues(language):
            for entry in catalogue.translated_entries():
                said = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
                wanted = set(PLACE.findall(entry.msgid_plural or entry.msgid))
                if any(set(PLACE.findall(text)) != wanted for text in said):
                    differing.append(f"{name(path)}: {entry.msgid}")

    assert differing == []


def test_one_sentence_has_one_chinese():
    said: dict[tuple[str, str], set[str]] = {}
    for _path, catalogue in catalogues("zh_Hans"):
        for entry in catalogue.translated_entries():
            said.setdefault((entry.msgctxt or "", entry.msgid), set()).add(entry.msgstr)

    assert {key: sorted(texts) for key, texts in said.items() if len(texts) > 1} == {}
