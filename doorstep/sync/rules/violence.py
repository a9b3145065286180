"""What a form says of violence at home: nothing of it is kept, whoever sent it.

The forms let no such need leave a phone; a changed client, or a draft of another program, may.
"""

from collections.abc import Mapping
from typing import Any

YES = "yes"


def without_violence(said: Mapping[str, Any]) -> dict[str, Any] | None:
    """The form without the needs at which violence or fear was told; None where it is such a need
    itself, so that nothing is left of it."""
    if said.get("violence") == YES:
        return None
    needs = said.get("needs")
    if not isinstance(needs, list):
        return dict(said)
    return dict(said) | {"needs": [need for need in needs if not _tells(need)]}


def _tells(need: Any) -> bool:
    return isinstance(need, dict) and need.get("violence") == YES
