"""Every reason has a sentence for the person who brought the ledger, in both languages."""

import json
import re
from pathlib import Path

import pytest
from django.utils.translation import override

import doorstep
from doorstep.register.roster import place_of, read_roster, sentence_of
from doorstep.register.roster.reasons import SENTENCES
from doorstep.register.roster.value import Remark
from tests.register.roster.samples import NAMES, ROSTERS, path_of

ROOMS = Path(doorstep.__file__).parent
SOURCES = [*ROOMS.glob("register/roster/*.py"), *ROOMS.glob("sync/**/*.py")]


def test_every_reason_agreed_upon_has_a_sentence():
    agreed = json.loads((ROSTERS / "expected.json").read_text("utf-8"))["reasons"]

    assert set(agreed) - set(SENTENCES) == set()


def test_every_sentence_belongs_to_a_reason_that_is_given():
    code = "".join(path.read_text("utf-8") for path in SOURCES if path.name != "reasons.py")

    assert {reason for reason in SENTENCES if f'"{reason}"' not in code} == set()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("reason", SENTENCES)
def test_a_sentence_can_be_filled_and_is_translated(reason, language):
    remark = Remark(
        sheet="台账", row=4, column="电话", reason=reason, action="", value="甲", after="乙"
    )

    with override(language):
        sentence = sentence_of(remark)

    assert "%(" not in sentence
    assert bool(re.search("[，。]", sentence)) is (language == "zh-hans")


def test_every_remark_on_the_samples_says_where_and_what():
    with override("zh-hans"):
        said = [
            (place_of(remark), sentence_of(remark))
            for name in NAMES
            for remark in read_roster(path_of(name)).remarks
        ]

    assert len(said) == 29
    assert said[0] == (
        "台账 第 5 行，户编号",
        "户编号 DZ-001 在第 4 行已用过。请给其中一户另编号码。",
    )
