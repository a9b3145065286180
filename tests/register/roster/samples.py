"""The sample ledgers and what each must come out as."""

import json
from pathlib import Path
from typing import Any

ROSTERS = Path(__file__).parents[2] / "data" / "rosters"
NIANCUN = Path(__file__).parents[3] / "doorstep" / "scenarios" / "niancun" / "roster.xlsx"
NAMES = ("niancun-197.xlsx", "aliases.xlsx", "one-row-per-person.xlsx", "dirty.xlsx", "update.xlsx")
NOT_READ_FROM_A_FILE = {"facts", "diff", "clean_rows", "refused_canary", "value_maps"}


def path_of(name: str) -> Path:
    return NIANCUN if name == "niancun-197.xlsx" else ROSTERS / name


def expected(name: str) -> dict[str, Any]:
    """Everything expected.json says of a file."""
    return json.loads((ROSTERS / "expected.json").read_text("utf-8"))["files"][name]


def expected_of_reading(name: str) -> dict[str, Any]:
    """What expected.json says of reading a file, without facts about it and the diff."""
    return {key: v for key, v in expected(name).items() if key not in NOT_READ_FROM_A_FILE}
