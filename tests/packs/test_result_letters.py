"""Letters about samples: in every language, as PDF, with plain words for what was found."""

import re

import pytest
from django.utils import translation

from doorstep.packs.result_letters import make_result_letter, set_result_letters
from doorstep.packs.typesetting import FontsMissing
from doorstep.samples.queries import standing_of
from tests.factories import DAY
from tests.samples.made import make_lab, make_trip, measure, receive, take


@pytest.fixture
def standing(cast):
    sample = take(make_trip(cast.caoba), cast.tashi, household=cast.a, where="院内水井")
    receive(sample, make_lab(cast.caoba))
    measure(sample, "fluoride", "1600", "μg/L")
    measure(sample, "ph", "7.2", "")
    measure(sample, "e_coli", "未检出", "MPN/100mL")
    measure(sample, "arsenic", "<0.05", "mg/L")
    return standing_of(sample, DAY)


def letter_in(language, standing, **more):
    with translation.override(language):
        return make_result_letter(standing, to="央金 · A-001", **more)


@pytest.mark.parametrize("language", ["zh-hans", "en", "bo"])
def test_a_letter_is_one_page_in_every_language(standing, language):
    letter = letter_in(language, standing)

    with translation.override(language):
        made = set_result_letters([letter, letter])

    assert made.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 2


def test_it_says_plainly_what_breaks_a_limit_and_what_to_do(standing):
    letter = letter_in("en", standing)

    assert letter.verdict == ["1 of 4 values breaks its limit. What to do stands below."]
    [(what, advice)] = letter.breaches
    assert what == ["fluoride: 1.6 mg/L (limit: ≤ 1 mg/L)"]
    assert "Boiling does not help" in advice[0]
    assert [row[:4] for row in letter.rows] == [
        ("pH", "7.2", "6.5 – 8.5", "within the limit"),
        ("fluoride", "1.6 mg/L", "≤ 1 mg/L", "over the limit"),
        ("arsenic", "<0.05 mg/L", "≤ 0.01 mg/L", "cannot be told"),
        ("Escherichia coli", "not detected", "none may be found", "within the limit"),
    ]
    assert len(letter.notes) == 1


def test_tibetan_never_stands_alone(standing):
    letter, chinese = letter_in("bo", standing), letter_in("zh-hans", standing)

    assert letter.verdict[1:] == chinese.verdict
    assert [advice[1:] for _what, advice in letter.breaches] == [
        advice for _what, advice in chinese.breaches
    ]
    for said, beside in zip(letter.heads, chinese.heads, strict=True):
        assert said.endswith(f" {beside}")


def test_nothing_that_breaks_a_limit_is_said_in_one_sentence(cast):
    sample = take(make_trip(cast.caoba), cast.tashi)
    receive(sample, make_lab(cast.caoba))
    measure(sample, "fluoride", "0.4", "mg/L")

    letter = letter_in("en", standing_of(sample, DAY))

    assert (letter.is_breach, letter.breaches) == (False, ())
    assert letter.verdict == [
        "The 1 thing that was measured is within its limit. You can use it as before."
    ]


def test_without_its_fonts_a_letter_is_refused(standing, monkeypatch, tmp_path):
    monkeypatch.setattr("doorstep.packs.fonts.FOLDER", tmp_path)

    with pytest.raises(FontsMissing):
        set_result_letters([letter_in("en", standing)])
