"""Reading an old .xls in a process of its own, with bounds on memory and time.

Its parser fills the whole rectangle between two far cells before anybody can count it, so the
bounds are the system's. What the process does stands in `old.py`.
"""

import json
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from doorstep.kit.sheets import guard, old
from doorstep.kit.sheets.errors import (
    TooManyCells,
    WorkbookDamaged,
    WorkbookEncrypted,
    WorkbookTooLarge,
)
from doorstep.kit.sheets.value import Merge, Row, Sheet, Value

PROGRAM = Path(__file__).with_name("old.py")


def read_apart(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of an xls. WorkbookDamaged, WorkbookEncrypted, WorkbookTooLarge."""
    done = subprocess.run(  # noqa: S603 - our own program, the file is its input
        [sys.executable, "-I", PROGRAM, str(guard.MOST_SHEETS), str(guard.MOST_CELLS)],
        input=data,
        capture_output=True,
        check=False,
    )
    if done.returncode == old.ENCRYPTED:
        raise WorkbookEncrypted
    if done.returncode == old.TOO_LARGE:
        raise TooManyCells(most=guard.MOST_CELLS)
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise WorkbookTooLarge
    if done.returncode != old.DONE:
        raise WorkbookDamaged
    return tuple(_sheet(line) for line in done.stdout.splitlines())


def _sheet(line: bytes) -> Sheet:
    name, visible, merges, rows = json.loads(line)
    return Sheet(
        name=name,
        visible=visible,
        merges=tuple(Merge(*merge) for merge in merges),
        rows=tuple(Row(number, tuple(map(_value, values))) for number, values in rows),
    )


def _value(held: Any) -> Value:
    if not isinstance(held, list):
        plain: Value = held
        return plain
    kind, text = held
    if kind == "d":
        return date.fromisoformat(text)
    if kind == "m":
        return datetime.fromisoformat(text)
    return time.fromisoformat(text) if kind == "t" else timedelta(seconds=text)
