"""A damaged ledger is read or refused with a sentence; nothing else comes out of it."""

import json
import random
import re
import zipfile
from io import BytesIO

import pytest

from doorstep.kit.errors import Refused
from doorstep.register.roster import as_json, read_roster, sentence_of
from tests.register.roster.samples import path_of

FOULED = ("dirty.xlsx", "aliases.xlsx", "one-row-per-person.xlsx")
ODD = [
    "",
    "-1",
    "99999",
    "1e308",
    "A0",
    "XFD9",
    "A1:B2",
    "s",
    "e",
    "inlineStr",
    "nan",
    "弃",
    "#REF!",
]


def malformed(seed: int) -> bytes:
    """A sample cut short, with bytes changed, or with values of its XML exchanged."""
    chance = random.Random(seed)
    data = path_of(chance.choice(FOULED)).read_bytes()
    if seed % 5 == 0:
        return data[: chance.randrange(len(data))]
    if seed % 5 == 1:
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        return bytes(broken)
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        parts = [name for name in old.namelist() if "xl/" in name and "theme" not in name]
        hit = chance.choice(parts)
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, exchanged(text, chance) if name == hit else text)
    return stream.getvalue()


def exchanged(text: str, chance: random.Random) -> str:
    spots = [found.span(1) for found in re.finditer(r'(?:="|>)([^"<>]+)["<]', text)]
    for start, end in sorted(chance.sample(spots, min(9, len(spots))), reverse=True):
        text = text[:start] + chance.choice(ODD) + text[end:]
    return text


@pytest.mark.parametrize("seed", range(60))
def test_a_malformed_ledger_is_read_or_refused(seed):
    data = malformed(seed)

    try:
        roster = read_roster(data)
    except Refused as refusal:
        said = [str(refusal)]
    else:
        json.dumps(as_json(roster), allow_nan=False)
        said = [sentence_of(remark) for remark in roster.remarks]

    assert all(said)
