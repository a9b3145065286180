"""What a phone keeps of what it wrote and of what it was told: a line each, in a file of its own.
From these files alone it is proved afterwards what must lie with the office."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.chaos.forms import Form


class Journal:
    """One phone's file."""

    def __init__(self, folder: Path, number: int) -> None:
        folder.mkdir(exist_ok=True)
        self.file = (folder / f"{number:04}.jsonl").open("a", 1, "utf-8")  # a line at once

    def wrote(self, form: Form) -> None:
        self._line(
            wrote=form.digest,
            id=form.id,
            kind=form.kind,
            services=form.services,
            needs=form.needs,
            closes=form.closes,
            files=sorted(form.files),
        )

    def told(self, form: Form, status: int, state: str) -> None:
        """The first answer that let the phone stop sending it."""
        self._line(told=form.digest, status=status, state=state)

    def close(self) -> None:
        self.file.close()

    def _line(self, **said: Any) -> None:
        self.file.write(json.dumps(said) + "\n")


def lines(folder: Path) -> Iterator[dict[str, Any]]:
    """Every line of every phone."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)
