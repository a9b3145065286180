"""JSON on standard output; everything said to a person goes to standard error."""

import json
import sys
from typing import Any


def print_json(value: Any) -> None:
    """One JSON text; days and ids as text."""
    print(json_text(value))


def json_text(value: Any) -> str:
    """The same as text, for a file."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def say(text: object) -> None:
    """A line for the person at the terminal."""
    print(text, file=sys.stderr, flush=True)
